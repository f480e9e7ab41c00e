import { type DateColumn, type DateOrders, guessOrder, readingsOf } from '../dateOrder.ts';
import { type InstantField, instantFields } from '../fields.ts';
import type { Mapping, MappingFile } from '../mapping.ts';
import { type Note, note } from '../report/note.ts';
import type { DateOrder } from '../text/dateText.ts';
import type { OrderQuestion } from './question.ts';

type DateColumns = { readonly [F in InstantField]?: DateColumn };

/** What a suggested mapping says of dates, why, and what has to be asked. */
export interface SettledDates {
  readonly dates: NonNullable<MappingFile['dates']>;
  readonly notes: readonly Note[];
  readonly questions: readonly OrderQuestion[];
}

/** The order of all dates of a file, and of those columns that are surely of another. */
export function settleDates(
  columns: DateColumns,
  region: DateOrder,
  nameOf: (field: InstantField) => string,
): SettledDates {
  const notes: Note[] = [];
  const all = guessOrder(
    Object.values(columns).map(({ dates }) => dates),
    region,
  );
  if (all.why !== null) notes.push(note('datesOrder', { order: all.order, why: all.why }));
  const dates: Record<string, DateOrder> = { order: all.order };
  const questions: OrderQuestion[] = [];
  for (const field of instantFields) {
    const column = columns[field];
    if (!column) continue;
    const mine = guessOrder([column.dates], region);
    if (mine.sure && mine.order !== all.order && mine.order !== 'ymd') {
      dates[field] = mine.order;
      notes.push(note('columnOrder', { column: nameOf(field), order: mine.order }));
    }
    if (!all.sure && !mine.sure) questions.push(...questionOf(field, nameOf(field), column, all.order));
  }
  notes.push(...questions.map(noteOf));
  return { dates, notes, questions };
}

/** The order of each column of dates for a mapping that may tell only some, or none. */
export function settleOrders(
  mapping: Mapping,
  columns: DateColumns,
  region: DateOrder,
  nameOf: (field: InstantField) => string,
): {
  readonly orders: DateOrders;
  readonly notes: readonly Note[];
  readonly questions: readonly OrderQuestion[];
} {
  const orders: { [F in InstantField]?: DateOrder } = {};
  const notes: Note[] = [];
  const questions: OrderQuestion[] = [];
  const all = guessOrder(
    Object.values(columns).map(({ dates }) => dates),
    region,
  );
  for (const field of instantFields) {
    const told = mapping.dates[field] ?? mapping.dates.order;
    if (told !== undefined) {
      orders[field] = told;
      continue;
    }
    const column = columns[field];
    if (!column) continue;
    const mine = guessOrder([column.dates], region);
    const guess = mine.sure || !all.sure ? mine : all;
    orders[field] = guess.order;
    if (guess.why !== null) notes.push(note('orderGuessed', { field, order: guess.order, why: guess.why }));
    if (!guess.sure) questions.push(...questionOf(field, nameOf(field), column, guess.order));
  }
  notes.push(...questions.map(noteOf));
  return { orders, notes, questions };
}

function questionOf(
  field: InstantField,
  column: string,
  { example }: DateColumn,
  proposed: DateOrder,
): OrderQuestion[] {
  if (example === null) return [];
  return [{ kind: 'dateOrder', field, column, example, readings: readingsOf(example), proposed }];
}

function noteOf({ field, column, example, readings, proposed }: OrderQuestion): Note {
  const read = readings.map(({ order, iso }) => `${iso} (${order})`).join(' or ');
  return note('orderOpen', { field, column, example, readings: read, order: proposed });
}
