import * as v from 'valibot';
import type { Stage, Topic, Word, Words } from '../model/words.ts';
import { outsideZone, type Zones, zonesSchema } from '../model/zones.ts';

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

/** What data/services.json says of a topic beside its names: whom it goes to, how often and where it arises. */
export interface TopicFacts {
  readonly id: string;
  readonly service: string;
  readonly entity: string | null;
  readonly weight: number;
  readonly categories: readonly string[];
  readonly virtualAppointment: boolean;
  /** Id of the area under which City Guard takes reports about it; null where it takes none. */
  readonly cityGuard: string | null;
  readonly placeKinds: readonly string[];
}

/** What a measure should reach, from a day (YYYY-MM-DD) on. */
export interface Goal {
  readonly measure: string;
  readonly value: number;
  readonly from: string;
}

/** The municipality's own words and map, which a source's words are matched against. */
export interface Reference {
  /** Ends with `outsideZone`. */
  readonly zones: Zones;
  readonly words: Words;
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
}

const synonyms = v.optional(v.array(v.string()), []);
const entry = v.object({ id: v.string(), en: v.string(), ar: v.string(), synonyms });
const entries = v.object({ entries: v.array(entry) });
const stageEntries = v.object({
  entries: v.array(v.object({ ...entry.entries, progress: v.number(), done: v.boolean() })),
});
const services = v.object({
  services: v.array(
    v.object({
      ...entry.entries,
      topics: v.array(
        v.object({
          ...entry.entries,
          entity: v.optional(v.string()),
          weight: v.optional(v.number(), 1),
          categories: v.optional(v.array(v.string()), []),
          virtualAppointment: v.optional(v.boolean(), false),
          cityGuard: v.optional(v.string()),
          placeKinds: v.optional(v.array(v.string()), []),
        }),
      ),
    }),
  ),
});
const goals = v.object({
  entries: v.array(v.object({ measure: v.string(), value: v.number(), from: v.string() })),
});

/** Joins the reference files. Throws an Error that names the file and the place that does not fit. */
export function parseReference(files: ReferenceFiles): Reference {
  const zones = read('zones', zonesSchema, files.zones);
  const found = {
    category: read('categories', entries, files.categories).entries,
    channel: read('channels', entries, files.channels).entries,
    entity: read('entities', entries, files.entities).entries,
    priority: read('priorities', entries, files.priorities).entries,
    language: read('languages', entries, files.languages).entries,
    customerKind: read('customerKinds', entries, files.customerKinds).entries,
    stage: read('stages', stageEntries, files.stages).entries,
    service: read('services', services, files.services).services,
  };
  const topics = found.service.flatMap((service) =>
    service.topics.map((topic) => ({ ...topic, service: service.id })),
  );
  return {
    zones: { ...zones, zones: [...zones.zones, outsideZone] },
    words: {
      category: found.category.map(word),
      channel: found.channel.map(word),
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
    synonyms: {
      category: spellings(found.category),
      channel: spellings(found.channel),
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
      cityGuard: topic.cityGuard ?? null,
      placeKinds: topic.placeKinds,
    })),
  };
}

/** The goals that hold on a day (YYYY-MM-DD), by measure: of each the one that began last. */
export function goalsOn(goals: readonly Goal[], day: string): Record<string, number> {
  const out: Record<string, number> = {};
  const since: Record<string, string> = {};
  for (const { measure, value, from } of goals) {
    if (from > day || from < (since[measure] ?? '')) continue;
    since[measure] = from;
    out[measure] = value;
  }
  return out;
}

function word({ id, en, ar }: Word): Word {
  return { id, en, ar };
}

function spellings(
  list: readonly { id: string; synonyms: readonly string[] }[],
): Map<string, readonly string[]> {
  return new Map(list.map((one) => [one.id, one.synonyms]));
}

function read<T extends v.GenericSchema>(name: string, schema: T, json: unknown): v.InferOutput<T> {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const at = v.getDotPath(issue) ?? 'the whole file';
  throw new Error(
    `data/${name}.json: ${at}: got ${issue.received}, expected ${issue.expected ?? issue.message}`,
  );
}
