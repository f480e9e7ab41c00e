import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { tableFromIPC, tableToIPC } from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { responseBucketOf } from '../../src/model/dimension.ts';
import { halfDays } from '../../src/model/halfDay.ts';
import type { RequestTable } from '../../src/model/requestTable.ts';
import { headColumnNames, nullOf, requestColumnNames, unknownTime } from '../../src/model/schema.ts';
import { plainColumn, streamOfColumns } from '../../src/model/segment/arrowColumns.ts';
import { basisOf } from '../../src/model/segment/basis.ts';
import { decodeSegment } from '../../src/model/segment/details.ts';
import { readHead } from '../../src/model/segment/head.ts';
import { predictedColumns } from '../../src/model/segment/predictions.ts';
import { encodeSegment, streamOf } from '../../src/model/segment/segment.ts';
import { timeZone } from '../../src/model/timeZone.ts';
import { oddTable } from '../support/oddTable.ts';
import { randomCity } from '../support/randomCity.ts';
import { makeSampleCity } from '../support/sampleCity.ts';
import { seeded } from '../support/seeded.ts';

const calendar = JSON.parse(
  readFileSync(new URL('../../data/calendar.json', import.meta.url), 'utf8'),
) as object;
const done = [false, false, true, true, true, false];
const asOf = Date.UTC(2026, 9, 3, 8, 30, 1) / 1000;
const all = (table: RequestTable) => Uint32Array.from({ length: table.length }, (_, i) => i);

// Guards: head and details together hold every value of every column, bit for bit, whatever the values are.
describe.each([
  { zone: 'Asia/Dubai', calendar },
  { zone: 'Asia/Dubai', calendar: null },
  { zone: 'America/Toronto', calendar },
  { zone: 'America/Toronto', calendar: null },
  { zone: 'Australia/Lord_Howe', calendar },
  { zone: 'Pacific/Apia', calendar: null },
  { zone: 'Asia/Kathmandu', calendar },
])('requests in $zone, calendar $calendar.source', ({ zone, calendar }) => {
  const basis = basisOf({ timeZone: zone, cut: asOf, calendar });

  function expectWhole(table: RequestTable): void {
    const { rows, rids, head, details } = encodeSegment(table, all(table), basis, done);
    expect([...rows].sort((a, b) => a - b)).toEqual([...all(table)]);
    const columns = decodeSegment(readHead(head, table.length), details, basis);
    expect(columns.rid).toEqual(rids);
    expect(rids).toEqual(rows.map((row) => table.column('rid')[row]!));
    const numbered = encodeSegment(table, all(table), basis, done, 700);
    const { rid } = decodeSegment(readHead(numbered.head, table.length), numbered.details, basis);
    expect(rid).toEqual(Uint32Array.from(rows, (_, i) => 700 + i));
    expect(Object.keys(columns).sort()).toEqual([...requestColumnNames].sort());
    for (const name of requestColumnNames) {
      if (name === 'rid') continue;
      const written = table.column(name);
      expect(columns[name], name).toEqual(written.slice().map((_, i) => written[rows[i]!]!));
    }
    const { day } = columns;
    expect(day.every((value, i) => i === 0 || day[i - 1]! <= value)).toBe(true);
  }

  test('come back from random cities', () => {
    for (let seed = 1; seed <= 8; seed++) expectWhole(randomCity(seed, 400, zone).table);
  });

  test('come back from odd tables', () => {
    for (let seed = 1; seed <= 25; seed++) expectWhole(oddTable(seed, 1 + ((seed * 37) % 300), zone));
  });

  test.each(['attachments', 'account'] as const)(
    'have null %s where the details are of the schema before that column',
    (late) => {
      const { table } = randomCity(4, 200, zone);
      const { head, details, rows } = encodeSegment(table, all(table), basis, done);
      const arrow = tableFromIPC(details);
      const names = arrow.schema.fields.map(({ name }) => String(name));
      const without = (lost: string) =>
        decodeSegment(
          readHead(head, 200),
          tableToIPC(arrow.select(names.filter((name) => name !== lost)), 'stream'),
          basis,
        );
      const { [late]: absent, ...columns } = without(late);
      expect(absent).toEqual(new Uint8Array(200).fill(nullOf.u8));
      const { [late]: told, ...same } = decodeSegment(readHead(head, 200), details, basis);
      expect(columns).toEqual(same);
      expect(Array.from(told)).toEqual(Array.from(rows, (row) => table.value(late, row) ?? nullOf.u8));
      // Nothing else may lack.
      for (const lost of names.filter((name) => name !== 'attachments' && name !== 'account'))
        expect(() => without(lost)).toThrow(`details: got no column "${lost}"`);
    },
  );

  test('reach databases with the nulls that the table has', () => {
    const { table } = randomCity(3, 300, zone);
    const { rows, head, details } = encodeSegment(table, all(table), basis, done);
    const arrow = tableFromIPC(streamOf(decodeSegment(readHead(head, 300), details, basis)));
    expect(arrow.schema.fields.map(({ name }) => name)).toEqual(requestColumnNames);
    for (const name of requestColumnNames) {
      const found = Array.from(arrow.getChild(name)!, (value) => (value === null ? null : Number(value)));
      const expected = Array.from(rows, (row) => table.value(name, row));
      expect(found, name).toEqual(expected);
    }
  });
});

test('the requests of a sample city take at most 5 bytes in the head and 14.1 in all', () => {
  const { table, words, ...facts } = makeSampleCity({ rows: 60_000, seed: 1, asOf, months: 2 });
  const rows = all(table).filter((row) => table.value('day', row)! < 20_697);
  const stages = words.stage.map((stage) => stage.done);
  const { head, details } = encodeSegment(table, rows, basisOf({ ...facts, cut: asOf }), stages, 0);
  const packed = [head, details].map((bytes) => {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    return brotliCompressSync(bytes, { params }).length / rows.length;
  });
  expect(packed[0]).toBeLessThan(5);
  expect(packed[0]! + packed[1]!).toBeLessThan(14.1);
});

// Guards: what the head says of a request is what its seconds say, at every instant that the page asks about.
describe.each([
  { zone: 'Asia/Dubai', at: '2026-11-22T08:00:00Z' },
  { zone: 'Asia/Dubai', at: '2026-11-21T20:00:00Z' },
  { zone: 'America/Toronto', at: '2026-11-22T17:00:00Z' },
  { zone: 'America/Toronto', at: '2026-11-20T04:59:59Z' },
  // Wall clocks that the days of change skip, and have twice.
  { zone: 'America/Toronto', at: '2026-04-01T06:30:00Z' },
  { zone: 'America/Toronto', at: '2026-12-01T06:30:00Z' },
])('half days of $zone cut at $at', ({ zone: zoneName, at }) => {
  const zone = timeZone(zoneName);
  const asOf = Date.parse(at) / 1000;
  const halves = halfDays(zone, asOf);
  const sinceMidnight = zone.localSeconds(asOf) - zone.dayOf(asOf) * 86_400;
  const first = zone.dayOf(Date.UTC(2026, 2, 1, 12) / 1000);
  const last = zone.dayOf(Date.UTC(2026, 10, 15, 12) / 1000);
  const ends: number[] = [];
  for (let day = first; day <= last; day++)
    ends.push(zone.toEpoch(day * 86_400 + sinceMidnight), zone.startOfDay(day + 1) - 1);

  test('begin where the one before ends', () => {
    for (const end of ends) {
      const half = halves.endingAt(end)!;
      expect(halves.of(end)).toBe(half);
      expect(halves.startOf(half + 1)).toBe(end + 1);
      expect(halves.of(end + 1)).toBeGreaterThan(half);
    }
  });

  test('answer what had happened by the end of any of them', () => {
    const { table } = randomCity(7, 600, zoneName);
    const spread = seeded(9);
    const moved = oddTable(5, 600, zoneName);
    for (const rows of [table, moved]) {
      const segment = encodeSegment(
        rows,
        all(rows),
        basisOf({ timeZone: zoneName, cut: asOf, calendar: null }),
        done,
      );
      const head = readHead(segment.head, rows.length);
      const picked = ends.filter(() => spread() < 0.25);
      const wrong: string[] = [];
      const check = (row: number, what: string, told: boolean | number, is: boolean | number) => {
        if (told !== is) wrong.push(`row ${row}, ${what}: told ${told}, is ${is}`);
      };
      for (const [i, row] of segment.rows.entries()) {
        const [opened, responded, resolved, due] = (
          ['opened', 'responded', 'resolved', 'dueResolution'] as const
        ).map((name) => rows.value(name, row)) as [number, number | null, number | null, number | null];
        const start = 2 * head.day[i]!;
        const isDone = done[rows.value('stage', row) ?? -1] === true;
        for (const end of picked) {
          const half = halves.endingAt(end)!;
          if (half < start) continue;
          const by = (name: 'openedAfter' | 'respondedAfter' | 'completedAfter' | 'dueAfter') =>
            start + head[name][i]! <= half;
          check(row, `opened by ${end}`, by('openedAfter'), opened <= end);
          if (responded !== null) check(row, `answered by ${end}`, by('respondedAfter'), responded <= end);
          if (isDone && resolved !== null)
            check(row, `completed by ${end}`, by('completedAfter'), resolved <= end);
          if (due !== null) check(row, `past due at ${end}`, by('dueAfter'), due < end);
        }
        check(row, 'not answered', head.respondedAfter[i] === nullOf.u16, responded === null);
        check(row, 'without a due time', head.dueAfter[i] === nullOf.u16, due === null);
        check(row, 'not done', head.completedAfter[i] === nullOf.u16, !isDone);
        check(row, 'done unknown when', head.completedAfter[i] === unknownTime, isDone && resolved === null);
        const isLate = isDone && resolved !== null && due !== null && resolved > due;
        check(row, 'late', head.late[i]!, isLate ? 1 : 0);
        const took =
          responded === null || responded < opened! ? nullOf.u8 : responseBucketOf(responded - opened);
        check(row, 'response', head.response[i]!, took);
      }
      expect(wrong).toEqual([]);
    }
  });
});

// Guards: a file is read whole or refused in words, and nothing wrong comes out of it.
describe('files of a segment', () => {
  const { table, timeZone: zone } = randomCity(2, 500, 'America/Toronto');
  const basis = basisOf({ timeZone: zone, cut: asOf, calendar });
  const segment = encodeSegment(table, all(table), basis, done);
  const head = readHead(segment.head, 500);

  test('a head is used where it lies', () => {
    expect(Object.keys(head)).toEqual(headColumnNames);
    for (const name of headColumnNames) expect(head[name].buffer).toBe(segment.head.buffer);
    const shifted = new Uint8Array(segment.head.length + 3).subarray(3);
    shifted.set(segment.head);
    expect(readHead(shifted, 500)).toEqual(head);
  });

  test.each([
    ['another number of rows', () => readHead(segment.head, 499), /^head: got 500 rows, expected 499$/],
    ['details for a head', () => readHead(segment.details, 500), /^head: got no column "day"/],
    [
      'a head for details',
      () => decodeSegment(head, segment.head, basis),
      /^details: got no column "priority"/,
    ],
    [
      'another coding',
      () => readHead(streamOfColumns([plainColumn('day', head.day)], 500, { coding: '9' }), 500),
      /^head: got coding version "9", expected "1"; make the snapshot anew$/,
    ],
    [
      'no coding',
      () => readHead(streamOfColumns([plainColumn('day', head.day)], 500), 500),
      /^head: got no coding version/,
    ],
    [
      'a column of another type',
      () => readHead(streamOfColumns([plainColumn('day', head.late)], 500, { coding: '1' }), 500),
      /^head: got the column "day" as Uint8, expected Uint16$/,
    ],
    [
      'a column with nulls',
      () => readHead(streamOf(decodeSegment(head, segment.details, basis)), 500),
      /^head: got no coding version/,
    ],
    ['no stream', () => readHead(new Uint8Array(64), 500), /^head: got /],
    [
      'the details of another segment',
      () => {
        const other = randomCity(6, 500, 'America/Toronto').table;
        return decodeSegment(head, encodeSegment(other, all(other), basis, done).details, basis);
      },
      /^details: got other values than were written/,
    ],
    [
      'rules of another time zone',
      () =>
        decodeSegment(head, segment.details, basisOf({ timeZone: 'America/Halifax', cut: asOf, calendar })),
      /rules of the time zone America\/Halifax/,
    ],
    [
      'another calendar',
      () => decodeSegment(head, segment.details, basisOf({ timeZone: zone, cut: asOf, calendar: null })),
      /^details: got other values than were written/,
    ],
    [
      'a table of another time zone',
      () => encodeSegment(table, all(table), basisOf({ timeZone: 'Asia/Dubai', cut: asOf, calendar }), done),
      /^segment: got the hour \d+ for an opening at \d+ in Asia\/Dubai/,
    ],
  ])('%s is refused', (_, read, message) => {
    expect(read).toThrow(message);
  });

  test('a part of a file is refused', () => {
    const random = seeded(4);
    for (let i = 0; i < 60; i++) {
      const part = (bytes: Uint8Array) => bytes.slice(0, Math.floor(random() * (bytes.length - 16)));
      expect(() => readHead(part(segment.head), 500)).toThrow(Error);
      expect(() => decodeSegment(head, part(segment.details), basis)).toThrow(Error);
    }
  });

  test('a flipped bit of the details does not change what was predicted without a word', () => {
    const random = seeded(5);
    const whole = decodeSegment(head, segment.details, basis);
    let refused = 0;
    for (let i = 0; i < 120; i++) {
      const bytes = segment.details.slice();
      const at = Math.floor(random() * bytes.length);
      bytes[at] = bytes[at]! ^ (1 << Math.floor(random() * 8));
      try {
        const columns = decodeSegment(head, bytes, basis);
        for (const name of predictedColumns) expect(columns[name]).toEqual(whole[name]);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
        expect((error as Error).name).not.toBe('AssertionError');
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(60);
  });
});
