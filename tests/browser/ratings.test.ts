import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import { barriersOf, barrierText } from '../support/barriers.ts';
import { launchTestBrowser } from '../support/chromium.ts';
import { letterFaults } from '../support/drawnText.ts';
import { plain } from '../support/plainText.ts';
import { type Product, startProduct } from '../support/product.ts';

let dir: string;
let browser: Browser;
let server: Product | null = null;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-ratings-page-'));
  await mkdir(`${dir}/ratings`);
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.kill();
  await rm(dir, { recursive: true, force: true });
});

/** Yesterday and a day four months ago: of the usual period the one, of its year both. */
const today = Math.floor(Date.now() / 86_400_000);
const days = { now: formatDay(today - 1), before: formatDay(today - 120) };
const table = (happy: number) =>
  [
    'Day,Service,Channel,Happy,Neutral,Unhappy',
    `${days.before},Waste collection,Service centre,50,25,25`,
    `${days.now},Waste collection,Service centre,${happy},6,4`,
    `${days.now},Pest control,Website,9,0,11`,
    `${days.now},Moon rockets,Website,3,0,2`,
  ].join('\n');

async function open(path: string, language: 'ar' | 'en'): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    reducedMotion: 'reduce',
  });
  await context.addInitScript(
    (kept) => localStorage.setItem('services-360', kept),
    JSON.stringify({ language, theme: 'light', digits: 'latn' }),
  );
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(`${server!.address}${path}`);
  await page.waitForSelector('[data-live="live"]');
  return { page, faults };
}

const meter = (page: Page) => page.locator('.figure', { has: page.locator('[data-ratings]') });
const value = async (page: Page) => {
  const shown = meter(page).locator('[data-ratings]');
  return [Number(await shown.getAttribute('data-value')), Number(await shown.getAttribute('data-n'))];
};

async function barriers(page: Page, within: string): Promise<string[]> {
  return (await barriersOf(page, within)).map(barrierText);
}

// Guards: the meter is there only where there are ratings, counts these alone, is narrowed by channel and service and says
// that it is by nothing else; a changed table reaches an open page without a reload, and leaves with its folder.
test('the Happiness Meter follows the choice and the tables', async () => {
  server = await startProduct(null, {
    ...{
      DATA_DIR: `${dir}/data`,
      RATINGS_DIR: `${dir}/ratings`,
      SAMPLE_ROWS: '3000',
      OPERATIONS_PORT: 'off',
    },
  });
  await expect.poll(() => server!.said()).toContain('Ready.');
  const { page, faults } = await open('', 'en');
  expect(await page.locator('.page-figures > .figure').count()).toBe(5);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));

  await writeFile(`${dir}/ratings/2026.csv`, table(90));
  await meter(page).waitFor();
  expect(await value(page)).toEqual([102 / 125, 125]);
  expect(plain(await meter(page).innerText())).toContain('81.6%');
  expect(plain(await meter(page).innerText())).toContain('ratings, not requests');
  await expect.poll(() => server!.said()).toContain('the service "Moon rockets" is not known: its 5 ratings');

  await meter(page).locator('.figure-value').click();
  const dialog = page.locator('.ratings-dialog');
  const rows = async () => {
    const texts = await dialog.locator('tbody tr').allInnerTexts();
    return texts.map((text) =>
      plain(text)
        .split(/\s*[\t\n]\s*/)
        .filter(Boolean)
        .slice(0, 6)
        .join(' | '),
    );
  };
  await expect.poll(async () => (await rows()).length).toBe(2);
  expect((await rows())[0]).toMatch(/ \| 50\.0% \| 50 \| 25 \| 25 \| 100$/);
  await dialog.getByRole('radio', { name: 'Service' }).check({ force: true });
  await expect
    .poll(rows)
    .toEqual([
      'Waste collection | 90.0% | 90 | 6 | 4 | 100',
      'Public health pest control | 45.0% | 9 | 0 | 11 | 20',
      'Not known here | 60.0% | 3 | 0 | 2 | 5',
    ]);
  // Fewer than ten are drawn pale.
  expect(await dialog.locator('tr[data-quiet]').allInnerTexts()).toHaveLength(1);
  expect(await barriers(page, '.ratings-dialog')).toEqual([]);
  expect(await letterFaults(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await writeFile(`${dir}/ratings/2026.csv`, table(40));
  await expect.poll(() => value(page)).toEqual([52 / 75, 75]);
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  await page.context().close();
  expect(faults).toEqual([]);

  for (const [language, words, none] of [
    ['en', 'of all: not by Zone', 'none for what is chosen'],
    ['ar', 'للكل، لا حسب المنطقة', 'لا تقييمات لما اختير'],
  ] as const) {
    const empty = await open('?channel=social-media', language);
    await meter(empty.page).waitFor();
    expect(plain(await meter(empty.page).innerText())).toContain(none);
    expect(await letterFaults(empty.page)).toEqual([]);
    // Neither lies on the other.
    const missing = await meter(empty.page).locator('.value-missing').boundingBox();
    const note = await meter(empty.page).getByText(none).boundingBox();
    expect(missing!.y + missing!.height).toBeLessThanOrEqual(note!.y + 2);
    // What a link chooses is scrolled to.
    const list = empty.page.locator('.card-channels .bars');
    const chosen = list.locator('.bar-row[aria-pressed="true"]');
    await expect
      .poll(async () => {
        const [frame, row] = [await list.boundingBox(), await chosen.boundingBox()];
        return row!.y >= frame!.y - 1 && row!.y + row!.height <= frame!.y + frame!.height + 1;
      })
      .toBe(true);
    await empty.page.context().close();

    const narrowed = await open('?channel=website&zone=C373', language);
    await meter(narrowed.page).waitFor();
    expect(await value(narrowed.page)).toEqual([12 / 25, 25]);
    expect(plain(await meter(narrowed.page).innerText())).toContain(words);
    expect(await barriers(narrowed.page, '.page-figures')).toEqual([]);
    expect(await letterFaults(narrowed.page)).toEqual([]);
    if (language === 'ar') {
      await rm(`${dir}/ratings/2026.csv`);
      await expect.poll(() => narrowed.page.locator('.page-figures > .figure').count()).toBe(5);
    }
    expect(narrowed.faults).toEqual([]);
    await narrowed.page.context().close();
  }
});
