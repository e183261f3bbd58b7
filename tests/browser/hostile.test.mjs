// Hostile content and hostile sites: nothing runs, nothing is asked for elsewhere, nothing changes.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { now, Served, whatIsMissing } from './served.mjs';

const missing = whatIsMissing();
let served;
const check = (name, work) => test(name, { skip: missing || false, timeout: 120000 }, work);
const mark = 'window.__harmed=1';
const bodies = [
  `<script>${mark}</script><p>one</p>`,
  `<img src=x onerror="${mark}"><img src="http://tracker.invalid/pixel.gif">`,
  `<svg onload="${mark}"><script>${mark}</script></svg>`,
  `<iframe srcdoc="<script>parent.__harmed=1</script>"></iframe>`,
  `<a href="javascript:${mark}">press</a><a href="data:text/html,<script>${mark}</script>">press</a>`,
  `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${mark}&gt;">`,
  `<form action="http://tracker.invalid/"><button>press</button><input autofocus onfocus="${mark}"></form>`,
  `<style>body{background:url(http://tracker.invalid/s)}</style><p style="background:url(http://tracker.invalid/p)">x</p>`,
  `<video src="http://tracker.invalid/v" onerror="${mark}"></video><object data="http://tracker.invalid/o"></object>`,
  `<link rel=stylesheet href="http://tracker.invalid/l"><meta http-equiv=refresh content="0;url=http://tracker.invalid/">`,
  `<details open ontoggle="${mark}"><summary>x</summary></details><base href="http://tracker.invalid/">`,
];
const names = 'apple barge copper dune ember fjord glacier harp indigo jasper kelp'.split(' ');

before(async () => {
  if (missing) return;
  served = await Served.start({ sample: false });
  served.add(
    bodies.map((html, i) => ({
      title: `${names[i]} <img src=x onerror=${mark}> ${names[i].repeat(9)} &lt;script&gt;`,
      html: `${html}<p>${`${names[i]} `.repeat(40)}</p>`,
      source: `"><script>${mark}</script>`,
      url: i % 2 ? `javascript:${mark}` : `https://hostile.example/${i}`,
      published: now,
      minutes: 1,
    })),
  );
});
after(() => served?.stop());

// The page's policy would stop what the sanitiser let through: with it off, nothing else does.
for (const bypassCSP of [false, true]) {
  check(`hostile items do nothing${bypassCSP ? ', not even without the policy' : ''}`, async () => {
    const page = await served.open({ bypassCSP });
    await page.keyboard.press('0'); // by time: there, nothing is folded into stories
    await page.waitForFunction((n) => document.querySelectorAll('.entry').length === n, bodies.length);
    const count = bodies.length;
    for (let i = 0; i < count; ++i) {
      await page.keyboard.press('j');
      await page.waitForSelector('.entry.current .article');
      await page.keyboard.press('w');
    }
    for (const link of await page.$$('.entry a')) {
      assert.match((await link.getAttribute('href')) ?? 'https:', /^(https?|mailto):/);
    }
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => window.__harmed), undefined);
    const elsewhere = page.requests.filter((url) => !url.startsWith(served.origin + '/'));
    assert.deepEqual(elsewhere, []);
    assert.deepEqual(page.troubles, [], 'the policy had nothing to stop');
    const forbidden = await page.$$eval('#page *', (all) =>
      all
        .filter((e) => /^(script|iframe|object|embed|form|style|img|video|link|meta|base)$/i.test(e.tagName))
        .filter((e) => !e.closest('.interests'))
        .map((e) => e.outerHTML),
    );
    assert.deepEqual(forbidden, []);
    await page.context().close();
  });
}

check('another site can neither read nor write', async () => {
  const page = await served.open(); // the browser holds the cookie
  const before = served.heed('interest', 'list');
  const site = createServer((_, reply) => reply.setHeader('Content-Type', 'text/html').end('<p>other</p>'));
  await new Promise((ready) => site.listen(0, '127.0.0.1', ready));
  const other = await page.context().newPage();
  await other.goto(`http://localhost:${site.address().port}/`);
  const told = await other.evaluate(async (target) => {
    const attempts = [
      [`${target}/api/v1/today`, {}],
      [`${target}/api/v1/today`, { credentials: 'include' }],
      [`${target}/api/v1/interests`, { method: 'POST', credentials: 'include', body: '{"text":"stolen"}' }],
      [
        `${target}/api/v1/interests`,
        { method: 'POST', mode: 'no-cors', credentials: 'include', body: '{"text":"stolen"}' },
      ],
      [
        `${target}/api/v1/interests`,
        {
          method: 'POST',
          credentials: 'include',
          headers: { 'Content-Type': 'application/json' },
          body: '{"text":"stolen"}',
        },
      ],
    ];
    const read = [];
    for (const [url, options] of attempts) {
      try {
        read.push(await (await fetch(url, options)).text());
      } catch {
        read.push('');
      }
    }
    return read.join('');
  }, served.origin);
  assert.equal(told, '');
  assert.deepEqual(served.heed('interest', 'list'), before);
  const framed = await other.evaluate(
    (url) =>
      new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.src = url;
        frame.onload = () => {
          try {
            resolve(frame.contentDocument ? 'readable' : 'closed');
          } catch {
            resolve('closed');
          }
        };
        document.body.append(frame);
      }),
    served.origin + '/',
  );
  assert.equal(framed, 'closed');
  site.close();
  await page.context().close();
});
