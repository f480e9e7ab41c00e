import { decodeDelta, encodeDelta, joinedChange } from '../../../model/delta.ts';
import type { DeltaFile, Manifest } from '../../../model/manifest.ts';
import type { RequestTable } from '../../../model/requestTable.ts';
import { nullOf, requestColumnNames, requestColumns } from '../../../model/schema.ts';
import { writeHashed } from '../../files.ts';
import { readChecked } from '../../snapshotReader.ts';

type Step = Parameters<typeof encodeDelta>[0];
type Change = Parameters<typeof encodeDelta>[1];
type Totals = Pick<DeltaFile, 'total' | 'days'>;

/** Writes a delta durably under the name of its content. */
export async function writeDelta(
  folder: string,
  step: Step,
  change: Change,
  { total, days }: Totals,
): Promise<{ readonly file: DeltaFile; readonly bytes: Uint8Array }> {
  const bytes = encodeDelta(step, change);
  const written = await writeHashed(folder, `delta-${step.to}`, 'arrow', bytes, null);
  return { file: { ...written, ...step, rows: change.values.rid.length, total, days }, bytes };
}

/**
 * Makes one delta of several that follow each other; each request is in it as the last of them has it.
 * @throws SnapshotError for a file that is not what was published
 */
export async function joinDeltas(folder: string, files: readonly DeltaFile[]): Promise<DeltaFile> {
  const [first, last] = [files[0]!, files.at(-1)!];
  const deltas = [];
  for (const file of files) deltas.push(decodeDelta(await readChecked(folder, file), file));
  const change = joinedChange(deltas);
  const known = new Map(deltas.flatMap(({ values, refs }) => refs.map((ref, i) => [values.rid[i]!, ref])));
  const refs = Array.from(change.values.rid, (rid) => known.get(rid)!);
  const step = { from: first.from, to: last.to, asOf: last.asOf };
  return (await writeDelta(folder, step, { ...change, refs }, last)).file;
}

/** The columns that have a value, once some requests are added. */
export function withFieldsOf(known: Manifest['fields'], table: RequestTable): Manifest['fields'] {
  if (known.length === requestColumnNames.length) return known;
  return requestColumnNames.filter((name) => {
    const missing = nullOf[requestColumns[name]];
    return known.includes(name) || table.column(name).some((value) => value !== missing);
  });
}

/** The days of what there was and of some requests together. */
export function widened(days: Manifest['days'], table: RequestTable): Manifest['days'] {
  let range = days;
  for (const day of table.column('day'))
    range = range ? { from: Math.min(range.from, day), to: Math.max(range.to, day) } : { from: day, to: day };
  return range;
}
