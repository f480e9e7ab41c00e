import { tableFromIPC, tableToIPC } from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { type Delta, decodeDelta, encodeDelta, joinedChange } from '../../src/model/delta.ts';
import { type DeltaFile, type Manifest, manifestAfter } from '../../src/model/manifest.ts';
import type { RequestValues } from '../../src/model/schema.ts';
import { nullOf, type RequestColumn, requestColumnNames } from '../../src/model/schema.ts';
import { oddTable } from '../support/oddTable.ts';
import { seeded } from '../support/seeded.ts';

function deltaOf(seed: number, rows: number, gone: number[] = []) {
  const table = oddTable(seed, rows, 'Asia/Dubai');
  const values = Object.fromEntries(
    requestColumnNames.map((name) => [name, table.column(name).slice()]),
  ) as unknown as RequestValues;
  return {
    values,
    refs: table.refs.slice(),
    gone: Uint32Array.from(gone),
    sequence: 5,
    asOf: 1_790_000_000,
    days: { from: 1, to: 2 },
  };
}

function fileOf(rows: number): DeltaFile {
  const days = { from: 1, to: 2 };
  return {
    name: 'd.arrow',
    sha256: '0'.repeat(64),
    bytes: 0,
    rows,
    from: 4,
    to: 5,
    asOf: 1_790_000_000,
    total: 9,
    days,
  };
}

// Guards: a delta comes out as it went in, every column of it, also an empty one; another one is refused in words.
describe('a delta', () => {
  test.each([0, 1, 7, 300])('of %i requests is whole', (rows) => {
    const delta = deltaOf(rows + 1, rows, [3, 99_000]);
    const file = fileOf(rows);
    expect(decodeDelta(encodeDelta(file, delta), file)).toEqual(delta);
  });

  test.each([
    ['another step', { from: 5, to: 6 }, /^d\.arrow: got the step \[4,5,1790000000\], expected \[5,6,/],
    ['another asOf', { asOf: 7 }, /^d\.arrow: got the step/],
    ['other rows', { rows: 8 }, /^d\.arrow: got 7 rows, expected 8$/],
  ])('%s is refused', (_, change, message) => {
    const bytes = encodeDelta(fileOf(7), deltaOf(2, 7));
    expect(() => decodeDelta(bytes, { ...fileOf(7), ...change })).toThrow(message);
  });
});

// Guards: a delta that waits in the folder while the program is brought up to date is taken in as what it said.
test('a delta of a schema before a column has null for it, and lacks nothing else', () => {
  const delta = deltaOf(5, 9);
  const file = fileOf(9);
  const arrow = tableFromIPC(encodeDelta(file, delta));
  const without = (lost: string) => {
    const names = arrow.schema.fields.map(({ name }) => String(name));
    return decodeDelta(tableToIPC(arrow.select(names.filter((name) => name !== lost)), 'stream'), file);
  };
  const later: readonly string[] = ['attachments', 'account'];
  for (const lost of later)
    expect(without(lost)).toEqual({
      ...delta,
      values: { ...delta.values, [lost]: new Uint8Array(9).fill(nullOf.u8) },
    });
  for (const lost of requestColumnNames.filter((name) => !later.includes(name)))
    expect(() => without(lost)).toThrow(`got no column "${lost}"`);
});

// Guards: several changes taken in as one leave what they leave one after the other.
test('changes joined are the changes one after the other', () => {
  const random = seeded(3);
  for (let round = 0; round < 50; round++) {
    const changes = Array.from({ length: 1 + Math.floor(random() * 5) }, (_, i) => {
      const delta = deltaOf(100 * round + i, 1 + Math.floor(random() * 6));
      const rids = new Set<number>();
      while (rids.size < delta.values.rid.length) rids.add(Math.floor(random() * 12));
      delta.values.rid.set([...rids]);
      const gone = [0, 5, 11].filter((rid) => !rids.has(rid) && random() < 0.3);
      return { ...delta, gone: Uint32Array.from(gone), sequence: 2 + i, asOf: 1000 + i };
    });
    const after = (list: readonly Delta[]) => {
      const held = new Map<number, string | null>();
      for (const { values, gone } of list) {
        for (const rid of gone) held.set(rid, null);
        values.rid.forEach((rid, row) => {
          held.set(rid, requestColumnNames.map((name: RequestColumn) => values[name][row]).join());
        });
      }
      return [...held].sort(([a], [b]) => a - b);
    };
    const joined = { ...deltaOf(1, 0), ...joinedChange(changes) };
    expect(after([joined])).toEqual(after(changes));
    expect([joined.sequence, joined.asOf]).toEqual([1 + changes.length, 999 + changes.length]);
  }
});

// Guards: a manifest moves on by the delta that goes on from it, and by no other.
test('a manifest after a delta', () => {
  const file = { name: 'a-0.json', sha256: '0'.repeat(64), bytes: 1 };
  const deltas = [1, 2].map((from) => ({ ...fileOf(1), name: 'd-0.arrow', from, to: from + 1 }));
  const manifest: Manifest = {
    ...{
      protocol: 1,
      schema: 5,
      audience: 'rows',
      kind: 'live',
      title: { en: 'x', ar: 'x' },
      asOf: 1,
      cut: 1,
    },
    ...{ timeZone: 'UTC', weekStart: 1, sequence: 1, rows: 0, days: null, fields: [], pointStep: 0.001 },
    ...{ approximateZones: false, goals: {} },
    files: {
      ...{ zones: file, words: file, geometry: null, overview: null, calendar: null, targets: null },
      ...{ segments: [], details: [], refs: [], deltas },
    },
  };
  const after = manifestAfter(manifest, deltas[0]!);
  expect(after).toMatchObject({ sequence: 2, asOf: 1_790_000_000, rows: 9, days: { from: 1, to: 2 } });
  expect(after.files.deltas).toEqual([deltas[1]]);
  expect(() => manifestAfter(manifest, deltas[1]!)).toThrow(
    'delta: got one from 2 to 3, expected one from 1',
  );
});
