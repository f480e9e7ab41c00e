import { columnIndexes } from '../../intake/columnIndexes.ts';
import {
  type Field,
  fields,
  type InstantField,
  instantFields,
  isInstant,
  isSpanField,
  isWordField,
  type JoinedField,
  plainFields,
  type SpanField,
  spanFields,
  type WordField,
  wordFields,
} from '../../intake/fields.ts';
import type { Brought } from '../../intake/importFile.ts';
import type { Mapping, MappingFile } from '../../intake/mapping.ts';
import type { DateOrder } from '../../intake/text/dateText.ts';
import type { DurationUnit } from '../../intake/words/durationWords.ts';
import { clashesOf, neededBeside, type Role } from './roles.ts';

/** A mapping as it is edited: what each column of the file is, and how its values are meant. */
export interface Draft {
  /** By column of the file, in its order. */
  readonly roles: readonly Role[];
  /** The columns whose role is `…:then`, in the order in which they are tried. */
  readonly behind: readonly number[];
  /** Which number of a date is the day; null: found by the values. */
  readonly order: DateOrder | null;
  /** The same of the columns that are of another order. */
  readonly orders: Readonly<Partial<Record<InstantField, DateOrder>>>;
  /** In which unit durations are; left out: as their values tell. */
  readonly units: Readonly<Partial<Record<SpanField, DurationUnit>>>;
  readonly timeZone: string;
  readonly zones: NonNullable<Mapping['zones']>;
  readonly title: { readonly en: string; readonly ar: string };
  /** What was asked and is answered. */
  readonly answered: readonly Answered[];
  /** What of it was answered for an earlier file. */
  readonly earlier: readonly Answered[];
  /** What is not edited here, as it came. */
  readonly rest: Omit<MappingFile, 'columns' | 'dates' | 'timeZone' | 'zones' | 'title' | 'notes'>;
}

/** A field whose column was asked for, or an instant whose order of day and month was. */
export type Answered = Field | `${InstantField}:order`;

/** What keeps a draft from being a mapping. */
export type DraftFault =
  | { readonly kind: 'noOpened' }
  /** Two columns are the same; told of each after the first. */
  | { readonly kind: 'twice'; readonly column: number; readonly first: number; readonly role: Role }
  /** A column needs another one beside it. */
  | { readonly kind: 'alone'; readonly column: number; readonly role: Role; readonly needs: Field }
  /** A column cannot be what it is beside what another one is. */
  | { readonly kind: 'clash'; readonly column: number; readonly role: Role; readonly other: Role }
  | { readonly kind: 'noZonesFile' };

const usualTimeZone = { dubai: 'Asia/Dubai', fromValues: 'UTC', file: 'UTC' } as const;

/**
 * The draft of a mapping for a file with this header.
 * @throws MappingError where the mapping names a column that the file does not have
 */
export function draftOf(
  mapping: Omit<MappingFile, 'columns'> & { readonly columns: Partial<MappingFile['columns']> },
  header: readonly string[],
  title: Draft['title'],
): Draft {
  const {
    columns: _columns,
    dates = {},
    timeZone,
    zones = 'dubai',
    title: named,
    notes: _notes,
    ...rest
  } = mapping;
  const indexes = columnIndexes(mapping as Mapping, header, 'the file');
  const roles: Role[] = header.map(() => 'unused');
  const behind: number[] = [];
  /** The column of a field itself: of several the first, behind which the others stand. */
  const own = (field: Field, index: number) => {
    const [column, ...others] = indexes.joined?.[index - header.length] ?? [index];
    for (const other of others) roles[other] = `${field as JoinedField}:then`;
    behind.push(...others);
    return column!;
  };
  const orders: Partial<Record<InstantField, DateOrder>> = {};
  for (const field of plainFields) {
    const column = indexes[field];
    if (column !== undefined) roles[own(field, column)] = field;
  }
  for (const field of instantFields) {
    const column = indexes[field];
    if (!column) continue;
    roles[own(field, column[0])] = field;
    if (column[1] !== null) roles[column[1]] = `${field}:time`;
    const order = dates[field];
    if (order) orders[field] = order;
  }
  const units: Partial<Record<SpanField, DurationUnit>> = {};
  for (const field of spanFields) {
    const span = indexes.after?.[field];
    if (!span) continue;
    roles[span.column] = `${field}:after`;
    if (span.unit) units[field] = span.unit;
  }
  for (const field of wordFields) {
    const column = indexes[field];
    if (!column) continue;
    roles[own(field, column[0])] = field;
    if (column[1] !== null) roles[column[1]] = `${field}:ar`;
  }
  return {
    roles,
    behind,
    order: dates.order ?? null,
    orders,
    units,
    timeZone: timeZone ?? usualTimeZone[zones],
    zones,
    title: named ?? title,
    answered: [],
    earlier: [],
    rest,
  };
}

/** The mapping that a draft without faults stands for. */
export function mappingOf(draft: Draft, header: readonly string[]): MappingFile {
  const at = (role: Role) => {
    const column = draft.roles.indexOf(role);
    return column < 0 ? undefined : header[column]!;
  };
  const columns: Record<string, unknown> = {};
  const dates: NonNullable<MappingFile['dates']> = draft.order ? { order: draft.order } : {};
  for (const field of fields) {
    const column = at(field);
    if (column === undefined) {
      const after = isSpanField(field) ? at(`${field}:after`) : undefined;
      const unit = draft.units[field as SpanField];
      if (after !== undefined) columns[field] = { after, ...(unit ? { unit } : {}) };
      continue;
    }
    columns[field] = column;
    if (isInstant(field)) {
      const time = at(`${field}:time`);
      if (time !== undefined) columns[field] = { date: column, time };
      const order = draft.orders[field];
      if (order) Object.assign(dates, { [field]: order });
    } else if (isWordField(field)) {
      const arabic = at(`${field}:ar`);
      if (arabic !== undefined) columns[field] = { en: column, ar: arabic };
    }
    const others = draft.behind.filter((other) => draft.roles[other] === `${field}:then`);
    if (others.length > 0) columns[field] = { first: [column, ...others.map((other) => header[other]!)] };
  }
  const { en, ar } = draft.title;
  return {
    ...draft.rest,
    ...(en.trim() || ar.trim() ? { title: { en: en.trim() || ar.trim(), ar: ar.trim() || en.trim() } } : {}),
    columns: columns as MappingFile['columns'],
    dates,
    timeZone: draft.timeZone,
    zones: draft.zones,
  };
}

/** What is wrong with a draft, as long as it is. @param hasZonesFile whether the reader gave one */
export function faultsOf(draft: Draft, hasZonesFile: boolean): DraftFault[] {
  const { roles } = draft;
  const faults: DraftFault[] = [];
  if (!roles.includes('opened')) faults.push({ kind: 'noOpened' });
  roles.forEach((role, column) => {
    if (role === 'unused') return;
    const first = roles.indexOf(role);
    if (first < column && !role.endsWith(':then')) faults.push({ kind: 'twice', column, first, role });
    const needs = neededBeside(role);
    if (needs && !roles.includes(needs)) faults.push({ kind: 'alone', column, role, needs });
    const other = clashesOf(role).find((one) => roles.includes(one));
    if (other) faults.push({ kind: 'clash', column, role, other });
  });
  if (draft.zones === 'file' && !hasZonesFile) faults.push({ kind: 'noZonesFile' });
  return faults;
}

/** What columns become that a mapping names for a field. */
export function rolesOf(
  field: Field,
  columns: Brought['columns'],
): readonly (readonly [name: string, role: Role])[] {
  if (typeof columns === 'string') return [[columns, field]];
  return 'date' in columns
    ? [
        [columns.date, field],
        [columns.time, `${field as InstantField}:time`],
      ]
    : [
        [columns.en, field],
        [columns.ar, `${field as WordField}:ar`],
      ];
}

export function withRole(draft: Draft, column: number, role: Role): Draft {
  const behind = draft.behind.filter((other) => other !== column);
  return {
    ...draft,
    roles: draft.roles.map((was, i) => (i === column ? role : was)),
    behind: role.endsWith(':then') ? [...behind, column] : behind,
  };
}

export function withOrder(draft: Draft, field: InstantField, order: DateOrder): Draft {
  return { ...draft, orders: { ...draft.orders, [field]: order } };
}

/** @param unit null: as the values tell */
export function withUnit(draft: Draft, field: SpanField, unit: DurationUnit | null): Draft {
  const { [field]: _, ...others } = draft.units;
  return { ...draft, units: unit ? { ...others, [field]: unit } : others };
}

/** @param part what is told anew of the coordinates; undefined: as their points lie */
export function withCoordinates(draft: Draft, part: MappingFile['coordinates']): Draft {
  const told = Object.entries({ ...draft.rest.coordinates, ...part }).filter(([, one]) => one !== undefined);
  const { coordinates: _, ...others } = draft.rest;
  return {
    ...draft,
    rest: told.length > 0 ? { ...others, coordinates: Object.fromEntries(told) } : others,
  };
}

/** The order of a column's dates; null: found by the values. */
export function orderOf({ order, orders }: Draft, field: InstantField): DateOrder | null {
  return orders[field] ?? order;
}

/** The mapping as `npm run snapshot -- --mapping` reads it. */
export function mappingText(draft: Draft, header: readonly string[]): string {
  return `${JSON.stringify(mappingOf(draft, header), null, 2)}\n`;
}

/** Whether two drafts stand for the same mapping. */
export function isSameDraft(a: Draft, b: Draft, header: readonly string[]): boolean {
  return JSON.stringify(inOrder(mappingOf(a, header))) === JSON.stringify(inOrder(mappingOf(b, header)));
}

/** The same value with the keys of its objects in one order, and without those that hold nothing. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, inOrder(inner)]),
  );
}

const numericDate = /^\P{Nd}{0,2}\p{Nd}{1,2}[/.-]\p{Nd}{1,2}[/.-]\p{Nd}{2,4}(?!\p{Nd})/u;

/** Whether a column's dates are written in numbers whose order can be asked. */
export function hasNumericDates(samples: readonly string[]): boolean {
  return samples.some((sample) => numericDate.test(sample));
}
