import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { savedView } from '../../src/model/records/savedView.ts';
import { seriousBarriers } from '../support/barriers.ts';
import { launchTestBrowser } from '../support/chromium.ts';
import { openPage } from '../support/openedPage.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { serve } from '../support/served.ts';

// Guards: a planner saves what is chosen under a name and returns to it, by mouse, keyboard and touch, in both
// languages; another browser sees it; nothing that was written is lost when the server is away or somebody was faster.
const source = makeSampleCity({ rows: 2_000, seed: 3, asOf: Date.UTC(2026, 10, 20, 9) / 1000 });
const me = { author: 'this computer', role: 'thisComputer' } as const;
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

const pages: Page[] = [];
const faults: string[][] = [];
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
  expect(faults.splice(0).flat()).toEqual([]);
});
beforeEach(() => {
  for (const { id, version } of served.table.list(savedView)) served.table.end(savedView, id, version, me);
});

async function open(language: 'ar' | 'en', query = '', more = {}): Promise<Page> {
  const opened = await openPage(browser, `${served.address}${query}`, language, {
    serviceWorkers: 'block',
    ...more,
  });
  pages.push(opened.page);
  faults.push(opened.faults);
  await opened.page.waitForSelector('[data-feed="ready"]', { state: 'attached' });
  return opened.page;
}

const keep = (name: string, choice: string) =>
  served.table.make(savedView, { choice, content: { name } }, me);
const button = (page: Page) => page.locator('[data-saved-views]');
const drawer = (page: Page) => page.locator('dialog.saved-views');
const names = (page: Page) => page.locator('.saved-view-name bdi').allTextContents();
const query = (page: Page) => new URL(page.url()).search;
const kept = () =>
  served.table.list(savedView).map(({ content, choice }) => [(content as { name: string }).name, choice]);

describe.each([
  [
    'ar',
    { save: 'حفظ', undo: 'تراجع', rename: 'تغيير الاسم', deleted: 'تم حذف', none: 'لا توجد عروض محفوظة بعد' },
  ],
  [
    'en',
    { save: 'Save', undo: 'Undo', rename: 'Rename', deleted: 'is deleted', none: 'No view is saved yet' },
  ],
] as const)('in %s', (language, words) => {
  test('a view is saved, seen by another browser, opened with a step back, renamed, filled anew, deleted and brought back', async () => {
    const page = await open(language, '?v=1&category=complaint');
    await button(page).click();
    await drawer(page).getByText(words.none).waitFor();
    const field = drawer(page).locator('.saved-views-name');
    expect(await field.inputValue()).not.toBe('');
    await field.fill('  شكاوى   Deira ');
    await drawer(page).getByRole('button', { name: words.save, exact: true }).click();
    await page.locator('.saved-view[data-current]').waitFor();
    expect(kept()).toEqual([['شكاوى Deira', 'v=1&category=complaint']]);
    expect(await seriousBarriers(page)).toEqual([]);

    const other = await open(language);
    await button(other).click();
    await other.locator('.saved-view-open').click();
    await expect.poll(() => query(other)).toBe('?v=1&category=complaint');
    expect(await drawer(other).count()).toBe(0);
    await expect.poll(() => button(other).getAttribute('aria-label')).toContain('شكاوى Deira');
    await other.goBack();
    await expect.poll(() => query(other)).toBe('');

    await button(other).click();
    await other.locator('.saved-view-ways button').nth(1).click();
    await other.locator('.saved-views-done').waitFor();
    expect(kept()).toEqual([['شكاوى Deira', 'v=1']]);
    await other.getByRole('button', { name: words.undo }).click();
    await expect.poll(kept).toEqual([['شكاوى Deira', 'v=1&category=complaint']]);
    await other.locator('.saved-view-ways button').first().click();
    await other.locator('.saved-view .saved-views-name').fill('Ranked');
    await other.locator('.saved-view').getByRole('button', { name: words.rename, exact: true }).click();
    await expect.poll(() => names(other)).toEqual(['Ranked']);

    // The first page's list is as it was, until it is opened again.
    await page.keyboard.press('Escape');
    await button(page).click();
    await expect.poll(() => names(page)).toEqual(['Ranked']);
    await page.locator('.saved-view-ways button').last().click();
    await page.getByText(words.deleted).waitFor();
    expect(kept()).toEqual([]);
    await page.getByRole('button', { name: words.undo }).click();
    await expect.poll(() => names(page)).toEqual(['Ranked']);
  });

  test('all of it is done by keyboard alone, and the focus is never lost', async () => {
    const page = await open(language, '?v=1&category=complaint');
    const focused = () =>
      page.evaluate(
        'document.activeElement.className + document.activeElement.getAttribute("data-saved-views")',
      );
    await button(page).focus();
    await page.keyboard.press('Enter');
    await drawer(page).locator('.saved-views-name').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('Keys');
    await page.keyboard.press('Enter');
    await expect.poll(() => names(page)).toEqual(['Keys']);
    expect(await page.evaluate('document.activeElement === document.body')).toBe(false);
    await page.locator('.saved-view-ways button').first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Not this');
    await page.keyboard.press('Escape');
    await expect.poll(() => names(page)).toEqual(['Keys']);
    expect(await drawer(page).count()).toBe(1);
    expect(await focused()).toContain('icon-button');
    await page.locator('.saved-view-ways button').last().focus();
    await page.keyboard.press('Enter');
    await page.getByText(words.deleted).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe(words.undo);
    await page.keyboard.press('Enter');
    await expect.poll(() => names(page)).toEqual(['Keys']);
    await page.keyboard.press('Escape');
    await expect.poll(focused).toContain('true');
  });
});

test('a server that is away is said, what was written stays, and the list comes by itself', async () => {
  keep('Late', 'v=1&measure=overdue');
  const page = await open('en', '?v=1&category=complaint');
  await page.route('**/api/records/**', (route) => route.abort());
  await button(page).click();
  await page.getByText('the list may be old').waitFor();
  expect(await names(page)).toEqual(['Late']);
  const field = drawer(page).locator('.saved-views-name');
  await field.fill('Mine');
  await page.keyboard.press('Enter');
  await page.getByText('What you wrote is still here').waitFor();
  await page.keyboard.press('Escape');
  await button(page).click();
  expect(await field.inputValue()).toBe('Mine');
  keep('Another', 'v=1');
  await page.unroute('**/api/records/**');
  await expect.poll(() => names(page)).toEqual(['Another', 'Late']);
  await field.press('Enter');
  await expect.poll(() => names(page)).toEqual(['Another', 'Late', 'Mine']);
});

test('an order whose answer was lost is done once, and is no error when it is given again', async () => {
  const page = await open('en', '?v=1&category=complaint');
  await button(page).click();
  const field = drawer(page).locator('.saved-views-name');
  await field.fill('Once');
  await page.route('**/api/records/**', async (route) => {
    if (route.request().method() !== 'POST') return route.fallback();
    await route.fetch();
    await route.abort();
  });
  await page.keyboard.press('Enter');
  await page.locator('.saved-view[data-current]').waitFor();
  await page.unroute('**/api/records/**');
  expect(kept()).toEqual([['Once', 'v=1&category=complaint']]);
});

test('of a view that somebody changed meanwhile nothing is overwritten, and both are told', async () => {
  const late = keep('Late', 'v=1&measure=overdue');
  const page = await open('en');
  await button(page).click();
  await page.locator('.saved-view').waitFor();
  served.table.change(savedView, late.id, 1, { choice: 'v=1&measure=open', content: { name: 'Later' } }, me);
  await page.locator('.saved-view-ways button').nth(1).click();
  await page.getByText('Somebody changed').waitFor();
  await expect.poll(() => names(page)).toEqual(['Later']);
  expect(kept()).toEqual([['Later', 'v=1&measure=open']]);
  keep('Taken', 'v=1&measure=received');
  await page.locator('.saved-view-ways button').first().click();
  await page.locator('.saved-view .saved-views-name').fill('taken');
  await page.keyboard.press('Enter');
  await page.getByText('is there already').waitFor();
  expect(await page.locator('.saved-view .saved-views-name').inputValue()).toBe('taken');
});

test('a view that names what is not in the data says so when it is opened', async () => {
  keep('Gone', 'v=1&zone=C9999&category=complaint');
  const page = await open('ar');
  await button(page).click();
  await page.locator('.saved-view-open').click();
  await page.locator('.page-notice').getByText('يذكر هذا العرض المحفوظ').waitFor();
  expect(await page.locator('.page-notice').innerText()).toContain('C9999');
  await expect.poll(() => query(page)).toBe('?v=1&category=complaint');
});

test('many are sorted by name and searched as words are written', async () => {
  for (const name of ['View 10', 'View 9', 'ديره', 'b', 'A', 'c', 'd', 'e']) keep(name, 'v=1&measure=open');
  const page = await open('en');
  await button(page).click();
  await expect.poll(() => names(page)).toEqual(['A', 'b', 'c', 'd', 'e', 'View 9', 'View 10', 'ديره']);
  await page.locator('.saved-views-search').fill('ديرة');
  await expect.poll(() => names(page)).toEqual(['ديره']);
  await page.locator('.saved-views-search').fill('nothing');
  await page.getByText('No saved view has').waitFor();
});

test('by finger everything is large enough, and nothing is wider than a phone', async () => {
  keep(
    'A long name of a view that somebody wrote because they wanted to be precise',
    'v=1&opened=2026-10-01..2026-10-31',
  );
  const page = await open('ar', '', {
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
  });
  await page.locator('.header-more').tap();
  await button(page).tap();
  await page.locator('.saved-view').waitFor();
  const small = await page.evaluate(`[...document.querySelectorAll('dialog.saved-views :is(button, input)')]
    .map((one) => one.getBoundingClientRect()).filter(({ width, height }) => width < 44 || height < 44).length`);
  expect(small).toBe(0);
  expect(
    await page.evaluate(
      'document.querySelector("dialog.saved-views .dialog-body").scrollWidth <= document.querySelector("dialog.saved-views .dialog-body").clientWidth',
    ),
  ).toBe(true);
  expect(await seriousBarriers(page)).toEqual([]);
});

test('where the server keeps none for whoever asks, the page offers none', async () => {
  const opened = await openPage(browser, 'about:blank', 'en', { serviceWorkers: 'block' });
  pages.push(opened.page);
  await opened.page.route('**/api/records/**', (route) =>
    route.fulfill({ status: 403, json: { error: 'no', fault: { kind: 'notAllowed' } } }),
  );
  await opened.page.goto(served.address);
  await opened.page.waitForSelector('[data-feed="ready"]', { state: 'attached' });
  expect(await button(opened.page).count()).toBe(0);
});
