// heed serve on a fresh home, and a browser that looks at it. Every request that the browser makes
// is recorded: none may leave the page's own origin.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const program = process.env.HEED_PROGRAM ?? join(root, 'build/heed');
const libraries = process.env.HEED_PAGE_LIBRARIES ?? join(root, 'build/web');
export const now = '2026-11-20T09:00:00Z';

export const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

export function whatIsMissing() {
  if (!chromiumPath) return 'chromium is not installed: apt-get install chromium';
  if (!existsSync(join(libraries, 'node_modules/playwright-core'))) return 'the page was built without npm';
  return '';
}

export class Served {
  // `models`: where encoders are looked up; by default nowhere, so that tests don't depend on the
  // machine.
  static async start({ models, sample = true } = {}) {
    const served = new Served();
    served.folder = mkdtempSync(join(tmpdir(), 'heed-browser-'));
    served.home = join(served.folder, 'home');
    served.env = { ...process.env, HEED_SAMPLE_NOW: now };
    if (models !== undefined || !process.env.HEED_BROWSER_MODELS) served.env.HEED_MODELS = models ?? served.folder;
    if (sample) {
      const done = spawnSync('bash', [join(root, 'samples/import.sh'), program, '--home', served.home, '--now', now], {
        env: served.env,
        encoding: 'utf8',
      });
      if (done.status !== 0) throw new Error(`the sample was not imported: ${done.stderr}`);
    }
    const words = ['serve', '--port', '0', '--json', '--home', served.home, '--now', now];
    served.process = spawn(program, words, { env: served.env, stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await new Promise((resolve, reject) => {
      createInterface(served.process.stdout).once('line', resolve);
      served.process.once('exit', (code) => reject(new Error(`heed serve ended with ${code}`)));
    });
    Object.assign(served, JSON.parse(line));
    served.origin = `http://127.0.0.1:${served.port}`;
    return served;
  }

  heed(...words) {
    const done = spawnSync(program, [...words, '--home', this.home, '--now', now, '--json'], {
      env: this.env,
      encoding: 'utf8',
    });
    if (done.status !== 0) throw new Error(`heed ${words.join(' ')}: ${done.stderr}`);
    return done.stdout
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((text) => JSON.parse(text));
  }

  add(items) {
    const file = join(this.folder, 'items.jsonl');
    writeFileSync(file, items.map((item) => JSON.stringify(item)).join('\n'));
    return this.heed('add', file);
  }

  async browser(options = {}) {
    const { chromium } = createRequire(join(libraries, 'package.json'))('playwright-core');
    this.chromium ??= await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
    const context = await this.chromium.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    await page.clock.setFixedTime(new Date(now));
    page.setDefaultTimeout(20000);
    page.requests = [];
    page.troubles = [];
    context.on('request', (request) => page.requests.push(request.url()));
    page.on('console', (message) => message.type() === 'error' && page.troubles.push(message.text()));
    page.on('pageerror', (error) => page.troubles.push(String(error)));
    page.on('dialog', (dialog) => {
      page.troubles.push(`dialog: ${dialog.message()}`);
      dialog.dismiss();
    });
    return page;
  }

  // The page, entered with the token and with its edition there.
  async open(options) {
    const page = await this.browser(options);
    await page.goto(this.url);
    await page.waitForSelector('.ending');
    return page;
  }

  async stop() {
    await this.chromium?.close();
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.process.kill('SIGTERM');
    const code = await ended;
    rmSync(this.folder, { recursive: true, force: true });
    return code;
  }
}
