import type { Field, InstantField } from '../fields.ts';
import type { MappingFile, WordTargets } from '../mapping.ts';
import type { Note } from '../report/note.ts';
import type { DateOrder } from '../text/dateText.ts';
import type { Evidence } from './evidence.ts';

/** What no value of the file decides, or what is not clear: whoever brings the file is asked. */
export type Question = OrderQuestion | ColumnQuestion;

/** Which number of a column's dates is the day: all are 12 or less, and nothing else decides. */
export interface OrderQuestion {
  readonly kind: 'dateOrder';
  readonly field: InstantField;
  readonly column: string;
  /** A date of the column that can be read in two ways. */
  readonly example: string;
  readonly readings: readonly { readonly order: DateOrder /** YYYY-MM-DD */; readonly iso: string }[];
  /** What is taken until it is answered. */
  readonly proposed: DateOrder;
}

/** Which column is a field, or whether any is. */
export interface ColumnQuestion {
  readonly kind: 'column';
  readonly field: Field;
  /** The likeliest first. */
  readonly candidates: readonly Candidate[];
  /** The candidate that is taken until it is answered; null: none, because a wrong one would do harm. */
  readonly proposed: string | null;
}

export interface Candidate extends Evidence {
  readonly column: string;
  readonly brings: Brought;
}

/** What the mapping says where a column is the field that is asked about: the same as if it had been proposed. */
export interface Brought {
  readonly columns: string | BothLanguages | DateAndTime;
  /** What words of its values mean that the field's dictionary lacks. */
  readonly words?: WordTargets;
  /** What its values are the zones of. */
  readonly zones?: NonNullable<MappingFile['zones']>;
  readonly notes: readonly Note[];
}

export interface BothLanguages {
  readonly en: string;
  readonly ar: string;
}

export interface DateAndTime {
  readonly date: string;
  readonly time: string;
}
