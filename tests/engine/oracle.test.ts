import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Ask, aggregatesOf } from '../../src/model/ask.ts';
import { type Dimension, dimensions, isTimeDimension } from '../../src/model/dimension.ts';
import { choose, type Filter } from '../../src/model/filter.ts';
import { measureIds } from '../../src/model/measures.ts';
import { openSnapshot, readManifest, type Snapshot } from '../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { plainEngine } from '../support/plainEngine.ts';
import { randomCity } from '../support/randomCity.ts';
import { seeded } from '../support/seeded.ts';

// Guards: DuckDB's answers to any ask under any filter are those of a plain walk over the rows.
describe.each([
  { seed: 11, zone: 'Asia/Dubai', rows: 1500 },
  { seed: 12, zone: 'America/Toronto', rows: 1500 },
])('the engine agrees with the oracle in $zone', ({ seed, zone, rows }) => {
  const source = randomCity(seed, rows, zone);
  const oracle = plainEngine(source);
  let dir: string;
  let snapshot: Snapshot;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 's360-'));
    await writeSnapshot(dir, source);
    const { folder, manifest } = await readManifest(dir);
    snapshot = await openSnapshot(folder, manifest);
  });
  afterAll(async () => {
    await snapshot.engine.dispose();
    await rm(dir, { recursive: true });
  });

  async function agree(ask: Ask) {
    const [answer] = await snapshot.engine.answer([ask]);
    const expected = oracle(ask);
    const asked = aggregatesOf(ask.measures);
    const found = new Map<string, Record<string, number | null>>();
    for (let r = 0; r < answer!.rows; r++) {
      const values = Object.fromEntries(asked.map((aggregate) => [aggregate, answer!.ints[aggregate]![r]!]));
      found.set(answer!.keys.map((column) => column[r]).join(), values);
    }
    const wanted = new Map(
      [...expected]
        // Without a stock among the measures, a group is there only if it has a request in the period.
        .filter(
          ([id, values]) =>
            id === '' || asked.includes('open') || asked.includes('overdue') || values.received! > 0,
        )
        .map(([id, values]) => [
          id,
          Object.fromEntries(asked.map((aggregate) => [aggregate, values[aggregate]])),
        ]),
    );
    expect(Object.fromEntries([...found].sort()), JSON.stringify(ask)).toEqual(
      Object.fromEntries([...wanted].sort()),
    );
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

  test('random asks under random filters', async () => {
    const random = seeded(seed);
    const below = (n: number) => Math.floor(random() * n);
    const { from, to } = snapshot.manifest.days!;
    const choices: [Exclude<keyof Filter, 'opened'>, string[]][] = [
      ...(
        ['zone', 'place', 'sector', 'category', 'channel', 'service', 'topic', 'entity', 'stage'] as const
      ).map(
        (d) =>
          [d, [...snapshot.city.words[d].map((w) => w.id), 'none', 'unheard-of']] as [typeof d, string[]],
      ),
      ['hour', Array.from({ length: 24 }, (_, i) => String(i))],
      ['weekday', ['1', '2', '3', '4', '5', '6', '7']],
      ['responseTime', ['lt-15m', '1h-2h', '8h-24h', '3d-7d', 'gt-7d', 'none']],
    ];
    for (let round = 0; round < 150; round++) {
      let filter: Filter = {};
      if (random() < 0.6) {
        const start = from - 3 + below(to - from);
        filter = { opened: { from: start, to: start + below(40) } };
      }
      for (const [dimension, ids] of choices) {
        if (random() < 0.2)
          filter = choose(
            filter,
            dimension,
            Array.from({ length: 1 + below(4) }, () => ids[below(ids.length)]!),
          );
      }
      const by: Dimension[] = [];
      for (let i = below(3); i > 0; i--) {
        const dimension = dimensions[below(dimensions.length)]!;
        if (!by.includes(dimension) && !(isTimeDimension(dimension) && by.some(isTimeDimension)))
          by.push(dimension);
      }
      const measures =
        random() < 0.3
          ? measureIds
          : [measureIds[below(measureIds.length)]!, measureIds[below(measureIds.length)]!];
      const at = random() < 0.4 ? { at: source.asOf - below(40 * 86_400) } : {};
      await agree({ by, measures: [...new Set(measures)], filter, ...at });
    }
  });
});
