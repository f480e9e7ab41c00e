import { type Field, isInstant } from '../fields.ts';
import { answersOf, type Profile } from '../profile.ts';
import type { Reference } from '../reference.ts';
import { aboutScore, areaScore, nameScore, wellNamed } from '../words/columnNames.ts';
import { examplesOf, withheld } from './examples.ts';
import { isDictionary, rateOf } from './wordColumns.ts';

/** What speaks for a column as a field. */
export interface Evidence {
  /** Whether its name says the field: surely, perhaps, or not. */
  readonly named: 'well' | 'partly' | 'no';
  /** The share of its values that can be read as the field, 0 to 1; null where any value could be one. */
  readonly fits: number | null;
  /** Rows of the sample that have a value. */
  readonly filled: number;
  readonly distinct: number;
  /** Up to three values, none that looks personal. */
  readonly examples: readonly string[];
}

const examplesShown = 3;

export function evidenceOf(field: Field, profile: Profile, reference: Reference): Evidence {
  const score = scoreOf(field, profile.key);
  return {
    named: score >= wellNamed ? 'well' : score > 0 ? 'partly' : 'no',
    fits: fitsOf(field, profile, reference),
    filled: profile.filled,
    distinct: profile.values.size,
    examples: examplesOf(profile, examplesShown).filter((example) => example !== withheld),
  };
}

/** How well a column's folded name fits a field, also one of those that several words say. */
export function scoreOf(field: Field, key: string): number {
  if (field === 'zone' || field === 'place') return areaScore(key);
  if (field === 'topic' || field === 'service') return aboutScore(key);
  return nameScore(field, key);
}

function fitsOf(field: Field, profile: Profile, reference: Reference): number | null {
  if (isInstant(field)) return profile.dates.rate;
  if (field === 'satisfaction') return profile.numbers.rating;
  if (field === 'reopened' || field === 'firstContact') return answersOf(profile);
  // Entities are the city's own.
  return isDictionary(field) && field !== 'entity' ? rateOf(reference, field)(profile) : null;
}
