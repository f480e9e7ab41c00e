import type { ValueProblem } from '../../model/problem.ts';
import type { Field } from '../fields.ts';
import { own, shown } from '../privacy.ts';
import type { Report } from './report.ts';

/** Values of a field that are there and cannot be read: how many, of how many, the line of the first and what it says. */
export interface Unread {
  readonly field: Field;
  readonly count: number;
  readonly of: number;
  readonly line: number;
  readonly example: string;
}

/** Fields without which figures and the map say too little, by the column of the snapshot that shows how many are read. */
const looked = {
  responded: 'responded',
  resolved: 'firstResolved',
  updated: 'updated',
  dueResponse: 'dueResponse',
  dueResolution: 'dueResolution',
  longitude: 'pointLon',
  latitude: 'pointLat',
  point: 'pointLon',
  makani: 'pointLon',
} as const satisfies { readonly [F in Field]?: keyof Report['filled'] };

/** What a value is that is there, and is not what its column holds. */
const unreadable: ReadonlySet<ValueProblem> = new Set([
  'notDate',
  'outsideRange',
  'hijri',
  'notDuration',
  'longDuration',
  'notLongitude',
  'notLatitude',
  'notPoint',
  'notMakani',
]);
/** So many, and such a share, that they are no mistakes of people. */
const leastUnread = 2;
const unreadShare = 0.05;

interface Counted {
  count: number;
  readonly line: number;
  readonly example: string;
}

/** Counts values that cannot be read, and rows that have no opening. */
export class UnreadValues {
  private readonly fields = new Map<Field, Counted>();
  private readonly empty: { count: number; line: number } = { count: 0, line: 0 };

  /** Takes a value that became missing, or the opening of a row that is rejected. */
  add(field: Field, line: number, value: string, problem: ValueProblem): void {
    if (field === 'opened' && problem === 'empty') {
      this.empty.line ||= line;
      this.empty.count++;
      return;
    }
    if (!unreadable.has(problem)) return;
    const known = this.fields.get(field);
    if (known) known.count++;
    else this.fields.set(field, { count: 1, line, example: shown(own(value)) });
  }

  /**
   * The fields of which many values cannot be read; those of the opening are of all rows.
   * @param rows rows that were read
   * @param filled rows with a value, by column of the snapshot
   */
  found(rows: number, filled: Report['filled']): readonly Unread[] {
    return [...this.fields].flatMap(([field, { count, line, example }]) => {
      if (field !== 'opened' && !(field in looked)) return [];
      const of = field === 'opened' ? rows : count + (filled[looked[field as keyof typeof looked]] ?? 0);
      return isMany(count, of) ? [{ field, count, of, line, example }] : [];
    });
  }

  /** Rows without an opening, where they are many. */
  unopened(rows: number): { readonly count: number; readonly of: number; readonly line: number } | null {
    return isMany(this.empty.count, rows) ? { ...this.empty, of: rows } : null;
  }
}

function isMany(count: number, of: number): boolean {
  return count >= leastUnread && count > of * unreadShare;
}
