import type { FileLayout } from '../fileLayout.ts';
import { keyOf } from '../profile.ts';
import { isMissing } from '../reading/missing.ts';
import type { ZoneFinder } from '../reading/zoneFinder.ts';
import { nameScore } from '../words/columnNames.ts';
import { latitudeNames, longitudeNames, placeScore } from './placeNames.ts';
import type { ZoneOfRow } from './pointSample.ts';
import type { PointSystem } from './pointSystem.ts';

/** A column that may tell where requests lie. */
export interface Looked {
  readonly index: number;
  readonly name: string;
  readonly key: string;
  /** A few values, spread over the sample. */
  readonly values: readonly string[];
  readonly filled: number;
}

/** A file, and what is known of it before its points. */
export interface Look {
  readonly layout: FileLayout;
  readonly columns: readonly Looked[];
  readonly finder: ZoneFinder | null;
  readonly named: PointSystem | null;
  readonly zoneOf: ZoneOfRow;
}

const mostTried = 40;
/** The share of its values that must be what a column is taken for. */
export const leastRate = 0.8;

/** The columns of a file, each with a few of its values, spread over the sample. */
export function lookAtColumns({ header, sample }: FileLayout): readonly Looked[] {
  const filled = new Int32Array(header.length);
  // Row by row, as they lie in memory.
  for (const row of sample) for (let i = 0; i < header.length; i++) if (row[i]) filled[i]!++;
  const step = Math.max(1, Math.floor(sample.length / (mostTried * 4)));
  const some = sample.filter((_, i) => i % step === 0);
  return header.map((name, index) => {
    const values: string[] = [];
    for (const row of some) {
      const value = row[index];
      if (value && !isMissing(value)) values.push(value.trim());
      if (values.length >= mostTried) break;
    }
    return { index, name, key: keyOf(name), values, filled: filled[index]! };
  });
}

/** The share of its values that are so. */
export function rate({ values }: Looked, test: (value: string) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length;
}

/** Whether enough of its values are so to take a column for that: those after the first too many others are not tried. */
export function areMostly({ values }: Looked, test: (value: string) => boolean): boolean {
  let others = 0;
  for (const value of values)
    if (!test(value) && (values.length - ++others) / values.length < leastRate) return false;
  return values.length > 0;
}

export type Axis = 'longitude' | 'latitude';

/** How surely a column's name says that it is longitudes or latitudes; 0: it does not. */
export function axisScore(axis: Axis, key: string): number {
  return Math.max(
    nameScore(axis, key),
    placeScore(axis === 'longitude' ? longitudeNames : latitudeNames, key),
  );
}
