import { statSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveAdminPage } from '../support/adminServer.ts';
import { launchChromium } from '../support/chromium.ts';
import { pageFolder } from '../support/served.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function open(address: string, language: 'ar' | 'en', theme: 'light' | 'dark', width = 1366) {
  const context = await browser.newContext({ viewport: { width, height: width < 500 ? 844 : 900 } });
  await context.addInitScript(
    (kept) => localStorage.setItem('services-360', kept),
    JSON.stringify({ language, theme, digits: 'latn' }),
  );
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  const loaded: string[] = [];
  page.on('response', (response) => loaded.push(new URL(response.url()).pathname));
  await page.goto(`${address}admin`);
  await page.locator('.admin-main[aria-busy="false"]').waitFor();
  return { context, page, faults, loaded };
}

async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 160)}`);
}

const rows = (page: Page, title: string) =>
  page.locator('section.card', { has: page.locator('h2', { hasText: title }) }).locator('tbody tr');

describe('the page for administrators', () => {
  test('shows every problem in both languages and both themes, without barriers, on a phone too', async () => {
    // Guards: that what vanished in silence is to be seen, by whoever must do something about it.
    await using served = await serveAdminPage();
    served.fill();
    served.scene.ailments = [
      { part: 'source platform-04', since: new Date().toISOString(), why: 'not heard for 412 s' },
    ];
    for (const [language, theme, width] of [
      ['ar', 'light', 1366],
      ['en', 'dark', 1920],
      ['ar', 'dark', 390],
    ] as const) {
      const { context, page, faults, loaded } = await open(served.address, language, theme, width);
      const ar = language === 'ar';
      await rows(page, ar ? 'مشكلات' : 'Problems')
        .first()
        .waitFor();
      expect(await page.evaluate(() => document.documentElement.dir)).toBe(ar ? 'rtl' : 'ltr');
      expect(await page.title()).toContain(ar ? 'مسؤول النظام' : 'System administrator');
      expect(await rows(page, ar ? 'مشكلات' : 'Problems').count()).toBe(served.store.problems.all().length);
      expect(await rows(page, ar ? 'بحالة سابقة' : 'older state').allTextContents()).toHaveLength(2);
      expect((await rows(page, ar ? 'بانتظار أن' : 'Held').allTextContents()).join()).toContain('2100');
      expect((await rows(page, ar ? 'يشترك' : 'Shared').allTextContents()).join()).toContain('179,999');
      const text = await page.locator('main').innerText();
      for (const word of ['Escalated to the mayor', 'C-88140', 'platform-04', 'ECONNREFUSED'])
        expect(text).toContain(word);
      // Every message had words.
      expect(text).not.toMatch(/(problem|todo|field|sources|health|problems)\.[a-zA-Z]/);
      expect(await barriers(page)).toEqual([]);
      // Nothing is wider than the page.
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(faults).toEqual([]);
      // It is for a server that has trouble: no engine, no map, no charts.
      const bytes = loaded
        .filter((path) => path.endsWith('.js'))
        .reduce((sum, path) => sum + statSync(join(pageFolder, path)).size, 0);
      expect(bytes).toBeGreaterThan(100_000);
      expect(bytes).toBeLessThan(900_000);
      await context.close();
    }
  });

  test('a problem is marked as seen, and that is taken back, with the keyboard', async () => {
    // Guards: that an administrator can put aside what is known, and that nothing is lost by it.
    await using served = await serveAdminPage();
    served.fill();
    const { context, page } = await open(served.address, 'en', 'light');
    const all = served.store.problems.all().length;
    const seen = () => served.store.problems.all().filter((problem) => problem.seen !== null);
    const button = page.getByRole('button', {
      name: 'Mark as seen: crm, Opened, a date that stands for “none”',
    });
    await page.getByRole('button', { name: /^Mark as seen: crm, Opened/ }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => seen().map(({ problem }) => problem)).toEqual(['sentinel']);
    await expect.poll(() => rows(page, 'Problems').count()).toBe(all - 1);
    expect(await button.count()).toBe(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => seen().length).toBe(0);
    await expect.poll(() => rows(page, 'Problems').count()).toBe(all);
    await page.getByRole('button', { name: /^Mark as seen: crm, Resolved/ }).click();
    await expect.poll(() => rows(page, 'Problems').count()).toBe(all - 1);
    await page.getByRole('button', { name: 'Show those marked as seen (1)' }).click();
    expect(await rows(page, 'Problems').count()).toBe(all);
    // What comes after it was seen is told beside it.
    served.store.problems.add(
      [
        {
          ...{ source: 'crm', field: 'resolved', problem: 'beforeOpened', count: 7 },
          ...{ refs: [], words: new Map() },
        },
      ],
      [],
      Date.now() / 1000,
    );
    await expect.poll(() => page.locator('.admin-more').allTextContents()).toEqual([' 7 more since']);
    await page
      .getByRole('button', { name: /^Source/ })
      .first()
      .click();
    await page.getByRole('button', { name: 'Count', exact: true }).click();
    expect(await rows(page, 'Problems').first().innerText()).toContain('before it was opened');
    await page.getByRole('button', { name: /All sources/ }).click();
    await page.getByRole('option', { name: 'whatsapp' }).click();
    expect(await rows(page, 'Problems').count()).toBe(2);
    await context.close();
  });

  test('says when there is nothing, when the store is not there, and when nobody answers', async () => {
    // Guards: a page that looks well because nobody answers it.
    await using served = await serveAdminPage();
    served.scene.sources = [];
    served.scene.shared = [];
    const { context, page } = await open(served.address, 'en', 'dark');
    const main = page.locator('main');
    for (const words of [
      'No problem is known.',
      'There is no source.',
      'Nothing is held.',
      'No value is shared by many.',
      'All is well',
    ])
      await expect.poll(() => main.innerText()).toContain(words);
    expect(await barriers(page)).toEqual([]);
    served.scene.city = false;
    await expect.poll(() => main.innerText()).toContain('Store and sources are not there yet.');
    expect(await main.innerText()).toContain('0.1.0');
    served.scene.answers = false;
    await expect.poll(() => main.innerText()).toContain('The server does not answer.');
    expect(await page.locator('.admin-fresh').innerText()).toContain('the server does not answer');
    expect(await barriers(page)).toEqual([]);
    served.scene.city = true;
    served.scene.answers = true;
    await expect.poll(() => main.innerText()).toContain('No problem is known.');
    expect(await page.getByRole('alert').count()).toBe(0);
    await context.close();
  });
});

test('nobody comes through a proxy or from another site', async () => {
  // Guards: references of requests, and what an administrator marks, from everybody else.
  await using served = await serveAdminPage();
  served.fill();
  const { server } = served;
  for (const url of ['/admin', '/admin/state.json'])
    for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
      expect((await server.inject({ url, headers: { [header]: '10.0.0.9' } })).statusCode).toBe(404);
  const order = { source: 'crm', field: 'opened', problem: 'sentinel', seen: true };
  const post = (payload: object | string, headers: Record<string, string> = {}) =>
    server.inject({ method: 'POST', url: '/admin/seen', payload, headers });
  expect((await post(order, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
  expect((await post(order, { 'x-forwarded-for': '10.0.0.9' })).statusCode).toBe(404);
  expect((await post('seen=true', { 'content-type': 'application/x-www-form-urlencoded' })).statusCode).toBe(
    415,
  );
  expect((await post({ ...order, more: 1 })).statusCode).toBe(400);
  expect(served.store.problems.all().filter(({ seen }) => seen !== null)).toEqual([]);
  expect((await post({ ...order, problem: 'nothing' })).statusCode).toBe(404);
  expect((await post(order, { 'sec-fetch-site': 'same-origin' })).statusCode).toBe(204);
  expect((await server.inject('/admin/')).headers.location).toBe('../admin');
  const state = await server.inject('/admin/state.json');
  expect(state.headers['cache-control']).toBe('no-store');
});
