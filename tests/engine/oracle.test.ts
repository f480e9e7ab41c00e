import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { FastSnapshot } from '../../src/engine/fast/fastSnapshot.ts';
import { packAnswers, unpackAnswers } from '../../src/engine/fast/message.ts';
import { pageEngine } from '../../src/engine/pageEngine.ts';
import { canScan, scanned } from '../../src/engine/scan/scan.ts';
import { sheetOf } from '../../src/engine/sheet.ts';
import type { Ask } from '../../src/model/ask.ts';
import { dimensions } from '../../src/model/dimension.ts';
import { measureIds } from '../../src/model/measures.ts';
import { openSnapshot, type Snapshot } from '../../src/server/openSnapshot.ts';
import { readChecked, readManifest } from '../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { plainEngine } from '../support/plainEngine.ts';
import { randomAsks } from '../support/randomAsk.ts';
import { randomCity } from '../support/randomCity.ts';
import { expectInOrder, expectSame } from '../support/sameAnswer.ts';
import { seeded } from '../support/seeded.ts';

// Guards: the answers to any ask under any filter are those of a plain walk over the rows, whoever gives them: DuckDB,
// the rows' scan before and after the details have come, its tables by day while something is dragged, the cube, and
// the page's engine, which chooses among them.
describe.each([
  { seed: 11, zone: 'Asia/Dubai', rows: 1500 },
  { seed: 12, zone: 'America/Toronto', rows: 1500 },
])('the engines agree with the oracle in $zone', ({ seed, zone, rows }) => {
  const source = randomCity(seed, rows, zone);
  const oracle = plainEngine(source);
  let dir: string;
  let snapshot: Snapshot;
  let heads: FastSnapshot;
  let whole: FastSnapshot;
  let page: Engine;
  let askedOfDatabase = 0;
  let scannable: (ask: Ask, details: boolean) => boolean;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 's360-'));
    await writeSnapshot(dir, source);
    const { folder, manifest } = await readManifest(dir);
    snapshot = await openSnapshot(folder, manifest);
    const { city } = snapshot;
    const { segments, details } = manifest.files;
    const open = async () => {
      const fast = new FastSnapshot(city, manifest, source.calendar);
      for (const file of segments) fast.addHead(await readChecked(folder, file));
      await fast.makeCubes({ budget: 400e6, always: true });
      return fast;
    };
    heads = await open();
    whole = await open();
    for (const file of details) whole.addDetails(await readChecked(folder, file));
    const known = scanned(sheetOf(city, manifest, manifest), manifest.asOf, []);
    scannable = (ask, complete) => canScan(known, ask, complete);
    page = pageEngine(city, manifest, {
      fast: {
        addHead: async () => {},
        headsDone: async () => {},
        addDetails: async () => new Uint8Array(0),
        apply: async () => null,
        answer: async (asks, rough) => unpackAnswers(asks, packAnswers(asks, whole.answer(asks, rough))),
        dispose: () => {},
      },
      database: async () => {
        askedOfDatabase++;
        return snapshot.engine;
      },
      hasDetails: () => true,
    });
  });
  afterAll(async () => {
    await snapshot.engine.dispose();
    await rm(dir, { recursive: true });
  });

  async function agree(ask: Ask) {
    const expected = oracle(ask);
    expectSame(ask, (await snapshot.engine.answer([ask])).answers[0]!, expected);
    if (scannable(ask, false)) {
      expectSame(ask, heads.answer([ask], false)[0]!, expected);
      expectInOrder(ask, heads.answer([ask], false)[0]!);
    }
    if (scannable(ask, true)) {
      // The first time by scanning, from the second on by a table.
      for (const rough of [false, true, true, true, false]) {
        const answer = whole.answer([ask], rough)[0]!;
        expectSame(ask, answer, expected);
        expectInOrder(ask, answer);
        if (!rough) expect(answer.bounds).toBeUndefined();
      }
    }
    expectSame(ask, (await page.answer([ask])).answers[0]!, expected);
  }

  test.each(dimensions.map((dimension) => ({ dimension })))(
    'every measure by $dimension',
    async ({ dimension }) => {
      await agree({ by: [dimension], measures: measureIds, filter: {} });
    },
  );

  test('every measure by nothing', async () => {
    await agree({ by: [], measures: measureIds, filter: {} });
  });

  // Guards: of months none has ended before the period begins, so that nothing stands at its end.
  test('stocks by month as of an instant before the period, in the same month', async () => {
    const { timeZone } = snapshot.city;
    const from = Math.floor(Date.UTC(2026, 2, 20) / 86_400_000);
    const at = timeZone.startOfDay(from - 3) - 1;
    await agree({
      by: ['month', 'topic'],
      measures: ['open', 'overdue'],
      filter: { opened: { from, to: from + 5 } },
      at,
    });
  });

  test('random asks under random filters', async () => {
    const next = randomAsks(seeded(seed), snapshot.city, snapshot.manifest.days!, source.asOf);
    for (let round = 0; round < 150; round++) await agree(next());
  });

  test('a district answers as its zones do, and adds up to them, beside any other choice', async () => {
    const next = randomAsks(seeded(seed + 2), snapshot.city, snapshot.manifest.days!, source.asOf);
    const districts = source.zones.districts!;
    for (let round = 0; round < 30; round++) {
      const { at, by, filter, measures } = next();
      const { sector: _, district: __, zone: ___, place: ____, ...rest } = filter;
      const { id, zones } = districts[round % districts.length]!;
      const whole = { ...rest, district: [id] };
      const ask = { by, measures, ...(at === undefined ? {} : { at }) };
      const {
        answers: [ofDistrict, ofZones],
      } = await page.answer([
        { ...ask, filter: whole },
        { ...ask, filter: { ...rest, zone: zones } },
      ]);
      expect(ofDistrict).toEqual(ofZones);
      const {
        answers: [one, each],
      } = await page.answer([
        { ...ask, by: [], measures: ['received'], filter: whole },
        { ...ask, by: ['zone'], measures: ['received'], filter: whole },
      ]);
      const sum = each!.ints.received!.reduce<number>((total, count) => total + count!, 0);
      expect(one!.ints.received![0]).toBe(sum);
    }
  });

  test('random asks about the measures that brushing needs', async () => {
    const brushed = measureIds.filter((id) => scannable({ by: [], measures: [id], filter: {} }, true));
    expect(brushed).toHaveLength(12);
    const next = randomAsks(seeded(seed + 1), snapshot.city, snapshot.manifest.days!, source.asOf, brushed);
    const before = askedOfDatabase;
    for (let round = 0; round < 150; round++) await agree(next());
    // Only asks as of an instant that is no end of a half day went to the database.
    expect(askedOfDatabase - before).toBeLessThan(60);
  });
});
