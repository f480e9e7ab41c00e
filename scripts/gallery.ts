import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { rendered } from '../tests/support/chromium.ts';
import { letterFaults, noteCanvasTexts } from '../tests/support/drawnText.ts';

/** The sizes that the page is looked at in: name, width, height, and whether fingers are what points. */
export const gallerySizes = {
  wall: [3840, 2160, false],
  desk: [1920, 1080, false],
  wide: [1560, 900, false],
  laptop: [1366, 768, false],
  zoomed: [683, 384, false],
  magnified: [320, 256, false],
  across: [1024, 768, true],
  upright: [768, 1024, true],
  phone: [390, 844, true],
} as const satisfies Record<string, readonly [number, number, boolean]>;
export type GallerySize = keyof typeof gallerySizes;

interface Scene {
  /** What follows the address. */
  readonly path: string;
  /** There once this is. */
  readonly ready: string;
  /** What is pressed then, and what that opens. */
  readonly press?: readonly [button: string, opened: string];
}

const page = '[data-feed="ready"][data-details="ready"]';

/** What of the page is looked at. */
export const galleryScenes = {
  main: { path: '', ready: page },
  zone: { path: '?zone=C251', ready: page },
  list: { path: '?list=open', ready: 'dialog [data-rid]' },
  table: { path: '', ready: page, press: ['.map-toggle[data-table]', '.map-list table'] },
  several: { path: '?zone=C251,C315&district=deira', ready: page },
  areas: { path: '?view=areas', ready: '.areas-table [data-line="0"]' },
  districts: {
    path: '?view=areas',
    ready: '.areas-table [data-line="0"]',
    press: ['.areas .segment:has([value="district"])', '.areas-table [data-kind="district"]'],
  },
  beside: {
    path: '?beside=zone:C251,district:deira,zone:C315,city',
    ready: '.beside-table [data-measure-row]',
  },
  change: { path: '?compare=year', ready: page, press: ['.mover', 'dialog[open]'] },
  import: { path: '', ready: page, press: ['[data-open-file]', '.import-dialog'] },
  admin: { path: 'admin', ready: '.admin-main[aria-busy="false"]' },
} as const satisfies Record<string, Scene>;
export type GalleryScene = keyof typeof galleryScenes;

interface Gallery {
  /** Addresses of the page and of the administrators', each with a slash at its end. */
  readonly address: string;
  readonly admin: string;
  readonly dir: string;
  readonly scenes: readonly GalleryScene[];
  readonly sizes: readonly GallerySize[];
  readonly onFile: (path: string) => void;
}

/** Every scene in both languages and themes and all sizes, as DIR/scene-language-theme-size.png; where the page scrolls, all of it. */
export async function takeGallery(browser: Browser, gallery: Gallery): Promise<void> {
  await mkdir(gallery.dir, { recursive: true });
  for (const language of ['ar', 'en'] as const)
    for (const theme of ['light', 'dark'] as const)
      for (const touch of [false, true]) {
        const sizes = gallery.sizes.filter((size) => gallerySizes[size][2] === touch);
        for (const scene of sizes.length > 0 ? gallery.scenes : []) {
          await using opened = await open(browser, gallery, scene, { language, theme, touch });
          if (!opened.there) gallery.onFile(`  ${scene}: these data have none`);
          for (const size of opened.there ? sizes : []) {
            const path = `${gallery.dir}/${scene}-${language}-${theme}-${size}.png`;
            await takeAt(opened.page, size, path);
            gallery.onFile(path);
            for (const fault of await letterFaults(opened.page)) gallery.onFile(`  ${fault}`);
          }
        }
      }
}

interface Reader {
  readonly language: 'ar' | 'en';
  readonly theme: 'light' | 'dark';
  readonly touch: boolean;
}

async function open(browser: Browser, gallery: Gallery, name: GalleryScene, reader: Reader) {
  const { language, theme, touch } = reader;
  const context = await browser.newContext({
    ...{ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce', hasTouch: touch, isMobile: touch },
  });
  await context.addInitScript(
    (kept) => {
      localStorage.setItem('services-360', kept);
    },
    JSON.stringify({ language, theme, digits: 'latn' }),
  );
  await noteCanvasTexts(context);
  // What tsx names functions with.
  await context.addInitScript('globalThis.__name = (made) => made');
  const page = await context.newPage();
  const scene: Scene = galleryScenes[name];
  await page.goto((name === 'admin' ? gallery.admin : gallery.address) + scene.path);
  await page.waitForSelector(scene.ready, { state: 'attached', timeout: 240_000 });
  await page.waitForSelector('.page[aria-busy="false"], .admin-main', { state: 'attached' });
  const there = !scene.press || (await page.locator(scene.press[0]).count()) > 0;
  if (there && scene.press) {
    const [button, opens] = scene.press;
    await page.locator(button).first().click();
    await page.waitForSelector(opens);
  }
  return { page, there, [Symbol.asyncDispose]: () => context.close() };
}

async function takeAt(page: Page, size: GallerySize, path: string): Promise<void> {
  const [width, height, touch] = gallerySizes[size];
  const resize = async (high: number) => {
    await page.setViewportSize({ width, height: high });
    await rendered(page);
    // The map and the charts follow a size a moment later.
    await page.waitForTimeout(1500);
  };
  await resize(height);
  const whole = width < 1180 && (await page.locator('dialog[open], [role="dialog"]').count()) === 0;
  // A picture of more than the window is laid out as for a mouse, whatever points.
  const high = await page.evaluate(() => document.documentElement.scrollHeight);
  if (whole && touch && high > height) await resize(high);
  await page.screenshot({ path, fullPage: whole && !touch });
  await page.setViewportSize({ width, height });
}
