// The page as a person meets it, in headless Chromium.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Served, whatIsMissing } from './served.mjs';

const missing = whatIsMissing();
let served;
const check = (name, work) => test(name, { skip: missing || false, timeout: 120000 }, work);

before(async () => {
  if (!missing) served = await Served.start();
});
after(async () => {
  if (served) assert.equal(await served.stop(), 0, 'heed serve ends cleanly');
});

const ids = (page) => page.$$eval('.entry', (entries) => entries.map((entry) => entry.dataset.id));
const minutes = (page) => page.textContent('.summary');
// Waits until the edition is another than `before`.
const changed = (page, before) =>
  page.waitForFunction(
    (old) => [...document.querySelectorAll('.entry')].map((e) => e.dataset.id).join() !== old,
    before.join(),
  );
// Waits until the edition is these items: on its way there the page may show others, as when the slider rests
// between two keys.
const shows = (page, wanted) =>
  page.waitForFunction(
    (ids) => [...document.querySelectorAll('.entry')].map((e) => e.dataset.id).join() === ids,
    wanted.join(),
  );
const focused = (page, id) =>
  page.waitForFunction((wanted) => document.activeElement?.closest('.entry')?.dataset.id === wanted, id);

check('shows the same edition as the command, with reasons', async () => {
  const page = await served.open();
  const [edition] = served.heed('today');
  assert.deepEqual(await ids(page), edition.items.map((item) => item.id));
  assert.ok(edition.items.length > 3);
  const titles = await page.$$eval('.entry h2', (all) => all.map((title) => title.textContent));
  assert.deepEqual(titles, edition.items.map((item) => item.title));
  const reasons = await page.$$eval('.entry .reason', (all) => all.map((reason) => reason.textContent));
  assert.ok(reasons.every((reason) => reason.length > 5), reasons.join(' | '));
  assert.ok(reasons.some((reason) => reason.includes('you said “battery chemistry and energy storage”')));
  assert.equal(new URL(page.url()).search, '', 'the token leaves the address bar');
  assert.deepEqual(page.troubles, []);
  await page.context().close();
});

check('ends, and says what was left out', async () => {
  const page = await served.open();
  const [edition] = served.heed('today');
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.mouse.wheel(0, 100000);
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), height, 'nothing more loads');
  assert.equal(await page.textContent('.ending h2'), 'That’s it.');
  assert.match(await page.textContent('.leftout'), new RegExp(`${edition.left_out} others were left out`));
  await page.click('.leftout button');
  assert.equal((await page.$$('.leftout li')).length, edition.best_left_out.length);
  await page.context().close();
});

check('a like moves what is like it, and undo restores the page exactly', async () => {
  const page = await served.open();
  const before = await ids(page);
  const values = () => served.heed('today', '--budget', 'all')[0].items.map((item) => item.value);
  const old = values();
  await page.click('.entry:nth-of-type(3) [data-act=like]');
  await page.waitForSelector(`[data-id="${before[2]}"] [data-act=like][aria-pressed=true]`);
  assert.notDeepEqual(values(), old);
  await page.click('.notice button');
  await page.waitForFunction(() => document.querySelectorAll('[data-act=like][aria-pressed=true]').length === 0);
  assert.deepEqual(values(), old);
  assert.deepEqual(await ids(page), before);
  await page.context().close();
});

check('a dislike takes the item away', async () => {
  const page = await served.open();
  const before = await ids(page);
  await page.click(`[data-id="${before[0]}"] [data-act=dislike]`);
  await changed(page, before);
  assert.ok(!(await ids(page)).includes(before[0]));
  await page.keyboard.press('u');
  await page.waitForSelector(`[data-id="${before[0]}"]`);
  assert.deepEqual(await ids(page), before);
  await page.context().close();
});

check('the slider plans anew, as the command does', async () => {
  const page = await served.open();
  const before = await ids(page);
  await page.focus('#budget');
  for (let i = 0; i < 4; ++i) await page.keyboard.press('ArrowLeft');
  assert.equal(await page.textContent('.amount'), '10 minutes');
  const [edition] = served.heed('today', '--budget', '10m');
  const wanted = edition.items.map((item) => item.id);
  assert.notDeepEqual(wanted, before);
  await shows(page, wanted);
  assert.match(await minutes(page), /minutes in all/);
  await page.context().close();
});

check('time order uses no profile', async () => {
  const page = await served.open();
  const before = await ids(page);
  await page.keyboard.press('0');
  await changed(page, before);
  const [edition] = served.heed('today', '--order', 'new');
  assert.deepEqual(await ids(page), edition.items.map((item) => item.id));
  assert.deepEqual(await page.$$eval('.reason', (all) => all.map((r) => r.textContent).join('')), '');
  await page.keyboard.press('0');
  await page.waitForFunction((id) => document.querySelector('.entry')?.dataset.id === id, before[0]);
  await page.context().close();
});

check('is walked by keys alone, and focus marks nothing as read', async () => {
  const page = await served.open();
  const before = await ids(page);
  await page.keyboard.press('n');
  await focused(page, before[0]);
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  await page.keyboard.press('p');
  await focused(page, before[1]);
  assert.equal(await page.$('.article'), null);
  await page.keyboard.press('Enter');
  await page.waitForSelector(`[data-id="${before[1]}"] .prose`);
  await page.keyboard.press('j');
  await page.waitForSelector(`[data-id="${before[2]}"] .prose`);
  await page.keyboard.press('w');
  await page.waitForSelector('.why');
  const sums = await page.$$eval('.why .sums:first-of-type .number', (cells) =>
    cells.map((cell) => Number(cell.textContent.replace('−', '-'))),
  );
  const total = sums.pop();
  assert.ok(Math.abs(sums.reduce((a, b) => a + b, 0) - total) < 0.006 * sums.length + 0.006, `${sums} = ${total}`);
  await page.keyboard.press('Escape');
  await page.waitForSelector('.why', { state: 'detached' });
  await page.keyboard.press('s');
  await page.waitForSelector(`[data-id="${before[2]}"] [data-act=save][aria-pressed=true]`);
  await page.keyboard.press('u');
  await page.waitForFunction(() => !document.querySelector('[data-act=save][aria-pressed=true]'));
  assert.deepEqual(served.heed('items', '--limit', '1000').filter((item) => item.read), []);
  await page.keyboard.press('?');
  await page.waitForSelector('dialog[open] .keys');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('dialog'));
  await page.keyboard.press('/');
  await page.waitForSelector('dialog input:focus');
  await page.keyboard.type('ferry');
  await page.waitForSelector('.found li');
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => !document.querySelector('dialog'));
  await page.keyboard.press('b');
  await page.waitForFunction(() => document.activeElement.id === 'budget');
  await page.context().close();
});

check('Tab reaches every control, and each has a name', async () => {
  const page = await served.open();
  const nameless = await page.$$eval('button, a[href], input', (all) =>
    all
      .filter((e) => !(e.textContent.trim() || e.getAttribute('aria-label') || e.labels?.length))
      .map((e) => e.outerHTML),
  );
  assert.deepEqual(nameless, []);
  const seen = new Set();
  for (let i = 0; i < 30; ++i) {
    await page.keyboard.press('Tab');
    seen.add(await page.evaluate(() => document.activeElement.className || document.activeElement.id));
  }
  for (const wanted of ['skip', 'budget', 'title', 'act']) assert.ok(seen.has(wanted), [...seen].join());
  const headings = await page.$$eval('h1, h2', (all) => all.map((h) => h.tagName));
  assert.equal(headings.filter((tag) => tag === 'H1').length, 1);
  for (const landmark of ['main', 'header', 'aside']) assert.ok(await page.$(landmark), landmark);
  await page.context().close();
});

check('reading makes the page shorter until it is done', async () => {
  const page = await served.open();
  const before = await ids(page);
  await page.keyboard.press('n');
  await page.keyboard.press('m');
  await page.waitForSelector('.done li');
  await page.waitForFunction((id) => !document.querySelector(`.entry[data-id="${id}"]`), before[0]);
  const text = await minutes(page);
  await page.keyboard.press('A');
  await page.waitForFunction(() => !document.querySelector('.entry'));
  assert.match(await page.textContent('.ending'), /You gave it \d+ minutes/);
  const count = (await page.$$('.done li')).length;
  await page.reload();
  await page.waitForSelector('.ending');
  assert.equal(await page.$('.entry'), null, `reading is not undone by a reload (${text})`);
  served.heed('undo', String(count));
  await page.context().close();
});

check('interests can be added, weighed and removed', async () => {
  const page = await served.open();
  await page.fill('.interests input[name=interest]', 'comets');
  await page.press('.interests input[name=interest]', 'Enter');
  await page.waitForSelector('.interests li:has-text("comets")');
  assert.ok(served.heed('interest', 'list')[0].interests.some((i) => i.text === 'comets' && i.weight === 1));
  await page.focus('.interests li:has-text("comets") input');
  await page.keyboard.press('Home');
  await page.waitForSelector('.interests li.unwanted:has-text("comets")');
  assert.ok(served.heed('interest', 'list')[0].interests.some((i) => i.text === 'comets' && i.weight === -1));
  await page.click('.interests button[aria-label="Remove comets"]');
  await page.waitForFunction(() => !document.querySelector('.interests').textContent.includes('comets'));
  await page.context().close();
});

check('speaks Chinese where the browser does, and on request', async () => {
  const page = await served.open({ locale: 'zh-CN' });
  assert.equal(await page.textContent('.ending h2'), '到此为止。');
  assert.equal(await page.getAttribute('html', 'lang'), 'zh');
  await page.click('.tool.text');
  assert.equal(await page.textContent('.ending h2'), 'That’s it.');
  assert.ok((await page.$$('.entry [lang=zh]')).length + (await page.$$('.entry [lang=en]')).length > 0);
  await page.context().close();
});

check('without the token there is nothing to see', async () => {
  const page = await served.browser();
  const answer = await page.goto(served.origin + '/');
  assert.equal(answer.status(), 401);
  await page.context().close();
});

check('fits a narrow screen without scrolling sideways', async () => {
  const page = await served.open({ viewport: { width: 360, height: 700 } });
  await page.keyboard.press('j');
  await page.waitForSelector('.prose');
  await page.keyboard.press('w');
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  await page.context().close();
});
