import { degrees, type PointSystem } from './pointSystem.ts';

/** Which of two numbers stands first. */
export type PointOrder = 'xy' | 'yx';

/** How the points of a source are meant, made ready before its first record. */
export interface PlaceReading {
  /** What the numbers are, unless a value says it itself. */
  readonly system: PointSystem;
  /**
   * `yx`: of two columns each holds what the other should; of both in one, latitude stands first. Null: two columns
   * as they are named; in one column latitude first, unless the text tells.
   */
  readonly order: PointOrder | null;
  /** Systems that values name themselves, by EPSG code. */
  readonly byCode: ReadonlyMap<number, PointSystem>;
  /** The middle of the points that were looked at, degrees WGS 84; null where none were. */
  readonly middle: readonly [longitude: number, latitude: number] | null;
}

/** Degrees WGS 84, and nothing that would have to be made ready. */
export const plainDegrees: PlaceReading = { system: degrees, order: null, byCode: new Map(), middle: null };
