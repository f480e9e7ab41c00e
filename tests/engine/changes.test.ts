import { describe, expect, test } from 'vitest';
import { openDuckdb } from '../../src/engine/duckdbEngine.ts';
import type { Answers } from '../../src/engine/engine.ts';
import { FastSnapshot } from '../../src/engine/fast/fastSnapshot.ts';
import { packAnswers, unpackAnswers } from '../../src/engine/fast/message.ts';
import { openNodeDatabase } from '../../src/engine/nodeDatabase.ts';
import { pageEngine } from '../../src/engine/pageEngine.ts';
import { canScan, scanned } from '../../src/engine/scan/scan.ts';
import { sheetOf } from '../../src/engine/sheet.ts';
import type { Answer, Ask } from '../../src/model/ask.ts';
import { makeCity } from '../../src/model/city.ts';
import { versionOf } from '../../src/model/manifest.ts';
import { measureIds } from '../../src/model/measures.ts';
import { RequestTable } from '../../src/model/requestTable.ts';
import type { RequestValues } from '../../src/model/schema.ts';
import { requestColumnNames } from '../../src/model/schema.ts';
import { basisOf } from '../../src/model/segment/basis.ts';
import { decodeSegment } from '../../src/model/segment/details.ts';
import { readHead } from '../../src/model/segment/head.ts';
import { decodeRefs } from '../../src/model/segment/refs.ts';
import { streamOf } from '../../src/model/segment/segment.ts';
import { SnapshotBuilder } from '../../src/model/snapshot.ts';
import { endAt, rowOf } from '../support/liveStore.ts';
import { plainEngine } from '../support/plainEngine.ts';
import { randomAsks } from '../support/randomAsk.ts';
import { randomCity } from '../support/randomCity.ts';
import { expectSame } from '../support/sameAnswer.ts';
import { seeded } from '../support/seeded.ts';

// Guards: after any changes, the fast path and DuckDB answer what a plain walk over the changed rows answers: requests that move
// on, move to another day or zone, come new, come late, or are gone; once, twice, and many small changes in a row.
describe.each([
  { seed: 31, zone: 'Asia/Dubai', moving: false },
  { seed: 32, zone: 'America/Toronto', moving: false },
  { seed: 33, zone: 'Asia/Dubai', moving: true },
  { seed: 34, zone: 'America/Toronto', moving: true },
  { seed: 35, zone: 'America/Toronto', moving: true },
])('changes in $zone, asOf moving: $moving', ({ seed, zone, moving }) => {
  test('are in every answer', async () => {
    const rows = 800;
    const source = randomCity(seed, rows, zone);
    if (moving) endAt(source.table, source.asOf, source.words.stage);
    const files = new Map<string, Uint8Array>();
    const builder = new SnapshotBuilder(async (stem, ending, content) => {
      const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      files.set(`${stem}.${ending}`, bytes);
      return { name: `${stem}.${ending}`, sha256: '0'.repeat(64), bytes: bytes.length };
    }, source);
    await builder.add(source.table);
    const manifest = await builder.finish(source);
    const city = makeCity(source.zones, source.words, zone);
    const fast = new FastSnapshot(city, manifest, source.calendar);
    for (const { name } of manifest.files.segments) fast.addHead(files.get(name)!);
    await fast.makeCubes({ budget: 400e6, always: true });
    for (const { name } of manifest.files.details) fast.addDetails(files.get(name)!);

    const loader = await openDuckdb(await openNodeDatabase(), city, manifest);
    const basis = basisOf({ ...source, cut: source.asOf });
    for (const [i, { name, rows: count }] of manifest.files.segments.entries()) {
      const head = readHead(files.get(name)!, count);
      const values = decodeSegment(head, files.get(manifest.files.details[i]!.name)!, basis);
      await loader.append(streamOf(values), count);
    }
    const database = await loader.ready();
    let askedOfDatabase = 0;
    const page = pageEngine(city, manifest, {
      fast: {
        addHead: async () => {},
        headsDone: async () => {},
        addDetails: async () => new Uint8Array(0),
        apply: (change) => fast.apply(change),
        answer: async (asks, rough) => unpackAnswers(asks, packAnswers(asks, fast.answer(asks, rough))),
        dispose: () => {},
      },
      database: async () => ({
        ...database,
        answer(asks, options) {
          askedOfDatabase += asks.length;
          return database.answer(asks, options);
        },
      }),
      hasDetails: () => true,
    });
    /** Asks about an instant that was over when they were made. */
    const past: Ask[] = [];
    let askedOfPage = 0;

    // The requests as they are now, by rid; null: gone.
    const now = (
      await rowsByRid(
        manifest.files.refs.map(({ name, rows }) => decodeRefs(files.get(name)!, rows)),
        source.table,
      )
    ).map((index): { table: RequestTable; index: number } | null => ({ table: source.table, index }));
    const random = seeded(seed);
    const below = (n: number) => Math.floor(random() * n);
    const ids = measureIds.filter((id) =>
      canScan(
        scanned(sheetOf(city, manifest, manifest), manifest.cut, []),
        { by: [], measures: [id], filter: {} },
        true,
      ),
    );
    await fast.settled();
    let asOf = source.asOf;
    let scans = 0;

    for (let round = 0; round < (moving ? 14 : 6); round++) {
      // Within the half day, into the next one, over midnight, over days.
      if (moving) asOf += [below(600), below(40_000), below(86_400), below(5 * 86_400)][below(4)]!;
      const sequence = manifest.sequence + round + 1;
      const changed = randomCity(1000 * seed + round, 1 + below(round % 3 === 0 ? 200 : 12), zone).table;
      if (moving) endAt(changed, asOf, source.words.stage);
      // Requests from before all that there were.
      if (moving && round % 4 === 3) openEarlier(changed, 150 * 86_400);
      const rids = new Set<number>();
      for (let i = 0; i < changed.length; i++) rids.add(random() < 0.4 ? now.length + i : below(now.length));
      const list = [...rids];
      const gone =
        random() < 0.5
          ? []
          : Array.from({ length: below(20) }, () => below(rows)).filter((rid) => !rids.has(rid));
      const order = list.map((_, i) => i);
      const values = valuesOf(changed, order, list);
      for (const [i, rid] of list.entries()) now[rid] = { table: changed, index: order[i]! };
      for (const rid of gone) now[rid] = null;
      const table = new RequestTable(city.timeZone);
      for (const place of now) if (place) table.add(rowOf(place.table, place.index, `R-${place.index}`));
      const opened = table.column('day');
      const days = { from: Math.min(...opened), to: Math.max(...opened) };
      for (let times = random() < 0.3 ? 2 : 1; times > 0; times--) {
        const change = { values, gone: Uint32Array.from(gone), sequence, asOf, days };
        await page.apply(change);
      }
      const known = scanned(sheetOf(city, manifest, { asOf, days }), manifest.cut, []);
      const next = randomAsks(random, city, days, asOf, ids);
      const oracle = plainEngine({ ...source, table, asOf });
      const asks = Array.from({ length: 10 }, () => next());
      for (const ask of [...past.slice(-4), ...asks]) {
        askedOfPage++;
        expectSame(ask, answerIn(await page.answer([ask]), versionOf({ sequence, asOf })), oracle(ask));
      }
      past.push(...asks.filter(({ at, filter }) => at !== undefined && at < asOf && filter.opened));
      // The page's database takes changes in when it is asked.
      const atOnce = await page.list({ measure: 'received', filter: {}, order: 'rid', descending: false });
      expect(atOnce.version).toBe(versionOf({ sequence, asOf }));
      await atOnce.close();
      for (const ask of asks) {
        expectSame(ask, answerIn(await database.answer([ask]), versionOf({ sequence, asOf })), oracle(ask));
        if (!canScan(known, ask, true)) continue;
        scans++;
        for (const rough of [false, true, true, true])
          expectSame(ask, fast.answer([ask], rough)[0]!, oracle(ask));
      }
    }
    await database.dispose();
    expect(scans).toBeGreaterThan(20);
    expect(askedOfDatabase).toBeLessThan(askedOfPage);
    expect(now.length).toBeGreaterThan(rows);
    expect(now.some((place) => place === null)).toBe(true);
  });
});

/** Moves the openings of some requests back. */
function openEarlier(table: RequestTable, seconds: number): void {
  for (let i = 0; i < table.length; i += 2) {
    const row = rowOf(table, i);
    row.opened -= seconds;
    table.set(i, row);
  }
}

/** For each rid the row of the table, found by its reference. */
function rowsByRid(refs: readonly Map<number, string>[], table: RequestTable): number[] {
  const rowOfRef = new Map(table.refs.map((ref, index) => [ref, index]));
  return refs.flatMap((some) => [...some.values()]).map((ref) => rowOfRef.get(ref)!);
}

function valuesOf(table: RequestTable, rows: readonly number[], rids: readonly number[]): RequestValues {
  return Object.fromEntries(
    requestColumnNames.map((name) => {
      const source = table.column(name);
      const picked = source.slice(0, rows.length);
      rows.forEach((row, i) => {
        picked[i] = name === 'rid' ? rids[i]! : source[row]!;
      });
      return [name, picked];
    }),
  ) as unknown as RequestValues;
}

/** The only one of some answers, which have to be of a version. */
function answerIn({ version, answers }: Answers, expected: string): Answer {
  expect(version).toBe(expected);
  return answers[0]!;
}
