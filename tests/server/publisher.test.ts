import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/model/manifest.ts';
import { writeHashed } from '../../src/server/files.ts';
import { fold } from '../../src/server/intake/publish/fold.ts';
import {
  Publisher,
  type PublisherEvent,
  type PublisherOptions,
} from '../../src/server/intake/publish/publisher.ts';
import { type PublishSettings, usualSettings } from '../../src/server/intake/publish/settings.ts';
import type { SourceRequest } from '../../src/server/intake/sources/source.ts';
import { openStore, type Store } from '../../src/server/intake/store/store.ts';
import { endAt, told } from '../support/liveStore.ts';
import { publishedContent, storedContent } from '../support/published.ts';
import { randomCity } from '../support/randomCity.ts';
import { seeded } from '../support/seeded.ts';

const city = randomCity(5, 300);
endAt(city.table, city.asOf, city.words.stage);
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-publish-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const foldOnly = (folder: string, manifest: Manifest) =>
  fold(folder, manifest, (stem, ending, content) => writeHashed(folder, stem, ending, content, null));

/** A folder with a store and a publisher, and a clock that is set. */
async function opened(
  name: string,
  settings: Partial<PublishSettings> = {},
  prepare: (store: Store) => void = () => {},
  foldWith: PublisherOptions['fold'] = foldOnly,
) {
  const folder = `${dir}/${name}`;
  await mkdir(`${folder}/rows`, { recursive: true });
  const store = openStore(`${folder}/store.sqlite`, {
    timeZone: city.timeZone,
    zones: city.zones,
    words: () => city.words,
  });
  prepare(store);
  const clock = { at: city.asOf, now: () => clock.at };
  const events: PublisherEvent[] = [];
  const publisher = await Publisher.open({
    ...{ folder: `${folder}/rows`, store, clock, facts: { ...city, kind: 'live' } },
    settings: { ...usualSettings, ...settings },
    fold: foldWith,
    onEvent: (event) => events.push(event),
  });
  const take = (requests: readonly SourceRequest[]) =>
    store.take('crm', { requests, position: '1', committedAt: null }, clock.now());
  return { folder: `${folder}/rows`, store, clock, events, publisher, take };
}

const all = Array.from({ length: city.table.length }, (_, i) => told(city.table, i, 1));

/** Some requests of another city under the references of this one, and some new ones. */
function changesOf(seed: number, asOf: number, order: number): SourceRequest[] {
  const random = seeded(seed);
  const other = randomCity(seed, 1 + Math.floor(random() * 30)).table;
  endAt(other, asOf, city.words.stage);
  return Array.from({ length: other.length }, (_, i) => {
    const ref = random() < 0.5 ? `NEW-${seed}-${i}` : city.table.refs[Math.floor(random() * 300)]!;
    const request = told(other, i, order, ref);
    return random() < 0.15 ? { ...request, row: null } : request;
  });
}

describe('a publisher', () => {
  // Guards: at every version a reader of segments and deltas has what the store has: after deltas, after they are joined, after
  // they are folded; the sequence goes up by one a delta, asOf never back and never before what happened.
  test.each([
    ['joins', { mostDeltas: 6, foldAfterRequests: 1e9 }],
    ['folds', { mostDeltas: 1000, foldAfterRequests: 150 }],
    ['both', { mostDeltas: 6, foldAfterRequests: 150 }],
  ])('gives its readers what the store has: %s', async (name, settings) => {
    const { folder, store, clock, publisher, take, events } = await opened(name, settings);
    take(all);
    let sequence = 1;
    let before = city.asOf;
    for (let round = 0; round < 25; round++) {
      clock.at += round % 5 === 0 ? 40 * 3600 : 3;
      if (round > 0) take(changesOf(round, clock.at, round + 1));
      await publisher.step();
      const read = await publishedContent(folder);
      expect(read.content).toEqual(storedContent(store.months()));
      sequence++;
      expect(read).toMatchObject({ sequence });
      expect(publisher.version).toEqual({ sequence, asOf: read.asOf });
      expect(read.asOf).toBeGreaterThanOrEqual(before);
      if (name === 'joins') expect(read.manifest.files.deltas.length).toBeLessThanOrEqual(6);
      before = read.asOf;
      for (const table of store.months())
        for (const name of ['opened', 'responded', 'resolved'] as const)
          for (let i = 0; i < table.length; i++)
            expect(table.value(name, i) ?? 0).toBeLessThanOrEqual(read.asOf);
    }
    await publisher.stop();
    const kinds = events.map(({ kind }) => kind);
    if (name !== 'joins') expect(kinds).toContain('folded');
    expect(kinds).not.toContain('failed');
    expect((await publishedContent(folder)).content).toEqual(storedContent(store.months()));
    store.close();
  });

  // Guards: what a crash leaves between manifest and store is neither lost nor told twice under one sequence.
  test('goes on after a delta that the manifest has and the store does not know', async () => {
    const one = await opened('crash');
    one.take(all);
    await one.publisher.step();
    one.clock.at += 5;
    one.take(changesOf(7, one.clock.at, 2));
    const { published } = one.store;
    one.store.published = () => {
      throw new Error('the disk is full');
    };
    await expect(one.publisher.step()).rejects.toThrow('the disk is full');
    one.store.published = published;
    one.store.close();

    const two = await opened('crash');
    expect(two.publisher.version.sequence).toBe(3);
    two.clock.at += 10;
    two.take(changesOf(8, two.clock.at, 3));
    await two.publisher.step();
    const read = await publishedContent(two.folder);
    expect(read.content).toEqual(storedContent(two.store.months()));
    expect(two.store.deltas().map(({ to }) => to)).toEqual([2, 3, 4]);
    expect((await two.publisher.replay()).map(({ file }) => file.to)).toEqual([2, 3, 4]);
    two.store.close();
  });

  // Guards: after a crash between the first snapshot and the store's note of it, its requests are not published once more as
  // new ones, which would make the counts of every delta wrong.
  test('begins anew after a snapshot that the store does not know', async () => {
    let left: Store | null = null;
    const opening = opened('unknown', {}, (store) => {
      left = store;
      store.take('crm', { requests: all, position: '1', committedAt: null }, city.asOf);
      store.publishedAll = () => {
        throw new Error('killed');
      };
    });
    await expect(opening).rejects.toThrow('killed');
    (left as Store | null)?.close();

    const { publisher, store, clock, take, folder } = await opened('unknown', { mostRequests: 10 });
    expect(publisher.version.sequence).toBe(2);
    clock.at += 5;
    take(changesOf(7, clock.at, 2));
    for (let step = 0; step < 4; step++) {
      await publisher.step();
      // Throws where a delta leads to another number of requests than it tells.
      await publishedContent(folder);
    }
    expect((await publishedContent(folder)).content).toEqual(storedContent(store.months()));
    store.close();
  });

  // Guards: a manifest that is on disk though writing it failed at the end counts, so that no reader has another version of
  // the same sequence.
  test('a manifest that could not be made sure of is not replaced by another of its sequence', async () => {
    const one = await opened('unsure');
    one.take(all);
    await one.publisher.step();
    const path = `${one.folder}/manifest.json`;
    const before = await readFile(path, 'utf8');
    one.clock.at += 5;
    one.take(changesOf(9, one.clock.at, 2));
    await one.publisher.step();
    const after = await readFile(path, 'utf8');
    one.store.close();
    await writeFile(path, before);
    await rm(`${dir}/unsure/store.sqlite`);
    await writeFile(path, after);
    // A store that was lost: its sequence must not be used again.
    const two = await opened('unsure');
    expect(two.publisher.version.sequence).toBe(4);
    two.store.close();
  });

  // Guards: a store of another past than the published files, as after one of them was restored, leads to a snapshot of its own
  // under a sequence that nobody had.
  test('publishes all anew where store and files are not of the same past', async () => {
    const one = await opened('restored');
    one.take(all);
    await one.publisher.step();
    await one.publisher.step();
    const manifest = await readFile(`${one.folder}/manifest.json`);
    for (let round = 0; round < 4; round++) {
      one.clock.at += 100;
      one.take(changesOf(20 + round, one.clock.at, 2 + round));
      await one.publisher.step();
    }
    const last = one.publisher.version.sequence;
    one.store.close();
    await writeFile(`${one.folder}/manifest.json`, manifest);
    const two = await opened('restored');
    expect(two.events[0]).toMatchObject({ kind: 'rebuilt' });
    expect(two.publisher.version.sequence).toBeGreaterThan(last);
    const read = await publishedContent(two.folder);
    expect(read.content).toEqual(storedContent(two.store.months()));
    expect(await two.publisher.replay()).toEqual([]);
    two.store.close();
  });

  // Guards: files go when nobody can need them any more, and not before; the disk does not fill.
  test('deletes files that no reader needs, after their grace', async () => {
    const slow = await opened('kept', { foldAfterRequests: 20, graceMinutes: 60 });
    slow.take(all);
    await slow.publisher.step();
    await slow.publisher.stop();
    const names = await readdir(slow.folder);
    expect(names.filter((name) => name.startsWith('delta-')).length).toBeGreaterThan(0);
    slow.store.close();

    const quick = await opened('swept', { foldAfterRequests: 20, graceMinutes: 0 });
    quick.take(all);
    for (let round = 0; round < 6; round++) {
      quick.clock.at += 100;
      quick.take(changesOf(40 + round, quick.clock.at, 2 + round));
      await quick.publisher.step();
    }
    await quick.publisher.stop();
    await quick.publisher.sweep();
    await quick.publisher.sweep();
    const { manifest, content } = await publishedContent(quick.folder);
    expect(content).toEqual(storedContent(quick.store.months()));
    const kept = new Set(quick.store.deltas().map(({ name }) => name));
    for (const name of await readdir(quick.folder))
      expect(
        name === 'manifest.json' ||
          kept.has(name) ||
          JSON.stringify(manifest).includes(name.replace(/\.(br|gz)$/, '')),
      ).toBe(true);
    quick.store.close();
  });

  test('gives up a fold when it stops', async () => {
    // Guards: a server waited for a fold until its time to end was over, and ended as if something had failed.
    let begun = 0;
    let given = 0;
    const { publisher, take, events, store, folder } = await opened(
      'unfolded',
      { everyMs: 0, foldAfterRequests: 10 },
      () => {},
      async (where, manifest, signal) => {
        if (manifest.files.deltas.length === 0) return foldOnly(where, manifest);
        begun++;
        await new Promise((done) => signal!.addEventListener('abort', done, { once: true }));
        given++;
        throw signal!.reason;
      },
    );
    publisher.start();
    take(all);
    publisher.poke();
    await expect.poll(() => begun, { timeout: 30_000 }).toBe(1);
    await publisher.stop();
    expect(given).toBe(1);
    expect(events.filter(({ kind }) => kind === 'failed' || kind === 'folded')).toEqual([]);
    const { content } = await publishedContent(folder);
    expect(content).toEqual(storedContent(store.months()));
    store.close();
  });

  // Guards: while nothing happens asOf moves on all the same, and a request of the future waits until it is due.
  test('moves on in quiet times, and holds back what has not happened', async () => {
    const { folder, store, clock, publisher, take } = await opened('quiet');
    take(all);
    await publisher.step();
    await publisher.step();
    expect(publisher.version).toEqual({ sequence: 2, asOf: city.asOf });
    clock.at += 61;
    await publisher.step();
    expect(publisher.version).toEqual({ sequence: 3, asOf: city.asOf + 61 });
    const row = {
      ...all[0]!.row!,
      opened: clock.at + 86_400,
      responded: null,
      resolved: null,
      firstResolved: null,
    };
    expect(
      take([{ ref: 'TOMORROW', order: 1, row: { ...row, updated: null }, personal: null }]),
    ).toMatchObject({
      held: 1,
    });
    await publisher.step();
    expect((await publishedContent(folder)).content.size).toBe(300);
    clock.at += 86_400;
    await publisher.step();
    const read = await publishedContent(folder);
    expect(read.content.size).toBe(301);
    expect(read.asOf).toBeGreaterThanOrEqual(row.opened);
    store.close();
  });
});
