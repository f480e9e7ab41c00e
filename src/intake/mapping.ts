import * as v from 'valibot';
import { timeZone } from '../model/timeZone.ts';
import { meant } from './closestName.ts';
import { expectedOf } from './expected.ts';
import { fields, instantFields } from './fields.ts';
import { encodingNamed } from './formats/encoding.ts';
import { jsonFault } from './formats/jsonFault.ts';
import { MappingError } from './mappingError.ts';
import { durationUnits } from './text/duration.ts';

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
const first = v.strictObject({ first: v.pipe(v.array(name), v.minLength(2)) });
const instant = v.union([name, v.strictObject({ date: name, time: name }), first], 'instant');
const after = v.strictObject({ after: name, unit: v.optional(v.picklist(durationUnits)) });
const instantOrSpan = v.union([...instant.options, after], 'instantOrSpan');
const words = v.union([name, v.strictObject({ en: name, ar: name }), first], 'words');
const either = v.union([name, first], 'either');
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
    responded: v.optional(instantOrSpan),
    resolved: v.optional(instantOrSpan),
    updated: v.optional(instant),
    dueResponse: v.optional(instant),
    dueResolution: v.optional(instant),
    stage: v.optional(words),
    zone: v.optional(words),
    place: v.optional(words),
    longitude: v.optional(name),
    latitude: v.optional(name),
    point: v.optional(either),
    makani: v.optional(either),
    parcel: v.optional(either),
    category: v.optional(words),
    channel: v.optional(words),
    service: v.optional(words),
    topic: v.optional(words),
    entity: v.optional(words),
    priority: v.optional(words),
    language: v.optional(words),
    customerKind: v.optional(words),
    satisfaction: v.optional(either),
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
  coordinates: v.optional(
    v.strictObject({ system: v.optional(name), order: v.optional(v.picklist(['xy', 'yx'])) }),
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
/** What words of a column mean, by the word as the file writes it. */
export type WordTargets = Readonly<Record<string, WordTarget>>;

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
  if (first === 'coordinates') return ['system', 'order'];
  if (first === 'words') return mappedDictionaries;
  if (first === 'columns')
    return (instantFields as readonly string[]).includes(second) ? ['date', 'time'] : ['en', 'ar'];
  return ['id', 'en', 'ar'];
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
