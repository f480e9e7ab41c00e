import type { Profile } from '../profile.ts';
import { examplesOf } from './examples.ts';

/** What whoever maps a column is shown of it. */
export interface ColumnLook {
  readonly name: string;
  /** Up to 5 distinct ones; `withheld` in place of what looks personal. */
  readonly samples: readonly string[];
  /** The share of the rows looked at that have a value, 0 to 1. */
  readonly filled: number;
  /** Its name or its values say that it is personal data. */
  readonly personal: boolean;
}

const samplesShown = 5;

/** @param rows how many rows were looked at */
export function lookOf(profile: Profile, rows: number): ColumnLook {
  const { name, personal, filled } = profile;
  return {
    name,
    samples: examplesOf(profile, samplesShown),
    filled: rows === 0 ? 0 : filled / rows,
    personal,
  };
}
