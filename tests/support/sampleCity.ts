import { RequestTable } from '../../src/model/requestTable.ts';
import type { SnapshotSource } from '../../src/model/snapshot.ts';
import { timeZone } from '../../src/model/timeZone.ts';
import {
  type SampleFacts,
  type SampleOptions,
  sampleBasis,
  sampleMonths,
} from '../../src/sample/sampleCity.ts';
import { referenceData } from '../../src/server/referenceData.ts';

/** A whole sample city in one table. */
export interface SampleCity extends SampleFacts, SnapshotSource {}

/** Makes a sample city, of the files of data/ unless told, as one table: for a size that memory holds easily. */
export function makeSampleCity({
  reference = referenceData(),
  ...rest
}: Omit<SampleOptions, 'reference'> & Partial<Pick<SampleOptions, 'reference'>>): SampleCity {
  const options = { ...rest, reference };
  const months = sampleMonths(options);
  let next = months.next();
  const table = new RequestTable(timeZone(sampleBasis(options).timeZone), options.rows);
  for (; !next.done; next = months.next()) table.addAll(next.value);
  return { ...next.value, table };
}
