import * as v from 'valibot';
import { fold } from '../model/fold.ts';
import { timeZone } from '../model/timeZone.ts';
import { expectedOf } from './expected.ts';
import { encodingNamed } from './formats/encoding.ts';
import { jsonFault } from './formats/jsonFault.ts';
import { MappingError } from './mappingError.ts';
import { shownWord } from './privacy.ts';

/** Where the instants of a request come from: a column, or one for the date and one for the time of day. */
export const instantFields = [
  'opened',
  'responded',
  'resolved',
  'updated',
  'dueResponse',
  'dueResolution',
] as const;
/** Where words come from: a column, or one in English and one in Arabic. */
export const wordFields = [
  'stage',
  'zone',
  'place',
  'category',
  'channel',
  'service',
  'topic',
  'entity',
  'priority',
  'language',
  'customerKind',
] as const;
export const plainFields = [
  'ref',
  'longitude',
  'latitude',
  'satisfaction',
  'attachments',
  'reopened',
  'firstContact',
] as const;

export type InstantField = (typeof instantFields)[number];
export type WordField = (typeof wordFields)[number];
export type PlainField = (typeof plainFields)[number];
/** What a column of a source may be mapped to: the allow-list. There is no other way into a snapshot. */
export type Field = InstantField | WordField | PlainField;
/** In the order in which a mapping is written and read. */
export const fields: readonly Field[] = [
  'ref',
  'opened',
  'responded',
  'resolved',
  'updated',
  'dueResponse',
  'dueResolution',
  'stage',
  'zone',
  'place',
  'longitude',
  'latitude',
  'category',
  'channel',
  'service',
  'topic',
  'entity',
  'priority',
  'language',
  'customerKind',
  'satisfaction',
  'attachments',
  'reopened',
  'firstContact',
];

/** Dictionaries whose words a mapping may translate. */
export const mappedDictionaries = [
  'category',
  'channel',
  'service',
  'topic',
  'entity',
  'stage',
  'priority',
  'language',
  'customerKind',
  'zone',
] as const;

const name = v.pipe(v.string(), v.nonEmpty());
// What is expected is named as in `Expected`.
const instant = v.union([name, v.strictObject({ date: name, time: name })], 'instant');
const words = v.union([name, v.strictObject({ en: name, ar: name })], 'words');
const order = v.picklist(['dmy', 'mdy', 'ymd']);
const wordTarget = v.union(
  [name, v.null(), v.strictObject({ id: v.optional(name), en: name, ar: name })],
  'wordTarget',
);
const wordTargets = v.record(v.string(), wordTarget);
const zoneName = v.pipe(v.string(), v.check(isTimeZone, 'timeZone'));

/** The mapping of a source: which of its columns is what, and how its values are meant. See docs/import.md. */
export const mappingSchema = v.strictObject({
  title: v.optional(v.strictObject({ en: name, ar: name })),
  columns: v.strictObject({
    ref: v.optional(name),
    opened: instant,
    responded: v.optional(instant),
    resolved: v.optional(instant),
    updated: v.optional(instant),
    dueResponse: v.optional(instant),
    dueResolution: v.optional(instant),
    stage: v.optional(words),
    zone: v.optional(words),
    place: v.optional(words),
    longitude: v.optional(name),
    latitude: v.optional(name),
    category: v.optional(words),
    channel: v.optional(words),
    service: v.optional(words),
    topic: v.optional(words),
    entity: v.optional(words),
    priority: v.optional(words),
    language: v.optional(words),
    customerKind: v.optional(words),
    satisfaction: v.optional(name),
    attachments: v.optional(name),
    reopened: v.optional(name),
    firstContact: v.optional(name),
  }),
  dates: v.optional(
    v.strictObject({
      order: v.optional(order),
      opened: v.optional(order),
      responded: v.optional(order),
      resolved: v.optional(order),
      updated: v.optional(order),
      dueResponse: v.optional(order),
      dueResolution: v.optional(order),
    }),
    {},
  ),
  timeZone: v.optional(zoneName),
  zones: v.optional(v.picklist(['dubai', 'fromValues', 'file'])),
  words: v.optional(
    v.strictObject({
      category: v.optional(wordTargets),
      channel: v.optional(wordTargets),
      service: v.optional(wordTargets),
      topic: v.optional(wordTargets),
      entity: v.optional(wordTargets),
      stage: v.optional(wordTargets),
      priority: v.optional(wordTargets),
      language: v.optional(wordTargets),
      customerKind: v.optional(wordTargets),
      zone: v.optional(wordTargets),
    }),
    {},
  ),
  missing: v.optional(v.array(v.string()), []),
  weekStart: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
  calendar: v.optional(v.picklist(['dubai', 'always'])),
  targets: v.optional(v.picklist(['dubai', 'none'])),
  encoding: v.optional(v.pipe(v.string(), v.check(isEncoding, 'encoding'))),
  delimiter: v.optional(v.picklist([',', ';', '\t', '|'])),
  sheet: v.optional(name),
  pointStep: v.optional(v.pipe(v.number(), v.minValue(0.00001), v.maxValue(1))),
  /** What whoever wrote the mapping wants its readers to know; not used. */
  notes: v.optional(v.array(v.string())),
});

export type Mapping = v.InferOutput<typeof mappingSchema>;
/** A mapping as it is written down: what has a default may be left out. */
export type MappingFile = v.InferInput<typeof mappingSchema>;
export type WordTarget = v.InferOutput<typeof wordTarget>;

/** Reads a mapping's text. @throws MappingError that says where it does not fit, what was found and expected */
export function parseMapping(text: string, file: string): Mapping {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new MappingError(file, { code: 'notJson', ...jsonFault(text) });
  }
  return checkMapping(json, file);
}

/** @throws MappingError as `parseMapping` does */
export function checkMapping(json: unknown, file: string): Mapping {
  const result = v.safeParse(mappingSchema, json);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const at = v.getDotPath(issue);
  if (issue.type === 'strict_object' && issue.expected === 'never' && at !== null) {
    const known = knownKeys(at);
    throw new MappingError(file, {
      code: 'unknownKey',
      at,
      meant: meant(at.split('.').at(-1)!, known),
      known,
    });
  }
  if (issue.received === 'undefined' && (at === 'columns' || at === 'columns.opened')) {
    throw new MappingError(file, { code: 'noOpened', at });
  }
  throw new MappingError(file, { code: 'misfit', at, got: issue.received, expected: expectedOf(issue) });
}

function knownKeys(path: string): readonly string[] {
  const [first, second] = path.split('.');
  if (second === undefined) return Object.keys(mappingSchema.entries);
  if (first === 'columns' && path.split('.').length === 2) return fields;
  if (first === 'dates') return ['order', ...instantFields];
  if (first === 'words') return mappedDictionaries;
  if (first === 'columns')
    return (instantFields as readonly string[]).includes(second) ? ['date', 'time'] : ['en', 'ar'];
  return ['id', 'en', 'ar'];
}

/** Indexes of a source's columns. */
export type ColumnIndexes = {
  readonly [F in InstantField]?: readonly [date: number, time: number | null];
} & {
  readonly [F in WordField]?: readonly [first: number, second: number | null];
} & { readonly [F in PlainField]?: number };

/**
 * Finds the columns that a mapping names in a file's header, exactly or with other capitals, spaces and marks.
 * @throws MappingError that names the column that the file does not have
 */
export function columnIndexes(mapping: Mapping, header: readonly string[], file: string): ColumnIndexes {
  const findAny = columnFinder(header, file);
  const find = (path: string, column: string) => findAny(`columns.${path}`, column);
  const out: Record<string, unknown> = {};
  for (const field of fields) {
    const column = mapping.columns[field];
    if (column === undefined) continue;
    if ((plainFields as readonly string[]).includes(field)) out[field] = find(field, column as string);
    else if (typeof column === 'string') out[field] = [find(field, column), null];
    else if ('date' in column)
      out[field] = [find(`${field}.date`, column.date), find(`${field}.time`, column.time)];
    else out[field] = [find(`${field}.en`, column.en), find(`${field}.ar`, column.ar)];
  }
  if ((out.longitude === undefined) !== (out.latitude === undefined)) {
    const [there, missing] =
      out.longitude === undefined
        ? (['latitude', 'longitude'] as const)
        : (['longitude', 'latitude'] as const);
    throw new MappingError('mapping', { code: 'alone', missing, there });
  }
  return out as ColumnIndexes;
}

/**
 * Finds columns of a header by their names, exactly or with other capitals, spaces and marks. What it returns takes
 * where in the mapping a column is named, for the error, and throws a MappingError for a column that is not there.
 */
export function columnFinder(
  header: readonly string[],
  file: string,
): (at: string, column: string) => number {
  const exact = new Map(header.map((column, index) => [column, index]));
  const folded = new Map<string, number>();
  header.forEach((column, index) => {
    const key = fold(column);
    folded.set(key, folded.has(key) ? -1 : index);
  });
  return (at, column) => {
    const index = exact.get(column.trim()) ?? folded.get(fold(column)) ?? -1;
    if (index >= 0) return index;
    const shown = header.slice(0, mostNames).map(shortName);
    throw new MappingError('mapping', {
      code: 'noColumn',
      at,
      file,
      column,
      meant: meant(column, header),
      header: shown,
      more: header.length - shown.length,
    });
  };
}

const mostNames = 40;

function shortName(column: string): string {
  const shown = shownWord(column);
  return column.length > 40 ? `${shown.slice(0, 39)}…` : shown;
}

/** The known name that is close to what was found; null where none is. */
export function meant(found: string, known: readonly string[]): string | null {
  const wanted = fold(found);
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 0.5;
  for (const candidate of known) {
    const key = fold(candidate);
    if (key === '' || wanted === '') continue;
    const within = key.includes(wanted) || wanted.includes(key);
    const apart = editDistance(wanted, key);
    const distance = within ? Math.min(apart, 1 + apart / 1000) : apart;
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + same));
    }
    row = next;
  }
  return row[b.length]!;
}

function isTimeZone(zone: string): boolean {
  try {
    timeZone(zone);
    return true;
  } catch {
    return false;
  }
}

function isEncoding(label: string): boolean {
  try {
    encodingNamed(label, '');
    return true;
  } catch {
    return false;
  }
}
