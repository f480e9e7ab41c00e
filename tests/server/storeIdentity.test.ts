import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeltaFile } from '../../src/model/manifest.ts';
import type { SourceRequest } from '../../src/server/intake/sources/source.ts';
import { CustomerFlags } from '../../src/server/intake/store/customerFlags.ts';
import { flagCodes } from '../../src/server/intake/store/flags.ts';
import { Identities, type IdentitySettings } from '../../src/server/intake/store/identity.ts';
import { SharedIdentities, type SharedIdentity } from '../../src/server/intake/store/sharedIdentities.ts';
import { DatabaseSync, type DatabaseSyncInstance } from '../../src/server/intake/store/sqlite.ts';
import type { Store } from '../../src/server/intake/store/store.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { flagsByDefinition } from '../support/flagOracle.ts';
import { seeded } from '../support/seeded.ts';
import {
  allRows,
  batchOf,
  later,
  newYear,
  openTestStore,
  type PlainRow,
  personOf,
  plainRows,
  rowOf,
  tell,
} from '../support/storedRequests.ts';

const { words } = referenceData();
const code = (list: readonly { readonly id: string }[], id: string) =>
  list.findIndex((word) => word.id === id);
const whatsapp = code(words.channel, 'whatsapp');
const call = code(words.channel, 'call-centre');
const received = code(words.stage, 'received');
const hour = 3600;
const day = 24 * hour;
const window = 30 * day;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 's360-identity-'));
  file = join(folder, 'store.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

// Guards: what is no customer by its form, and that nobody's own number, name or address is taken for one.
describe('a value that is nobody by its form', () => {
  const rules = new Identities({});
  const whyOf = (field: 'customer' | 'phone' | 'email', value: string) => {
    const key = rules.keyOf('crm', personOf(null, { [field]: value }));
    return key === null ? 'none' : rules.why(key);
  };

  it.each([
    ...[
      '000',
      '0',
      '00000000',
      '0500000000',
      '+971 50 000 0000',
      '٠٠٠٠٠٠٠٠٠٠',
      '1111111111',
      '999',
      '123',
      '12345',
    ],
    ...[
      '1234567890',
      '0123456789',
      '987654321',
      '0555555555',
      '00971000000000',
      'unknown',
      'غير معروف',
      'لا يوجد',
      '12',
    ],
  ])('the phone %s', (value) => expect(whyOf('phone', value)).toBe('form'));

  it.each([
    ...['noreply@dubai.ae', 'no-reply@x.com', 'No.Reply@dm.gov.ae', 'do-not-reply@a.ae', 'donotreply@a.ae'],
    ...[
      'test@gmail.com',
      'test1@test.com',
      'a@example.com',
      'info@company.ae',
      'x@y',
      'mailer-daemon@dm.gov.ae',
    ],
    ...['none@none.com', 'xxx@xxx.com', 'crm-noreply@dm.gov.ae', 'na@na.ae', 'لا يوجد', '123456@gmail.com'],
  ])('the mail %s', (value) => expect(whyOf('email', value)).toBe('form'));

  it.each([
    ...[
      '0',
      '000',
      '-',
      'N/A',
      'n.a.',
      'Unknown',
      'GUEST',
      'Anonymous',
      'walk-in',
      'xxx',
      '99999',
      '123456',
      'null',
    ],
    ...['784-0000-0000000-0', 'مجهول', 'زائر', 'لا  يوجد', 'بدون رقم', 'فاعل خير', 'تجربة', 'ضيف'],
  ])('the account %s', (value) => expect(['form', 'none']).toContain(whyOf('customer', value)));

  it.each([
    ['phone', '050 123 4567'],
    ['phone', '+971501111111'],
    ['phone', '04 331 2345'],
    ['phone', '+44 20 7946 0958'],
    ['phone', '800 900 123'],
    ['email', 'amal@dm.gov.ae'],
    ['email', 'nora.reply@gmail.com'],
    ['email', 'testa@gmail.com'],
    ['email', 'infor.m@gmail.com'],
    ['customer', 'C-1'],
    ['customer', 'C-00000'],
    ['customer', '7'],
    ['customer', '10010'],
    ['customer', '784-1985-1234567-1'],
    ['customer', 'محمد أحمد'],
    ['customer', 'Tester Salem'],
  ] as const)('is not the %s %s', (field, value) => expect(whyOf(field, value)).toBeNull());

  it('gives way to the next value that names somebody', () => {
    const keyOf = (known: Parameters<typeof personOf>[1], customer: string | null = null) =>
      rules.keyOf('crm', personOf(customer, known));
    expect(keyOf({ phone: '0501234567' }, 'Guest')).toBe('tel:971501234567');
    expect(keyOf({ phone: '000', email: 'amal@dm.gov.ae' }, '000')).toBe('mail:amal@dm.gov.ae');
    expect(keyOf({ phone: '000', email: 'amal@dm.gov.ae' }, 'C-7')).toBe('crm:c 7');
    expect(keyOf({ phone: '000' })).toBe(keyOf({ phone: '000', email: 'noreply@dm.gov.ae' }));
    expect(keyOf({ phone: ' ' })).toBeNull();
  });

  it('is told to be somebody or nobody by a list, however it is written', () => {
    const lists = new Identities({
      nobody: ['04 331 2345', 'C-1', 'Amal@DM.gov.ae'],
      somebody: ['+971 50 000 0000', 'guest', 'info@company.ae'],
    });
    const why = (customer: string) => lists.why(lists.keyOf('crm', personOf(customer))!);
    expect(['+97143312345', 'c 1', 'amal@dm.gov.ae'].map(why)).toEqual(['told', 'told', 'told']);
    expect(['0500000000', 'GUEST', 'info@company.ae'].map(why)).toEqual([null, null, null]);
    expect(JSON.stringify(lists.fingerprint)).not.toMatch(/331|amal/i);
  });
});

const delta: DeltaFile = {
  ...{ name: 'delta-1.arrow', sha256: 'a'.repeat(64), bytes: 10, rows: 1, from: 0, to: 1 },
  ...{ asOf: newYear, total: 1, days: null },
};

/** Publishes all that is to be, and looks at all flags that are to be looked at again. */
function settle(store: Store, published = new Map<number, PlainRow>()): Map<number, PlainRow> {
  for (;;) {
    store.release(later);
    const pending = store.pending(100);
    if (!pending && !store.counts().flagsUnsure) return published;
    if (!pending) continue;
    for (const [rid, row] of plainRows(pending.table)) published.set(rid, row);
    for (const rid of pending.gone) published.delete(rid);
    store.published(pending, delta);
  }
}

function flagsIn(rows: ReadonlyMap<number, PlainRow>) {
  return new Map(
    [...rows.values()].map((row) => [row.ref as string, [row.repeat30d, row.duplicate, row.handover48h]]),
  );
}

/** Who is nobody by the definition, of what is known in the end. */
function nobodiesOf(known: readonly SourceRequest[], limit: number, nobody: readonly string[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { row, personal } of known) {
    if (!row || !personal?.customer) continue;
    const at = `${personal.customer} ${Math.floor(row.opened / window)}`;
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  const often = [...counts].filter(([, n]) => n > limit).map(([at]) => at.slice(0, at.lastIndexOf(' ')));
  return new Set([...nobody, ...often]);
}

const placeholders = ['000', 'noreply@dubai.ae', '0500000000'];

// Guards: flags depend on what is there in the end, never on the order in which it came: whether a value is nobody,
// too. All that is corrected is published.
describe('random histories with values that many share', () => {
  it.each(Array.from({ length: 20 }, (_, seed) => seed + 1))(
    'come to the flags of a slow walk (seed %i)',
    (seed) => {
      const random = seeded(seed);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
      const customers = ['+971502222222', 'amal@dm.gov.ae', ...placeholders, 'C-5'];
      const tellings = Array.from({ length: 140 }, (): SourceRequest => {
        const ref = `r${Math.floor(random() * 60)}`;
        const row = rowOf(ref, {
          opened: newYear + Math.floor(random() * 160) * 12 * hour,
          topic: pick([5, 5, 6, null]),
          category: pick([1, null]),
          channel: pick([whatsapp, call]),
          zone: pick([3, null]),
          stage: received,
        });
        const isThere = random() < 0.85;
        const order = Math.floor(random() * 1e9);
        return {
          ref,
          order,
          row: isThere ? row : null,
          personal: isThere ? personOf(pick(customers)) : null,
        };
      });
      const final = new Map<string, SourceRequest>();
      for (const one of tellings) if (one.order >= (final.get(one.ref)?.order ?? -1)) final.set(one.ref, one);
      const known = [...final.values()];

      // The rules change while the store is closed; the last ones count.
      let settings: IdentitySettings = { sharedAfterRequests: 4 };
      let store = openTestStore(file, { identity: settings });
      const published = new Map<number, PlainRow>();
      while (tellings.length > 0) {
        store.take('crm', batchOf(tellings.splice(0, 1 + Math.floor(random() * 9))), later);
        if (random() < 0.1) settle(store, published);
        if (random() > 0.06) continue;
        store.close();
        settings = {
          sharedAfterRequests: pick([2, 4, 6, 8]),
          nobody: pick([[], ['C-5']]),
          somebody: pick([[], ['000']]),
        };
        store = openTestStore(file, { identity: settings });
      }
      settle(store, published);
      expect(published).toEqual(allRows(store));

      const { sharedAfterRequests, nobody = [], somebody = [] } = settings;
      const byForm = placeholders.filter((value) => !somebody.includes(value));
      const nobodies = nobodiesOf(known, sharedAfterRequests!, [...byForm, ...nobody]);
      for (const value of somebody) nobodies.delete(value);
      expect(flagsIn(published)).toEqual(flagsByDefinition(known, (customer) => nobodies.has(customer)));

      const present = known.filter(({ row }) => row !== null).map(({ personal }) => personal!.customer!);
      const counts = present.filter((customer) => nobodies.has(customer));
      const told = store.sharedIdentities(100);
      expect(told.reduce((sum, { requests }) => sum + requests, 0)).toBe(counts.length);
      expect(told.length).toBe(new Set(counts).size);
      store.close();
    },
  );
});

// Guards: placeholderPhone.sql, at a size that a test has: nobody's requests are no repeats, and it is told, not in
// whole and not twice.
it('takes no call with the phone 000 for the same customer, and tells of it once', () => {
  const told: [string | null, SharedIdentity][] = [];
  const store = openTestStore(file, { onShared: (source, shared) => told.push([source, shared]) });
  for (let n = 0; n < 3; n++) {
    const calls = Array.from({ length: 1500 }, (_, i) =>
      tell(
        `E-${n}-${i}`,
        1,
        { opened: newYear + (n * 1500 + i) * 240, topic: 5, channel: call },
        personOf('000', { phone: '000' }),
      ),
    );
    store.take('crm', batchOf(calls), later);
  }
  const rows = [...settle(store).values()];
  expect(rows.length).toBe(4500);
  for (const { repeat30d, duplicate, handover48h } of rows)
    expect([repeat30d, duplicate, handover48h]).toEqual([null, null, null]);
  const [shared] = store.sharedIdentities(10);
  expect(shared).toEqual({
    ...{
      kind: 'phone',
      source: 'crm',
      why: 'form',
      masked: '000',
      requests: 4500,
      since: later,
      last: later,
    },
  });
  expect(told).toEqual([['crm', { ...shared, requests: 1500 }]]);
  store.close();
});

// Guards: a value that becomes frequent later loses the flags that it made, in requests of long ago too, with a new
// version of each; and gets them back where the administrator says that it is somebody.
it('takes back the flags of a value that becomes frequent, and gives them again to one that is somebody', () => {
  const phone = '04 606 3000';
  const callAt = (n: number, opened: number) => tell(`c${n}`, 1, { opened, topic: 5 }, personOf(phone));
  let store = openTestStore(file);
  const old = Array.from({ length: 40 }, (_, n) => callAt(n, newYear - (40 - n) * 25 * day));
  store.take('crm', batchOf(old), later);
  const published = settle(store);
  expect([...published.values()].filter((row) => row.repeat30d === 1).length).toBe(39);
  expect(store.sharedIdentities(9)).toEqual([]);

  store.take(
    'crm',
    batchOf(Array.from({ length: 60 }, (_, n) => callAt(100 + n, newYear + n * hour))),
    later,
  );
  settle(store, published);
  expect([...flagsIn(published).values()].flat().every((flag) => flag === null)).toBe(true);
  expect([...published.values()].filter((row) => row.ref === 'c39')).toMatchObject([{ version: 2 }]);
  expect(store.sharedIdentities(9)).toMatchObject([
    { kind: 'phone', why: 'often', masked: '+9714…00', requests: 100 },
  ]);

  // Most of the calls turn out to be another's: the number is a customer's again.
  const corrected = Array.from({ length: 40 }, (_, n) => tell(`c${100 + n}`, 2, null));
  store.take('crm', batchOf(corrected), later);
  settle(store, published);
  expect([...published.values()].filter((row) => row.repeat30d === 1).length).toBe(59);
  expect(store.sharedIdentities(9)).toEqual([]);
  store.close();

  store = openTestStore(file, { identity: { nobody: ['+971 4 606 3000'] } });
  settle(store, published);
  expect([...flagsIn(published).values()].flat().every((flag) => flag === null)).toBe(true);
  expect(store.sharedIdentities(9)).toMatchObject([{ why: 'told', requests: 60 }]);
  store.close();
});

/** A database that remembers which statements ran and how many rows they read. */
function watched(db: DatabaseSyncInstance) {
  const ran = new Set<string>();
  let rows = 0;
  const prepare = (sql: string) => {
    const statement = db.prepare(sql);
    const read = (found: number) => {
      ran.add(sql);
      rows += found;
    };
    return {
      all(...values: never[]) {
        const found = statement.all(...values);
        read(found.length);
        return found;
      },
      get(...values: never[]) {
        const found = statement.get(...values) as { n?: number } | undefined;
        // A count reads as many rows as it says.
        read(found?.n ?? 1);
        return found;
      },
      run: (...values: never[]) => statement.run(...values),
    };
  };
  const take = () => {
    const read = rows;
    rows = 0;
    return read;
  };
  return { db: { prepare } as unknown as DatabaseSyncInstance, ran, take };
}

// Guards: no change reads a customer's whole past. With a long one a call reads what a few windows can have; of nobody,
// however many there are, less; by index, and never a whole table.
it('reads of a customer with a long past no more than of one with a short one', () => {
  const store = openTestStore(file, { identity: { sharedAfterRequests: 10 } });
  const call = (ref: string, customer: string, opened: number) =>
    tell(ref, 1, { opened, topic: 5 }, personOf(customer));
  const past = Array.from({ length: 3000 }, (_, n) => n);
  store.take('crm', batchOf(past.map((n) => call(`a${n}`, 'C-7', newYear - n * 4 * day))), later);
  store.take('crm', batchOf(past.map((n) => call(`b${n}`, '000', newYear - n * hour))), later);
  store.take('crm', batchOf(past.map((n) => call(`c${n}`, 'C-8', newYear - n * hour))), later);
  settle(store);
  expect(store.sharedIdentities(9).map(({ why, requests }) => [why, requests])).toEqual([
    ['form', 3000],
    ['often', 3000],
  ]);

  store.close();

  const db = new DatabaseSync(file);
  const seen = watched(db);
  const shared = new SharedIdentities(seen.db, new Identities({ sharedAfterRequests: 10 }));
  const flags = new CustomerFlags(seen.db, flagCodes(words), shared);
  const rowsOf = (key: string, opened: number, isSomebody = false) => {
    flags.touch(key, opened, 0, isSomebody);
    flags.refresh(new Map(), later);
    return seen.take();
  };
  const [long, placeholder, often] = ['crm:c 7', 'crm:000', 'crm:c 8'].map((key) => rowsOf(key, newYear));
  // At most four windows of ten, and the count of one.
  expect(long).toBeGreaterThan(8);
  expect(long).toBeLessThanOrEqual(4 * 10 + 11);
  // Of whom it is known to be somebody what is read is not counted once more.
  expect(rowsOf('crm:c 7', newYear, true)).toBeLessThan(long!);
  expect(placeholder).toBeLessThanOrEqual(5);
  expect(often).toBeLessThanOrEqual(11 + 5);

  expect(seen.ran.size).toBeGreaterThanOrEqual(3);
  for (const sql of seen.ran) {
    const values = Array(sql.split('?').length - 1).fill(1);
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[];
    for (const { detail } of plan)
      expect(detail, sql).not.toMatch(/^SCAN (p|r|personal|requests)|TEMP B-TREE/);
    if (/personal/.test(sql)) expect(sql).toMatch(/LIMIT/);
  }
  db.close();
});
