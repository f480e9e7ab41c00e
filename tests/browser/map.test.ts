import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBasemap } from '../../src/server/basemapFile.ts';
import { ZonesLayer } from '../../src/server/zonesLayer.ts';
import { launchTestBrowser } from '../support/chromium.ts';
import { type Layer, shapefile } from '../support/layerFiles.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { serve } from '../support/served.ts';
import { makeStreets } from '../support/streets.ts';

const source = makeSampleCity({ rows: 3000, seed: 6, asOf: Date.UTC(2026, 10, 20, 9) / 1000, events: false });
const schematic = source.geometry as Topology<Record<string, GeometryCollection<{ id: string }>>>;
/** The first 120 zones, as a Shapefile of somebody's. */
const layer = {
  type: 'FeatureCollection',
  features: feature(schematic, schematic.objects.zones!)
    .features.slice(0, 120)
    .map((shape) => ({ ...shape, properties: { COMM_NUM: shape.properties.id.slice(1) } })),
} as Layer;

type Served = Awaited<ReturnType<typeof serve>>;
let root: string;
let browser: Browser;
let plain: Served;
let withStreets: Served;
let withLayer: Served;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 's360-'));
  await writeFile(join(root, 'streets.pmtiles'), makeStreets());
  await writeFile(join(root, 'zones.zip'), shapefile(layer, { cpg: 'UTF-8' }));
  plain = await serve(source);
  withStreets = await serve(plain, { basemap: await openBasemap(join(root, 'streets.pmtiles')) });
  const zonesLayer = await ZonesLayer.open(join(root, 'zones.zip'), { source: 'Planning | التخطيط' });
  withLayer = await serve(plain, { zonesLayer });
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser?.close();
  for (const served of [withLayer, withStreets, plain]) await served?.[Symbol.asyncDispose]();
  await rm(root, { recursive: true });
});

type Language = 'ar' | 'en';

interface Opened extends AsyncDisposable {
  readonly page: Page;
  /** What must not happen. */
  readonly strangers: string[];
  /** Requests below /basemap/, as name, range and status. */
  readonly tiles: { readonly name: string; readonly range: string | undefined; readonly status: number }[];
}

/** The page as a reader of a language and theme, once its map stands. */
async function open(
  { address }: Served,
  language: Language,
  theme: 'light' | 'dark' = 'light',
  before: (page: Page) => Promise<void> = async () => {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    reducedMotion: 'reduce',
  });
  const kept = JSON.stringify({ language, theme, digits: 'latn' });
  await context.addInitScript((text) => localStorage.setItem('services-360', text), kept);
  const page = await context.newPage();
  const strangers: string[] = [];
  const tiles: Opened['tiles'] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !/^(blob|data):/.test(url)) strangers.push(`asked for ${url}`);
  });
  page.on('response', (response) => {
    const name = response.url().split('/basemap/')[1];
    if (name !== undefined)
      tiles.push({ name, range: response.request().headers().range, status: response.status() });
  });
  page.on('pageerror', (error) => strangers.push(`threw ${error.message}`));
  page.on('console', (message) => {
    // That a picture is taken of what software draws holds it up, which its driver tells in a warning.
    if (message.text().includes('GPU stall due to ReadPixels')) return;
    if (message.type() === 'error' || message.type() === 'warning')
      strangers.push(`console: ${message.text()}`);
  });
  await before(page);
  await page.goto(address);
  await page.waitForSelector('[data-feed="ready"][data-details="ready"]', {
    state: 'attached',
  });
  await page.waitForSelector('.map-canvas canvas');
  await stands(page);
  return { page, strangers, tiles, [Symbol.asyncDispose]: () => context.close() };
}

/** Waits until two pictures of the map in turn are the same. */
async function stands(page: Page): Promise<Buffer> {
  const map = page.locator('.map-canvas');
  let last = await map.screenshot();
  for (let i = 0; i < 40; i++) {
    await page.waitForTimeout(500);
    const next = await map.screenshot();
    if (next.equals(last)) return next;
    last = next;
  }
  throw new Error('the map does not come to rest, expected it to within 20 s');
}

/** The share of pixels that differ between two pictures. */
async function difference(a: Buffer, b: Buffer): Promise<number> {
  const page = await browser.newPage();
  try {
    return await page.evaluate(
      async (pictures) => {
        const [one, two] = await Promise.all(
          pictures.map(async (data) => {
            const image = new Image();
            image.src = `data:image/png;base64,${data}`;
            await image.decode();
            const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!;
            context.drawImage(image, 0, 0);
            return context.getImageData(0, 0, image.width, image.height).data;
          }),
        );
        let other = 0;
        for (let i = 0; i < one!.length; i += 4) {
          const far = [0, 1, 2].some((k) => Math.abs(one![i + k]! - two![i + k]!) > 6);
          if (far) other++;
        }
        return other / (one!.length / 4);
      },
      [a.toString('base64'), b.toString('base64')],
    );
  } finally {
    await page.close();
  }
}

// Guards: streets of the server's own file, by ranges, under the zones; nothing from anywhere else.
describe.each<[Language, 'light' | 'dark', string]>([
  ['en', 'light', 'Streets under the zones'],
  ['ar', 'dark', 'الشوارع تحت المناطق'],
])('streets in %s, %s', (language, theme, label) => {
  test('are drawn from ranges of one file, named, and can be taken away', async () => {
    await using opened = await open(withStreets, language, theme);
    const { page, strangers, tiles } = opened;
    const button = page.getByRole('button', { name: label });
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('.map-source').innerText()).toContain('© OpenStreetMap');
    const asked = tiles.filter(({ name }) => name.endsWith('.pmtiles'));
    expect(asked.length).toBeGreaterThan(2);
    for (const { range, status } of asked) {
      expect(range).toMatch(/^bytes=\d+-\d+$/);
      expect(status).toBe(206);
    }
    const on = await stands(page);
    await button.click();
    expect(await button.getAttribute('aria-pressed')).toBe('false');
    const off = await stands(page);
    expect(await page.locator('.map-source').innerText()).not.toContain('OpenStreetMap');
    expect(await difference(on, off)).toBeGreaterThan(0.2);
    await button.click();
    expect(await difference(on, await stands(page))).toBeLessThan(0.01);
    await page.evaluate(
      (other) => {
        document.documentElement.dataset.theme = other;
      },
      theme === 'light' ? 'dark' : 'light',
    );
    expect(await difference(on, await stands(page))).toBeGreaterThan(0.9);
    expect(strangers).toEqual([]);
  });
});

/** The map without streets and with the schematic zones, in English. */
let usual: Buffer;

test('without a basemap the page asks once, and shows no control and no error', async () => {
  await using opened = await open(plain, 'en');
  const { page, strangers, tiles } = opened;
  usual = await stands(page);
  expect(await page.getByRole('button', { name: 'Streets under the zones' }).count()).toBe(0);
  expect(tiles).toEqual([{ name: 'info.json', range: undefined, status: 200 }]);
  expect(strangers).toEqual([]);
});

test('streets that cannot be loaded are left out, and said', async () => {
  await using opened = await open(withStreets, 'en', 'light', async (page) => {
    await page.route('**/*.pmtiles', (route) => route.fulfill({ status: 500 }));
  });
  const { page } = opened;
  await page.getByText('The streets could not be loaded.').waitFor();
  expect(await page.getByRole('button', { name: 'Streets under the zones' }).count()).toBe(0);
  // The sentence itself lies over the map.
  expect(await difference(await stands(page), usual)).toBeLessThan(0.03);
});

// Guards: ZONES_LAYER is what the map draws; zones without a shape stay in the table.
test('a layer of one’s own is drawn with its source, and all zones are in the table', async () => {
  await using opened = await open(withLayer, 'en');
  const { page, strangers } = opened;
  expect(await page.locator('.map-source').innerText()).toBe('Planning');
  expect(await difference(await stands(page), usual)).toBeGreaterThan(0.05);
  await page.getByRole('button', { name: 'Show as a table' }).first().click();
  const rows = page.locator('.map-list tbody tr');
  await rows.first().waitFor();
  expect(await rows.count()).toBeGreaterThanOrEqual(224);
  expect(strangers).toEqual([]);
});
