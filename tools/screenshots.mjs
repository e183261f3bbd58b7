// Pictures of the page: run by screenshots.sh.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Served, whatIsMissing } from '../tests/browser/served.mjs';

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
await picture('page-keys', { colorScheme: 'light' }, (page) => page.keyboard.press('?'));
await served.stop();
