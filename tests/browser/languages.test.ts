import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchTestBrowser } from '../support/chromium.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { serve } from '../support/served.ts';

const source = makeSampleCity({ rows: 2_000, seed: 3, asOf: Date.UTC(2026, 10, 20, 9) / 1000 });
let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  served = await serve(source);
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

// Guards: the page begins with one language; the other comes when the figures stand, serves the search then, and one that
// cannot be loaded leaves the page as it is, says so, and is asked for again.
test('the other language comes after the figures, and one that does not come takes nothing away', async () => {
  await using context = await browser.newContext({
    viewport: { width: 1600, height: 900 },
    serviceWorkers: 'block',
  });
  const page = await context.newPage();
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(String(error)));
  let asked = 0;
  await page.route('**/assets/ar-*.js', (route) => {
    asked++;
    return route.abort();
  });
  await page.goto(`${served.address}?lang=en`);
  await page.waitForSelector('[data-feed="ready"]', { state: 'attached' });
  await expect.poll(() => asked).toBe(1);
  const arabic = page.locator('.page-header button[lang="ar"]');
  await arabic.click();
  await page.getByText('Arabic could not be loaded').waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');

  await page.unroute('**/assets/ar-*.js');
  await arabic.click();
  await page.waitForSelector('html[lang="ar"]');
  await page.getByText('غير المنجزة').first().waitFor();

  await page.keyboard.press('Control+k');
  await page.keyboard.type('Print');
  await page.locator('.search-item', { hasText: 'طباعة' }).waitFor();
  expect(thrown).toEqual([]);
});
