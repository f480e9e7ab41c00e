import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeltaFile } from '../../src/model/manifest.ts';
import { requestColumnNames } from '../../src/model/schema.ts';
import { DatabaseSync } from '../../src/server/intake/store/sqlite.ts';
import { openStore, type Store, tolerance } from '../../src/server/intake/store/store.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import {
  allRows,
  batchOf,
  later,
  newYear,
  openTestStore,
  personOf,
  plainRows,
  tell,
} from '../support/storedRequests.ts';

let folder: string;
let open: Store[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's360-store-'));
});

afterEach(() => {
  for (const store of open) store.close();
  open = [];
  rmSync(folder, { recursive: true });
});

function storeIn(file = 'store.db'): Store {
  const store = openTestStore(join(folder, file));
  open.push(store);
  return store;
}

function close(store: Store): void {
  open = open.filter((one) => one !== store);
  store.close();
}

const delta = (to: number): DeltaFile => ({
  name: `delta-${to}.arrow`,
  sha256: 'a'.repeat(64),
  bytes: 10,
  rows: 1,
  from: to - 1,
  to,
  asOf: newYear + to,
  total: 1,
  days: null,
});

/** Publishes the oldest changes. Returns whether there were any. */
function publish(store: Store, limit: number): boolean {
  const pending = store.pending(limit);
  if (pending) store.published(pending, delta(1));
  return pending !== null;
}

// Guards: which telling of a request counts, and what its rid and version are.
describe('take', () => {
  it('keeps the telling with the highest order, and says what became of each', () => {
    const store = storeIn();
    const take = (...requests: ReturnType<typeof tell>[]) => store.take('crm', batchOf(requests), later);
    expect(take(tell('a', 5), tell('b', 5))).toEqual({ changed: 2, same: 0, stale: 0, held: 0, gone: 0 });
    expect(take(tell('a', 5), tell('a', 4, { zone: 9 }), tell('b', 6, { zone: 7 }))).toEqual({
      changed: 1,
      same: 1,
      stale: 1,
      held: 0,
      gone: 0,
    });
    // Of the same order the one that says something else comes later.
    expect(take(tell('a', 5, { zone: 3 }))).toMatchObject({ changed: 1 });
    // What says nothing new is no change, but nothing before it counts any more.
    expect(take(tell('b', 9, { zone: 7 }), tell('b', 8, { zone: 1 }))).toMatchObject({ same: 1, stale: 1 });
    const rows = allRows(store);
    expect(rows.get(0)).toMatchObject({ ref: 'a', zone: 3, version: 2 });
    expect(rows.get(1)).toMatchObject({ ref: 'b', zone: 7, version: 2 });
    expect(store.counts()).toMatchObject({ requests: 2 });
  });

  it('tells requests of two sources apart', () => {
    const store = storeIn();
    store.take('crm', batchOf([tell('1', 1, { zone: 1 })]), later);
    store.take('app', batchOf([tell('1', 1, { zone: 2 })]), later);
    expect([...allRows(store).values()].map(({ zone }) => zone)).toEqual([1, 2]);
  });

  it('lets a request go and come back under its rid, with a higher version', () => {
    const store = storeIn();
    store.take('crm', batchOf([tell('a', 1), tell('b', 1)]), later);
    publish(store, 10);
    expect(store.take('crm', batchOf([tell('a', 2, null), tell('a', 1)]), later)).toMatchObject({
      gone: 1,
      stale: 1,
    });
    expect(store.counts().requests).toBe(1);
    const pending = store.pending(10)!;
    expect([pending.table.length, ...pending.gone]).toEqual([0, 0]);
    store.published(pending, delta(1));
    expect(store.take('crm', batchOf([tell('a', 3, null)]), later)).toMatchObject({ same: 1 });
    store.take('crm', batchOf([tell('a', 4, { zone: 5 })]), later);
    expect(allRows(store).get(0)).toMatchObject({ ref: 'a', zone: 5, version: 3 });
  });

  it('remembers that a request is gone that it never had, and publishes nothing of it', () => {
    const store = storeIn();
    expect(store.take('crm', batchOf([tell('a', 2, null)]), later)).toMatchObject({ gone: 1 });
    expect(store.take('crm', batchOf([tell('a', 1)]), later)).toMatchObject({ stale: 1 });
    expect(store.pending(10)).toBeNull();
    expect([...store.months()]).toEqual([]);
  });

  it('moves the position with the rows, and leaves it where a batch has none', () => {
    const store = storeIn();
    expect(store.position('crm')).toBeNull();
    store.take('crm', batchOf([tell('a', 1)]), later);
    expect(store.position('crm')).toBeNull();
    store.take('crm', batchOf([tell('b', 1)], 'p1'), later);
    store.take('crm', batchOf([tell('c', 1)]), later);
    close(store);
    expect(storeIn().position('crm')).toBe('p1');
  });

  it('takes all of a batch or nothing, and goes on after it', () => {
    const store = storeIn();
    store.take('crm', batchOf([tell('a', 1)], 'p1'), later);
    const person = personOf('+971501234567');
    const broken = { ...tell('c', 1), personal: { ...person, name: Symbol('x') as unknown as string } };
    expect(() =>
      store.take('crm', batchOf([tell('a', 2, { zone: 4 }, person), tell('b', 1), broken], 'p2'), later),
    ).toThrow();
    expect(store.position('crm')).toBe('p1');
    expect(store.counts()).toMatchObject({ requests: 1, outbox: 1 });
    store.take('crm', batchOf([tell('b', 1)], 'p3'), later);
    expect([...allRows(store).values()].map(({ rid, ref, zone }) => [rid, ref, zone])).toEqual([
      [0, 'a', null],
      [1, 'b', null],
    ]);
  });

  it('cuts fractions of seconds off, as tables do', () => {
    const store = storeIn();
    store.take('crm', batchOf([tell('a', 1, { opened: newYear + 0.75 })]), later);
    expect(allRows(store).get(0)).toMatchObject({ opened: newYear });
    expect(store.take('crm', batchOf([tell('a', 1, { opened: newYear + 0.75 })]), later)).toMatchObject({
      same: 1,
    });
  });
});

// Guards: nothing is published of the future, and nothing of it is lost.
describe('held', () => {
  const ahead = newYear + tolerance + 1;

  it('holds what lies too far ahead until its time comes, also over a restart', () => {
    let store = storeIn();
    store.take('crm', batchOf([tell('a', 1)]), newYear);
    publish(store, 10);
    const telling = tell('a', 2, { resolved: ahead, zone: 8 }, personOf('x', { name: 'Amal' }));
    expect(
      store.take('crm', batchOf([telling, tell('b', 1, { updated: ahead })], 'p'), newYear),
    ).toMatchObject({
      held: 2,
    });
    expect(
      store.take('crm', batchOf([tell('c', 1, { updated: ahead - 1, dueResolution: later })]), newYear),
    ).toMatchObject({
      changed: 1,
    });
    expect(store.counts()).toMatchObject({ held: 2, requests: 2, outbox: 1 });
    close(store);
    store = storeIn();
    expect(store.release(newYear)).toBe(0);
    expect(store.release(newYear + 1)).toBe(2);
    expect(store.counts()).toMatchObject({ held: 0, requests: 3, outbox: 3 });
    expect(allRows(store).get(0)).toMatchObject({ resolved: ahead, zone: 8, version: 2 });
    expect(store.pending(10)!.latest).toBe(ahead);
  });

  it('takes no more than a thousand at a time of what is due, whatever one instant holds', () => {
    const store = storeIn();
    const held = Array.from({ length: 2500 }, (_, i) => tell(`h-${i}`, 1, { updated: ahead }));
    store.take('crm', batchOf(held), newYear);
    const counts = () => [store.counts().held, store.counts().requests];
    expect(counts()).toEqual([2500, 0]);
    expect([1, 2, 3, 4].map(() => store.release(later))).toEqual([1000, 1000, 500, 0]);
    expect(counts()).toEqual([0, 2500]);
  });

  it('drops what is held for a later telling, keeps it for an earlier one', () => {
    const store = storeIn();
    const take = (...requests: ReturnType<typeof tell>[]) => store.take('crm', batchOf(requests), newYear);
    take(tell('a', 5, { updated: ahead, zone: 1 }), tell('b', 5, { updated: ahead, zone: 1 }));
    take(tell('a', 4, { zone: 2 }), tell('b', 6, { zone: 3 }), tell('a', 4.5, { updated: ahead, zone: 4 }));
    expect(store.counts()).toMatchObject({ held: 1, requests: 2 });
    store.release(later);
    expect([...allRows(store).values()].map(({ ref, zone }) => [ref, zone])).toEqual([
      ['a', 1],
      ['b', 3],
    ]);
  });
});

// Guards: each change is published once at least, as it is then.
describe('pending and published', () => {
  it('gives the state now, in order of arrival, and forgets no more than was given', () => {
    const store = storeIn();
    store.take('crm', batchOf([tell('a', 1), tell('b', 1), tell('c', 1)]), newYear);
    store.take('crm', batchOf([tell('a', 2, { zone: 2, responded: newYear + 50 })]), newYear + 5);
    const first = store.pending(2)!;
    expect([...first.table.column('rid')]).toEqual([0, 1]);
    expect(first).toMatchObject({ oldest: newYear, latest: newYear + 50 });
    expect(plainRows(first.table).get(0)).toMatchObject({ ref: 'a', zone: 2, version: 2 });
    // What comes between asking and publishing stays.
    store.take('crm', batchOf([tell('b', 2, { zone: 3 })]), newYear + 6);
    store.published(first, delta(1));
    const rest = store.pending(100)!;
    expect([...rest.table.column('rid')]).toEqual([2, 1]);
    expect(rest.upTo).toBe(store.lastChange());
    expect(rest.upTo).toBe(rest.seen);
    store.published(rest, delta(2));
    expect(store.pending(100)).toBeNull();
  });

  it('remembers deltas over a restart until they are forgotten', () => {
    let store = storeIn();
    for (const to of [3, 1, 2]) store.published(null, delta(to));
    close(store);
    store = storeIn();
    expect(store.deltas()).toEqual([delta(1), delta(2), delta(3)]);
    store.forgetDeltas(2);
    expect(store.deltas()).toEqual([delta(3)]);
  });
});

// Guards: what a snapshot of all is made from.
describe('months', () => {
  it('gives all requests by the local month of their opening', () => {
    const store = storeIn();
    // 20:00 UTC on 31 January is the first of February in Dubai.
    const february = newYear + 30 * 86_400 + 20 * 3600;
    store.take(
      'crm',
      batchOf([
        tell('late', 1, { opened: february }),
        tell('early', 1, { opened: february - 1 }),
        tell('gone', 1),
        tell('may', 1, { opened: newYear + 130 * 86_400, zone: 3 }),
      ]),
      later,
    );
    store.take('crm', batchOf([tell('gone', 2, null)]), later);
    const months = [...store.months()];
    expect(months.map((table) => [...table.refs])).toEqual([['early'], ['late'], ['may']]);
    expect(plainRows(months[2]!).get(3)).toMatchObject({ zone: 3, version: 1, hour: 4 });
  });
});

// Guards: a snapshot of all is of one instant, though requests go on coming.
it('months see the store as it was when they began', () => {
  const store = storeIn();
  const month = 31 * 86_400;
  const all = [0, 1, 2].map((i) => tell(`r${i}`, 1, { opened: newYear + i * month }));
  store.take('crm', batchOf(all), later);
  const upTo = store.lastChange();
  const refs: string[] = [];
  for (const table of store.months()) {
    refs.push(...table.refs);
    if (refs.length > 1) continue;
    const moved = tell('r0', 2, { opened: newYear + 2 * month });
    store.take(
      'crm',
      batchOf([moved, tell('r2', 2, null), tell('r3', 1, { opened: newYear + month })]),
      later,
    );
  }
  expect(refs).toEqual(['r0', 'r1', 'r2']);
  store.publishedAll(upTo, 7);
  expect(store.sequence()).toBe(7);
  expect(store.counts()).toMatchObject({ published: 3, outbox: 3 });
  const pending = store.pending(10)!;
  expect(pending).toMatchObject({ added: 0, gone: new Uint32Array([2]) });
  expect(pending.table.refs).toEqual(['r0', 'r3']);
});

// Guards: personal data stay in their table.
describe('personal data', () => {
  const secrets = {
    customer: '+971 50 765 4321',
    name: 'Maryam Secret',
    phone: '+971507654321',
    email: 'maryam@secret.ae',
    text: 'my secret hole in the road',
    address: 'Villa 7, Secret Street',
  };

  it('is not in what is published, nor in the table of requests, and goes with the request', () => {
    const store = storeIn();
    store.take('crm', batchOf([tell('a', 1, {}, secrets), tell('b', 1, {}, secrets)]), later);
    const words = /secret|maryam|7654321|villa 7/i;
    const given = [store.pending(10)!.table, ...store.months()];
    for (const table of given) {
      expect(JSON.stringify([...plainRows(table)])).not.toMatch(words);
      expect(Object.keys(plainRows(table).get(0)!).sort()).toEqual([...requestColumnNames, 'ref'].sort());
    }
    const db = new DatabaseSync(join(folder, 'store.db'), { readOnly: true });
    const dump = (table: string) => JSON.stringify(db.prepare(`SELECT * FROM ${table}`).all());
    for (const table of ['requests', 'outbox', 'held', 'positions', 'published', 'settings'])
      expect([table, words.test(dump(table))]).toEqual([table, false]);
    expect(dump('personal')).toMatch(words);
    store.take('crm', batchOf([tell('a', 2, null, secrets), tell('b', 2, {}, null)]), later);
    expect(dump('personal')).toBe('[]');
    db.close();
  });
});

// Guards: which files are opened, and what is said of others.
describe('opening', () => {
  it('lets one server in, and others read', () => {
    const store = storeIn();
    store.take('crm', batchOf([tell('a', 1)]), later);
    expect(() => storeIn()).toThrow(/store\.db: another server has it open, expected none/);
    const backup = join(folder, 'backup.db');
    const reader = new DatabaseSync(join(folder, 'store.db'));
    reader.exec(`VACUUM INTO '${backup}'`);
    reader.close();
    store.take('crm', batchOf([tell('b', 1)]), later);
    close(store);
    expect(storeIn().counts().requests).toBe(2);
    expect(storeIn('backup.db').counts().requests).toBe(1);
  });

  it('refuses what is no store, in words', () => {
    const file = join(folder, 'other.db');
    expect(() => storeIn('no/store.db')).toThrow(/the folder .*no does not exist, expected one/);
    writeFileSync(file, 'This is a text and no database at all. '.repeat(200));
    expect(() => storeIn('other.db')).toThrow(
      /other\.db: could not be opened \(file is not a database\)\. It is no store/,
    );
    rmSync(file);
    const db = new DatabaseSync(file);
    db.exec('CREATE TABLE cats (name TEXT)');
    const before = readFileSync(file);
    expect(() => storeIn('other.db')).toThrow(/SQLite database of another program/);
    expect(readFileSync(file)).toEqual(before);
    db.exec('DROP TABLE cats');
    db.close();
    close(storeIn('other.db'));
    const newer = new DatabaseSync(file);
    newer.exec('PRAGMA user_version = 99');
    newer.close();
    expect(() => storeIn('other.db')).toThrow(/got a store of version 99, expected \d+ or older/);
  });

  it('refuses another time zone and words that moved, and takes new words', () => {
    const { zones, words } = referenceData();
    const file = join(folder, 'store.db');
    const opened = (timeZone: string, channel = words.channel, places = zones) => {
      const store = openStore(file, {
        timeZone,
        zones: places,
        words: (kept) => ({ ...(kept ?? words), channel }),
      });
      store.close();
      return store;
    };
    opened('Asia/Dubai');
    expect(() => opened('Europe/Paris')).toThrow(/got the time zone Europe\/Paris, expected Asia\/Dubai/);
    const kiosk = { id: 'kiosk', en: 'Kiosk', ar: 'كشك' };
    expect(() => opened('Asia/Dubai', [kiosk, ...words.channel])).toThrow(
      /got "kiosk" as number 0 of the dictionary "channel", expected "website"/,
    );
    const fewer = { ...zones, zones: zones.zones.slice(1) };
    expect(() => opened('Asia/Dubai', words.channel, fewer)).toThrow(/dictionary "zone"/);
    expect(opened('Asia/Dubai', [...words.channel, kiosk]).words.channel).toHaveLength(13);
    expect(() => opened('Asia/Dubai')).toThrow(/got "nothing" as number 12 .* expected "kiosk"/);
  });
});

// Guards: the administrator sees how many requests there are of each source, without those that are gone.
it('tells what there is of each source', () => {
  const store = openTestStore();
  store.take('crm', batchOf([tell('a', 1), tell('b', 1), tell('c', 1)]), later);
  store.take('old', batchOf([tell('a', 1)]), later);
  store.take('crm', batchOf([tell('b', 2, null)]), later);
  store.take('old', batchOf([tell('a', 2, null)]), later);
  expect(store.sourcesKept().map((one) => ({ ...one }))).toEqual([{ source: 'crm', requests: 2 }]);
  store.close();
});
