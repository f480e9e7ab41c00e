import * as v from 'valibot';
import { calendarSchema } from '../model/calendar.ts';
import { parseDay } from '../model/day.ts';
import { type GoalScope, goalKey } from '../model/goal.ts';
import { misfit } from '../model/misfit.ts';
import { targetsSchema } from '../model/target.ts';
import type { Account, Channel, Stage, Topic, Word, Words } from '../model/words.ts';
import { geometrySchema, outsideZone, type Zones, zonesSchema } from '../model/zones.ts';

/** The reference files of data/, each as parsed JSON; named as the file without its ending. */
export interface ReferenceFiles {
  readonly zones: unknown;
  readonly geometry: unknown;
  readonly categories: unknown;
  readonly channels: unknown;
  readonly services: unknown;
  readonly entities: unknown;
  readonly stages: unknown;
  readonly priorities: unknown;
  readonly languages: unknown;
  readonly customerKinds: unknown;
  readonly calendar: unknown;
  readonly targets: unknown;
  readonly goals: unknown;
}

/** A reference file's name without its ending. */
export type ReferenceName = keyof ReferenceFiles;

/** What data/services.json says of a topic beside its names: whom it goes to, how often and where it arises. */
export interface TopicFacts {
  readonly id: string;
  readonly service: string;
  readonly entity: string | null;
  readonly weight: number;
  readonly categories: readonly string[];
  readonly virtualAppointment: boolean;
  /** Whether My City takes reports about it. */
  readonly myCity: boolean;
  readonly placeKinds: readonly string[];
}

/** What a measure should reach, of the whole city or of one category, channel or service, from a day (YYYY-MM-DD) on. */
export interface Goal extends GoalScope {
  readonly measure: string;
  readonly value: number;
  readonly from: string;
}

/** The municipality's own words and map, which a source's words are matched against. */
export interface Reference {
  /** Ends with `outsideZone`. */
  readonly zones: Zones;
  readonly words: Words;
  /** Ids of the channels of other cities, which are known and not used here. */
  readonly elsewhere: ReadonlySet<string>;
  /** Other spellings, by dictionary and by id. */
  readonly synonyms: Readonly<Record<keyof Words, ReadonlyMap<string, readonly string[]>>>;
  /** TopoJSON with the object `zones`, whose geometries have the property `id`. */
  readonly geometry: object | null;
  /** data/calendar.json as it is: see `parseCalendar`. */
  readonly calendar: object;
  /** data/targets.json as it is: see `parseTargets`. */
  readonly targets: object;
  readonly goals: readonly Goal[];
  readonly topics: readonly TopicFacts[];
  /** By id of a place: what it is, as `TopicFacts.placeKinds` names it. Finer than its `kind`. */
  readonly subkinds: ReadonlyMap<string, string>;
}

const synonyms = v.optional(v.array(v.string()), []);
const entry = v.object({ id: v.string(), en: v.string(), ar: v.string(), synonyms });
const dayName = v.pipe(
  v.string(),
  v.check((text) => parseDay(text) !== null, 'a date such as "2026-03-01"'),
);
/** What may end, and lead to another: a misspelt name of a date must not be passed over. */
const termed = {
  ...entry.entries,
  from: v.optional(dayName),
  until: v.optional(dayName),
  successor: v.optional(v.string()),
};
const entities = v.object({ entries: v.array(v.strictObject({ ...termed, kind: v.optional(v.string()) })) });
const subkinds = v.object({
  places: v.optional(v.array(v.object({ id: v.string(), subkind: v.optional(v.string()) })), []),
});
const entries = v.object({ entries: v.array(entry) });
const channelEntries = v.object({
  entries: v.array(
    v.object({
      ...entry.entries,
      digital: v.optional(v.boolean()),
      elsewhere: v.optional(v.boolean(), false),
      accounts: v.optional(v.array(entry), []),
    }),
  ),
});
const stageEntries = v.object({
  entries: v.array(v.object({ ...entry.entries, progress: v.number(), done: v.boolean() })),
});
const services = v.object({
  services: v.array(
    v.strictObject({
      ...termed,
      topics: v.array(
        v.strictObject({
          ...termed,
          entity: v.optional(v.string()),
          weight: v.optional(v.number(), 1),
          categories: v.optional(v.array(v.string()), []),
          virtualAppointment: v.optional(v.boolean(), false),
          myCity: v.optional(v.boolean(), false),
          placeKinds: v.optional(v.array(v.string()), []),
        }),
      ),
    }),
  ),
});
const goals = v.object({
  entries: v.array(
    v.object({
      measure: v.string(),
      category: v.optional(v.string()),
      channel: v.optional(v.string()),
      service: v.optional(v.string()),
      value: v.number(),
      from: v.string(),
    }),
  ),
});

/** What each of the reference files has to be. */
export const referenceSchemas = {
  zones: zonesSchema,
  geometry: v.nullish(geometrySchema),
  categories: entries,
  channels: channelEntries,
  services,
  entities,
  stages: stageEntries,
  priorities: entries,
  languages: entries,
  customerKinds: entries,
  calendar: calendarSchema,
  targets: targetsSchema,
  goals,
} as const satisfies Record<ReferenceName, v.GenericSchema>;

/** The names of the reference files, without their ending. */
export const referenceNames = Object.keys(referenceSchemas) as ReferenceName[];

/** Joins the reference files. Throws an Error that names the file and the place that does not fit. */
export function parseReference(files: ReferenceFiles): Reference {
  const zones = read('zones', zonesSchema, files.zones);
  const found = {
    category: read('categories', entries, files.categories).entries,
    channel: read('channels', channelEntries, files.channels).entries,
    entity: read('entities', entities, files.entities).entries,
    priority: read('priorities', entries, files.priorities).entries,
    language: read('languages', entries, files.languages).entries,
    customerKind: read('customerKinds', entries, files.customerKinds).entries,
    stage: read('stages', stageEntries, files.stages).entries,
    service: read('services', services, files.services).services,
  };
  const accounts = found.channel.flatMap((channel) =>
    channel.accounts.map((account) => ({ ...account, channel: channel.id })),
  );
  const topics = found.service.flatMap((service) =>
    service.topics.map((topic) => ({ ...topic, service: service.id })),
  );
  return {
    zones: { ...zones, zones: [...zones.zones, outsideZone] },
    words: {
      category: found.category.map(word),
      channel: found.channel.map(
        (channel): Channel => ({ ...word(channel), ...(channel.digital ? { digital: true } : {}) }),
      ),
      account: accounts.map((account): Account => ({ ...word(account), channel: account.channel })),
      entity: found.entity.map(word),
      priority: found.priority.map(word),
      language: found.language.map(word),
      customerKind: found.customerKind.map(word),
      service: found.service.map(word),
      stage: found.stage.map(
        (stage): Stage => ({ ...word(stage), progress: stage.progress, done: stage.done }),
      ),
      topic: topics.map((topic): Topic => ({ ...word(topic), service: topic.service })),
    },
    elsewhere: new Set(found.channel.flatMap(({ id, elsewhere }) => (elsewhere ? [id] : []))),
    synonyms: {
      category: spellings(found.category),
      // What names an account names its channel too.
      channel: spellings(
        found.channel.map(({ id, synonyms, accounts: own }) => ({
          id,
          synonyms: [...synonyms, ...own.flatMap((one) => [one.id, one.en, one.ar, ...one.synonyms])],
        })),
      ),
      account: spellings(accounts),
      entity: spellings(found.entity),
      priority: spellings(found.priority),
      language: spellings(found.language),
      customerKind: spellings(found.customerKind),
      service: spellings(found.service),
      stage: spellings(found.stage),
      topic: spellings(topics),
    },
    geometry: (files.geometry ?? null) as object | null,
    calendar: files.calendar as object,
    targets: files.targets as object,
    goals: read('goals', goals, files.goals).entries,
    topics: topics.map((topic) => ({
      id: topic.id,
      service: topic.service,
      entity: topic.entity ?? null,
      weight: topic.weight,
      categories: topic.categories,
      virtualAppointment: topic.virtualAppointment,
      myCity: topic.myCity,
      placeKinds: topic.placeKinds,
    })),
    subkinds: new Map(
      read('zones', subkinds, files.zones).places.flatMap(({ id, subkind }) =>
        subkind ? [[id, subkind]] : [],
      ),
    ),
  };
}

const atHome = new WeakMap<Reference, Words>();

/** The dictionaries of the reference's own city, without the channels of others; of one reference the same object. */
export function wordsAtHome(reference: Reference): Words {
  const { words, elsewhere } = reference;
  const home = atHome.get(reference) ?? {
    ...words,
    channel: words.channel.filter(({ id }) => !elsewhere.has(id)),
    account: words.account.filter(({ channel }) => !elsewhere.has(channel)),
  };
  atHome.set(reference, home);
  return home;
}

/** The goals that hold on a day (YYYY-MM-DD), by `goalKey`: of each the one that began last. */
export function goalsOn(goals: readonly Goal[], day: string): Record<string, number> {
  const out: Record<string, number> = {};
  const since: Record<string, string> = {};
  for (const { measure, value, from, ...scope } of goals) {
    const key = goalKey(measure, scope);
    if (from > day || from < (since[key] ?? '')) continue;
    since[key] = from;
    out[key] = value;
  }
  return out;
}

function word({ id, en, ar, from, until, successor }: Word): Word {
  return {
    ...{ id, en, ar },
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(successor !== undefined && { successor }),
  };
}

function spellings(
  list: readonly { id: string; synonyms: readonly string[] }[],
): Map<string, readonly string[]> {
  return new Map(list.map((one) => [one.id, one.synonyms]));
}

function read<T extends v.GenericSchema>(name: string, schema: T, json: unknown): v.InferOutput<T> {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  throw new Error(`data/${name}.json: ${misfit(result.issues[0])}`);
}
