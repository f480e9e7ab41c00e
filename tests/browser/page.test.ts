import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSampleCity } from '../../scripts/sampleCity/sampleCity.ts';
import { readAddress } from '../../src/app/address.ts';
import type { Ask } from '../../src/model/ask.ts';
import { makeCity } from '../../src/model/city.ts';
import { type Filter, without } from '../../src/model/filter.ts';
import { type MeasureId, measures } from '../../src/model/measures.ts';
import { asks, defaultFilter, makeScreen } from '../../src/model/screen.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { launchTestBrowser, rendered } from '../support/chromium.ts';
import { plainEngine } from '../support/plainEngine.ts';
import { pageFolder, serve } from '../support/served.ts';

const source = makeSampleCity({ rows: 12_000, seed: 3, asOf: Date.UTC(2026, 10, 20, 9) / 1000 });
const oracle = plainEngine(source);
const city = makeCity(source.zones, source.words, source.timeZone);
const figures: readonly MeasureId[] = [
  'received',
  'open',
  'completionRate',
  'onTimeRate',
  'firstResponseP50',
];

let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;
let usual: Filter;
let manifest: Awaited<ReturnType<typeof readManifest>>['manifest'];

beforeAll(async () => {
  served = await serve(source);
  ({ manifest } = await readManifest(served.dir));
  usual = defaultFilter(city, manifest);
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

type Theme = 'light' | 'dark';
type Language = 'ar' | 'en';

/** Opens the page as a reader of a language and theme; `strangers` collects what must not happen. */
async function open(
  language: Language,
  theme: Theme = 'light',
  query = '',
  more: BrowserContextOptions = {},
) {
  const context = await browser.newContext({
    viewport: { width: 1920, height: 1080 },
    reducedMotion: 'reduce',
    ...more,
  });
  await context.addInitScript(
    (kept) => {
      localStorage.setItem('services-360', kept);
    },
    JSON.stringify({ language, theme, digits: 'latn' }),
  );
  const page = await context.newPage();
  const strangers: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(served.address) && !/^(blob|data):/.test(url)) strangers.push(`asked for ${url}`);
  });
  page.on('pageerror', (error) => strangers.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') strangers.push(`console: ${message.text()}`);
  });
  await page.goto(served.address + query);
  return { page, strangers, close: () => context.close() };
}

/** Waits until everything is there: percentiles are exact then. */
async function ready(page: Page) {
  await page.waitForSelector('[data-feed="ready"][data-details="ready"]', {
    state: 'attached',
  });
  await settled(page);
}

/** Waits until the frame on the screen is that of what is chosen. */
async function settled(page: Page) {
  await rendered(page);
  await page.waitForSelector('.page[aria-busy="false"]');
}

/** What the address says is chosen. */
function filterOf(page: Page): Filter {
  return readAddress(new URL(page.url()).search, city, { filter: usual, measure: 'completionRate' }).filter;
}

function expected(ask: Ask, key: string, id: MeasureId): number | null {
  const ints = oracle(ask).get(key);
  const cell = measures[id].value(ints ?? {}, null);
  return cell.kind === 'value' ? cell.value : null;
}

async function valueIn(page: Page, selector: string): Promise<number | null> {
  const text = await page.locator(selector).first().getAttribute('data-value');
  return text === null ? null : Number(text);
}

/** Every figure of the page is what the oracle counts for the filter in the address. */
async function figuresAgree(page: Page) {
  const filter = filterOf(page);
  const ask = asks.figures(makeScreen(city, manifest, filter, 'completionRate'));
  for (const id of figures) {
    // An estimate gives way to the exact answer a moment after the details have come.
    await expect
      .poll(() => valueIn(page, `.page-figures [data-measure="${id}"]`), {
        message: `${id} under ${JSON.stringify(filter)}`,
      })
      .toBe(expected(ask, '', id));
  }
}

/** The rows of a list of bars are what the oracle counts with the list's own choice left out. */
async function barsAgree(page: Page, dimension: 'category' | 'channel') {
  const ask: Ask = { by: [dimension], measures: ['received'], filter: without(filterOf(page), dimension) };
  const shown = await page
    .locator('.page-b .bar-row')
    .evaluateAll((rows) =>
      rows.map(
        (row) =>
          [
            row.getAttribute('data-id'),
            Number(row.querySelector('[data-measure="received"]')?.getAttribute('data-value')),
          ] as const,
      ),
    );
  const ids = new Map(shown);
  for (const [key, ints] of oracle(ask)) {
    const id = key === '-1' ? 'none' : city.words[dimension][Number(key)]!.id;
    if (ids.has(id)) expect(ids.get(id), `${dimension} ${id}`).toBe(ints.received);
  }
  expect(
    [...oracle(ask).keys()].some((key) => ids.has(city.words[dimension][Number(key)]?.id ?? 'none')),
  ).toBe(true);
}

// Guards: the main job. Every view filters all others, in both languages, and every figure is what was counted.
describe.each(['ar', 'en'] as const)('the page in %s', (language) => {
  // Each language and each theme once: colours do not depend on the language, nor words on the theme.
  const theme = language === 'ar' ? 'dark' : 'light';
  let opened: Awaited<ReturnType<typeof open>> | null = null;
  let tidy = false;
  afterAll(() => opened?.close());

  /** The page as it opens. Tests that leave it so say it is tidy, for the next: to open it takes 30 s of processor time. */
  async function atHome() {
    if (!opened || !tidy) {
      await opened?.close();
      opened = await open(language, theme);
      await ready(opened.page);
    }
    tidy = false;
    return opened;
  }

  test('every view drives every figure, and the figures are those of the oracle', async () => {
    const { page, strangers } = await atHome();
    expect(await page.getAttribute('html', 'dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
    await figuresAgree(page);

    // Categories and channels, by mouse and by keyboard.
    await page.click('.page-b .bar-row[data-id="report"]');
    await settled(page);
    expect(filterOf(page).category).toEqual(['report']);
    await figuresAgree(page);
    await barsAgree(page, 'category');
    await barsAgree(page, 'channel');
    await page.focus('.page-b .bar-row[data-id="whatsapp"]');
    await page.keyboard.press('Enter');
    await settled(page);
    expect(filterOf(page).channel).toEqual(['whatsapp']);
    await figuresAgree(page);

    // Back and forward.
    await page.goBack();
    await settled(page);
    expect(filterOf(page)).toEqual({ ...usual, category: ['report'] });
    await figuresAgree(page);
    await page.goForward();
    await settled(page);
    expect(filterOf(page).channel).toEqual(['whatsapp']);
    await figuresAgree(page);

    // A reload shows the same, as another person would see it.
    await page.reload();
    await ready(page);
    expect(filterOf(page)).toEqual({ ...usual, category: ['report'], channel: ['whatsapp'] });
    await figuresAgree(page);

    // Clear all.
    await page.click('.chips-clear');
    await settled(page);
    expect(filterOf(page)).toEqual(usual);

    // Topics and first response, by the charts' own items.
    await page.locator('.page-a .chart-items button').first().focus();
    await page.keyboard.press('Enter');
    await settled(page);
    expect(filterOf(page).topic).toHaveLength(1);
    await figuresAgree(page);
    await page.locator('.page-b .chart-items button').nth(2).focus();
    await page.keyboard.press('Enter');
    await settled(page);
    expect(filterOf(page).responseTime).toHaveLength(1);
    await figuresAgree(page);
    await page.click('.chips-clear');
    await settled(page);

    // Time: the preset for everything, then a brush of the mouse.
    await page.locator('.time-tools .segment').nth(6).click();
    await settled(page);
    expect(filterOf(page).opened).toBeUndefined();
    await figuresAgree(page);
    const brush = (await page.locator('.time-brush').boundingBox())!;
    await page.mouse.move(brush.x + brush.width * 0.3, brush.y + brush.height * 0.5);
    await page.mouse.down();
    await page.mouse.move(brush.x + brush.width * 0.45, brush.y + brush.height * 0.5, { steps: 12 });
    await page.mouse.up();
    await settled(page);
    expect(filterOf(page).opened).toBeDefined();
    await figuresAgree(page);
    expect(strangers).toEqual([]);
    await page.click('.chips-clear');
    await settled(page);
    tidy = true;
  });

  test('a zone is found by its name, opened, compared, and left again', async () => {
    const { page, strangers } = await atHome();
    const zone = source.zones.zones.find((z) => z.en === 'Mirdif')!;
    await page.keyboard.press('/');
    // Without a pause: what is taken is what the whole word finds. Enter alone takes the first.
    await page.keyboard.type(language === 'ar' ? zone.ar : 'mirdif');
    if (language === 'ar') await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await settled(page);
    expect(filterOf(page).zone).toEqual([zone.id]);
    await figuresAgree(page);
    const panel = page.locator('.page-a');
    await expect.poll(() => panel.innerText()).toContain(language === 'ar' ? zone.ar : zone.en);
    const values = await panel
      .locator('[data-measure="received"]')
      .evaluateAll((all) => all.map((e) => Number(e.getAttribute('data-value'))));
    const everywhere = expected(
      { by: [], measures: ['received'], filter: without(filterOf(page), 'zone') },
      '',
      'received',
    );
    expect(values).toContain(
      expected({ by: [], measures: ['received'], filter: filterOf(page) }, '', 'received'),
    );
    expect(values).toContain(everywhere);
    await panel.locator('button').first().click();
    await settled(page);
    expect(filterOf(page).zone).toBeUndefined();
    expect(strangers).toEqual([]);
    tidy = true;
  });

  test('the map as a table shows each zone as the oracle counts it, and a row chooses the zone', async () => {
    const { page } = await atHome();
    await page.click('.map-toggle');
    await page.waitForSelector('.map-list table');
    const ask: Ask = { by: ['zone'], measures: ['completionRate'], filter: without(filterOf(page), 'zone') };
    const counted = [...oracle(ask)].filter(([key]) => key !== '-1');
    const rates = counted
      .map(([, ints]) => measures.completionRate.value(ints, null))
      .map((cell) => (cell.kind === 'value' ? cell.value : null));
    const shown = await page
      .locator('.map-list [data-measure="completionRate"][data-value]')
      .evaluateAll((all) => all.map((e) => Number(e.getAttribute('data-value'))));
    expect(shown.sort()).toEqual(rates.filter((rate) => rate !== null).sort());
    await page.click('.map-toggle');
    await page.waitForSelector('.map-list table', { state: 'detached' });
    tidy = true;
  });

  test('a figure opens the requests behind it, page by page', async () => {
    const { page } = await atHome();
    await page.locator('.page-figures button').first().click();
    await page.waitForSelector('[data-list-total]');
    expect(Number(await page.getAttribute('[data-list-total]', 'data-list-total'))).toBe(
      expected(asks.figures(makeScreen(city, manifest, usual, 'received')), '', 'received'),
    );
    await page.waitForSelector('tbody tr[data-rid]');
    const refs = await page.locator('tbody tr[data-rid] th').allInnerTexts();
    expect(refs).toHaveLength(50);
    expect(refs.every((ref) => source.table.refs.includes(ref.trim()))).toBe(true);
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-list-total]', { state: 'detached' });
    tidy = true;
  });

  test('nothing serious stands in the way of anybody', async () => {
    const { page } = await atHome();
    // Nothing is pointed at, and no colour is on its way to another.
    await page.mouse.move(0, 0);
    await rendered(page);
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)));
    const states: [string, () => Promise<void>][] = [
      ['opening view', async () => {}],
      [
        'a zone',
        async () => {
          await page.goto(`${served.address}?zone=C251`);
          await ready(page);
        },
      ],
      [
        'a list',
        async () => {
          await page.locator('.page-figures button').first().click();
          await page.waitForSelector('tbody tr[data-rid]');
        },
      ],
    ];
    for (const [name, enter] of states) {
      await enter();
      await page.addScriptTag({ content: axe.source }).catch(() => page.evaluate(axe.source));
      const { violations } = await page.evaluate(() =>
        (globalThis as unknown as { axe: typeof axe }).axe.run(),
      );
      const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(bad.map(({ id, nodes }) => `${name}: ${id} ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
    }
  });
});

// Guards: figures come before the rows, and agree with them.
test('the first figures stand before any row is there', async () => {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await page.route('**/20*.arrow', () => {});
  await page.goto(served.address);
  await page.waitForSelector('.page-figures [data-measure="received"][data-value]');
  await figuresAgree(page);
  expect(await page.locator('[data-feed="loading"]').count()).toBe(1);
  await context.close();
});

// Guards: filters do not wait for the details; percentiles are estimates until then and say so.
test('filters work before the details are there', async () => {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  let release = () => {};
  const held = new Promise<void>((done) => {
    release = done;
  });
  await page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(served.address);
  await page.waitForSelector('[data-feed="ready"]', { state: 'attached' });
  await page.click('.page-b .bar-row[data-id="complaint"]');
  await settled(page);
  const filter = filterOf(page);
  expect(filter.category).toEqual(['complaint']);
  const ask = asks.figures(makeScreen(city, manifest, filter, 'completionRate'));
  for (const id of ['received', 'completionRate', 'open', 'onTimeRate'] as const)
    expect(await valueIn(page, `.page-figures [data-measure="${id}"]`), id).toBeCloseTo(
      expected(ask, '', id)!,
      9,
    );
  expect(await page.locator('[data-details="loading"]').count()).toBe(1);
  expect(await page.locator('.page-figures').innerText()).toContain('≈');
  release();
  await page.waitForSelector('[data-details="ready"]', { state: 'attached' });
  await settled(page);
  await figuresAgree(page);
  expect(await page.locator('.page-figures').innerText()).not.toContain('≈');
  await context.close();
});

// Guards: the rule of docs/performance.md for small machines, from the page's side.
describe('a small machine', () => {
  async function openOn(memory: number) {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
    await context.addInitScript((gigabytes) => {
      localStorage.setItem('services-360', '{"language":"en","theme":"light"}');
      Object.defineProperty(Navigator.prototype, 'deviceMemory', { get: () => gigabytes });
    }, memory);
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(served.address);
    return { page, asked, close: () => context.close() };
  }

  test('takes the details when a list needs them', async () => {
    const { page, asked, close } = await openOn(1);
    await page.waitForSelector('[data-feed="ready"][data-details="later"]', {
      state: 'attached',
    });
    await page.click('.page-b .bar-row[data-id="complaint"]');
    await settled(page);
    const ask = asks.figures(makeScreen(city, manifest, filterOf(page), 'completionRate'));
    expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(
      expected(ask, '', 'received'),
    );
    expect(asked.filter((url) => /details|wasm/.test(url))).toEqual([]);
    await page.locator('.page-figures button').first().click();
    await page.waitForSelector('tbody tr[data-rid]');
    await page.waitForSelector('[data-details="ready"]', { state: 'attached' });
    await close();
  });

  test('shows the overview and says why, where not even the heads fit', async () => {
    const { page, asked, close } = await openOn(0.0001);
    await expect.poll(() => page.locator('body').innerText()).toMatch(/too little memory/);
    await figuresAgree(page);
    expect(asked.filter((url) => /\d{4}-\d{2}-.*arrow/.test(url))).toEqual([]);
    await close();
  });
});

// Guards: the weight of the road to the first figures.
test('script needed before the first figures is under 300 kB as the server sends it', () => {
  const html = readFileSync(join(pageFolder, 'index.html'), 'utf8');
  const needed = new Set<string>();
  const follow = (name: string) => {
    if (needed.has(name)) return;
    needed.add(name);
    const text = readFileSync(join(pageFolder, 'assets', name), 'utf8');
    for (const [, next] of text.matchAll(
      /(?:^|[;}\s])(?:import|export)(?:[^'"()]*?from)?\s*["']\.\/([\w.-]+\.js)["']/g,
    ))
      follow(next!);
  };
  for (const [, name] of html.matchAll(/(?:src|href)="\.\/assets\/([\w.-]+\.js)"/g)) follow(name!);
  const bytes = [...needed].reduce(
    (sum, name) => sum + statSync(join(pageFolder, 'assets', `${name}.br`)).size,
    0,
  );
  expect(needed.size).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(300_000);
  process.stdout.write(`script before the first figures: ${bytes} bytes brotli in ${needed.size} files\n`);
});

// Guards: whatever is missing or broken is said, with what still works.
describe('faults', () => {
  async function openWith(change: (page: Page) => Promise<unknown>, more: readonly string[] = []) {
    const own = more.length > 0 ? await launchTestBrowser(more) : null;
    const context = await (own ?? browser).newContext({ viewport: { width: 1366, height: 768 } });
    await context.addInitScript(() => {
      localStorage.setItem('services-360', '{"language":"en","theme":"light"}');
    });
    const page = await context.newPage();
    await change(page);
    await page.goto(served.address);
    return {
      page,
      async close() {
        await context.close();
        await own?.close();
      },
    };
  }
  const text = (page: Page) => page.locator('body').innerText();
  /** Spoils one bit in the middle of the files of an address. */
  const flipBit = (page: Page, files: string) =>
    page.route(files, async (route) => {
      const answer = await route.fetch();
      const body = await answer.body();
      body[body.length >> 1] = body[body.length >> 1]! ^ 4;
      await route.fulfill({
        response: answer,
        body,
        headers: { 'content-type': 'application/octet-stream' },
      });
    });

  test('no manifest', async () => {
    const { page, close } = await openWith((p) =>
      p.route('**/manifest.json', (route) => route.fulfill({ status: 404 })),
    );
    await expect.poll(() => text(page)).toMatch(/There is no data yet[\s\S]*npm run sample/);
    await close();
  });

  test('a newer manifest', async () => {
    const { page, close } = await openWith((p) =>
      p.route('**/manifest.json', (route) =>
        route.fulfill({ body: JSON.stringify({ ...manifest, protocol: 9 }) }),
      ),
    );
    await expect.poll(() => text(page)).toMatch(/newer than this page[\s\S]*protocol 9[\s\S]*protocol 1/);
    await close();
  });

  test('a broken segment: the first view stays', async () => {
    const { page, close } = await openWith((p) => flipBit(p, '**/2026-*.arrow'));
    await expect.poll(() => text(page)).toMatch(/The data are damaged[\s\S]*not those that were published/);
    await figuresAgree(page);
    await close();
  });

  test('broken details: figures and filters stay', async () => {
    const { page, close } = await openWith((p) => flipBit(p, '**/2026-*details*.arrow'));
    await expect.poll(() => text(page)).toMatch(/The data are damaged[\s\S]*not those that were published/);
    await page.click('.page-b .bar-row[data-id="complaint"]');
    await settled(page);
    expect(filterOf(page).category).toEqual(['complaint']);
    expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(
      expected(asks.figures(makeScreen(city, manifest, filterOf(page), 'completionRate')), '', 'received'),
    );
    await close();
  });

  test('no WebAssembly: figures and filters work, lists say why not', async () => {
    const { page, close } = await openWith(async (p) => {
      await p.addInitScript(() => {
        Reflect.deleteProperty(globalThis, 'WebAssembly');
      });
      // Workers have a global object of their own.
      await p.route('**/*worker*.js', async (route) => {
        const response = await route.fetch();
        const body = `Reflect.deleteProperty(globalThis, 'WebAssembly');\n${await response.text()}`;
        await route.fulfill({ body, contentType: 'text/javascript' });
      });
    });
    await expect.poll(() => text(page)).toMatch(/no WebAssembly/);
    await page.click('.page-b .bar-row[data-id="complaint"]');
    await settled(page);
    expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(
      expected(asks.figures(makeScreen(city, manifest, filterOf(page), 'completionRate')), '', 'received'),
    );
    await close();
  });

  test('no WebGL: the zones are listed, and filters work', async () => {
    const { page, close } = await openWith(async () => {}, ['--disable-3d-apis', '--disable-gpu']);
    await ready(page);
    await expect.poll(() => text(page)).toMatch(/map cannot be drawn/i);
    await expect.poll(() => page.locator('.map-list table tbody tr').count()).toBeGreaterThan(200);
    await page.click('.page-b .bar-row[data-id="complaint"]');
    await settled(page);
    await figuresAgree(page);
    await close();
  });

  test('an address with what these data do not have', async () => {
    const { page, strangers, close } = await open(
      'en',
      'light',
      '?zone=C999&category=report&opened=yesterday',
    );
    await ready(page);
    expect(filterOf(page)).toEqual({ ...usual, category: ['report'] });
    await figuresAgree(page);
    await expect.poll(() => text(page)).toMatch(/C999/);
    expect(strangers).toEqual([]);
    await close();
  });
});
