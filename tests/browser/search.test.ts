import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plainChoice, usualFilter } from '../../src/model/choice.ts';
import { makeCity } from '../../src/model/city.ts';
import { asks, makeScreen } from '../../src/model/screen.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { zonesOf } from '../../src/views/areas/area.ts';
import { launchTestBrowser } from '../support/chromium.ts';
import { plainEngine } from '../support/plainEngine.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { serve } from '../support/served.ts';

// Guards: an area as people name it is found by typing and chosen by keyboard, and its figures are the sum of its
// zones'; several areas are chosen together by touch; what the page can do is found too; `?` shows the keys; what an
// address names in vain is said in words and in no link any more.
const source = makeSampleCity({ rows: 6_000, seed: 3, asOf: Date.UTC(2026, 10, 20, 9) / 1000 });
const oracle = plainEngine(source);
const city = makeCity(source.zones, source.words, source.timeZone);
let browser: Browser;
let served: Awaited<ReturnType<typeof serve>>;
let page: Page;

beforeAll(async () => {
  served = await serve(source);
  browser = await launchTestBrowser();
  const context = await browser.newContext({
    viewport: { width: 1600, height: 900 },
    reducedMotion: 'reduce',
  });
  await context.addInitScript(() => {
    if (!localStorage.getItem('services-360'))
      localStorage.setItem(
        'services-360',
        JSON.stringify({ language: 'en', theme: 'light', digits: 'latn' }),
      );
  });
  page = await context.newPage();
  await page.goto(`${served.address}?zone=NOPE&list=bar&from=garbage&category=complaint`);
  await page.waitForSelector('[data-feed="ready"]', { state: 'attached' });
});
afterAll(async () => {
  await browser?.close();
  await served?.[Symbol.asyncDispose]();
});

const search = () => new URL(page.url()).search;
const items = () => page.locator('.search-item');

/** Requests received in the period that the page opens with, by a plain walk over the rows. */
async function receivedIn(zones: ReadonlySet<string>): Promise<number> {
  const { manifest } = await readManifest(served.dir);
  const filter = { ...usualFilter(city, manifest), zone: [...zones] };
  const screen = makeScreen(city, manifest, plainChoice(filter, 'received'));
  return oracle({ ...asks.figures(screen), measures: ['received'] }).get('')!.received!;
}

async function shown(): Promise<string> {
  await page.waitForSelector('.page[aria-busy="false"]');
  return (await page.locator('.figure [data-measure="received"]').first().getAttribute('data-value')) ?? '';
}

describe('the search', () => {
  test('an address that names what is not there says so, and is written without it', async () => {
    await expect.poll(search).toBe('?v=1&category=complaint');
    const notice = await page.locator('body').innerText();
    expect(notice).toMatch(/Zone “\W?NOPE\W?”, the list “\W?bar\W?” and “\W?from\W?”/);
    await page.goto(served.address);
    await page.waitForSelector('[data-feed="ready"]', { state: 'attached' });
  });

  test('Ctrl K, Dera, Enter: Deira, whose figures are the sum of its zones', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('dera');
    await expect.poll(() => items().first().innerText()).toMatch(/^Deira/);
    await page.keyboard.press('Enter');
    await expect.poll(search).toBe('?v=1&district=deira');
    // The list is gone, and reading goes on at the page.
    await expect.poll(() => items().count()).toBe(0);
    const zones = zonesOf(city, { district: ['deira'] });
    expect(zones.size).toBe(23);
    await expect.poll(shown).toBe(String(await receivedIn(zones)));
  });

  test('Shift and Enter adds to it; the panel has the sum and each', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('بر دبي');
    await expect.poll(() => items().first().innerText()).toMatch(/^Bur Dubai/);
    await page.keyboard.press('Shift+Enter');
    await expect.poll(search).toBe('?v=1&district=bur-dubai,deira');
    const zones = zonesOf(city, { district: ['deira', 'bur-dubai'] });
    await expect.poll(shown).toBe(String(await receivedIn(zones)));
  });

  test('a Makani number leads to its zone, and something to do is found and done', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('30032 95320');
    await expect.poll(() => items().first().innerText()).toMatch(/Al Rigga/);
    await page.keyboard.press('Enter');
    await expect.poll(search).toBe('?v=1&zone=C119');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('dark');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  });

  test('what is not there offers the nearest; ? shows the keys, and focus comes back', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('mordeef city');
    await expect.poll(() => page.locator('.search-list').innerText()).toContain('The nearest');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('?');
    await expect.poll(() => page.locator('dialog[open]').innerText()).toContain('Ctrl K');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0);
  });
});
