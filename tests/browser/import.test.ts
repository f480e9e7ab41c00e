import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as sheets from '@e965/xlsx';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile, inspect } from '../../src/intake/importFile.ts';
import { checkMapping } from '../../src/intake/mapping.ts';
import type { Report } from '../../src/intake/report/report.ts';
import type { Ask } from '../../src/model/ask.ts';
import { plainChoice, usualFilter } from '../../src/model/choice.ts';
import { makeCity } from '../../src/model/city.ts';
import { type MeasureId, measures } from '../../src/model/measures.ts';
import { asks, makeScreen } from '../../src/model/screen.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { seriousBarriers } from '../support/barriers.ts';
import { launchTestBrowser, rendered } from '../support/chromium.ts';
import { letterFaults, noteCanvasTexts } from '../support/drawnText.ts';
import { plainEngine } from '../support/plainEngine.ts';
import { plain } from '../support/plainText.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { serve } from '../support/served.ts';

const sample = makeSampleCity({ rows: 4000, seed: 5, asOf: Date.UTC(2026, 10, 20, 9) / 1000 });

/** A town's export by construction: 30 days, 240 rows, of which 3 are rejected and 2 superseded; 6 have no zone. */
const header = ['Case', 'Raised', 'Finished', 'District', 'Came by', 'Depot', 'Subject', 'Caller phone'];
const town = Array.from({ length: 240 }, (_, i): string[] => {
  const day = (i % 30) + 1;
  const at = (d: number, h: number) =>
    `${String(d).padStart(2, '0')}/06/2026 ${String(h).padStart(2, '0')}:15`;
  return [
    `T-${i < 238 ? i : i - 238}`,
    i >= 100 && i < 103 ? 'not yet' : at(day, 7 + (i % 9)),
    i % 3 === 0 && day < 28 ? at(day + 2, 16) : '',
    i >= 40 && i < 46 ? 'Atlantis City' : ['Mirdif', 'Al Mamzar', 'Nad Al Hamar'][i % 3]!,
    i % 4 === 0 ? 'Call centre' : 'WhatsApp',
    i % 2 === 0 ? 'North depot' : 'South depot',
    ['Street lighting', 'Pothole', 'Waste collection', 'Fallen tree'][i % 4]!,
    `050 ${1234567 + i}`,
  ];
});
const expected = { read: 240, rows: 235, rejected: 3, superseded: 2, unplaced: 6 };
const csv = Buffer.from([header, ...town].map((row) => row.join(';')).join('\r\n'));
const workbook = sheets.utils.book_new(sheets.utils.aoa_to_sheet([header, ...town]), 'Requests');
const xlsx: Buffer = sheets.write(workbook, { type: 'buffer', bookType: 'xlsx' });

let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;
const asked: string[] = [];

beforeAll(async () => {
  served = await serve(sample);
  served.http.on('request', ({ method, url, headers }: IncomingMessage) => {
    const body = headers['content-length'] ?? headers['transfer-encoding'];
    asked.push(`${method} ${url}${body === undefined ? '' : ' with a body'}`);
  });
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

type Language = 'ar' | 'en';
const usual = { width: 1366, height: 768 };

async function open(language: Language, change: (page: Page) => Promise<unknown> = async () => {}) {
  const context = await browser.newContext({
    viewport: usual,
    reducedMotion: 'reduce',
  });
  await context.addInitScript(
    (kept) => {
      localStorage.setItem('services-360', kept);
    },
    JSON.stringify({ language, theme: language === 'ar' ? 'dark' : 'light', digits: 'latn' }),
  );
  await noteCanvasTexts(context);
  const page = await context.newPage();
  const strangers: string[] = [];
  page.on('request', (request) => {
    const own = request.url().startsWith(served.address) || /^(blob|data):/.test(request.url());
    if (!own || request.method() !== 'GET') strangers.push(`${request.method()} ${request.url()}`);
  });
  page.on('pageerror', (error) => strangers.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') strangers.push(`console: ${message.text()}`);
  });
  await change(page);
  await page.goto(served.address);
  return { page, strangers, close: () => context.close() };
}

const ready = (page: Page) =>
  page.waitForSelector('[data-feed="ready"][data-details="ready"]', {
    state: 'attached',
  });
const step = (page: Page, kind: string) => page.waitForSelector(`[data-step="${kind}"]`);
const settled = async (page: Page) => {
  await rendered(page);
  await page.waitForSelector('.page[aria-busy="false"]');
};

const focused = (page: Page) => page.evaluate(() => document.activeElement?.className ?? '');

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.click('[data-import-choose]');
  await (await chooser).setFiles({ name, mimeType: 'application/octet-stream', buffer });
}

/** Drags files over the page and lets them go. */
async function drop(page: Page, files: readonly { readonly name: string; readonly bytes: Buffer }[]) {
  const dataTransfer = await page.evaluateHandle(
    (list) => {
      const transfer = new DataTransfer();
      for (const { name, text } of list) {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
        transfer.items.add(new File([bytes], name));
      }
      return transfer;
    },
    files.map(({ name, bytes }) => ({ name, text: bytes.toString('base64') })),
  );
  // A page is loaded before what it runs listens.
  await expect
    .poll(async () => {
      await page.dispatchEvent('body', 'dragenter', { dataTransfer });
      return page.locator('[data-drop-sheet]').count();
    })
    .toBe(1);
  await page.dispatchEvent('body', 'drop', { dataTransfer });
  await page.waitForSelector('[data-drop-sheet]', { state: 'detached' });
}

/** Says what a column is, by keyboard. */
async function setRole(page: Page, column: string, role: string): Promise<void> {
  await page.locator(`[data-column="${column}"] .select-button`).first().focus();
  await page.keyboard.press('Enter');
  const option = page.getByRole('option', { name: role, exact: true });
  await option.waitFor();
  await page.keyboard.press('Home');
  for (let i = 0; i < 60 && (await option.getAttribute('data-focused')) === null; i++)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await option.waitFor({ state: 'detached' });
}

async function counts(page: Page): Promise<Record<string, number>> {
  return Object.fromEntries(
    await page
      .locator('[data-count]')
      .evaluateAll((all) =>
        all.map((one) => [one.getAttribute('data-count')!, Number(one.getAttribute('data-value'))]),
      ),
  );
}

async function saved(page: Page, name: string): Promise<string> {
  const download = page.waitForEvent('download');
  await page.click(`[data-save="${name}"]`);
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

async function noBarriers(page: Page, where: string): Promise<void> {
  // With reduced motion a colour that changes is a short transition.
  await page.waitForTimeout(300);
  expect(await seriousBarriers(page), where).toEqual([]);
  await expect.poll(() => letterFaults(page), { message: where }).toEqual([]);
}

/** As `noBarriers`, also at the width of a phone, where nothing is to be moved sideways either. */
async function noBarriersAnywhere(page: Page, where: string): Promise<void> {
  await noBarriers(page, where);
  await page.setViewportSize({ width: 390, height: 844 });
  await rendered(page);
  await noBarriers(page, `${where}, narrow`);
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll('html, .import-body')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ className }) => className),
  );
  expect(wide, where).toEqual([]);
  await page.setViewportSize(usual);
  await rendered(page);
}

/** What src/intake makes of the same bytes in Node, under the mapping that the page used. */
async function inNode(name: string, bytes: Buffer, report: Report) {
  const setup = {
    file: { name, size: bytes.length, read: async (from: number, to: number) => bytes.subarray(from, to) },
    reference: referenceData(),
    zonesFile: null,
    now: Math.floor(Date.now() / 1000),
  };
  const { layout } = await inspect(setup);
  return importFile(setup, layout, checkMapping(JSON.parse(JSON.stringify(report.mapping)), 'report'), {
    title: { en: 'x', ar: 'x' },
    asOf: null,
    notes: [],
    onRejected: () => {},
  });
}

const shownFigures: readonly MeasureId[] = ['received', 'open', 'completionRate'];

async function valueIn(page: Page, selector: string): Promise<number | null> {
  const text = await page.locator(selector).first().getAttribute('data-value');
  return text === null ? null : Number(text);
}

// Guards: the main job of the import. A file becomes figures that are those of its rows, and nothing leaves the page.
describe.each([
  ['en', 'town.csv', csv],
  ['ar', 'town.xlsx', xlsx],
] as const)('a file of one’s own, in %s', (language, name, bytes) => {
  test('is mapped, corrected, imported, looked at, and left again', async () => {
    const words =
      language === 'en'
        ? { entity: 'Entity', unused: 'Not used' }
        : { entity: 'الجهة المعنية', unused: 'غير مستخدم' };
    asked.length = 0;
    const { page, strangers, close } = await open(language);
    await ready(page);
    const cityReceived = await valueIn(page, '.page-figures [data-measure="received"]');

    // By keyboard into the window and out of it: the focus goes with it.
    await page.focus('[data-open-file]');
    await page.keyboard.press('Enter');
    await step(page, 'choose');
    await noBarriersAnywhere(page, 'choose');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-step]', { state: 'detached' });
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.hasAttribute('data-open-file')))
      .toBe(true);

    if (language === 'en') {
      await page.keyboard.press('Enter');
      await choose(page, name, bytes);
    } else await drop(page, [{ name, bytes }]);

    // The proposal, with what is personal withheld.
    await step(page, 'mapping');
    await page.waitForSelector('[data-line]');
    const phone = page.locator('[data-column="Caller phone"]');
    expect(await phone.innerText()).not.toMatch(/050|1234/);
    expect(await phone.locator('.select-button').innerText()).toContain(words.unused);
    await noBarriers(page, 'mapping');

    // One column is corrected; the preview follows.
    const headOf = () => page.locator('.import-rows thead').innerText();
    expect(await headOf()).not.toContain(words.entity);
    await setRole(page, 'Depot', words.entity);
    await expect.poll(headOf).toContain(words.entity);
    await expect
      .poll(() => page.locator('.import-rows [data-field="entity"]').first().innerText())
      .toContain('North depot');

    // A column given twice is flagged where it is, and cannot be imported.
    await setRole(page, 'Subject', words.entity);
    await page.waitForSelector('[data-column="Subject"] .import-wrong');
    expect(await page.locator('[data-import-start]').isDisabled()).toBe(true);
    await noBarriersAnywhere(page, 'a fault');
    await setRole(page, 'Subject', words.unused);
    await page.waitForSelector('.import-wrong', { state: 'detached' });

    await page.click('[data-import-start]');
    await step(page, 'report');
    expect(await counts(page)).toEqual(expected);
    await noBarriersAnywhere(page, 'report');
    const report = JSON.parse(await saved(page, 'report.json')) as Report;
    const node = await inNode(name, bytes, report);
    expect(report).toEqual(JSON.parse(JSON.stringify(node.report)));
    expect(report.newWords.entity?.map(({ count }) => count).sort()).toEqual([117, 118]);
    const brought = page.locator('[data-part="new"] .import-words', { hasText: words.entity });
    // A list alone is open from the first.
    expect(await brought.getAttribute('open')).not.toBeNull();
    expect((await brought.locator('bdi').allInnerTexts()).sort()).toEqual(['North depot', 'South depot']);
    const rejected = await saved(page, 'rejected.csv');
    expect(rejected.match(/not yet/g)).toHaveLength(3);
    expect(await saved(page, 'unplaced.csv')).toContain('Atlantis City,6');
    expect(await saved(page, 'report.md')).toContain('235');
    expect(JSON.parse(await saved(page, 'mapping.json')).columns.entity).toBe('Depot');

    // The page shows these data and says whose they are.
    await page.click('[data-import-look]');
    await page.waitForSelector('[data-own-banner]');
    await ready(page);
    await settled(page);
    expect(await page.locator('[data-own-banner]').innerText()).toContain(name);
    expect(await focused(page)).toContain('own-banner');
    expect(await page.locator('.sample-badge').count()).toBe(0);
    await expect.poll(() => new URL(page.url()).search).toBe('');
    const oracle = plainEngine(node);
    const city = makeCity(node.zones, node.words, node.timeZone);
    const value = (ask: Ask, id: MeasureId) => {
      const cell = measures[id].value(oracle(ask).get('') ?? {}, null);
      return cell.kind === 'value' ? cell.value : null;
    };
    for (const id of shownFigures) {
      // An estimate gives way to the exact answer a moment after the details have come.
      await expect
        .poll(() => valueIn(page, `.page-figures [data-measure="${id}"]`), { message: id })
        .toBe(value({ by: [], measures: [id], filter: {} }, id));
    }
    expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(expected.rows);
    await noBarriersAnywhere(page, 'one’s own data');

    // Filters work, and are no part of the address.
    const channel = city.words.channel.find(({ en }) => en === 'WhatsApp')!.id;
    await page.click(`.page-b .bar-row[data-id="${channel}"]`);
    await settled(page);
    const byWhatsApp = value({ by: [], measures: ['received'], filter: { channel: [channel] } }, 'received');
    expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(byWhatsApp);
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await page.goBack();
    await settled(page);
    expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(expected.rows);

    // The list behind a figure, with the file's own references.
    await page.locator('.figure-value').first().click();
    await page.waitForSelector('tbody tr[data-rid]');
    expect(Number(await page.getAttribute('[data-list-total]', 'data-list-total'))).toBe(expected.rows);
    const refs = await page.locator('tbody tr[data-rid] th').allInnerTexts();
    expect(refs.every((ref) => /^T-\d+$/.test(ref.trim()))).toBe(true);
    await page.keyboard.press('Escape');

    // The report again, back to the city, forward to the data, and back.
    await page.locator('[data-own-banner] .control').nth(1).click();
    await step(page, 'report');
    await page.keyboard.press('Escape');
    await page.locator('[data-own-banner] .control').first().click();
    await page.waitForSelector('[data-own-banner]', { state: 'detached' });
    await ready(page);
    await settled(page);
    expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(cityReceived);
    expect(await page.locator('.sample-badge').count()).toBe(1);
    expect(await focused(page)).toContain('page-main');
    await page.goBack();
    await page.waitForSelector('[data-own-banner]');
    await ready(page);
    await settled(page);
    expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(expected.rows);

    // A reload shows what is served.
    await page.reload();
    await ready(page);
    expect(await page.locator('[data-own-banner]').count()).toBe(0);
    await settled(page);
    expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(cityReceived);

    // The same columns again: the mapping is remembered, and that is said.
    await drop(page, [{ name, bytes }]);
    await step(page, 'mapping');
    await page.waitForSelector('.import-remembered');
    expect(await page.locator('[data-column="Depot"] .select-button').innerText()).toContain(words.entity);
    await page.click('.import-remembered button');
    await expect
      .poll(() => page.locator('[data-column="Depot"] .select-button').innerText())
      .not.toContain(words.entity);

    expect(strangers).toEqual([]);
    expect(asked.length).toBeGreaterThan(10);
    expect(
      asked.filter(
        (line) =>
          !/^GET \/(|assets\/[\w.-]+|data\/ratings.json|api\/records\/saved-views|data\/rows\/[\w.-]+|basemap\/[\w.-]*|favicon\.svg)(\?\S*)?$/.test(
            line,
          ),
      ),
    ).toEqual([]);
    await close();
  });
});

// Guards: libraries that are loaded late do so in the page, under its policy, and are kept for times without a network.
test('Parquet and a GeoPackage are read in the page', async () => {
  const { page, strangers, close } = await open('en');
  await ready(page);
  const folder = mkdtempSync(join(tmpdir(), 'parquet-'));
  const path = join(folder, 'town.parquet');
  const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
  await duckdb.run(
    `COPY (SELECT 'T-' || n AS "Case", TIMESTAMP '2026-06-01 07:15:00' AS "Raised", 'Mirdif' AS "District" FROM range(240) AS r(n)) TO '${path}' (FORMAT parquet, CODEC 'zstd')`,
  );
  duckdb.closeSync();
  const files = [
    ['town.parquet', readFileSync(path), 240],
    ['gdal.gpkg.gz', readFileSync(join(import.meta.dirname, '../intake/formats/files/gdal.gpkg.gz')), 9],
  ] as const;
  rmSync(folder, { recursive: true });
  for (const [name, bytes, rows] of files) {
    await drop(page, [{ name, bytes }]);
    await step(page, 'mapping');
    await page.click('[data-import-start]');
    await step(page, 'report');
    expect(await counts(page), name).toMatchObject({ read: rows, rows });
  }
  // Loaded now, and not before: the service worker's list of what it keeps beforehand lacks them.
  for (const part of ['late-parquetBook', 'late-geoPackage', 'sqlite3'])
    expect(
      asked.some((line) => line.includes(`/assets/${part}-`)),
      part,
    ).toBe(true);
  const list = await page.evaluate(async () => (await fetch('sw.js')).text());
  expect(list).toContain('assets/index-');
  expect(list).not.toMatch(/"assets\/(late|sqlite3)-/);
  expect(strangers).toEqual([]);
  await close();
});

// Guards: "all of them with a zone" beside "outside all zones: 1".
test('requests outside all zones are said where the requests are counted', async () => {
  const { page, close } = await open('en');
  await ready(page);
  const rows = [
    'Request ID,Opened,Category,Zone,Latitude,Longitude',
    'R-1,2026-03-01 09:10,Complaint,345,25.19719,55.27436',
    'R-2,2026-03-02 09:11,Complaint,345,25.19720,55.27430',
    'R-3,2026-03-03 09:12,Complaint,,25.35,55.42',
  ];
  await drop(page, [{ name: 'border.csv', bytes: Buffer.from(rows.join('\n')) }]);
  await step(page, 'mapping');
  await page.click('[data-import-start]');
  await step(page, 'report');
  expect(await page.innerText('[data-count="unplaced"]')).toBe('outside all zones: 1');
  await close();
});

// Guards: the city's own default view is what the data of a file open with, not the filter of the data before.
test('a filter of the city does not follow into the file, and is there again on the way back', async () => {
  const { page, strangers, close } = await open('en');
  await ready(page);
  await page.click('.page-b .bar-row[data-id="report"]');
  await settled(page);
  const before = await valueIn(page, '.page-figures [data-measure="received"]');
  await drop(page, [{ name: 'town.csv', bytes: csv }]);
  await step(page, 'mapping');
  await page.click('[data-import-start]');
  await step(page, 'report');
  await page.click('[data-import-look]');
  await page.waitForSelector('[data-own-banner]');
  await ready(page);
  await settled(page);
  expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(expected.rows);
  await page.locator('[data-own-banner] .control').first().click();
  await page.waitForSelector('[data-own-banner]', { state: 'detached' });
  await ready(page);
  await settled(page);
  await expect.poll(() => new URL(page.url()).search).toBe('?v=1&category=report');
  expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(before);
  expect(strangers).toEqual([]);
  await close();
});

// Guards: what cannot be opened is said, with what to do, and another file can be chosen at once.
describe('what is no file of requests', () => {
  const said = (page: Page) => page.locator('[data-import-fault]').innerText();

  test('is told by its kind, and the next file opens', async () => {
    const { page, strangers, close } = await open('en');
    const files: [string, Buffer, RegExp][] = [
      ['letter.pdf', Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj'), /This is a PDF/],
      ['photo.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...new Uint8Array(300)]), /not a table/],
      ['nothing.csv', Buffer.alloc(0), /The file is empty/],
      ['head.csv', Buffer.from('Case;Raised\r\n'), /header with 2 columns, and no row/],
    ];
    for (const [name, bytes, words] of files) {
      await drop(page, [{ name, bytes }]);
      await expect.poll(() => said(page)).toMatch(words);
      expect(await said(page)).toMatch(/Nothing was changed/);
    }
    await noBarriers(page, 'a refusal');
    await drop(page, [
      { name: 'a.csv', bytes: csv },
      { name: 'b.csv', bytes: csv },
    ]);
    await expect.poll(() => said(page)).toMatch(/2 files were dropped/);
    await choose(page, 'town.csv', csv);
    await step(page, 'mapping');
    expect(await page.locator('[data-import-fault]').count()).toBe(0);

    // All rows rejected: back at the mapping, which is as it was.
    await setRole(page, 'Raised', 'Not used');
    await setRole(page, 'Subject', 'Opened');
    await page.click('[data-import-start]');
    await expect.poll(() => said(page)).toMatch(/All 240 rows were rejected/);
    expect((await saved(page, 'rejected.csv')).match(/Pothole/g)).toHaveLength(60);
    await setRole(page, 'Subject', 'Not used');
    await setRole(page, 'Raised', 'Opened');
    await page.click('[data-import-start]');
    await step(page, 'report');
    expect(await counts(page)).toEqual(expected);
    expect(strangers).toEqual([]);
    await close();
  });

  test('the import is offered where the served data cannot be read', async () => {
    const { page, close } = await open('ar', (p) =>
      p.route('**/manifest.json', (route) => route.fulfill({ status: 404 })),
    );
    await page.waitForSelector('[data-fault]');
    await noBarriers(page, 'no data');
    await page.click('[data-open-file]');
    await choose(page, 'town.csv', csv);
    await step(page, 'mapping');
    await page.click('[data-import-start]');
    await step(page, 'report');
    await page.click('[data-import-look]');
    await page.waitForSelector('[data-own-banner]');
    await ready(page);
    await settled(page);
    expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(expected.rows);
    await page.locator('[data-own-banner] .control').first().click();
    await page.waitForSelector('[data-fault]');
    await close();
  });
});

// Guards: cancelling a long import ends it, and the mapping is kept for the next attempt.
test('an import shows how far it is, is cancelled, and runs again', async () => {
  const rows = Math.ceil(250_000 / town.length);
  const long = Buffer.from(
    [
      header,
      ...Array.from({ length: rows }, (_, i) =>
        town.map((row) => [`${row[0]}-${i}`, ...row.slice(1)]),
      ).flat(),
    ]
      .map((row) => row.join(';'))
      .join('\r\n'),
  );
  const { page, strangers, close } = await open('en');
  await ready(page);
  await page.click('[data-open-file]');
  await choose(page, 'long.csv', long);
  await step(page, 'mapping');
  await setRole(page, 'Depot', 'Entity');
  await page.click('[data-import-start]');
  await step(page, 'importing');
  await expect
    .poll(async () => plain(await page.locator('.import-numbers').innerText()))
    .toMatch(/of \d+ MB[\s\S]*rows/);
  await noBarriers(page, 'progress');
  // Esc does not throw away what has run for long.
  await page.keyboard.press('Escape');
  expect(await page.locator('[data-step]').count()).toBe(1);
  if (await page.locator('[data-step="importing"]').count()) {
    await page.locator('[data-step="importing"] .control').click();
    await step(page, 'mapping');
    expect(await page.locator('[data-column="Depot"] .select-button').innerText()).toContain('Entity');
    await page.waitForTimeout(500);
    expect(await page.locator('[data-step="report"]').count()).toBe(0);
    await page.click('[data-import-start]');
  }
  await step(page, 'report');
  expect((await counts(page)).read).toBe(rows * town.length);
  expect(strangers).toEqual([]);
  await close();
});

// Guards: data of one's own open with their own default period, as a served snapshot does.
test('the served city still opens with its own period after all this', async () => {
  const { manifest } = await readManifest(served.dir);
  const city = makeCity(sample.zones, sample.words, sample.timeZone);
  const ask = asks.figures(makeScreen(city, manifest, plainChoice(usualFilter(city, manifest), 'received')));
  const { page, close } = await open('en');
  await ready(page);
  await settled(page);
  expect(await valueIn(page, '.page-figures [data-measure="received"]')).toBe(
    plainEngine(sample)(ask).get('')?.received,
  );
  await close();
});

// Guards: what makes a file hard to believe stands before everything else, before and after its rows were read.
test.each(['en', 'ar'] as const)('a file that is doubtful says so first, in %s', async (language) => {
  const two = (n: number) => String(n).padStart(2, '0');
  const rows = Array.from({ length: 60 }, (_, i) => [
    ...['2.02611E+11', `2024-03-${two((i % 28) + 1)} 08:00`, 111 + (i % 12)],
    ...(i % 2 ? ['12.9', '77.6'] : [(12.97 + i / 500).toFixed(4), (77.59 + i / 500).toFixed(4)]),
  ]);
  const file = [['Case ID', 'Created', 'Ward No', 'Latitude', 'Longitude'], ...rows].map((row) =>
    row.join(','),
  );
  const { page, strangers, close } = await open(language);
  await ready(page);
  await page.click('[data-open-file]');
  await step(page, 'choose');
  await choose(page, 'wards.csv', Buffer.from(file.join('\n')));
  await step(page, 'mapping');
  const doubts = () => page.locator('.import-doubts li').allTextContents();
  const before = await doubts();
  expect(before).toHaveLength(2);
  for (const column of ['Case ID', 'Ward No']) expect(before.join()).toContain(column);
  await noBarriers(page, 'doubts');
  await page.click('[data-import-start]');
  await step(page, 'report');
  const after = await doubts();
  expect(after).toHaveLength(3);
  expect(after.slice(0, 2)).toEqual(before);
  expect(after[2]).toContain('77.6');
  expect(strangers).toEqual([]);
  await close();
});

// Guards: what is not clear is asked with its evidence, and answered by keyboard; the answer is what is imported.
test.each([
  ['en', { channel: 'Channel', none: 'None of these', evidence: '66.7% of the values can be read so' }],
  ['ar', { channel: 'القناة', none: 'لا شيء مما ذُكر', evidence: 'من قيمه تُقرأ كذلك' }],
] as const)('a column that is not clear is asked about, in %s', async (language, words) => {
  const rows = Array.from({ length: 60 }, (_, i) => [
    ...[`R-${i}`, `2024-03-${String((i % 28) + 1).padStart(2, '0')} 08:00`],
    ...[['Android', 'iOS', 'Kiosk'][i % 3]!, ['alpha', 'beta', 'gamma'][i % 3]!, ['North', 'South'][i % 2]!],
  ]);
  const names = ['Case ID', 'Created', 'Platform', 'Priority', 'Area'];
  const { page, strangers, close } = await open(language);
  await ready(page);
  await page.click('[data-open-file]');
  await step(page, 'choose');
  await choose(page, 'asked.csv', Buffer.from([names, ...rows].map((row) => row.join(',')).join('\n')));
  await step(page, 'mapping');
  await page.waitForSelector('[data-line]');
  const asked = () =>
    page.locator('[data-question]').evaluateAll((all) => all.map((one) => one.getAttribute('data-question')));
  const roleOf = (column: string) =>
    page.locator(`[data-column="${column}"] .select-button`).first().innerText();
  expect(await asked()).toEqual(['channel', 'priority']);
  const question = page.locator('[data-question="channel"]');
  expect(await question.locator('legend').innerText()).toContain(words.channel);
  expect(plain(await question.innerText())).toContain(words.evidence);
  for (const example of ['Platform', 'Android', 'iOS', 'Kiosk'])
    expect(await question.innerText()).toContain(example);
  // The doubtful is not what is taken.
  expect(await question.locator('input:checked').inputValue()).toBe('');
  expect(await roleOf('Platform')).not.toContain(words.channel);
  await noBarriersAnywhere(page, 'questions');

  // Arrows try, and only the button answers.
  await question.locator('input:checked').focus();
  await page.keyboard.press('ArrowUp');
  expect(await question.locator('input:checked').inputValue()).toBe('Platform');
  expect(await roleOf('Platform')).not.toContain(words.channel);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(asked).toEqual(['priority']);
  expect(await roleOf('Platform')).toContain(words.channel);
  expect(await page.locator('.import-mapping [role="status"]').first().innerText()).toContain('Platform');
  await expect
    .poll(() => page.locator('.import-rows [data-field="channel"]').first().innerText())
    .toContain('Android');

  // The focus is in the next question, and after the last at the head of the step.
  const inQuestion = () =>
    page.evaluate(() => document.activeElement?.closest('[data-question]')?.getAttribute('data-question'));
  await expect.poll(inQuestion).toBe('priority');
  expect(await page.locator('[data-question="priority"]').innerText()).toContain(words.none);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(asked).toEqual([]);
  await expect.poll(() => focused(page)).toContain('import-heading');
  await noBarriers(page, 'questions answered');

  await page.click('[data-import-start]');
  await step(page, 'report');
  const { columns } = JSON.parse(await saved(page, 'mapping.json'));
  expect(columns).toMatchObject({ channel: 'Platform', ref: 'Case ID' });
  expect(columns.priority).toBeUndefined();

  // The next file of these columns is not asked about, but said to be as this one; and can be asked about.
  await page.locator('.import-foot button').nth(1).click();
  await step(page, 'choose');
  await choose(page, 'asked again.csv', Buffer.from([names, ...rows].map((row) => row.join(',')).join('\n')));
  await step(page, 'mapping');
  await page.waitForSelector('[data-line]');
  expect(await asked()).toEqual([]);
  const earlier = page.locator('[data-earlier]');
  expect(await earlier.innerText()).toContain(words.channel);
  expect(await earlier.innerText()).toContain('Platform');
  expect(await roleOf('Platform')).toContain(words.channel);
  await noBarriersAnywhere(page, 'earlier answers');
  await earlier.locator('button').focus();
  await page.keyboard.press('Enter');
  await expect.poll(asked).toEqual(['channel', 'priority']);
  expect(await earlier.count()).toBe(0);
  await expect.poll(inQuestion).toBe('channel');
  expect(await roleOf('Platform')).not.toContain(words.channel);
  expect(strangers).toEqual([]);
  await close();
});

// Guards: the system of a file's points is chosen by keyboard with what it leads to in view, one that is not offered by
// its code, and what is chosen is what is imported.
test.each([
  ['en', { inside: '60 of 60 points looked at lie in the zones', bad: 'four to six digits' }],
  ['ar', { inside: 'داخل المناطق 60 من 60', bad: 'من أربع إلى ست خانات' }],
] as const)('the system of coordinates is chosen, in %s', async (language, words) => {
  /** Points of three zones in Dubai Local TM, or moved to where no system that is tried has a zone. */
  const points = (moved: number) =>
    Array.from({ length: 60 }, (_, i) => {
      const [x, y] = [
        [494056.17, 2787899.07],
        [497862.4, 2795371.8],
        [481372.6, 2774750.9],
      ][i % 3]!;
      const at = `2024-03-${String((i % 28) + 1).padStart(2, '0')} 08:00`;
      return [`R-${i}`, at, ['Potholes', 'Waste', 'Trees'][i % 3]!, x! + i + moved, y! + i + moved].join(',');
    });
  const file = (moved: number) => Buffer.from(['Case ID,Created,Topic,X,Y', ...points(moved)].join('\n'));
  const { page, strangers, close } = await open(language);
  await ready(page);
  await page.click('[data-open-file]');
  await step(page, 'choose');
  await choose(page, 'points.csv', file(0));
  await step(page, 'mapping');
  const system = (code: number) => page.locator(`[data-system="EPSG:${code}"]`);
  const isChecked = (code: number) => system(code).locator('input').isChecked();
  await system(3997).waitFor();
  expect(await isChecked(3997)).toBe(true);
  expect(plain(await system(3997).innerText())).toContain(words.inside);
  expect(plain(await system(32640).innerText())).not.toContain(words.inside);
  await noBarriersAnywhere(page, 'systems');

  // The next one by keyboard: its points lie in no zone, and are shown so.
  await system(3997).locator('input').focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => isChecked(32640)).toBe(true);
  const { coordinates } = JSON.parse(await saved(page, 'mapping.json'));
  expect(coordinates).toEqual({ system: 'EPSG:32640' });
  await page.locator('[data-order="yx"] input').focus();
  await page.keyboard.press('Space');
  await expect
    .poll(async () => JSON.parse(await saved(page, 'mapping.json')).coordinates)
    .toEqual({ system: 'EPSG:32640', order: 'yx' });

  // A grid that nothing names is no column of the mapping until its system is chosen.
  await page.locator('.import-foot button').first().click();
  await step(page, 'choose');
  await choose(page, 'moved.csv', file(3_000_000));
  await step(page, 'mapping');
  await page.locator('[data-points-choose]').focus();
  await page.keyboard.press('Enter');
  await system(3997).waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('SUMMARY');
  const code = page.locator('.import-system-code input');
  await code.fill('12');
  await code.press('Enter');
  expect(await page.locator('.import-system-code [role="alert"]').innerText()).toContain(words.bad);
  await noBarriers(page, 'a bad code');
  await code.fill('26917');
  await code.press('Enter');
  await system(26917).waitFor();
  expect(await isChecked(26917)).toBe(true);
  await page.click('[data-import-start]');
  await step(page, 'report');
  expect(JSON.parse(await saved(page, 'mapping.json'))).toMatchObject({
    columns: { longitude: 'X', latitude: 'Y' },
    coordinates: { system: 'EPSG:26917' },
  });
  expect(strangers).toEqual([]);
  await close();
});
