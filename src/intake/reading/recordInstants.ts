import { lastInstant } from '../../model/schema.ts';
import type { TimeZone } from '../../model/timeZone.ts';
import type { ColumnIndexes, Span } from '../columnIndexes.ts';
import type { DateOrders } from '../dateOrder.ts';
import { type InstantField, instantFields, type SpanField } from '../fields.ts';
import type { ValueProblem } from '../report/valueProblem.ts';
import { readDuration } from '../text/duration.ts';
import { InstantReader } from '../text/instants.ts';
import type { Cells } from './cells.ts';

/** What a reader of instants needs to know of the source. */
interface InstantSource {
  readonly columns: ColumnIndexes;
  readonly cells: Cells;
  readonly zone: TimeZone;
  /** The order of day and month in each column of dates. */
  readonly orders: DateOrders;
  /** Records that show how its dates are written. */
  readonly sample: readonly (readonly string[])[] | undefined;
  /** Epoch seconds; later instants make no `latest`. */
  readonly now: number;
  readonly onProblem: (field: InstantField, value: string, problem: ValueProblem) => void;
}

/** Of no request: ten years, in seconds. */
const longest = 3653 * 86_400;

/** Reads when the request of a record was opened, answered, resolved, changed and due. */
export class RecordInstants {
  readonly readers: { readonly [F in InstantField]?: InstantReader };
  /** Epoch seconds of the latest instant that is not in the future; 0 before any. */
  latest = 0;
  private readonly columns: ColumnIndexes;
  private readonly cells: Cells;
  private readonly now: number;
  private readonly onProblem: InstantSource['onProblem'];

  constructor({ columns, cells, zone, orders, sample, now, onProblem }: InstantSource) {
    this.columns = columns;
    this.cells = cells;
    this.now = now;
    this.onProblem = onProblem;
    this.readers = Object.fromEntries(
      instantFields.flatMap((field) => {
        const column = columns[field];
        if (!column) return [];
        const texts = sample?.map((values) => values[column[0]]?.trim() ?? '');
        return [[field, new InstantReader(orders[field] ?? 'dmy', zone, texts)]];
      }),
    );
  }

  /** The instant at which a record's request was opened, epoch seconds; or why it cannot be read. */
  opened(values: readonly string[]): number | ValueProblem {
    const [date, time] = this.columns.opened!;
    const text = this.cells.text(values, date);
    const reader = this.readers.opened!;
    const at = time === null ? reader.read(text) : reader.readBoth(text, this.cells.text(values, time));
    if (!Number.isFinite(at)) return problemOf(at, text);
    this.see(at);
    return at;
  }

  /** What stands in the column of the opening. */
  openedText(values: readonly string[]): string {
    const [date, time] = this.columns.opened!;
    return time === null ? (values[date] ?? '') : `${values[date] ?? ''} ${values[time] ?? ''}`;
  }

  of(field: InstantField, values: readonly string[]): number | null {
    const indexes = this.columns[field];
    if (!indexes) return null;
    const text = this.cells.text(values, indexes[0]);
    if (text === '') return null;
    const reader = this.readers[field]!;
    const at =
      indexes[1] === null ? reader.read(text) : reader.readBoth(text, this.cells.text(values, indexes[1]));
    if (Number.isFinite(at)) {
      if (field !== 'dueResponse' && field !== 'dueResolution') this.see(at);
      return at;
    }
    this.onProblem(field, text, problemOf(at, text));
    return null;
  }

  /** An instant that cannot lie before the request was opened. */
  after(field: SpanField, values: readonly string[], opened: number): number | null {
    const span = this.columns.after?.[field];
    if (span) return this.afterSpan(field, span, values, opened);
    const at = this.of(field, values);
    if (at === null || at >= opened) return at;
    this.onProblem(field, this.text(field, values), 'beforeOpened');
    return null;
  }

  private afterSpan(
    field: SpanField,
    { column, unit }: Span,
    values: readonly string[],
    opened: number,
  ): number | null {
    const text = this.cells.text(values, column);
    if (text === '') return null;
    const seconds = Math.round(readDuration(text, unit));
    const problem = Number.isNaN(seconds)
      ? 'notDuration'
      : seconds < 0
        ? 'beforeOpened'
        : seconds > longest || opened + seconds > lastInstant
          ? 'longDuration'
          : null;
    if (problem) {
      this.onProblem(field, text, problem);
      return null;
    }
    this.see(opened + seconds);
    return opened + seconds;
  }

  /** Whether the column of the resolution holds what it should at all: then there was a resolution. */
  isResolved(values: readonly string[]): boolean {
    const span = this.columns.after?.resolved;
    if (span) return !Number.isNaN(readDuration(this.cells.text(values, span.column), span.unit));
    const text = this.text('resolved', values);
    return text !== '' && Number.isFinite(this.readers.resolved!.peek(text));
  }

  private text(field: InstantField, values: readonly string[]): string {
    return this.cells.text(values, this.columns[field]?.[0]);
  }

  private see(at: number): void {
    if (at > this.latest && at <= this.now) this.latest = at;
  }
}

/** Why a date was not taken: NaN for what is none, Infinity for one outside 1970 to 2106. */
function problemOf(at: number, text: string): ValueProblem {
  if (text === '') return 'empty';
  if (Number.isNaN(at)) return 'notDate';
  return /^\D*1[34]\d\d\D/.test(text) ? 'hijri' : 'outsideRange';
}
