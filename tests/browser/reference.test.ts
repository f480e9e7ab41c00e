import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { barriersOf, barrierText } from '../support/barriers.ts';
import { launchTestBrowser } from '../support/chromium.ts';
import { letterFaults } from '../support/drawnText.ts';
import { openPage } from '../support/openedPage.ts';
import { plain } from '../support/plainText.ts';
import { type Product, startProduct } from '../support/product.ts';

let dir: string;
let browser: Browser;
let server: Product | null = null;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-reference-page-'));
  await mkdir(`${dir}/reference`);
  browser = await launchTestBrowser();
});
afterAll(async () => {
  await browser?.close();
  await server?.kill();
  await rm(dir, { recursive: true, force: true });
});

const data = (name: string) => readFile(new URL(`../../data/${name}.json`, import.meta.url), 'utf8');
const change = (name: string, text: string) => writeFile(`${dir}/reference/${name}.json`, text);

const open = (path: string, language: 'ar' | 'en') =>
  openPage(browser, `${server!.address}${path}`, language);

async function barriers(page: Page): Promise<string[]> {
  return (await barriersOf(page)).map(barrierText);
}

// Guards: a reorganisation reaches whoever has the page open, without a reload and with all that they chose; and an
// administrator reads why a file is not taken.
test('what is changed in the reference files is told to open pages and to the administrator', async () => {
  server = await startProduct(null, {
    ...{ DATA_DIR: `${dir}/data`, REFERENCE_DIR: `${dir}/reference`, SAMPLE_ROWS: '3000' },
    OPERATIONS_PORT: 'off',
  });
  await expect.poll(() => server!.said()).toContain('Ready.');
  const pages = [
    { language: 'ar', until: 'حتى', news: 'عُدّلت أسماء', to: 'مخلفات لم تُرفع' },
    { language: 'en', until: 'until 31 Dec 2024', news: 'Names, lists', to: 'Waste left behind' },
  ] as const;
  const choice = '?topic=missed-collection';
  const opened = await Promise.all(
    pages.map(async (words) => ({ ...words, ...(await open(choice, words.language)) })),
  );
  for (const { page, until } of opened) {
    await page.waitForSelector('[data-live="live"]');
    expect(await page.locator('.chips').innerText()).not.toContain(until);
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  }

  const services = await data('services');
  const old = '"id": "missed-collection", ';
  const after = services.replace(
    `{${old}`,
    `{"id": "left-waste", "en": "Waste left behind", "ar": "مخلفات لم تُرفع", "from": "2025-01-01", "entity": "waste-operations", "weight": 1, "categories": ["report"]},
      {${old}"until": "2024-12-31", "successor": "left-waste", `,
  );
  expect(after).not.toBe(services);
  // It goes away by itself.
  const told = Promise.all(
    opened.map(({ page, news }) => page.locator('.live-news', { hasText: news }).waitFor()),
  );
  await change('services', after);
  await told;
  for (const { page, faults, until, to } of opened) {
    expect(plain(await page.locator('.chips').innerText())).toContain(until);
    expect(await page.evaluate(() => [location.search, 'sameDocument' in window])).toEqual([choice, true]);
    expect(await letterFaults(page)).toEqual([]);
    expect(await barriers(page)).toEqual([]);
    // The search has the new entry.
    const search = page.getByRole('combobox').first();
    await search.fill(to);
    await page.locator('.search-item', { hasText: to }).first().waitFor();
    expect(faults).toEqual([]);
    await page.context().close();
  }

  await change('goals', (await data('goals')).replace('"value": 0.8, "from"', '"value": "much", "from"'));
  await expect.poll(() => server!.said()).toContain('data/goals.json is not taken');
  for (const [language, title, line] of [
    ['ar', 'الملفات المرجعية', 'السطر 4'],
    ['en', 'Reference files', 'Line 4, entries.0.value: found "much", expected number'],
  ] as const) {
    const { page, faults } = await open('admin', language);
    await page.locator('.admin-main[aria-busy="false"]').waitFor();
    const card = page.locator('section.card', { has: page.locator('h2', { hasText: title }) });
    const rows = card.locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(2);
    expect(plain(await rows.filter({ hasText: 'goals.json' }).innerText())).toContain(line);
    expect(await barriers(page)).toEqual([]);
    expect(await letterFaults(page)).toEqual([]);
    expect(faults).toEqual([]);
    await page.context().close();
  }
});
