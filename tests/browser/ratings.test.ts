import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatDay } from '../../src/model/day.ts';
import { barriersOf, barrierText } from '../support/barriers.ts';
import { launchTestBrowser } from '../support/chromium.ts';
import { letterFaults } from '../support/drawnText.ts';
import { type OpenedPage, openPage } from '../support/openedPage.ts';
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

async function open(
  path: string,
  language: 'ar' | 'en',
  more: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const opened = await openPage(browser, `${server!.address}${path}`, language, more);
  await opened.page.waitForSelector('[data-live="live"]');
  return opened;
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
    ['en', '25 ratings, not by zone', 'none for what is chosen'],
    ['ar', '25 تقييمًا، لا حسب المنطقة', 'لا تقييمات لما اختير'],
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

/** As many ratings as a city has in a month, so that numbers are as long as they come. */
const manyRatings = [
  'Day,Service,Channel,Happy,Neutral,Unhappy',
  `${days.before},Waste collection,Service centre,150000,2500,2500`,
  `${days.now},Waste collection,Service centre,109000,6000,4000`,
].join('\n');

// Guards: its name and what is behind it are read whole in every width, and on paper, the names of the other five beside
// it too; where the ratings do not come it
// says so, on paper too, and brings them when it is pressed, also by the keyboard, which goes on from there.
test('the Happiness Meter is whole in every width, on paper and where ratings do not come', async () => {
  await writeFile(`${dir}/ratings/2026.csv`, manyRatings);
  for (const [language, words, failed, press] of [
    ['en', '119,000 ratings, not requests', 'could not be loaded', 'press to try again'],
    ['ar', '119,000 تقييم لا طلب', 'تعذّر التحميل', 'اضغط للمحاولة مجددًا'],
  ] as const) {
    const { page, faults } = await open('', language, { serviceWorkers: 'block' });
    await meter(page).waitFor();
    const text = async () => plain(await meter(page).innerText());
    await expect.poll(text).toContain(words);
    const cut = () =>
      meter(page)
        .locator('.figure-note')
        .evaluateAll((parts) => parts.filter((part) => part.scrollWidth > part.clientWidth + 1).length);
    // What stands in the head of a figure and leaves it, as where a name and what is beside it do not fit.
    const cutNames = () =>
      page.locator('.page-figures .figure-head').evaluateAll((heads) =>
        heads.flatMap((head) => {
          const room = head.getBoundingClientRect();
          return [...head.querySelectorAll('.figure-label, .figure-aside')]
            .flatMap((part) => [...part.getClientRects()].map((box) => ({ part, box })))
            .filter(({ box }) => box.width > 0 && (box.left < room.left - 1 || box.right > room.right + 1))
            .map(({ part }) => part.textContent);
        }),
      );
    await page.locator('.page-figures .figure-aside:not(:empty)').nth(2).waitFor();
    for (const width of [1180, 1366, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await cut(), `${language} ${width}`).toBe(0);
      expect(await cutNames(), `${language} ${width}`).toEqual([]);
    }
    const onPaper = (paper: string) =>
      page.evaluate((one) => {
        document.documentElement.dataset.paper = one;
      }, paper);
    await page.emulateMedia({ media: 'print' });
    for (const paper of ['a4-landscape', 'a4-upright', 'a3-landscape']) {
      await onPaper(paper);
      expect(await text(), paper).toContain(words);
      expect(await cut(), `${language} ${paper}`).toBe(0);
      expect(await cutNames(), `${language} ${paper}`).toEqual([]);
    }
    await page.emulateMedia({ media: 'screen' });

    await page.route('**/data/ratings.json', (route) => route.fulfill({ status: 500, body: 'no' }));
    await page.reload();
    await meter(page).waitFor();
    expect(await text()).toContain(failed);
    expect(await text()).toContain(press);
    expect(await barriers(page, '.page-figures')).toEqual([]);
    expect(await letterFaults(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    await onPaper('a4-landscape');
    expect(await text()).toContain(failed);
    expect(await text()).not.toContain(press);
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => delete document.documentElement.dataset.paper);
    await page.unroute('**/data/ratings.json');
    await meter(page).locator('.figure-value').press('Enter');
    await expect.poll(text).toContain(words);
    expect(await meter(page).evaluate((figure) => figure.contains(document.activeElement))).toBe(true);
    expect(faults).toEqual([]);
    await page.context().close();
  }
});

// Guards: whoever runs the server reads which tables are in force, through which day, and what is wrong with one.
test('the administrator reads what became of each table', async () => {
  await writeFile(`${dir}/ratings/2026.csv`, table(40));
  await writeFile(`${dir}/ratings/broken.csv`, 'Reference,Opened\n1,2026-01-01\n');
  await expect.poll(() => server!.said()).toContain('broken.csv: no column day');
  for (const [language, title, problem, why] of [
    [
      'en',
      'Ratings of the Happiness Meter',
      '1 problem: line 5: the service "Moon rockets"',
      'no column day',
    ],
    ['ar', 'تقييمات مؤشر السعادة', 'مشكلة واحدة: السطر 5: خدمة غير معروفة', 'لا يوجد عمود'],
  ] as const) {
    const { page, faults } = await openPage(browser, `${server!.address}admin`, language);
    await page.locator('.admin-main[aria-busy="false"]').waitFor();
    const card = page.locator('section.card', { has: page.locator('h2', { hasText: title }) });
    const row = async (name: string) =>
      plain(await card.locator('tbody tr', { hasText: name }).innerText()).replace(/\s+/g, ' ');
    await expect.poll(() => card.locator('tbody tr').count()).toBe(2);
    expect(await row('2026.csv')).toContain(problem);
    expect(await row('2026.csv')).toMatch(/2026\.csv 4 .*202\d/);
    expect(await row('broken.csv')).toContain(why);
    expect(await barriers(page, '.admin-main')).toEqual([]);
    expect(await letterFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  }
  await rm(`${dir}/ratings/broken.csv`);
});

// Guards: the meter and its window are there while the server is away, with what was told last.
test('without the server the Happiness Meter is as it was told last', async () => {
  const { page, faults } = await open('', 'ar');
  await meter(page).waitFor();
  const before = await value(page);
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const kept = await caches.keys();
        const all = await Promise.all(kept.map(async (name) => (await caches.open(name)).keys()));
        return all.flat().some(({ url }) => url.endsWith('/data/ratings.json'));
      }),
    )
    .toBe(true);
  await server!.kill();
  await page.reload();
  await meter(page).waitFor();
  expect(await value(page)).toEqual(before);
  await meter(page).locator('.figure-value').click();
  await expect.poll(() => page.locator('.ratings-dialog tbody tr').count()).toBe(2);
  expect(await letterFaults(page)).toEqual([]);
  expect(faults).toEqual([]);
  await page.context().close();
});
