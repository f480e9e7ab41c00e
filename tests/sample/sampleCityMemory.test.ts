import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { SnapshotBuilder } from '../../src/model/snapshot.ts';
import { type SampleOptions, sampleBasis, sampleMonths } from '../../src/sample/sampleCity.ts';
import { referenceData } from '../../src/server/referenceData.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const asOf = Date.parse('2026-03-10T15:00:00+04:00') / 1000;

interface Run {
  /** Name, length and hash of every file, in order. */
  readonly files: readonly string[];
  /** Months of requests that were still in memory when the next one was there: the most at any time. */
  readonly tables: number;
  /** Bytes of objects when a month had been put away, without typed arrays: the most at any time. */
  readonly heap: number;
}

/** Makes a city and its files as the command does, a month at a time, and looks at what stays in memory. */
async function run(given: Omit<SampleOptions, 'asOf' | 'reference'>): Promise<Run> {
  const options = { ...given, asOf, reference: referenceData() };
  const files: string[] = [];
  const builder = new SnapshotBuilder(async (stem, ending, content) => {
    const bytes = Buffer.byteLength(content);
    const sha256 = createHash('sha256').update(content).digest('hex');
    files.push(`${stem}.${ending} ${bytes} ${sha256}`);
    return { name: `${stem}.${ending}`, bytes, sha256 };
  }, sampleBasis(options));
  const months = sampleMonths(options);
  const seen: WeakRef<object>[] = [];
  let [tables, heap] = [0, 0];
  let month = months.next();
  while (!month.done) {
    seen.push(new WeakRef(month.value));
    await builder.add(month.value);
    // A WeakRef keeps what it holds until the turn of the loop is over.
    await setImmediate();
    collect();
    heap = Math.max(heap, process.memoryUsage().heapUsed);
    tables = Math.max(tables, seen.filter((one) => one.deref() !== undefined).length);
    month = months.next();
  }
  await builder.finish(month.value);
  return { files, tables, heap };
}

describe('a city of many months', () => {
  it('needs no more memory than one of few: a month is let go when the next one comes', async () => {
    // The first run leaves behind what any run needs: compiled code, parsed files.
    await run({ rows: 20_000, seed: 1, months: 2 });
    const few = await run({ rows: 20_000, seed: 1, months: 2 });
    const many = await run({ rows: 80_000, seed: 1, months: 8 });
    expect(many.files.length).toBeGreaterThan(2 * 8);
    // The month at hand, and the one that the generator fills.
    expect(many.tables).toBeLessThanOrEqual(2);
    // The requests of six months more would be 20 MB as objects.
    expect(many.heap - few.heap).toBeLessThan(15_000_000);
  });
});

describe('the files of a city', () => {
  const options = { rows: 3000, seed: 3, months: 5 };

  it('are the same bytes for the same options, and others for another seed', async () => {
    const first = await run(options);
    expect(first.files.filter((file) => file.includes('.arrow')).length).toBe(6 * 3);
    expect((await run(options)).files).toEqual(first.files);
    const other = await run({ ...options, seed: 4 });
    const rows = other.files.filter((file) => file.includes('.arrow'));
    expect(rows.filter((file) => first.files.includes(file))).toEqual([]);
  });

  it('are others for a placebo, but for what no event reaches', async () => {
    const planted = await run(options);
    const placebo = await run({ ...options, events: false });
    expect(placebo.files).not.toEqual(planted.files);
    const words = (files: readonly string[]) => files.filter((file) => !file.includes('.arrow'));
    expect(words(placebo.files)).toEqual(words(planted.files));
  });
});
