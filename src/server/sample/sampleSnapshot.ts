import { mkdir, writeFile } from 'node:fs/promises';
import type { Manifest } from '../../model/manifest.ts';
import type { RequestTable } from '../../model/requestTable.ts';
import { sampleRatings } from '../../sample/ratings.ts';
import { type SampleFacts, type SampleOptions, sampleBasis, sampleMonths } from '../../sample/sampleCity.ts';
import { SnapshotWriter } from '../snapshotWriter.ts';
import { type PlantedTruth, writeTruth } from './truthFile.ts';

/** Told how many requests are made, after each month. */
type OnRows = (rows: number) => void;

/**
 * Makes a sample city and writes its snapshot under `out`, what was planted beside it (`writeTruth`), and invented
 * ratings to `out/ratings/sample.csv`. A month is written as soon as it is made.
 * @param sequence of two snapshots in one place the later one has the higher
 * @param onAll told once all requests are written; what a page opens with is not
 * @throws RangeError for options out of range
 */
export async function writeSample(
  out: string,
  options: SampleOptions,
  sequence: number,
  onRows: OnRows,
  onAll: OnRows = () => {},
): Promise<{ readonly manifest: Manifest; readonly truth: PlantedTruth }> {
  const writer = new SnapshotWriter(out, sampleBasis(options), sequence);
  const { facts, truth } = await make(options, onRows, (month) => writer.add(month));
  onAll(truth.rows);
  const manifest = await writer.finish(facts);
  await writeTruth(out, truth);
  await mkdir(`${out}/ratings`, { recursive: true });
  await writeFile(`${out}/ratings/sample.csv`, sampleRatings(options));
  return { manifest, truth };
}

/** What is planted in a sample city, which is made and not written. @throws RangeError for options out of range */
export async function truthOf(options: SampleOptions, onRows: OnRows): Promise<PlantedTruth> {
  return (await make(options, onRows, async () => {})).truth;
}

async function make(
  options: SampleOptions,
  onRows: OnRows,
  add: (month: RequestTable) => Promise<void>,
): Promise<{ readonly facts: SampleFacts; readonly truth: PlantedTruth }> {
  const { seed, asOf } = options;
  const months = sampleMonths(options);
  let rows = 0;
  let month = months.next();
  for (; !month.done; month = months.next()) {
    await add(month.value);
    rows += month.value.length;
    onRows(rows);
  }
  const facts = month.value;
  return { facts, truth: { rows, seed, asOf: new Date(asOf * 1000).toISOString(), ...facts.truth } };
}
