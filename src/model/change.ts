import type { DayRange } from './filter.ts';
import type { RequestValues } from './schema.ts';

/** What became of some requests since the snapshot. */
export interface Change {
  /** All columns of requests that changed or are new, with the rids that they have or, if they are new, get. */
  readonly values: RequestValues;
  /** The rids of requests that are no more. */
  readonly gone: Uint32Array;
  /** The sequence that the data are of after it. */
  readonly sequence: number;
  /** Epoch seconds that the data are of after it; nothing in them happened later. */
  readonly asOf: number;
  /** The first and the last local day on which a request was opened, of all that there are after it; null if none are. */
  readonly days: DayRange | null;
}
