import type { DateOrder } from '../../intake/dates.ts';
import type { Question } from '../../intake/importFile.ts';
import {
  columnIndexes,
  type Field,
  fields,
  type InstantField,
  instantFields,
  type Mapping,
  type MappingFile,
  plainFields,
  type WordField,
  wordFields,
} from '../../intake/mapping.ts';

/** What a column of the file is: nothing, a field, the time of day beside a date, or the Arabic beside a word. */
export type Role = 'unused' | Field | `${InstantField}:time` | `${WordField}:ar`;

/** The roles in the order in which they are offered, in groups. */
export const roleGroups = {
  request: ['ref', 'stage', 'satisfaction', 'attachments', 'reopened', 'firstContact'],
  when: instantFields,
  where: ['zone', 'place', 'longitude', 'latitude'],
  what: ['category', 'channel', 'service', 'topic', 'entity', 'priority', 'language', 'customerKind'],
  timeOf: instantFields.map((field): Role => `${field}:time`),
  arabicOf: wordFields.map((field): Role => `${field}:ar`),
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type RoleGroup = keyof typeof roleGroups;

/** A mapping as it is edited: what each column of the file is, and how its values are meant. */
export interface Draft {
  /** By column of the file, in its order. */
  readonly roles: readonly Role[];
  /** Which number of a date is the day; null: found by the values. */
  readonly order: DateOrder | null;
  /** The same of the columns that are of another order. */
  readonly orders: Readonly<Partial<Record<InstantField, DateOrder>>>;
  readonly timeZone: string;
  readonly zones: NonNullable<Mapping['zones']>;
  readonly title: { readonly en: string; readonly ar: string };
  /** What is not edited here, as it came. */
  readonly rest: Omit<MappingFile, 'columns' | 'dates' | 'timeZone' | 'zones' | 'title' | 'notes'>;
}

/** What keeps a draft from being a mapping. */
export type DraftFault =
  | { readonly kind: 'noOpened' }
  /** Two columns are the same; told of each after the first. */
  | { readonly kind: 'twice'; readonly column: number; readonly first: number; readonly role: Role }
  /** A column needs another one beside it. */
  | { readonly kind: 'alone'; readonly column: number; readonly role: Role; readonly needs: Field }
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
  const orders: Partial<Record<InstantField, DateOrder>> = {};
  for (const field of plainFields) {
    const column = indexes[field];
    if (column !== undefined) roles[column] = field;
  }
  for (const field of instantFields) {
    const column = indexes[field];
    if (!column) continue;
    roles[column[0]] = field;
    if (column[1] !== null) roles[column[1]] = `${field}:time`;
    const order = dates[field];
    if (order) orders[field] = order;
  }
  for (const field of wordFields) {
    const column = indexes[field];
    if (!column) continue;
    roles[column[0]] = field;
    if (column[1] !== null) roles[column[1]] = `${field}:ar`;
  }
  return {
    roles,
    order: dates.order ?? null,
    orders,
    timeZone: timeZone ?? usualTimeZone[zones],
    zones,
    title: named ?? title,
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
    if (column === undefined) continue;
    columns[field] = column;
    if (isInstant(field)) {
      const time = at(`${field}:time`);
      if (time !== undefined) columns[field] = { date: column, time };
      const order = draft.orders[field];
      if (order) Object.assign(dates, { [field]: order });
    } else if (isWord(field)) {
      const arabic = at(`${field}:ar`);
      if (arabic !== undefined) columns[field] = { en: column, ar: arabic };
    }
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
    if (first < column) faults.push({ kind: 'twice', column, first, role });
    const needs = neededBeside(role);
    if (needs && !roles.includes(needs)) faults.push({ kind: 'alone', column, role, needs });
  });
  if (draft.zones === 'file' && !hasZonesFile) faults.push({ kind: 'noZonesFile' });
  return faults;
}

/** The field that a role belongs to. */
export function fieldOf(role: Exclude<Role, 'unused'>): Field {
  return role.split(':')[0] as Field;
}

function neededBeside(role: Exclude<Role, 'unused'>): Field | null {
  if (role === 'longitude') return 'latitude';
  if (role === 'latitude') return 'longitude';
  const field = fieldOf(role);
  return field === role ? null : field;
}

export function withRole(draft: Draft, column: number, role: Role): Draft {
  return { ...draft, roles: draft.roles.map((was, i) => (i === column ? role : was)) };
}

export function withOrder(draft: Draft, field: InstantField, order: DateOrder): Draft {
  return { ...draft, orders: { ...draft.orders, [field]: order } };
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

export function isInstant(role: Role): role is InstantField {
  return (instantFields as readonly string[]).includes(role);
}

function isWord(role: Role): role is WordField {
  return (wordFields as readonly string[]).includes(role);
}

const numericDate = /^\P{Nd}{0,2}\p{Nd}{1,2}[/.-]\p{Nd}{1,2}[/.-]\p{Nd}{2,4}(?!\p{Nd})/u;

/** Whether a column's dates are written in numbers whose order can be asked. */
export function hasNumericDates(samples: readonly string[]): boolean {
  return samples.some((sample) => numericDate.test(sample));
}

/** The questions that are still to be asked: those about columns that are what they were when they were asked. */
export function openQuestions(
  questions: readonly Question[],
  draft: Draft,
  header: readonly string[],
): readonly Question[] {
  return questions.filter(({ field, column }) => draft.roles[header.indexOf(column)] === field);
}
