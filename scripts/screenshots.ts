import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, Page, PageScreenshotOptions } from 'playwright-core';
import { serveAdminPage } from '../tests/support/adminServer.ts';
import { launchChromium } from '../tests/support/chromium.ts';
import { serve } from '../tests/support/served.ts';
import { type GalleryScene, type GallerySize, galleryScenes, gallerySizes, takeGallery } from './gallery.ts';
import { runCommand, UsageError } from './terminal.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const help = `
Takes the screenshots of the README from the built page.

  npm run screenshots -- [--data DIR | --address URL] [--maps DIR] [--query "?zone=C373"]
  npm run screenshots -- --all DIR [--data DIR | --address URL] [--scenes main,zone] [--sizes phone,wall]

  --data DIR    a snapshot (default: .data/sample, made by "npm start")
  --address URL the page of a server that runs, with a slash at its end: its city lives, as in the README's two
  --all DIR     instead of the README's two, every scene, language, theme and size into DIR, to be looked at
  --scenes LIST of ${Object.keys(galleryScenes).join(', ')}
  --sizes LIST  of ${Object.keys(gallerySizes).join(', ')}
  --maps DIR    instead of the README's two, the map at three zooms in both languages into DIR
  --query TEXT  the address's query
`;

interface Shot {
  readonly language: 'ar' | 'en';
  readonly theme: 'light' | 'dark';
  readonly path: string;
}

const readme: readonly Shot[] = [
  { language: 'ar', theme: 'light', path: `${root}/docs/leadership-ar-light.png` },
  { language: 'en', theme: 'dark', path: `${root}/docs/leadership-en-dark.png` },
];

await runCommand(
  help,
  {
    data: { type: 'string' },
    all: { type: 'string' },
    scenes: { type: 'string' },
    sizes: { type: 'string' },
    maps: { type: 'string' },
    query: { type: 'string' },
    address: { type: 'string' },
  },
  async ({ data, all, scenes, sizes, maps, query, address }) => {
    if (query && !query.startsWith('?')) throw new UsageError('--query: expected it to start with "?"');
    await using served = address
      ? { address, [Symbol.asyncDispose]: async () => {} }
      : await serve({ dir: data ?? `${root}/.data/sample` });
    const browser = await launchChromium();
    try {
      if (maps !== undefined) await takeMaps(browser, served.address, maps);
      else if (all !== undefined) {
        await using admin = await serveAdminPage();
        admin.fill();
        await takeGallery(browser, {
          ...{ address: served.address, admin: admin.address, dir: all },
          scenes: namesIn<GalleryScene>('--scenes', scenes, galleryScenes),
          sizes: namesIn<GallerySize>('--sizes', sizes, gallerySizes),
          onFile: (path) => process.stdout.write(`${path}\n`),
        });
      } else for (const shot of readme) await take(browser, served.address + (query ?? ''), shot);
    } finally {
      await browser.close();
    }
  },
);

async function take(browser: Browser, address: string, shot: Shot): Promise<void> {
  await using page = await openPage(browser, address, shot);
  await save(page.page, shot.path);
}

/** The emirate, the city as the page opens with it, and the quarter around the creek with its public places. */
async function takeMaps(browser: Browser, address: string, dir: string): Promise<void> {
  for (const language of ['ar', 'en'] as const) {
    await using opened = await openPage(browser, address, { language, theme: 'light' });
    const { page } = opened;
    const box = await page.locator('.maplibregl-canvas').boundingBox();
    if (!box) throw new Error('the page shows no map');
    const clip = { x: box.x, y: box.y, width: box.width, height: box.height };
    const wheel = async (steps: number, x: number, y: number) => {
      await page.mouse.move(box.x + box.width * x, box.y + box.height * y);
      for (let i = 0; i < Math.abs(steps); i++) {
        await page.mouse.wheel(0, steps < 0 ? 400 : -400);
        await page.waitForTimeout(400);
      }
      await page.mouse.move(1, 1);
      await page.waitForTimeout(2500);
    };
    await save(page, `${dir}/map-city-${language}.png`, { clip });
    await wheel(3, 0.52, 0.22);
    await save(page, `${dir}/map-quarter-${language}.png`, { clip });
    await wheel(-7, 0.4, 0.2);
    await save(page, `${dir}/map-emirate-${language}.png`, { clip });
  }
}

async function openPage(browser: Browser, address: string, { language, theme }: Omit<Shot, 'path'>) {
  const viewport = { width: 1920, height: 1080 };
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  await context.addInitScript(
    (kept) => {
      localStorage.setItem('services-360', kept);
    },
    JSON.stringify({ language, theme, digits: 'latn' }),
  );
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForSelector('[data-feed="ready"][data-details="ready"]', {
    state: 'attached',
    timeout: 120_000,
  });
  // A city that lives has caught up, and its newest requests are there.
  await page.waitForSelector('.load-status:not(.live-status), [data-live="live"]', { timeout: 120_000 });
  await page.waitForTimeout(4000);
  return { page, [Symbol.asyncDispose]: () => context.close() };
}

async function save(page: Page, path: string, options: PageScreenshotOptions = {}): Promise<void> {
  await mkdir(path.replace(/[^/]*$/, ''), { recursive: true });
  await page.screenshot({ path, ...options });
  process.stdout.write(`${path}\n`);
}

/** The names of a list that an option gives; all where it gives none. @throws UsageError for one that there is not */
function namesIn<Name extends string>(
  option: string,
  list: string | undefined,
  known: Record<Name, unknown>,
): Name[] {
  const all = Object.keys(known) as Name[];
  const names = list?.split(',') ?? all;
  const wrong = names.find((name) => !all.includes(name as Name));
  if (wrong !== undefined) throw new UsageError(`${option}: got "${wrong}", expected of ${all.join(', ')}`);
  return names as Name[];
}
