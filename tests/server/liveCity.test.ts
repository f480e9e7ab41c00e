import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Manifest, parseManifest } from '../../src/model/manifest.ts';
import { type LiveCity, openLiveCity } from '../../src/server/intake/liveCity.ts';
import { foldHere } from '../../src/server/intake/publish/foldProcess.ts';
import { usualSettings } from '../../src/server/intake/publish/settings.ts';
import type { SourceState } from '../../src/server/intake/sources/runner.ts';
import { type Batch, type Source, SourceError } from '../../src/server/intake/sources/source.ts';
import { openStore, type Store } from '../../src/server/intake/store/store.ts';
import type { Opened, PublisherNews } from '../../src/server/intake/watch.ts';
import { endAt, told } from '../support/liveStore.ts';
import { randomCity } from '../support/randomCity.ts';

const city = randomCity(8, 120);
endAt(city.table, city.asOf, city.words.stage);
let dir: string;
let store: Store;
let live: LiveCity | null;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-city-'));
  await mkdir(`${dir}/rows`);
  store = openStore(`${dir}/store.sqlite`, { ...city, words: () => city.words });
  live = null;
});
afterEach(async () => {
  await live?.stop();
  await rm(dir, { recursive: true, force: true });
});

/** A source of some of the city's requests, which can be away. */
function source(id: string, from: number, to: number, isAway: () => boolean): Source {
  const requests = Array.from({ length: to - from }, (_, i) => told(city.table, from + i, 1));
  return {
    id,
    async *initial(): AsyncGenerator<Batch> {
      if (isAway()) throw new SourceError('unreachable', `${id}: cannot be reached`, { retryAfter: 20 });
      yield { requests, position: '1', committedAt: null };
    },
    async *changes(_, signal) {
      await new Promise((done) => signal.addEventListener('abort', done, { once: true }));
    },
  };
}

const manifestNow = async (): Promise<Manifest> =>
  parseManifest(await readFile(`${dir}/rows/manifest.json`, 'utf8'));

test('a first start shows the sources that are there, names the one that is away, and lets its data join', async () => {
  // Guards: one dead system kept the whole dashboard from starting.
  let away = true;
  const states = new Map<string, SourceState>();
  const opened: Opened[] = [];
  const published: PublisherNews[] = [];
  const doing: string[] = [];
  live = await openLiveCity({
    ...{ folder: `${dir}/rows`, store, clock: { now: () => city.asOf }, facts: { ...city, kind: 'live' } },
    sources: [source('folder', 0, 70, () => false), source('crm', 70, 120, () => away)],
    settings: { ...usualSettings, everyMs: 20 },
    fold: foldHere,
    watch: {
      opened: (one) => opened.push(one),
      published: (news) => published.push(news),
      source: (state) => states.set(state.id, state),
      doing: (one) => doing.push(one?.what ?? 'nothing'),
    },
  });
  expect((await manifestNow()).rows).toBe(70);
  expect(opened).toHaveLength(1);
  expect([...new Set(doing)]).toEqual(['read', 'first', 'nothing']);
  expect(states.get('crm')).toMatchObject({ phase: 'waiting', trouble: { fault: 'unreachable' } });
  expect(states.get('folder')).toMatchObject({ phase: 'following', trouble: null });
  away = false;
  await expect.poll(async () => (await manifestNow()).files.deltas.at(-1)?.total).toBe(120);
  // Both may be told only after the manifest is there.
  await expect.poll(() => published.filter(({ kind }) => kind === 'published').length).toBeGreaterThan(0);
  await expect.poll(() => states.get('crm')).toMatchObject({ phase: 'following', trouble: null });
});

test('nothing is shown of a city of which no source has told anything', async () => {
  // Guards: an empty dashboard that says that there are no requests, because no system could be asked.
  let away = true;
  const opening = openLiveCity({
    ...{ folder: `${dir}/rows`, store, clock: { now: () => city.asOf }, facts: { ...city, kind: 'live' } },
    sources: [source('crm', 0, 120, () => away)],
    settings: usualSettings,
    fold: foldHere,
    watch: { source: ({ trouble }) => trouble && tries++ },
  });
  let tries = 0;
  await expect.poll(() => tries).toBeGreaterThan(2);
  await expect(manifestNow()).rejects.toThrow();
  away = false;
  live = await opening;
  expect((await manifestNow()).rows).toBe(120);
});
