import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RequestRow } from '../../src/model/schema.ts';
import { launchTestBrowser } from '../support/chromium.ts';
import { type LiveServer, type NewRequest, serveLive } from '../support/liveServer.ts';
import { plain } from '../support/plainText.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { serve } from '../support/served.ts';

const rows = 4_000;
// A city with a request on the day that it is of: the period ends with that day before and after what comes.
const source = makeSampleCity({ rows, seed: 4, asOf: Date.UTC(2026, 10, 20, 9) / 1000 });
const zone = source.zones.zones.findIndex(({ label }) => label !== undefined);
/** Of the requests of `newRequests`. */
const category = source.words.category[1]!.id;
const zoneName = source.zones.zones[zone]!.en;

let browser: Browser;
beforeAll(async () => {
  browser = await launchTestBrowser();
});
afterAll(() => browser?.close());

async function open(address: string, more: BrowserContextOptions & { language?: 'ar' | 'en' } = {}) {
  const { language = 'en', ...options } = more;
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, ...options });
  await context.addInitScript(
    (kept) => {
      localStorage.setItem('services-360', kept);
      // Every pulse that was ever on the map.
      const seen: string[] = [];
      Object.assign(window, { pulsesSeen: seen });
      new MutationObserver((changes) => {
        for (const { addedNodes } of changes)
          for (const node of addedNodes)
            if (node instanceof HTMLElement && node.dataset.pulse) seen.push(node.dataset.pulse);
      }).observe(document, { childList: true, subtree: true });
    },
    JSON.stringify({ language, theme: 'light', digits: 'latn' }),
  );
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(address);
  return { page, faults, close: () => context.close() };
}

const following = (page: Page) => page.waitForSelector('[data-live="live"]');
const at = (page: Page, sequence: number) => page.waitForSelector(`[data-sequence="${sequence}"]`);
const words = async (page: Page) => plain((await page.locator('.live-words').textContent()) ?? '');
const received = async (page: Page) =>
  Number(await page.locator('.page-figures [data-measure="received"]').first().getAttribute('data-value'));

/** Requests that came in just before the server's next version. */
function newRequests(server: LiveServer, first: number, count: number): NewRequest[] {
  const opened = server.asOf() + 2;
  return Array.from({ length: count }, (_, i) => {
    const row = { ref: `live-${first + i}`, version: 1, opened, updated: opened, zone } as RequestRow;
    const codes = { category: 1, channel: 1, topic: 1, entity: 0, stage: 0, priority: 0, language: 0 };
    return { rid: first + i, row: { ...empty, ...row, ...codes } };
  });
}

const empty = {
  responded: null,
  firstResolved: null,
  resolved: null,
  dueResponse: null,
  dueResolution: null,
  responseWork: null,
  resolutionWork: null,
  place: null,
  account: null,
  customerKind: null,
  satisfaction: null,
  attachments: null,
  reopened: 0,
  firstContact: null,
  repeat30d: 0,
  duplicate: 0,
  handover48h: 0,
  pointLon: null,
  pointLat: null,
};

// Guards: what happens in the source is seen on the page by itself: figures, map, the newest requests.
describe('a page that goes on', () => {
  test('takes in what comes without being loaded again', async () => {
    await using server = await serveLive(source);
    const { page, faults, close } = await open(server.address);
    await following(page);
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    const before = await received(page);

    await page.waitForSelector('.map canvas');
    await page.evaluate(() => {
      const moved: string[] = [];
      Object.assign(window, { moved });
      new PerformanceObserver((list) => {
        type Shift = PerformanceEntry & { hadRecentInput: boolean; sources: { node?: Node }[] };
        for (const { hadRecentInput, sources } of list.getEntries() as Shift[])
          for (const { node } of hadRecentInput ? [] : sources) {
            const element = node instanceof Element ? node : node?.parentElement;
            // A number with one more digit is wider, and stands where it stood.
            if (element && !element.closest('.num')) moved.push(String(element.className));
          }
      }).observe({ type: 'layout-shift' });
    });
    await server.push(newRequests(server, rows, 3));
    await at(page, server.sequence());
    expect(await received(page)).toBe(before + 3);
    expect(await page.locator('.ticker-zone').first().textContent()).toBe(zoneName);
    expect(await words(page)).toMatch(/^Live \(simulated\) · (just now|\d+ seconds? ago)$/);
    await expect
      .poll(() => page.evaluate(() => (window as unknown as { pulsesSeen: string[] }).pulsesSeen))
      .toEqual([source.zones.zones[zone]!.id]);
    await expect
      .poll(() =>
        page.evaluate(
          () => (performance.getEntriesByName('live-painted')[0] as PerformanceMark | undefined)?.detail,
        ),
      )
      .toEqual({ sequence: server.sequence(), asOf: server.asOf() });

    // Nothing that is read went elsewhere for it.
    expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);

    // The map says the same as a table: here, of the zone in which they came.
    await page.getByRole('button', { name: 'Show as a table', exact: true }).first().click();
    const cell = page
      .locator('.map-list tr', { hasText: zoneName })
      .locator('[data-measure="received"]')
      .first();
    const inZone = Number(await cell.getAttribute('data-value'));
    await server.push(newRequests(server, rows + 3, 2));
    await expect.poll(async () => Number(await cell.getAttribute('data-value'))).toBe(inZone + 2);

    // Who reads a list reads on; what came is shown when they say so.
    await page.locator('.figure-value').first().click();
    await page.waitForSelector('tr[data-rid]');
    const first = await page.getAttribute('tr[data-rid]', 'data-rid');
    await server.push(newRequests(server, rows + 5, 2));
    await page.locator('.list-newer').waitFor();
    expect(plain((await page.locator('.list-newer').textContent()) ?? '')).toBe('2 new: show');
    expect(await page.getAttribute('tr[data-rid]', 'data-rid')).toBe(first);
    await page.locator('.list-newer').click();
    await expect.poll(() => page.getAttribute('tr[data-rid]', 'data-rid')).not.toBe(first);
    expect(await page.locator('.list-newer').count()).toBe(0);
    await page.keyboard.press('Escape');

    // A request of the ticker leads to its zone.
    await page.locator('button.ticker-entry').first().click();
    await expect.poll(() => new URL(page.url()).searchParams.get('zone')).toBe(source.zones.zones[zone]!.id);
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
    expect(faults).toEqual([]);
    await close();
  });

  test('says in Arabic how fresh it is, and moves nothing where motion is not wanted', async () => {
    await using server = await serveLive(source);
    const { page, close } = await open(server.address, { language: 'ar', reducedMotion: 'reduce' });
    await following(page);
    await server.push(newRequests(server, rows, 3));
    await at(page, server.sequence());
    await expect
      .poll(() => words(page))
      .toMatch(/^مباشر \(محاكاة\) · قبل (ثانيتين|([3-9]|10) ثوانٍ|(1[1-9]|[2-5]\d) ثانية)$/);
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => (window as unknown as { pulsesSeen: string[] }).pulsesSeen)).toEqual([]);
    await close();
  });
});

// Guards: whatever happens to the connection, the page says so, keeps what it shows, and gets to the newest by itself.
describe('a connection', () => {
  test('that is lost is said, and what was missed is taken in when it is back', async () => {
    await using server = await serveLive(source);
    const { page, close } = await open(server.address);
    await following(page);
    const before = await received(page);
    server.cut();
    await page.waitForSelector('[data-live="stale"]');
    expect(await words(page)).toBe('No connection · as of 20 Nov 2026, 13:00');
    await server.push(newRequests(server, rows, 2), 5, true);
    await server.push(newRequests(server, rows + 2, 2), 5, true);
    await page.waitForTimeout(3_500);
    expect(await received(page)).toBe(before);
    server.mend();
    await page.getByRole('button', { name: 'Try again' }).click();
    await at(page, server.sequence());
    expect(await received(page)).toBe(before + 4);
    await close();
  });

  test('that comes back by itself says so for a while', async () => {
    await using server = await serveLive(source);
    const { page, close } = await open(server.address);
    await following(page);
    server.cut();
    await page.waitForSelector('[data-live="stale"]');
    await page.waitForTimeout(3_500);
    server.mend();
    await page.getByText('The connection is back').waitFor();
    await page.getByText('The connection is back').waitFor({ state: 'detached' });
    await close();
  });

  test('that cannot go on loads all anew, under the choice and the list that were there', async () => {
    await using server = await serveLive(source);
    const { page, faults, close } = await open(`${server.address}?category=${category}&list=open`);
    await following(page);
    await page.waitForSelector('tr[data-rid]');
    const before = await received(page);
    await page.evaluate(() => {
      const gaps = { figures: 0 };
      Object.assign(window, { gaps });
      new MutationObserver(() => {
        if (!document.querySelector('.page-figures [data-measure="received"]')) gaps.figures++;
      }).observe(document.body, { childList: true, subtree: true });
    });
    await server.push(newRequests(server, rows, 2), 5, true);
    await server.reload();
    await at(page, server.sequence());
    await page.getByText('The newest data were loaded anew').waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe(`?category=${category}&list=open`);
    expect(await received(page)).toBe(before + 2);
    expect(await page.locator('tr[data-rid]').count()).toBeGreaterThan(0);
    expect(await page.evaluate(() => (window as unknown as { gaps: { figures: number } }).gaps.figures)).toBe(
      0,
    );
    expect(faults).toEqual([]);
    await close();
  });

  test('says whether the data were matched with the source, to a finger and to the keyboard too', async () => {
    // Guards: that it is no words of a tooltip, which half of the readers never see.
    await using server = await serveLive(source, { kind: 'live' });
    for (const [language, width, told] of [
      ['en', 1366, '12 requests differed from the source last night and were put right'],
      ['ar', 390, 'اختلف 12 طلبًا عن المصدر الليلة الماضية وصُحّحت'],
    ] as const) {
      const { page, faults, close } = await open(server.address, {
        language,
        hasTouch: width < 500,
        viewport: { width, height: 800 },
      });
      await following(page);
      // 02:30 of the day of the data.
      server.match({ at: Date.UTC(2026, 10, 19, 22, 30) / 1000, outcome: 'mended', requests: 12 });
      const more = page.locator('button.live-more');
      await more.waitFor();
      expect(plain((await more.getAttribute('aria-description')) ?? '')).toContain(told);
      if (width < 500) await more.tap();
      else {
        await more.focus();
        await page.keyboard.press('Enter');
      }
      const lines = page.locator('.live-lines');
      await expect.poll(async () => plain(await lines.innerText())).toContain(told);
      const box = (await lines.boundingBox())!;
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(await lines.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/fresh-${language}.png` });
      await page.keyboard.press('Escape');
      await lines.waitFor({ state: 'hidden' });
      expect(faults).toEqual([]);
      await close();
    }
  });

  test('waits while the past is looked at', async () => {
    await using server = await serveLive(source);
    const { page, close } = await open(`${server.address}?opened=2026-09-01..2026-09-30`);
    await following(page);
    await expect.poll(() => words(page)).toBe('Paused in the past');
    const before = server.sequence();
    await server.push(newRequests(server, rows, 3));
    await expect.poll(() => words(page)).toBe('Paused · 3 waiting');
    const more = await page.locator('.live-words').getAttribute('aria-description');
    expect(plain(more ?? '')).toMatch(/^Paused while you look at 1 – 30 Sept 2026 · 3 changes wait · /);
    expect(await page.locator('[data-sequence]').getAttribute('data-sequence')).toBe(String(before));
    await page.getByRole('button', { name: 'Go live' }).click();
    await at(page, server.sequence());
    await expect.poll(() => new URL(page.url()).search).toBe('');
    await close();
  });
});

// Guards: a proxy that keeps events back delays them by seconds only; a server too new is said, and harms no figure.
test('events that are held back are gone around, until only a newer page can go on', async () => {
  await using server = await serveLive(source);
  server.hold();
  const { page, faults, close } = await open(server.address);
  await following(page);
  const before = await received(page);
  await server.push(newRequests(server, rows, 3));
  await at(page, server.sequence());
  expect(await received(page)).toBe(before + 3);
  await server.upgrade();
  await page.waitForSelector('[data-live="failed"]');
  expect(await words(page)).toBe('This page is out of date');
  await page.locator('.page-b .bar-row').first().click();
  await expect.poll(() => received(page)).toBeLessThan(before);
  expect(faults).toEqual([]);
  const loaded = page.waitForEvent('load');
  await page.locator('.state-banner').getByRole('button', { name: 'Load the page again' }).click();
  await loaded;
  await close();
});

// Guards: the page opens without a network, says that it has none, and filters.
test('without a network the page shows what it had, and filters', async () => {
  const server = await serveLive(source);
  const { page, close } = await open(server.address);
  await following(page);
  const kept = () =>
    page.evaluate(async () =>
      Boolean(await caches.match(new URL('data/rows/manifest.json', document.baseURI).href)),
    );
  await expect.poll(kept, { interval: 500 }).toBe(true);
  await server[Symbol.asyncDispose]();
  await page.reload();
  await page.waitForSelector('[data-live="stale"]');
  expect(await words(page)).toBe('No connection · as of 20 Nov 2026, 13:00');
  const before = await received(page);
  await page.locator('.page-b .bar-row').first().click();
  await expect.poll(() => received(page)).toBeLessThan(before);
  await close();
});

// Guards: a snapshot that stays as it is looks and asks as ever.
test('data that do not go on have neither a feed nor a place for one', async () => {
  await using served = await serve(source);
  const { page, close } = await open(served.address);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.waitForSelector('[data-details="ready"]');
  await page.waitForTimeout(3_000);
  expect(asked.filter((url) => /live|sw\.js/.test(url))).toEqual([]);
  expect(await page.locator('.ticker, .live-sign').count()).toBe(0);
  await close();
});
