// Pictures of the page and of the terminal: run by screenshots.sh.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { now, program, Served, whatIsMissing } from '../tests/browser/served.mjs';

const folder = process.argv[2];
const missing = whatIsMissing();
if (missing) {
  console.error(missing);
  process.exit(1);
}
mkdirSync(folder, { recursive: true });
process.env.HEED_BROWSER_MODELS = '1'; // the encoder that the person has
const served = await Served.start();

async function picture(name, options, work = async () => {}) {
  const page = await served.open(options);
  await page.mouse.move(0, 0);
  await work(page);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: options.whole ?? false });
  await page.context().close();
}

const openWhy = async (page) => {
  await page.keyboard.press('n');
  await page.keyboard.press('w');
  await page.waitForSelector('.why');
};

await picture('page', { colorScheme: 'light' });
await picture('page-dark', { colorScheme: 'dark' }, openWhy);
await picture('page-zh', { locale: 'zh-CN' });
await picture('page-narrow', { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
await picture('page-open', { colorScheme: 'light' }, async (page) => {
  await page.keyboard.press('n');
  await page.keyboard.press('j');
  await page.waitForSelector('.prose');
});
await picture('page-end', { colorScheme: 'light' }, async (page) => {
  await page.click('.leftout button');
  await page.evaluate(() => document.querySelector('.ending').scrollIntoView({ block: 'center' }));
});

// The terminal, drawn by the browser: the bytes that heed writes to one, colours and all.
async function terminal(name, words) {
  const line = [program, ...words, '--home', served.home, '--now', now].map((word) => `'${word}'`).join(' ');
  const shown = spawnSync('script', ['-qec', `stty cols 84; ${line}`, '/dev/null'], { env: served.env, encoding: 'utf8' });
  const styles = { 1: 'font-weight:700', 2: 'opacity:.62', 3: 'font-style:italic', 4: 'text-decoration:underline' };
  const colours = ['#6b675e', '#e08a6d', '#8fc7b3', '#e0b15e', '#8fb4dd', '#c9a0d0', '#86c5cf', '#e9e4d8'];
  const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  let open = '';
  const html = shown.stdout.replaceAll('\r', '').split(/\x1b\[([\d;]*)m/).map((part, i) => {
    if (i % 2 === 0) return part && `<span style="${open}">${escape(part)}</span>`;
    for (const code of part.split(';').map(Number)) {
      if (code === 0) open = '';
      open += `;${styles[code] ?? (code >= 30 && code < 38 ? `color:${colours[code - 30]}` : '')}`;
    }
    return '';
  });
  const page = await served.browser({ viewport: { width: 860, height: 400 }, deviceScaleFactor: 1 });
  await page.setContent(
    `<body style="margin:0;background:#171614;color:#e9e4d8;padding:22px 28px;width:max-content">
     <pre style="margin:0;font:15px/1.45 'Noto Sans Mono CJK SC','DejaVu Sans Mono',monospace">` +
      `<span style="opacity:.62">$</span> heed ${words.join(' ')}\n\n${html.join('')}</pre>`,
  );
  await (await page.$('body')).screenshot({ path: join(folder, `${name}.png`) });
  await page.context().close();
}
await terminal('today', ['today', '--budget', '20m']);
await served.stop();
