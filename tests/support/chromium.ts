import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { installPackages } from './debian.ts';
import { patience } from './patience.ts';

const flags = [
  '--headless=new',
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/**
 * The path of a Chromium or Chrome: CHROMIUM_PATH, an installed one, Playwright's; else one is installed,
 * Debian's as root, Playwright's elsewhere. @throws Error that says what to install
 */
export function findChromium(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH=${named}: there is no such file`);
  }
  return installed() ?? install();
}

function installed(): string | null {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
    const found = spawnSync('which', [name], { encoding: 'utf8' });
    if (found.status === 0) return found.stdout.trim();
  }
  const others = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    chromium.executablePath(),
  ];
  return others.find((path) => path && existsSync(path)) ?? null;
}

function install(): string {
  const why = 'No Chromium or Chrome found';
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) installPackages(why, 'chromium');
  else {
    process.stderr.write(`${why}: installing …\n`);
    // Where it fails is said below, in one sentence, together with what to do.
    spawnSync('npx', ['playwright-core', 'install', 'chromium'], { stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const found = installed();
  if (found) return found;
  throw new Error('The browser tests need Chromium or Chrome: install either, or set CHROMIUM_PATH to one.');
}

/** Starts a browser as users have it, but headless, with software WebGL, and nothing that calls out. */
export function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: [...flags, ...more] });
}

/**
 * As `launchChromium`, drawing what is no WebGL without it, which takes a third of the time in software, compiling the
 * engine once and not again for speed that a short test never sees, and waiting for whatever is asked of a page as long
 * as a slow machine takes.
 */
export async function launchTestBrowser(more: readonly string[] = []): Promise<Browser> {
  const quick = ['--disable-gpu-rasterization', '--disable-gpu-compositing', '--js-flags=--liftoff-only'];
  const browser = await launchChromium([...quick, ...more]);
  const open = browser.newContext.bind(browser);
  browser.newContext = async (options?: BrowserContextOptions) => {
    const context = await open(options);
    context.setDefaultTimeout(patience);
    return context;
  };
  return browser;
}

/** Waits until the page has drawn what followed from all that it was told so far. */
export async function rendered(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))),
  );
}
