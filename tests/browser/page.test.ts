import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { tableFromIPC } from 'apache-arrow';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeText } from '../../src/i18n/text.ts';
import type { Ask } from '../../src/model/ask.ts';
import { plainChoice, usualFilter } from '../../src/model/choice.ts';
import { parseChoice } from '../../src/model/choiceText.ts';
import { makeCity } from '../../src/model/city.ts';
import { type Filter, without } from '../../src/model/filter.ts';
import { type MeasureId, measures } from '../../src/model/measures.ts';
import { asks, makeScreen } from '../../src/model/screen.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { seriousBarriers } from '../support/barriers.ts';
import { launchTestBrowser, rendered } from '../support/chromium.ts';
import { coloursIn, plainLine, readPdf } from '../support/pdf.ts';
import { plainEngine } from '../support/plainEngine.ts';
import { pngOf } from '../support/png.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
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
  usual = usualFilter(city, manifest);
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

/** The picture that a menu leads to. */
async function pictureFrom(page: Page, menu: string, format: 'png' | 'svg') {
  await page.locator(menu).focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('.menu-item[data-focused]');
  const item = page.locator(`.menu-item[data-key="picture-${format}"]`);
  const [file] = await Promise.all([page.waitForEvent('download'), item.click()]);
  await page.waitForSelector('.file-news[data-kind="done"]');
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

/** What the address says is chosen. */
function filterOf(page: Page): Filter {
  return parseChoice(new URL(page.url()).search, city, plainChoice(usual, 'completionRate')).choice.filter;
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
  const ask = asks.figures(makeScreen(city, manifest, plainChoice(filter, 'completionRate')));
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

  // Guards: the second level of channels: seen only where it is looked at, its rows sum up to their channel, and to choose
  // one narrows everything to it.
  test('a chosen channel opens into its accounts', async () => {
    const { page } = await atHome();
    const row = (id: string) => `.page-b .bar-row[data-id="${id}"]`;
    const values = (selector: string) =>
      page
        .locator(`${selector} [data-measure="received"]`)
        .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-value'))));
    const inside = '.page-b .bar-row[data-id^="social-media/"]';
    expect(await page.locator(inside).count()).toBe(0);
    await page.click(row('social-media'));
    await settled(page);
    await page.waitForSelector(inside);
    const [whole] = await values(row('social-media'));
    const parts = await values(inside);
    expect(parts.length).toBeGreaterThan(3);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(whole);

    await page.click(row('social-media/instagram'));
    await settled(page);
    expect(filterOf(page)).toEqual({ ...usual, account: ['instagram'] });
    await figuresAgree(page);
    await page.click(row('social-media'));
    await settled(page);
    expect(filterOf(page)).toEqual({ ...usual, channel: ['social-media'] });
    await page.click(row('social-media'));
    await settled(page);
    expect(filterOf(page)).toEqual(usual);
    expect(await page.locator(inside).count()).toBe(0);
    tidy = true;
  });

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
    await page.locator('.time-tools .select-button').first().click();
    await page.locator('[role="option"][data-key="all"]').click();
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

  // Guards: a sentence that the keyboard cannot follow to what it rests on, or whose number is not the figure there.
  test('a sentence leads to what proves it, and the keyboard goes on from there', async () => {
    const { page, strangers } = await atHome();
    await page.keyboard.press('Tab');
    for (const [card, name] of [
      ['.topics-card', 'topic'],
      ['.card-categories', 'category'],
      ['.time-card', 'opened'],
      ['.responses-card', 'responseTime'],
      ['.map-view', 'zone'],
    ] as const) {
      const sentence = page.locator(`${card} .sentence`);
      expect((await sentence.boundingBox())!.width, card).toBeLessThanOrEqual(1);
      await sentence.focus();
      expect((await sentence.boundingBox())!.width, card).toBeGreaterThan(100);
      const said = plainLine(await sentence.innerText());
      await page.keyboard.press('Enter');
      await expect.poll(() => filterOf(page)[name], { message: card }).not.toEqual(usual[name as 'topic']);
      await settled(page);
      await figuresAgree(page);
      expect(await page.evaluate(() => document.activeElement?.localName), card).toBe('section');
      const received = await valueIn(page, '.page-figures [data-measure="received"]');
      if (card === '.topics-card' || card === '.time-card')
        expect(said, card).toContain(makeText(language).formats.count(received!));
      await page.goBack();
      await settled(page);
      expect(filterOf(page), card).toEqual(usual);
    }
    expect(strangers).toEqual([]);
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
    await panel.locator('.zone-close:not([aria-haspopup])').click();
    await settled(page);
    expect(filterOf(page).zone).toBeUndefined();
    expect(strangers).toEqual([]);
    tidy = true;
  });

  test('the map as a table shows each zone as the oracle counts it, and a row chooses the zone', async () => {
    const { page } = await atHome();
    await page.click('.map-toggle[data-table]');
    await page.waitForSelector('.map-list table');
    const ask: Ask = { by: ['zone'], measures: ['completionRate'], filter: without(filterOf(page), 'zone') };
    const isOfCity = ([key]: [string, unknown]) => city.words.zone[Number(key)]?.id !== 'outside';
    const counted = [...oracle(ask)].filter((one) => one[0] !== '-1' && isOfCity(one));
    const rates = counted
      .map(([, ints]) => measures.completionRate.value(ints, null))
      .map((cell) => (cell.kind === 'value' ? cell.value : null));
    const shown = await page
      .locator('.map-list [data-measure="completionRate"][data-value]')
      .evaluateAll((all) => all.map((e) => Number(e.getAttribute('data-value'))));
    expect(shown.sort()).toEqual(rates.filter((rate) => rate !== null).sort());
    await page.click('.map-toggle[data-table]');
    await page.waitForSelector('.map-list table', { state: 'detached' });
    tidy = true;
  });

  test('all zones and locations are one table: furthest from the target first, by mouse and by keyboard', async () => {
    const { page, strangers } = await atHome();
    await page.click('.map-toggle[aria-haspopup="dialog"]');
    await page.waitForSelector('.areas-table tr[data-area]');
    await expect.poll(() => new URL(page.url()).searchParams.get('view')).toBe('areas');
    expect(await page.getAttribute('.areas-table', 'aria-rowcount')).toBe('321');
    expect(await page.locator('.areas-table tr[data-area]').count()).toBeLessThan(320);
    const filter = without(filterOf(page), 'zone');
    const rates = (['zone', 'place'] as const).flatMap((kind) =>
      [...oracle({ by: [kind], measures: ['completionRate'], filter })].flatMap(([key, ints]) => {
        const cell = measures.completionRate.value(ints, null);
        const known = key !== '-1' && city.words[kind][Number(key)]?.id !== 'outside';
        return known && cell.kind === 'value' && cell.n >= 10 ? [cell.value] : [];
      }),
    );
    const first = page.locator('.areas-table tr[data-line="0"]');
    expect(Number(await first.locator('[data-measure="completionRate"]').getAttribute('data-value'))).toBe(
      Math.min(...rates),
    );
    await page.locator('.areas-scroll').evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.waitForSelector('.areas-table tr[data-line="319"][data-quiet]');
    await page.locator('.areas-scroll').evaluate((element) => element.scrollTo(0, 0));
    await page.locator('.areas-table thead th .table-sort').first().focus();
    await page.keyboard.press('Enter');
    await expect
      .poll(() => page.locator('.areas-table thead th').first().getAttribute('aria-sort'))
      .toBe('ascending');

    // Two of its rows, and a district that is found by its name, stand side by side; a link has them, back leaves them.
    const beside = () => new URL(page.url()).searchParams.get('beside');
    const ticks = page.locator('.areas-pick input');
    for (const at of [0, 1, 2, 3, 4]) await ticks.nth(at).click();
    expect(await page.locator('.areas-pick input:checked').count()).toBe(4);
    expect(await page.textContent('.areas-picked')).toBe(makeText(language).t('beside.full'));
    for (const at of [2, 3]) await ticks.nth(at).click();
    await page.click('.areas-head > .control');
    await page.waitForSelector('.beside-table');
    await page.fill('.beside-add input', 'deira');
    await page.keyboard.press('Enter');
    await expect.poll(beside).toMatch(/^\w+:[^,]+,\w+:[^,]+,district:deira,city$/);
    await page.focus('th[data-kind="district"] [data-move="-1"]');
    await page.keyboard.press('Enter');
    await expect.poll(beside).toMatch(/^\w+:[^,]+,district:deira,/);
    expect(await page.evaluate(() => document.activeElement?.closest('th')?.dataset.area)).toBe('deira');
    const areas = (beside() ?? '').split(',').map((part) => part.split(':'));
    const received = areas.map(([kind = '', id]) => {
      const own = kind === 'city' ? filter : { ...filter, [kind]: [id] };
      return oracle({ by: [], measures: ['received'], filter: own }).get('')?.received ?? 0;
    });
    const shown = page.locator('td[data-measure-row="received"] [data-measure="received"]');
    await expect
      .poll(() =>
        shown.evaluateAll((cells) => cells.map((cell) => Number((cell as HTMLElement).dataset.value))),
      )
      .toEqual(received);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.beside-table', { state: 'detached' });
    await page.goBack();
    await page.waitForSelector('.beside-table');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.beside-table', { state: 'detached' });
    expect(beside()).toBeNull();
    await expect.poll(() => new URL(page.url()).searchParams.get('view')).toBeNull();

    // A sign without a value says why, to a press as to a pointer.
    await page.locator('.page-b .bar-aside .why').first().click();
    await page.waitForSelector('.tip-body');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.tip-body', { state: 'detached' });
    expect(strangers).toEqual([]);
    tidy = true;
  });

  test('a figure opens the requests behind it, page by page', async () => {
    const { page } = await atHome();
    await page.locator('.figure-value').first().click();
    await page.waitForSelector('[data-list-total]');
    expect(Number(await page.getAttribute('[data-list-total]', 'data-list-total'))).toBe(
      expected(asks.figures(makeScreen(city, manifest, plainChoice(usual, 'received'))), '', 'received'),
    );
    await page.waitForSelector('tbody tr[data-rid]');
    const refs = await page.locator('tbody tr[data-rid] th').allInnerTexts();
    expect(refs).toHaveLength(50);
    expect(refs.every((ref) => source.table.refs.includes(ref.trim()))).toBe(true);
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-list-total]', { state: 'detached' });
    tidy = true;
  });

  test('a file of a list is given up while it is written, and is made again as Arrow, with the rows of the list', async () => {
    const { page } = await atHome();
    // What is written last waits until it is let go.
    await page.evaluate(() => {
      const { postMessage } = Worker.prototype;
      const held: (() => void)[] = [];
      let holds = true;
      Object.assign(globalThis, {
        letGo: () => {
          holds = false;
          for (const send of held) send();
        },
        held,
      });
      Worker.prototype.postMessage = function (message: unknown, ...rest: unknown[]) {
        const send = () => postMessage.call(this, message, ...(rest as []));
        if (holds && (message as { kind?: string })?.kind === 'end') held.push(send);
        else send();
      };
    });
    const heldBack = () => page.evaluate(() => (globalThis as unknown as { held: unknown[] }).held.length);
    const files: string[] = [];
    page.on('download', (file) => files.push(file.suggestedFilename()));
    await page.locator('.figure-value').first().click();
    await page.waitForSelector('tbody tr[data-rid]');
    const total = Number(await page.getAttribute('[data-list-total]', 'data-list-total'));
    await page.focus('[data-file="xlsx"]');
    await page.keyboard.press('Enter');
    await expect.poll(heldBack).toBe(1);
    await page.waitForSelector('.file-ways [data-rows]');
    expect(await page.locator('[data-file]').count()).toBe(0);
    await page.locator('.file-ways .control').click();
    await page.waitForSelector('[data-file="arrow"]:enabled');
    await page.evaluate(() => (globalThis as unknown as { letGo: () => void }).letGo());

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[data-file="arrow"]').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/\.arrow$/);
    const table = tableFromIPC(readFileSync(await download.path()));
    expect(table.numRows).toBe(total);
    const at = new Map(source.table.refs.map((ref, row) => [ref, row]));
    const opened = source.table.column('opened');
    const refs = [...table.getChild('ref')!].map(String);
    expect(new Set(refs).size).toBe(total);
    expect(refs.map((ref) => opened[at.get(ref)!])).toEqual(
      [...table.getChild('opened')!].map((ms) => Number(ms) / 1000),
    );
    const counts = new Map<string, number>();
    for (const name of table.getChild('category')!) counts.set(name, (counts.get(name) ?? 0) + 1);
    for (const [key, { received }] of oracle({ by: ['category'], measures: ['received'], filter: usual }))
      expect(counts.get(city.words.category[Number(key)]![language]) ?? 0, key).toBe(received);
    expect([...table.schema.metadata.values()]).toContain(String(total));
    // Of what was given up nothing came.
    expect(files).toEqual([download.suggestedFilename()]);
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-list-total]', { state: 'detached' });
  });

  test('cards and the map leave as pictures that other readers open', async () => {
    const { page, strangers } = await atHome();
    const picture = (menu: string, format: 'png' | 'svg') => pictureFrom(page, menu, format);
    const { width } = (await page.locator('.topics-card').boundingBox())!;
    const title = await page.locator('.card-categories .card-title').innerText();
    const labels = await page.locator('.card-categories .bar-label').allInnerTexts();

    const bars = await picture('.card-categories .card-menu', 'svg');
    expect(bars.name).toMatch(/\.svg$/);
    expect(bars.name).toContain(title);
    const faults: string[] = [];
    const svg = new DOMParser({ onError: (_, message) => faults.push(message) }).parseFromString(
      bars.bytes.toString('utf8'),
      'text/xml',
    );
    expect(faults).toEqual([]);
    const texts = [...svg.getElementsByTagName('text')].map(({ textContent }) =>
      plainLine(textContent ?? ''),
    );
    for (const text of [title, ...labels].map(plainLine)) expect(texts).toContain(text);
    expect(texts.join(' ')).toContain(`1@${manifest.asOf}`);
    expect(bars.bytes.toString('utf8')).toContain('data:font/woff2');

    const chart = await picture('.topics-card .card-menu', 'svg');
    const lines = new DOMParser({ onError: (_, message) => faults.push(message) }).parseFromString(
      chart.bytes.toString('utf8'),
      'text/xml',
    );
    expect(faults).toEqual([]);
    expect(lines.getElementsByTagName('path').length).toBeGreaterThan(10);

    for (const menu of ['.topics-card .card-menu', '.map-tools .card-menu']) {
      const { name, bytes } = await picture(menu, 'png');
      expect(name).toMatch(/\.png$/);
      const { width: wide, height, pixels } = pngOf(bytes);
      if (menu.startsWith('.topics')) expect(wide).toBe(2 * Math.max(560, Math.ceil(width) + 32));
      // Light, whatever the page is.
      expect([...pixels.subarray(0, 3)]).toEqual([255, 255, 255]);
      expect(coloursIn({ text: '', width: wide, height, pixels }, [0, 0.2, 1, 0.9], 200)).toBeGreaterThan(
        menu.startsWith('.map') ? 8 : 2,
      );
    }
    expect(await page.getAttribute('html', 'data-theme')).toBe(theme);
    expect(strangers).toEqual([]);
    tidy = true;
  });

  // Guards: that what is no chart leaves too, with all its words, in the order of its language.
  test('the five figures, several areas and their topics leave as pictures', async () => {
    const { page, strangers } = await atHome();
    const goTo = async (query: string) => {
      await page.evaluate((to) => {
        history.pushState(null, '', to);
        dispatchEvent(new PopStateEvent('popstate'));
      }, query);
      await settled(page);
    };
    const home = page.url();
    const check = async (menu: string, words: string) => {
      const wanted = (await page.locator(words).allInnerTexts()).map(plainLine).filter((word) => word !== '');
      expect(wanted.length).toBeGreaterThan(4);
      const { name, bytes } = await pictureFrom(page, menu, 'svg');
      expect(name).toMatch(/\.svg$/);
      const faults: string[] = [];
      const svg = new DOMParser({ onError: (_, message) => faults.push(message) }).parseFromString(
        bytes.toString('utf8'),
        'text/xml',
      );
      expect(faults).toEqual([]);
      expect(svg.documentElement!.getAttribute('direction')).toBe(language === 'ar' ? 'rtl' : 'ltr');
      const texts = [...svg.getElementsByTagName('text')];
      const all = texts.map(({ textContent }) => plainLine(textContent ?? '')).join(' ');
      for (const word of wanted) expect(all).toContain(word);
      const arabic = texts.filter(({ textContent }) => /[\u0620-\u064a]/.test(textContent ?? ''));
      if (language === 'ar') expect(arabic.length).toBeGreaterThan(5);
      for (const line of language === 'ar' ? arabic : [])
        expect(line.getAttribute('direction'), line.textContent ?? '').toBe('rtl');
      return all;
    };
    const colours = async (menu: string) => {
      const { width, height, pixels } = pngOf((await pictureFrom(page, menu, 'png')).bytes);
      // Light, whatever the page is.
      expect([...pixels.subarray(0, 3)]).toEqual([255, 255, 255]);
      return coloursIn({ text: '', width, height, pixels }, [0, 0, 1, 1], 60);
    };

    await check(
      '.print-button',
      '.page-figures :is(.figure-label, .figure-value bdi, .figure-goal-text bdi, .figure-aside bdi)',
    );
    // Its lines, its bars, and the one that misses its target.
    expect(await colours('.print-button')).toBeGreaterThan(3);

    await goTo('?zone=C251,C226');
    await page.waitForSelector('.selection-table [data-row="C226"]');
    const sum = await check('.zone-card .card-menu', '.selection-table :is(thead th, tbody th, td bdi)');
    expect(sum).toContain(city.words.zone.find(({ id }) => id === 'C226')![language]);
    expect(await colours('.zone-card .card-menu')).toBeGreaterThan(1);
    // All topics, not only those in sight.
    await check('.area-topics .card-menu', '.area-topics tbody :is(th, td)');
    expect(await colours('.area-topics .card-menu')).toBeGreaterThan(1);
    expect(strangers).toEqual([]);
    await page.goBack();
    await settled(page);
    await expect.poll(() => page.url()).toBe(home);
    tidy = true;
  });

  test.each(language === 'ar' ? ['a4-landscape', 'a4-upright', 'a3-landscape'] : ['a4-landscape'])(
    'the page on %s is one sheet that another reader reads whole',
    async (paper) => {
      const { page } = await atHome();
      await page.evaluate(() => {
        Object.assign(window, { asked: false, print: () => Object.assign(window, { asked: true }) });
      });
      await page.locator('.print-button').focus();
      await page.keyboard.press('Enter');
      await page.locator(`.menu-item[data-key="${paper}"]`).click();
      await expect
        .poll(() => page.evaluate(() => (window as unknown as { asked: boolean }).asked), { timeout: 60_000 })
        .toBe(true);
      const [words, legend, map] = await page.evaluate(() => {
        const all = (selector: string) =>
          [...document.querySelectorAll<HTMLElement>(selector)].map((element) => element.innerText);
        const whole = document.querySelector('.page')!.getBoundingClientRect();
        const { left, top, right, bottom } = document.querySelector('.map-stage')!.getBoundingClientRect();
        const x = (at: number) => (at - whole.left) / whole.width;
        const y = (at: number) => (at - whole.top) / whole.height;
        return [
          all('.paper-title, .card-title, .bar-label, .paper-choice bdi, .mover-name'),
          document.querySelectorAll('.map-class').length,
          [x(left), y(top), x(right), y(bottom)],
        ] as const;
      });
      const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: false });
      const pages = readPdf(bytes);
      expect(pages).toHaveLength(1);
      const [sheet] = pages;
      const wide = paper === 'a3-landscape' ? 1191 : paper === 'a4-upright' ? 595 : 842;
      expect(Math.abs(sheet!.width - wide)).toBeLessThan(4);
      // Poppler puts blanks between Arabic letters that do not join, and mirrors brackets: letters are compared.
      const packed = (text: string) => plainLine(text).replace(/[\s()«»،,]/g, '');
      const read = packed(sheet!.text);
      // Each word, as the numbers of an Arabic line come where they stand.
      // In the wide lines of A3 it takes a letter that does not join to the end of another line.
      const sought = paper === 'a3-landscape' ? words.slice(0, 1) : words;
      for (const part of sought.join(' ').split(/[\s«»()·:،,]+/)) expect(read).toContain(packed(part));
      expect(words.length).toBeGreaterThan(15);
      expect(read).toContain('1/1');
      for (const part of ['1', String(manifest.asOf)]) expect(sheet!.text).toContain(part);
      expect(sheet!.text).not.toMatch(/%\d/);
      // Without the browser's background graphics.
      expect(coloursIn(sheet!, map)).toBeGreaterThanOrEqual(legend);
      await page.keyboard.press('Shift');
      await expect.poll(() => page.getAttribute('html', 'data-paper')).toBeNull();
      await settled(page);
      tidy = true;
    },
  );

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
          await page.locator('.figure-value').first().click();
          await page.waitForSelector('tbody tr[data-rid]');
        },
      ],
    ];
    for (const [name, enter] of states) {
      await enter();
      expect(await seriousBarriers(page), name).toEqual([]);
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
  // A link with one choice likewise: its figures and its bars.
  const zones = [...oracle(asks.zones(makeScreen(city, manifest, plainChoice(usual, 'completionRate'))))];
  const [busiest] = zones.sort((a, b) => (b[1].received ?? 0) - (a[1].received ?? 0))[0]!;
  for (const choice of ['category=report', `zone=${busiest}`]) {
    await page.goto(`${served.address}?${choice}`);
    await page.waitForSelector('.page-figures [data-measure="received"][data-value]');
    await figuresAgree(page);
    expect(await page.locator('.bar-label').count()).toBeGreaterThan(5);
    expect(await page.locator('[data-feed="loading"]').count()).toBe(1);
  }
  await context.close();
});

// Guards: a link shows another person the map as it was drawn, and back leads to how it was drawn before.
test('how the map is drawn is in the address', async () => {
  const { page, strangers, close } = await open('en', 'light', '?v=1&map=heat&category=report');
  const heat = page.locator('.map-tools .segment-input[value="heat"]');
  await heat.waitFor({ state: 'attached' });
  expect(await heat.isChecked()).toBe(true);
  await page.locator('.map-tools .segment:has([value="zones"])').click();
  await expect.poll(() => new URL(page.url()).search).toBe('?v=1&category=report');
  await page.goBack();
  await expect.poll(() => heat.isChecked()).toBe(true);
  await expect.poll(() => new URL(page.url()).search).toBe('?v=1&map=heat&category=report');
  expect(strangers).toEqual([]);
  await close();
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
  const ask = asks.figures(makeScreen(city, manifest, plainChoice(filter, 'completionRate')));
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
    const ask = asks.figures(makeScreen(city, manifest, plainChoice(filterOf(page), 'completionRate')));
    expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(
      expected(ask, '', 'received'),
    );
    expect(asked.filter((url) => /details|wasm/.test(url))).toEqual([]);
    await page.locator('.figure-value').first().click();
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
      expected(
        asks.figures(makeScreen(city, manifest, plainChoice(filterOf(page), 'completionRate'))),
        '',
        'received',
      ),
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
      expected(
        asks.figures(makeScreen(city, manifest, plainChoice(filterOf(page), 'completionRate'))),
        '',
        'received',
      ),
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
