import { dictionaryCaps } from '../../model/words.ts';
import { type ColumnIndexes, isTold } from '../columnIndexes.ts';
import { type Field, wordFields } from '../fields.ts';
import type { FileLayout } from '../fileLayout.ts';
import { shownWord } from '../privacy.ts';
import { answersOf, type Profile, profileColumn } from '../profile.ts';
import { isMissing } from '../reading/missing.ts';
import { isOther } from '../words/columnNames.ts';

/** A column that no field has, though its rows are full of words that could be one. */
export interface LeftColumn {
  readonly column: string;
  /** Rows that have a value. */
  readonly count: number;
  /** Different values in the rows looked at first. */
  readonly distinct: number;
  /** The first row that has one. */
  readonly line: number;
}

/** What a request cannot do without: where none of these is told, a column of words that is left may tell it. */
const where: readonly Field[] = ['zone', 'place', 'longitude', 'point', 'makani', 'parcel'];
const what: readonly Field[] = ['topic', 'service'];

const leastRows = 20;
const leastFilled = 0.9;
/** Two different values are mostly an answer, as yes and no. */
const leastDistinct = 3;
const mostNamed = 3;
/** The share of rows in which a value may follow from another column's but for mistakes. */
const follows = 1.02;

/**
 * Counts what is in the columns that no field has though they are full, in files that do not tell what requests are about
 * or where they lie.
 */
export class LeftColumns {
  private readonly left: readonly { readonly profile: Profile; count: number; line: number }[];

  constructor(layout: FileLayout, columns: ColumnIndexes) {
    const tells = (some: readonly Field[]) => some.some((field) => isTold(columns, field));
    const lacks = layout.sample.length >= leastRows && !(tells(where) && tells(what));
    this.left = lacks ? leftIn(layout, columns).map((profile) => ({ profile, count: 0, line: 0 })) : [];
  }

  /** @param values of one row */
  row(values: readonly string[], line: number): void {
    for (const one of this.left) {
      if (isMissing(values[one.profile.index] ?? '')) continue;
      one.count++;
      one.line ||= line;
    }
  }

  found(): readonly LeftColumn[] {
    return this.left.map(({ profile: { name, values }, count, line }) => ({
      ...{ column: shownWord(name), count, line },
      distinct: values.size,
    }));
  }
}

function leftIn(layout: FileLayout, columns: ColumnIndexes): readonly Profile[] {
  const { header, sample } = layout;
  const taken = takenBy(columns);
  const words = wordFields.flatMap((field) => columns[field]?.[0] ?? []);
  const told = words
    .filter((index) => index < header.length)
    .map((index) => profileColumn(header[index]!, index, sample));
  return header
    .flatMap((name, index) => (taken.has(index) ? [] : [profileColumn(name, index, sample)]))
    .filter((profile) => isFull(profile, sample.length) && !told.some((by) => isFrom(by, profile, sample)))
    .slice(0, mostNamed);
}

/** The columns that some field has. */
function takenBy({ joined, after, ...columns }: ColumnIndexes): ReadonlySet<number | null> {
  const spans = Object.values(after ?? {}).map(({ column }) => column);
  return new Set([...Object.values(columns).flat(), ...(joined ?? []).flat(), ...spans]);
}

/** Whether a column holds words that come again and again, in nearly every row, and is nothing of the system itself. */
function isFull(profile: Profile, rows: number): boolean {
  const { personal, words, filled, values, numbers, key } = profile;
  return (
    !personal &&
    words &&
    filled >= rows * leastFilled &&
    values.size >= leastDistinct &&
    values.size <= Math.min(dictionaryCaps.topic, filled / 3) &&
    numbers.rate < 0.5 &&
    !isOther(key) &&
    answersOf(profile) < 1 &&
    ![...values.keys()].every((value) => isCode(value))
  );
}

/** Short signs in capitals and digits, which nobody reads. */
function isCode(value: string): boolean {
  return /^[A-Z\d_-]{1,5}$/.test(value);
}

/** Whether a column says no more than a taken one: each value of that stands beside one of its own. */
function isFrom(taken: Profile, { index }: Profile, sample: FileLayout['sample']): boolean {
  const pairs = new Set(sample.map((row) => `${row[taken.index]?.trim()}\u0000${row[index]?.trim()}`));
  return pairs.size <= taken.values.size * follows + 1;
}
