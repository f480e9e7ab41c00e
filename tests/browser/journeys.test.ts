import { readFileSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Ask } from '../../src/model/ask.ts';
import { plainChoice, usualFilter } from '../../src/model/choice.ts';
import { parseChoice } from '../../src/model/choiceText.ts';
import { makeCity } from '../../src/model/city.ts';
import type { Filter } from '../../src/model/filter.ts';
import { type MeasureId, measures } from '../../src/model/measures.ts';
import { asks, makeScreen } from '../../src/model/screen.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { launchTestBrowser, rendered } from '../support/chromium.ts';
import { plainEngine } from '../support/plainEngine.ts';
import { plain } from '../support/plainText.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { serve } from '../support/served.ts';

const source = makeSampleCity({ rows: 12_000, seed: 3, asOf: Date.UTC(2026, 10, 20, 9) / 1000 });
// What changed most since a year ago: one request in ten of this quarter is of one topic.
for (let row = 0; row < source.table.length; row += 10)
  if (source.table.value('day', row)! >= Date.UTC(2026, 9, 1) / 86_400_000)
    source.table.column('topic')[row] = 1;
const oracle = plainEngine(source);
const city = makeCity(source.zones, source.words, source.timeZone);

let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;
let manifest: Awaited<ReturnType<typeof readManifest>>['manifest'];
let usual: Filter;

beforeAll(async () => {
  served = await serve(source, { requestLink: 'https://crm.example/case/{reference}' });
  ({ manifest } = await readManifest(served.dir));
  usual = usualFilter(city, manifest);
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

/** One who uses the page: all that they do is pressing and typing. */
interface Hand {
  readonly name: string;
  readonly language: 'ar' | 'en';
  readonly context: BrowserContextOptions;
  press(target: Locator): Promise<void>;
}

const hands: readonly Hand[] = [
  {
    name: 'by mouse, in English',
    language: 'en',
    context: { viewport: { width: 1366, height: 768 } },
    press: (target) => target.click(),
  },
  {
    name: 'by touch, in Arabic, on a phone',
    language: 'ar',
    context: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    press: (target) => target.tap(),
  },
  {
    name: 'by keyboard, in Arabic',
    language: 'ar',
    context: { viewport: { width: 1366, height: 768 } },
    async press(target) {
      await target.focus();
      // What has the focus shows it, and is on the way of the Tab key.
      expect(await target.evaluate((element) => element.tabIndex >= 0 && element.matches(':focus'))).toBe(
        true,
      );
      const isChoice = await target.evaluate((element) => element.matches('input[type="radio"]'));
      await target.page().keyboard.press(isChoice ? 'Space' : 'Enter');
    },
  },
];

// Guards: what the people who open the page come for, from the first press to the answer, whatever they use it with.
describe.each(hands)('the jobs, $name', ({ language, context, press: pressIt }) => {
  const phone = context.isMobile === true;
  const other = language === 'ar' ? 'ar' : 'en';
  let page: Page;
  const strangers: string[] = [];

  beforeAll(async () => {
    const opened = await browser.newContext({
      reducedMotion: 'reduce',
      acceptDownloads: true,
      ...context,
    });
    await opened.grantPermissions(['clipboard-read', 'clipboard-write']);
    await opened.addInitScript(
      (kept) => {
        localStorage.setItem('services-360', kept);
        // A window for paper would stay open for ever.
        window.print = () => {
          const { paper } = document.documentElement.dataset;
          Object.assign(window, {
            printed: { paper, text: document.querySelector('.paper-head')?.textContent },
          });
        };
      },
      JSON.stringify({ language, theme: 'light', digits: 'latn' }),
    );
    page = await opened.newPage();
    page.on('pageerror', (error) => strangers.push(error.message));
    await page.goto(served.address);
    await page.waitForSelector('[data-feed="ready"][data-details="ready"]', { state: 'attached' });
    await settled();
  });
  afterAll(() => page?.context().close());

  const settled = async () => {
    await rendered(page);
    await page.waitForSelector('.page[aria-busy="false"]');
  };
  const press = async (selector: string | Locator) => {
    await pressIt(typeof selector === 'string' ? page.locator(selector).first() : selector);
    await settled();
  };
  const search = () => new URL(page.url()).searchParams;
  const filterOf = () =>
    parseChoice(new URL(page.url()).search, city, plainChoice(usual, 'completionRate')).choice.filter;
  const counted = (filter: Filter, measure: MeasureId) => {
    const ask: Ask = { ...asks.figures(makeScreen(city, manifest, plainChoice(filter, 'completionRate'))) };
    const cell = measures[measure].value(oracle(ask).get('') ?? {}, null);
    return cell.kind === 'value' ? cell.value : null;
  };
  const figure = async (measure: MeasureId) => {
    const text = await page
      .locator(`.page-figures [data-measure="${measure}"]`)
      .first()
      .getAttribute('data-value');
    return text === null ? null : Number(text);
  };
  const agrees = (measure: MeasureId) =>
    expect
      .poll(() => figure(measure), { message: `${measure} ${page.url()}` })
      .toBe(counted(filterOf(), measure));
  /** Types into the search; the first that is found is taken. */
  const find = async (typed: string, first: RegExp) => {
    const field = page.locator('[role="combobox"]').first();
    if (phone) await field.tap();
    else await page.keyboard.press('/');
    await page.keyboard.type(typed);
    await expect
      .poll(async () => plain(await page.locator('.search-item').first().innerText()))
      .toMatch(first);
    if (phone) await page.locator('.search-item').first().tap();
    else await page.keyboard.press('Enter');
    await settled();
  };
  const menu = async () => {
    if (phone) await press('.header-more');
  };
  const home = async () => {
    if (await page.locator('.chips-clear').isVisible()) await press('.chips-clear');
    await expect.poll(() => filterOf()).toEqual(usual);
  };

  test('which area is worst off, and why', async () => {
    await press('.map-toggle[aria-haspopup="dialog"]');
    const first = page.locator('.areas-table tr[data-line="0"]');
    await first.waitFor();
    const id = (await first.getAttribute('data-area'))!;
    const kind = (await first.getAttribute('data-kind')) as 'zone' | 'place';
    const rate = Number(await first.locator('[data-measure="completionRate"]').getAttribute('data-value'));
    await press(first.locator('.table-row'));
    await page.waitForSelector('.areas-table', { state: 'detached' });
    await expect.poll(() => filterOf()[kind]).toEqual([id]);
    await expect.poll(() => figure('completionRate')).toBe(rate);
    const word = city.words[kind].find((one) => one.id === id)!;
    await expect.poll(() => page.locator('.page-a').innerText()).toContain(word[other]);
    // Why: its topics, most frequent first, each of which leads on.
    const topics = page.locator('.page-a .area-topics tbody tr');
    expect(await topics.count()).toBeGreaterThan(0);
    await press(topics.first().locator('button').first());
    await expect.poll(() => filterOf().topic).toHaveLength(1);
    await agrees('received');
    await home();
  });

  test('Deira, this quarter against last year’s', async () => {
    await find(language === 'ar' ? 'ديره' : 'dera', language === 'ar' ? /^ديرة/ : /^Deira/);
    await expect.poll(() => filterOf().district).toEqual(['deira']);
    await press('.time-tools .segment-input[value="thisQuarter"]');
    await press(page.locator('.time-tools .select-button').nth(1));
    await press('[role="option"][data-key="yearBefore"]');
    await expect.poll(() => search().get('compare')).toBe('year');
    await expect
      .poll(() => filterOf().opened)
      .toEqual({ from: dayOf('2026-10-01'), to: dayOf('2026-11-20') });
    await agrees('received');
    // The change is that against the same days of the year before.
    const change = page.locator('.figure:has([data-measure="received"]) .figure-change .tip');
    await expect
      .poll(async () => plain((await change.getAttribute('aria-description')) ?? ''))
      .toMatch(/2025/);
    await page.goBack();
    await settled();
    await home();
  });

  test('a sheet of paper for a meeting', async () => {
    await find(language === 'ar' ? 'مردف' : 'mirdif', /^(مردف|Mirdif)/);
    await menu();
    await press('.print-button');
    await press(page.locator('[role="menuitem"]').first());
    const printed = () =>
      page.evaluate(
        () => (window as unknown as { printed?: { paper: string; text: string } }).printed ?? null,
      );
    await expect.poll(printed).not.toBeNull();
    const { paper, text } = (await printed())!;
    expect(paper).toBe('a4-landscape');
    expect(plain(text)).toContain(city.words.zone.find(({ id }) => id === 'C251')![other]);
    // Whoever goes on is back on the screen.
    await page.keyboard.press('Shift');
    await expect.poll(() => page.getAttribute('html', 'data-paper')).toBeNull();
    await settled();
    await home();
  });

  test('all requests that are overdue, as a file', async () => {
    await press('.figure-overdue');
    await page.waitForSelector('[data-list-total]');
    const total = Number(await page.getAttribute('[data-list-total]', 'data-list-total'));
    expect(total).toBe(counted(usual, 'overdue'));
    const [download] = await Promise.all([page.waitForEvent('download'), press('[data-file="csv"]')]);
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(total + 1);
    await press('dialog[open] .dialog-head .icon-button');
    await page.waitForSelector('[data-list-total]', { state: 'detached' });
  });

  test('one request by its number, and the next', async () => {
    const ref = source.table.refs[7_000]!;
    await find(ref, new RegExp(ref));
    await expect.poll(() => page.locator('.request-ref').innerText()).toContain(ref);
    const link = page.locator('.request-link');
    expect(await link.getAttribute('href')).toBe(`https://crm.example/case/${ref}`);
    expect([await link.getAttribute('target'), await link.getAttribute('rel')]).toEqual([
      '_blank',
      'noopener noreferrer',
    ]);
    await press(page.locator('.request-steps button').last());
    await expect.poll(() => page.locator('.request-ref').innerText()).not.toContain(ref);
    await press('.request-back');
    await page.waitForSelector('[data-rid]');
    await press('dialog[open] .dialog-head .icon-button');
    await page.waitForSelector('dialog[open]', { state: 'detached' });
  });

  test('complaints by WhatsApp, as a link for a colleague', async () => {
    await press('.page-b .bar-row[data-id="complaint"]');
    await press('.page-b .bar-row[data-id="whatsapp"]');
    await agrees('received');
    await menu();
    await press('[aria-label="Copy link"], [aria-label="نسخ الرابط"]');
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toBe(page.url());
    if (phone) await page.keyboard.press('Escape');
    const seen = await figure('received');
    await home();
    await page.goto(link);
    await page.waitForSelector('[data-feed="ready"]', { state: 'attached' });
    await settled();
    await expect.poll(() => figure('received')).toBe(seen);
    await home();
  });

  test('where the most are overdue, on the map and as a table', async () => {
    await press('.map-tools .picker-button');
    await press('.picker-list [role="option"][data-key="overdue"], .picker-list [data-id="overdue"]');
    await expect.poll(() => search().get('measure')).toBe('overdue');
    await press('.map-toggle[data-table]');
    const values = await page
      .locator('.map-list [data-measure="overdue"][data-value]')
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-value'))));
    expect(values.length).toBeGreaterThan(10);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    await press('.map-toggle[data-table]');
    await page.goBack();
    await settled();
  });

  test('two areas side by side', async () => {
    await find(language === 'ar' ? 'مردف' : 'mirdif', /^(مردف|Mirdif)/);
    await press('.zone-card .zone-close[aria-haspopup="dialog"]');
    const dialog = page.locator('.beside-dialog');
    const field = dialog.locator('[role="combobox"]');
    if (phone) await field.tap();
    else await field.focus();
    await page.keyboard.type(language === 'ar' ? 'ديره' : 'dera');
    const option = dialog.locator('[role="option"]').first();
    await expect.poll(async () => plain(await option.innerText())).toMatch(/^(ديرة|Deira)/);
    if (phone) await option.tap();
    else await page.keyboard.press('Enter');
    const heads = () =>
      dialog.locator('th[data-area]').evaluateAll((all) => all.map((one) => one.getAttribute('data-area')));
    await expect.poll(heads).toEqual(['C251', 'deira', 'city']);
    await expect.poll(() => search().get('beside')).toBe('zone:C251,district:deira,city');
    // Each column has what the page would say of its area alone.
    const all: Filter = usual;
    const columns = [{ ...all, zone: ['C251'] }, { ...all, district: ['deira'] }, all];
    for (const measure of ['received', 'completionRate', 'onTimeRate'] as const)
      await expect
        .poll(() =>
          dialog
            .locator(`[data-measure-row="${measure}"] [data-measure]`)
            .evaluateAll((cells) => cells.map((cell) => Number(cell.getAttribute('data-value')))),
        )
        .toEqual(columns.map((filter) => counted(filter, measure)));
    await press('.beside-dialog .dialog-head .icon-button');
    await dialog.waitFor({ state: 'detached' });
    await home();
  });

  test('what changed most, and a closer look at it', async () => {
    await press('.time-tools .segment-input[value="thisQuarter"]');
    await press(page.locator('.time-tools .select-button').nth(1));
    await press('[role="option"][data-key="yearBefore"]');
    const first = page.locator('.attention-card .mover').first();
    const id = (await first.getAttribute('data-id'))!;
    await press(first);
    const look = page.locator('.look-dialog');
    await look.locator('.look-line, [role="alert"]').first().waitFor();
    const value = look.locator('.look-values [data-measure]').first();
    const measure = (await value.getAttribute('data-measure')) as MeasureId;
    const shown = Number(await value.getAttribute('data-value'));
    // Only what changed: the page says of it what the closer look said.
    await press(look.locator('footer button').last());
    await look.waitFor({ state: 'detached' });
    const now = filterOf();
    expect([now.category, now.channel, now.topic, now.zone, now.district].flat()).toContain(id);
    expect(counted(now, measure)).toBe(shown);
    await agrees('received');
    await page.goBack();
    await page.goBack();
    await settled();
    await expect.poll(() => search().get('compare')).toBeNull();
    await home();
  });

  test('two areas with their sum', async () => {
    await press('.map-toggle[aria-pressed][data-adding]');
    await find(language === 'ar' ? 'مردف' : 'mirdif', /^(مردف|Mirdif)/);
    await find(language === 'ar' ? 'نايف' : 'naif', /^(نايف|Naif)/);
    await expect.poll(() => filterOf().zone).toHaveLength(2);
    const { zone } = filterOf();
    const row = async (id: string) =>
      Number(
        await page
          .locator(`.selection-table [data-row="${id}"] [data-measure="received"]`)
          .getAttribute('data-value'),
      );
    const [sum, ...each] = await Promise.all(['sum', ...zone!].map(row));
    expect(sum).toBe(counted(filterOf(), 'received'));
    expect(sum).toBe(each.reduce((total, one) => total + one, 0));
    await agrees('received');
    // One is taken out again: the page is that of the other.
    await press(`.selection-table [data-row="${zone![0]}"] button`);
    await expect.poll(() => filterOf().zone).toEqual([zone![1]]);
    await agrees('received');
    await press('.map-toggle[aria-pressed][data-adding]');
    await home();
  });

  test('nothing was thrown meanwhile', () => {
    expect(strangers).toEqual([]);
  });
});

function dayOf(text: string): number {
  return Date.parse(text) / 86_400_000;
}
