import type { MappingFile } from '../mapping.ts';
import type { Note } from '../report/note.ts';
import type { Judged } from './judge.ts';
import { isDegrees } from './pointSystem.ts';

/** The columns of points that were found, and what is to be said of them. */
export interface FoundPoints {
  readonly columns: Readonly<Partial<Record<'longitude' | 'latitude' | 'point', number>>>;
  readonly coordinates: MappingFile['coordinates'];
  readonly notes: readonly Note[];
  /** Points of the sample in degrees WGS 84. */
  readonly points: readonly (readonly [longitude: number, latitude: number])[];
  /** Rows of the sample that have one. */
  readonly filled: number;
}

/** What a mapping says of coordinates that are not what is usual. @param usual the order that needs no word */
export function coordinatesOf(
  { system }: Judged,
  order: Judged['order'],
  usual: Judged['order'],
): MappingFile['coordinates'] {
  const told = {
    ...(isDegrees(system) ? {} : { system: system.id }),
    ...(order === usual ? {} : { order }),
  };
  return Object.keys(told).length > 0 ? told : undefined;
}
