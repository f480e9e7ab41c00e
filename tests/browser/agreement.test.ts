import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cellOf } from '../../src/model/ask.ts';
import { plainChoice, usualFilter } from '../../src/model/choice.ts';
import type { MeasureId } from '../../src/model/measures.ts';
import { RequestTable } from '../../src/model/requestTable.ts';
import { asks, makeScreen } from '../../src/model/screen.ts';
import { timeZone } from '../../src/model/timeZone.ts';
import { openLiveCity } from '../../src/server/intake/liveCity.ts';
import { foldHere } from '../../src/server/intake/publish/foldProcess.ts';
import { usualSettings } from '../../src/server/intake/publish/settings.ts';
import type { Batch, Source } from '../../src/server/intake/sources/source.ts';
import { fillStore } from '../../src/server/intake/store/filling.ts';
import { openStore } from '../../src/server/intake/store/store.ts';
import { makeHub } from '../../src/server/live/hub.ts';
import { hubFeed } from '../../src/server/live/hubFeed.ts';
import { openSnapshot } from '../../src/server/openSnapshot.ts';
import { makeServer } from '../../src/server/server.ts';
import { filledSegments } from '../../src/server/snapshotFill.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { launchTestBrowser } from '../support/chromium.ts';
import { endAt, rowOf } from '../support/liveStore.ts';
import { plainEngine } from '../support/plainEngine.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { seeded } from '../support/seeded.ts';
import { pageFolder } from '../support/served.ts';

const figures: readonly MeasureId[] = ['received', 'open', 'overdue', 'completionRate', 'onTimeRate'];
const asOf = Date.UTC(2026, 10, 20, 9) / 1000;
const city = makeSampleCity({ rows: 3000, seed: 4, asOf });

let browser: Browser;
let dir: string;
beforeAll(async () => {
  browser = await launchTestBrowser();
  dir = await mkdtemp(join(tmpdir(), 's360-agree-'));
});
afterAll(async () => {
  await browser?.close();
  await rm(dir, { recursive: true, force: true });
});

// Guards: whatever happens, store, published files (as `npm run ask` reads them) and page say the same of the version that
// the page shows; over folds, quiet hours and midnight.
test('store, ask and page agree on the version shown', async () => {
  const folder = `${dir}/rows`;
  const manifest = await writeSnapshot(dir, city);
  const file = `${dir}/store.sqlite`;
  const open = () => openStore(file, { ...city, words: () => city.words });
  open().close();
  await fillStore(file, {
    ...{ source: 'crm', sequence: manifest.sequence },
    segments: (columns) => filledSegments({ folder, manifest, source: 'crm', columns }),
  });
  const store = open();
  store.take('crm', { requests: [], position: '0', committedAt: null }, asOf);
  const clock = { at: asOf, now: () => clock.at };
  let tell: (batch: Batch) => void = () => {};
  const source: Source = {
    id: 'crm',
    async *initial() {},
    async *changes(_, signal) {
      const stopped = new Promise<null>((done) =>
        signal.addEventListener('abort', () => done(null), { once: true }),
      );
      for (;;) {
        const next = await Promise.race([new Promise<Batch>((done) => (tell = done)), stopped]);
        if (!next) return;
        yield next;
      }
    },
  };
  const hub = makeHub({ clock });
  const live = await openLiveCity({
    ...{ folder, store, clock, facts: city, sources: [source], fold: foldHere },
    settings: { ...usualSettings, everyMs: 20, foldAfterRequests: 60, mostDeltas: 4 },
    watch: hubFeed(hub),
  });
  const server = await makeServer({
    page: pageFolder,
    data: dir,
    live: (one) => hub.serve(one, '/live/rows'),
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as { port: number };
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  const address = `http://127.0.0.1:${port}/`;
  await page.goto(address);
  await page.waitForSelector('[data-live="live"]');

  const random = seeded(9);
  for (let round = 0; round < 6; round++) {
    clock.at += [40, 7 * 3600, 9 * 3600, 300, 86_400, 3][round]!;
    tell({ requests: changes(random, round, clock.at), position: `${round + 1}`, committedAt: null });
    await expect.poll(() => store.position('crm')).toBe(`${round + 1}`);
    await expect.poll(() => store.counts().outbox).toBe(0);
    const { sequence } = live.publisher.version;
    await page.waitForSelector(`[data-live="live"][data-sequence="${sequence}"]`);
    await page.waitForSelector('.page[aria-busy="false"]');
    await page.waitForTimeout(600);

    const ask = await openSnapshot(folder, (await readManifest(folder)).manifest);
    const now = ask.manifest;
    expect(now.sequence).toBe(sequence);
    const screen = makeScreen(ask.city, now, plainChoice(usualFilter(ask.city, now), 'completionRate'));
    const wanted = asks.figures(screen);
    const {
      answers: [answer],
    } = await ask.engine.answer([wanted]);
    await ask.engine.dispose();
    const table = new RequestTable(timeZone(city.timeZone));
    for (const month of store.months())
      table.addValues(
        month.values(),
        month.refs,
        Array.from({ length: month.length }, (_, i) => i),
      );
    const stored = plainEngine({ ...city, table, asOf: now.asOf })(wanted).get('')!;
    for (const id of figures) {
      const cell = cellOf(screen, wanted, answer!, 0, id);
      expect(await shown(page, id), `${id}, round ${round}`).toBe(cell.kind === 'value' ? cell.value : null);
    }
    for (const [aggregate, [value]] of Object.entries(answer!.ints))
      expect(value, aggregate).toBe(stored[aggregate as never]);
  }
  expect(live.publisher.manifest.sequence).toBeGreaterThan(1);

  // A page that was there all the time shows what one shows that opens now, its changes against the period before too.
  const fresh = await browser.newPage({ viewport: { width: 1366, height: 768 } });
  await fresh.goto(address);
  const { sequence } = live.publisher.version;
  await fresh.waitForSelector(`[data-live="live"][data-sequence="${sequence}"]`);
  const expected = await cards(page);
  expect(expected.join()).toMatch(/vs period before|مقارنة بالفترة السابقة/);
  await expect.poll(() => cards(fresh)).toEqual(expected);
  await fresh.close();
  await page.close();
  await live.stop();
  await server.close();
});

async function shown(page: Page, id: MeasureId): Promise<number | null> {
  const found = page.locator(`.page-figures [data-measure="${id}"]`).first();
  const text = await found.getAttribute('data-value');
  return text === null ? null : Number(text);
}

/** All words and figures of the cards. */
function cards(page: Page): Promise<string[]> {
  return page.locator('.page-figures, .page-a, .page-b').allInnerTexts();
}

/** New requests, and steps of old ones: as they were elsewhere in the city, up to now. */
function changes(random: () => number, round: number, now: number): Batch['requests'] {
  const table = new RequestTable(timeZone(city.timeZone));
  const requests = [];
  for (let i = 0; i < 25; i++) {
    const row = rowOf(city.table, Math.floor(random() * city.table.length));
    const later = now - Math.floor(random() * 40 * 86_400) - row.opened;
    for (const name of [
      'opened',
      'responded',
      'firstResolved',
      'resolved',
      'updated',
      'dueResolution',
    ] as const)
      if (row[name] !== null) row[name] += later;
    table.add({ ...row, ref: random() < 0.5 ? city.table.refs[i * 7]! : `new-${round}-${i}` });
  }
  endAt(table, now, city.words.stage);
  for (let i = 0; i < table.length; i++)
    requests.push({ ref: table.refs[i]!, order: round + 1, row: rowOf(table, i), personal: null });
  return requests;
}
