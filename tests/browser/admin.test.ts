import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JobState } from '../../src/model/job.ts';
import type { Match } from '../../src/model/match.ts';
import { serveAdminPage } from '../support/adminServer.ts';
import { barriersOf, barrierText } from '../support/barriers.ts';
import { launchChromium } from '../support/chromium.ts';
import { letterFaults } from '../support/drawnText.ts';
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
  return (await barriersOf(page)).map(barrierText);
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
      expect(await letterFaults(page)).toEqual([]);
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

  test('what came of holding the sources against the store is told, by month too', async () => {
    // Guards: that nobody takes figures for the source's that differ from it, and that "not yet" does not look like "equal".
    await using served = await serveAdminPage();
    const at = Date.UTC(2026, 10, 27, 22, 30) / 1000;
    const equal: Match = {
      ...{ source: 'crm', at, seconds: 41, outcome: 'equal', requests: 1_048_211, parts: 95, read: 1 },
      ...{ differences: [], mended: false, why: null },
    };
    const differed: Match = {
      ...equal,
      ...{ at: at - 86_400, outcome: 'differed', mended: true },
      differences: [
        { part: '2026-01', missing: 7, other: 2, extra: 1, unreadable: 5 },
        { part: 'none', missing: 0, other: 3, extra: 0, unreadable: 0 },
      ],
    };
    const why = 'PostgreSQL source "platform-04": no connection (ECONNREFUSED)';
    for (const [language, words] of [
      [
        'ar',
        [
          'لم تُجرَ المطابقة بعد',
          'مطابق',
          'اختلف 13 طلبًا وصُحّحت',
          'تعذّرت المطابقة',
          'لا يمكن سؤاله',
          'يناير 2026',
        ],
      ],
      [
        'en',
        [
          'Not matched yet',
          'the same',
          '13 requests differed and were put right',
          'could not be told',
          'cannot be asked',
          'January 2026',
        ],
      ],
    ] as const) {
      const card = (page: Page) =>
        page.locator('section.card', {
          has: page.locator('h2', { hasText: language === 'ar' ? 'المطابقة مع' : 'Matched with' }),
        });
      const matches = [
        { source: 'crm', last: equal, differed },
        { source: 'crm-2', last: { ...differed, source: 'crm-2' }, differed: null },
        { source: 'whatsapp', last: { ...equal, outcome: 'unasked' as const, why: 'x' }, differed: null },
        { source: 'platform-04', last: { ...equal, outcome: 'failed' as const, why }, differed: null },
      ];
      const { matched } = served.scene;
      const { context, page, faults } = await open(served.address, language, 'light');
      const [none, ...told] = words;
      await card(page).getByText(none).waitFor();
      expect(await card(page).innerText()).toContain('02:30');
      expect(await page.locator('a:has(.admin-board)').getAttribute('href')).toBe('./');
      served.scene.board = null;
      served.scene.matched = {
        ...{ matches, matching: 'crm: 3 of 95 parts' },
        forgetting: matched.forgetting,
        jobs: matched.jobs,
      };
      await card(page).getByText('ECONNREFUSED').waitFor();
      const text = await card(page).innerText();
      for (const word of [...told, 'ECONNREFUSED', 'crm: 3 of 95 parts', '1,048,211'])
        expect(text).toContain(word);
      // No link to a board whose address nobody knows.
      expect(await page.locator('.admin-board').count()).toBe(0);
      expect(text).not.toContain(none);
      expect(text).not.toMatch(/matched\.[a-zA-Z]/);
      const [january] = await card(page).locator('table').nth(1).locator('tbody tr').allTextContents();
      expect(january).toMatch(/7215$/);
      expect(await barriers(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(1366);
      expect(faults).toEqual([]);
      if (process.env.SHOTS)
        await card(page).screenshot({ path: `${process.env.SHOTS}/matched-${language}.png` });
      await context.close();
      served.scene.matched = matched;
      served.scene.board = './';
    }
  });

  test('each job is told with its last run, what it does now and when it is done next, and is begun by a press', async () => {
    // Guards: that a job that fails every night, or is never done, is not found by its consequences.
    await using served = await serveAdminPage();
    const at = Date.UTC(2026, 10, 27, 22, 30) / 1000;
    const next = Date.UTC(2099, 10, 27, 22, 30) / 1000;
    const job = { next, running: null, leftUntil: null, failures: 0, last: null };
    const done = { at, seconds: 41, outcome: 'done', result: null, error: null } as const;
    const jobs: JobState[] = [
      {
        ...{ ...job, name: 'fold', schedule: { everySeconds: 3600 } },
        last: { ...done, result: { code: 'folded', deltas: 43, requests: 20_113 } },
      },
      {
        ...{ ...job, name: 'forget', schedule: { daily: '03:30' }, running: { since: at, looked: 12_000 } },
        last: { ...done, result: { code: 'forgotten', requests: 1204 } },
      },
      {
        ...{ ...job, name: 'match', schedule: { daily: '02:30' }, failures: 3, next: 1 },
        last: { ...done, outcome: 'failed', error: 'no space left' },
      },
      {
        ...{ ...job, name: 'new-one', schedule: { everySeconds: 120 }, failures: 1, leftUntil: next },
        last: { ...done, outcome: 'lost' },
      },
      {
        ...{ ...job, name: 'other', schedule: { everySeconds: 60 } },
        last: { ...done, result: { code: 'matched', sources: 3, equal: 1, requests: 13 } },
      },
      {
        ...{ ...job, name: 'none', schedule: { everySeconds: 60 } },
        last: { ...done, result: { code: 'nothing' } },
      },
      {
        ...{ ...job, name: 'last', schedule: { everySeconds: 60 } },
        last: { ...done, result: { code: 'matched', sources: 0, equal: 0, requests: 0 } },
      },
    ];
    const words = {
      ar: [
        ...['دمج التغييرات', 'كل ساعة', 'دُمج 20,113 طلبًا متغيرًا', 'محو البيانات', 'فُحص 12,000 طلب'],
        ...['مُحيت بيانات 1,204', 'يوميًا الساعة', 'تعذّر التنفيذ 3 مرات', 'no space left', 'قريبًا'],
        ...[
          'كل دقيقتين',
          'انقطع التنفيذ بتوقف الخادم',
          'يُستأنف بعد',
          '3 مصادر',
          'اختلف 13 طلبًا',
          'لا شيء للتنفيذ',
          'لا مصدر يمكن سؤاله',
        ],
      ],
      en: [
        ...[
          'Folding changes',
          'every hour',
          '20,113 changed requests folded in',
          'Forgetting',
          '12,000 requests looked at',
        ],
        ...['forgotten of 1,204 requests', 'daily at 03:30', 'failed 3 times', 'no space left', 'soon'],
        ...[
          'every 2 minutes',
          'the server ended',
          'goes on after',
          '3 sources',
          '13 requests differed',
          'nothing to do',
          'no source can be asked',
        ],
      ],
    } as const;
    served.scene.matched = {
      ...served.scene.matched,
      jobs,
      forgetting: { afterMonths: 24, lastRun: at, requests: 1204, total: 56_789 },
    };
    for (const [language, theme, width] of [
      ['ar', 'light', 1366],
      ['en', 'dark', 1920],
      ['ar', 'dark', 390],
    ] as const) {
      const ar = language === 'ar';
      const { context, page, faults } = await open(served.address, language, theme, width);
      const card = page.locator('section.card', {
        has: page.locator('h2', { hasText: ar ? 'المهام الدورية' : /^Jobs/ }),
      });
      await card.locator('tbody tr').nth(5).waitFor();
      const text = (await card.innerText()).replace(/[\u2066-\u2069]/g, '');
      for (const word of words[language]) expect(text).toContain(word);
      // What the last run of forgetting did.
      for (const word of ['24', '56,789', '2099']) expect(text).toContain(word);
      expect(text).not.toMatch(/(jobs|job|forgetting)\.[a-zA-Z]/);
      const begin = (name: string) => card.getByRole('button', { name: new RegExp(`: ${name}`) });
      expect(await begin(ar ? 'محو' : 'Forgetting').isDisabled()).toBe(true);
      expect(await begin('new-one').isDisabled()).toBe(true);
      expect(await barriers(page)).toEqual([]);
      expect(await letterFaults(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      if (process.env.SHOTS)
        await card.screenshot({ path: `${process.env.SHOTS}/jobs-${language}-${theme}-${width}.png` });
      served.scene.ordered.length = 0;
      await begin(ar ? 'دمج' : 'Folding').focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => served.scene.ordered).toEqual(['fold']);
      expect(await card.getByRole('alert').count()).toBe(0);
      // Of a job that is there no more, which the page does not know yet.
      await page.route('**/admin/job', (route) => route.fulfill({ status: 404 }));
      await begin('none').click();
      await card.getByText(ar ? 'تعذّر بدء المهمة' : 'could not be begun').waitFor();
      await page.unroute('**/admin/job');
      expect(faults).toEqual([]);
      await context.close();
    }
  });

  test('receivers of notices are told with what was sent, waits and failed with why, and a press sends a test message', async () => {
    // Guards: an administrator sees, in his language, that nobody would be told, before there is something to tell.
    await using served = await serveAdminPage();
    served.fill();
    const hour = Date.now() / 1000 - 3600;
    served.scene.messages = {
      trouble: null,
      notices: {
        afterMinutes: 10,
        receivers: [
          {
            ...{ kind: 'mail', name: 'i•••@city.example', waiting: 0, sentAt: hour, failing: null },
            ...{ givenUp: 0, lost: null },
          },
          {
            ...{ kind: 'webhook', name: 'https://desk.city.example/…', waiting: 3, sentAt: null },
            failing: { attempts: 4, next: hour + 4000, why: { en: 'no connection', ar: 'تعذّر الاتصال' } },
            ...{ givenUp: 2, lost: { at: hour, why: { en: 'refused for good', ar: 'رُفضت نهائيًا' } } },
          },
        ],
      },
    };
    for (const [language, theme, width] of [
      ['ar', 'light', 1366],
      ['en', 'dark', 390],
    ] as const) {
      const { context, page, faults } = await open(served.address, language, theme, width);
      const ar = language === 'ar';
      const told = rows(page, ar ? 'الإشعارات' : 'Notices');
      await told.first().waitFor();
      const texts = (await told.allTextContents()).map((text) => text.replace(/[\u2066-\u2069]/g, ''));
      expect(texts[0]).toContain(ar ? 'لا شيء متعثر' : 'nothing is held up');
      expect(texts[1]).toContain(ar ? 'تعذّر الإرسال 4 مرات' : 'failed 4 times');
      expect(texts[1]).toContain(ar ? 'تعذّر الاتصال' : 'no connection');
      expect(texts[1]).toContain(ar ? 'تُركت رسالتان' : '2 messages given up');
      expect(texts[1]).toContain(ar ? 'رُفضت نهائيًا' : 'refused for good');
      expect(await barriers(page)).toEqual([]);
      const before = served.scene.tests;
      await page
        .getByRole('button', { name: ar ? 'إرسال رسالة تجريبية' : 'Send a test message' })
        .press('Enter');
      await page.getByText(ar ? 'أُرسلت رسالة تجريبية' : 'A test message is on its way').waitFor();
      expect(served.scene.tests).toBe(before + 1);
      expect(faults).toEqual([]);
      await context.close();
    }
    served.scene.messages = { trouble: 'house.sqlite: could not be opened', notices: null };
    const { context, page } = await open(served.address, 'en', 'light');
    await page.getByText('Messages cannot be kept or sent.').waitFor();
    await page.getByText('house.sqlite: could not be opened').waitFor();
    await page.getByText('Nobody is told when something does not work.').waitFor();
    await context.close();
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
