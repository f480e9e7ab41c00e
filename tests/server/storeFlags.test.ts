import { describe, expect, it } from 'vitest';
import type { DeltaFile } from '../../src/model/manifest.ts';
import type { RequestRow } from '../../src/model/schema.ts';
import type { SourceRequest } from '../../src/server/intake/sources/source.ts';
import { customerKey } from '../../src/server/intake/store/customer.ts';
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
const counter = code(words.channel, 'service-centre');
const received = code(words.stage, 'received');
const resolved = code(words.stage, 'resolved');
const hour = 3600;
const day = 24 * hour;

/** The flags of one request after some tellings, all by one customer unless told otherwise. */
function flagsOf(ref: string, ...rows: [ref: string, row: Partial<RequestRow>, customer?: string | null][]) {
  return flagsIn(openTestStore(), ref, ...rows);
}

function flagsIn(
  store: Store,
  ref: string,
  ...rows: [ref: string, row: Partial<RequestRow>, customer?: string | null][]
) {
  store.take(
    'crm',
    batchOf(
      rows.map(([name, row, customer = 'C-1']) => tell(name, 1, { topic: 5, ...row }, personOf(customer))),
    ),
    later,
  );
  const row = [...allRows(store).values()].find((one) => one.ref === ref)!;
  store.close();
  return { repeat: row.repeat30d, duplicate: row.duplicate, handover: row.handover48h };
}

// Guards: the definitions of docs/measures.md, at their edges.
describe('the flags', () => {
  const first = (row: Partial<RequestRow> = {}): ['a', Partial<RequestRow>] => [
    'a',
    { stage: received, ...row },
  ];
  const second = (seconds: number, row: Partial<RequestRow> = {}): ['b', Partial<RequestRow>] => [
    'b',
    { opened: newYear + seconds, ...row },
  ];

  it.each([
    ['30 days', first(), second(30 * day), { repeat: 1, duplicate: 0 }],
    ['a second more', first(), second(30 * day + 1), { repeat: 0, duplicate: 0 }],
    ['24 hours', first(), second(day), { repeat: 1, duplicate: 1 }],
    ['a second more than 24 hours', first(), second(day + 1), { repeat: 1, duplicate: 0 }],
    ['another topic', first(), second(hour, { topic: 6 }), { repeat: 0, duplicate: 0 }],
    ['another zone', first({ zone: 1 }), second(hour, { zone: 2 }), { repeat: 1, duplicate: 0 }],
    ['another place', first({ zone: 1 }), second(hour, { zone: 1, place: 2 }), { repeat: 1, duplicate: 0 }],
    [
      'an earlier one that was done by then',
      first({ stage: resolved, resolved: newYear + hour }),
      second(hour),
      { repeat: 1, duplicate: 0 },
    ],
    [
      'an earlier one that was done later',
      first({ stage: resolved, resolved: newYear + hour + 1 }),
      second(hour),
      { repeat: 1, duplicate: 1 },
    ],
    ['an earlier one done nobody knows when', first({ stage: resolved }), second(hour), { duplicate: 0 }],
    ['an earlier one of unknown stage', first({ stage: null }), second(hour), { duplicate: 1 }],
    ['the same second', first(), second(0), { repeat: 1, duplicate: 1 }],
    [
      'no topic, the same category',
      first({ topic: null, category: 2 }),
      second(hour, { topic: null, category: 2 }),
      { repeat: 1, duplicate: 1 },
    ],
    [
      'neither topic nor category',
      first({ topic: null }),
      second(hour, { topic: null }),
      { repeat: null, duplicate: null, handover: null },
    ],
  ])('of a request after %s', (_, a, b, expected) => {
    expect(flagsOf('b', a, b)).toMatchObject(expected);
  });

  it.each([
    ['48 hours later', whatsapp, call, 48 * hour, 1],
    ['a second more', whatsapp, call, 48 * hour + 1, 0],
    ['that went to a counter', whatsapp, counter, hour, 0],
    ['by telephone, followed by a call', call, call, hour, 0],
    ['of no channel, followed by a call', null, call, hour, 0],
  ])('handover of a request followed by a call %s', (_, channel, next, seconds, expected) => {
    expect(flagsOf('a', first({ channel }), second(seconds, { channel: next })).handover).toBe(expected);
  });

  it.each([
    [true, 1],
    [undefined, 0],
  ])('handover of a new channel of which data/channels.json says digital: %s', (digital, expected) => {
    const kiosk = { id: 'kiosk', en: 'Kiosk', ar: 'كشك', digital };
    const store = openTestStore(':memory:', {
      words: () => ({ ...words, channel: [...words.channel, kiosk] }),
    });
    const own = first({ channel: words.channel.length });
    expect(flagsIn(store, 'a', own, second(hour, { channel: call })).handover).toBe(expected);
  });

  it('is not known without a customer; what the source tells of it stays', () => {
    expect(flagsOf('b', ['a', {}, null], ['b', { opened: newYear + hour }, null])).toEqual({
      repeat: null,
      duplicate: null,
      handover: null,
    });
    expect(flagsOf('a', ['a', { repeat30d: 1, duplicate: 0 }, null])).toMatchObject({
      repeat: 1,
      duplicate: 0,
    });
    expect(flagsOf('a', ['a', { repeat30d: 1, duplicate: 1 }, 'C-1'])).toMatchObject({
      repeat: 0,
      duplicate: 0,
    });
  });
});

// Guards: who is the same customer.
describe('customerKey', () => {
  it.each([
    ['+971 50 123 4567', 'tel:971501234567'],
    ['00971 (0)50 1234567', 'tel:971501234567'],
    ['050-123-4567', 'tel:971501234567'],
    ['501234567', 'tel:971501234567'],
    ['971501234567', 'tel:971501234567'],
    ['٠٥٠١٢٣٤٥٦٧', 'tel:971501234567'],
    ['04 331 2345', 'tel:97143312345'],
    ['+44 20 7946 0958', 'tel:442079460958'],
    [' Amal@Example.AE ', 'mail:amal@example.ae'],
    ['C-00123', 'crm:c 00123'],
    ['100200', 'crm:100200'],
    ['محمد أحمد', 'crm:محمد احمد'],
    ['  ', null],
    ['-', null],
    [null, null],
  ])('of %j is %j', (customer, key) => {
    expect(customerKey('crm', customer)).toBe(key);
  });
});

const delta: DeltaFile = {
  name: 'delta-1.arrow',
  sha256: 'a'.repeat(64),
  bytes: 10,
  rows: 1,
  from: 0,
  to: 1,
  asOf: newYear,
  total: 1,
  days: null,
};

interface Known {
  readonly source: string;
  readonly request: SourceRequest;
}

// Guards: flags depend on what is there, never on how it came; every change is published, also of a flag and while
// others come; and it is known how many requests readers have.
describe('random histories', () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed + 1))(
    'come to the flags of the definitions (seed %i)',
    (seed) => {
      const random = seeded(seed);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
      const tellings: Known[] = Array.from({ length: 70 }, () => {
        const opened = newYear + Math.floor(random() * 80) * 12 * hour;
        const stage = pick([null, received, resolved]);
        const source = pick(['app', 'crm']);
        const ref = `${source}/${Math.floor(random() * 28)}`;
        const row =
          random() < 0.1
            ? null
            : rowOf(ref, {
                opened,
                topic: pick([5, 5, 6, null]),
                category: pick([1, 1, null]),
                channel: pick([whatsapp, whatsapp, call, counter, null]),
                zone: pick([3, 3, null]),
                place: pick([null, null, 4]),
                stage,
                resolved:
                  stage === resolved && random() < 0.8 ? opened + Math.floor(random() * 4) * 12 * hour : null,
              });
        const personal = row && random() < 0.9 ? personOf(pick(['+971501111111', '+971502222222'])) : null;
        return { source, request: { ref, order: Math.floor(random() * 1e9), row, personal } };
      });
      const final = new Map<string, SourceRequest>();
      for (const { request } of tellings) {
        if (request.order >= (final.get(request.ref)?.order ?? -1)) final.set(request.ref, request);
      }

      const store = openTestStore();
      const published = new Map<number, PlainRow>();
      const publish = (limit: number, meanwhile = () => {}) => {
        const pending = store.pending(limit);
        if (!pending) return false;
        meanwhile();
        for (const [rid, row] of plainRows(pending.table)) {
          const before = published.get(rid);
          if (before && JSON.stringify({ ...before, version: 0 }) !== JSON.stringify({ ...row, version: 0 }))
            expect(row.version).toBeGreaterThan(before.version as number);
          published.set(rid, row);
        }
        for (const rid of pending.gone) published.delete(rid);
        store.published(pending, delta);
        expect(store.counts().published).toBe(published.size);
        return true;
      };
      const publishAll = (meanwhile: () => void) => {
        const upTo = store.lastChange();
        const rows = allRows(store);
        meanwhile();
        published.clear();
        for (const [rid, row] of rows) published.set(rid, row);
        store.publishedAll(upTo, 1);
        expect(store.counts().published).toBe(published.size);
      };
      const waiting = [...tellings];
      const take = () => {
        const { source } = waiting[0] ?? { source: 'crm' };
        const size = 1 + Math.floor(random() * 6);
        const batch = waiting.filter((one) => one.source === source).slice(0, size);
        for (const one of batch) waiting.splice(waiting.indexOf(one), 1);
        store.take(source, batchOf(batch.map(({ request }) => request)), later);
      };
      while (waiting.length > 0) {
        take();
        if (random() < 0.4) publish(5, random() < 0.5 ? take : undefined);
        if (random() < 0.1) publishAll(take);
      }
      while (publish(7));

      const rows = allRows(store);
      expect(published).toEqual(rows);
      const flags = new Map(
        [...rows.values()].map((row) => [row.ref as string, [row.repeat30d, row.duplicate, row.handover48h]]),
      );
      expect(flags).toEqual(flagsByDefinition([...final.values()]));
      store.close();
    },
  );
});
