/**
 * Says what is inconsistent in the reference data in data/ and the mappings in data/sources, one sentence a fault, and
 * exits 1 if anything is:
 *
 *     npx tsx scripts/checkData.ts [--facts ../shared/zones/facts.csv]
 *
 * With the facts it also checks that zones.json is what makeZones makes of them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { calendarSchema, dayText, parseCalendar } from '../src/model/calendar.ts';
import { type Day, dateOfDay, formatDay, parseDay } from '../src/model/day.ts';
import { fold } from '../src/model/fold.ts';
import { goalDimensions, goalKey } from '../src/model/goal.ts';
import { type MeasureId, measureIds, measures, type Unit } from '../src/model/measures.ts';
import { type TargetEntry, targetFor, targetsSchema } from '../src/model/target.ts';
import { dictionaryCaps, rejectedStage } from '../src/model/words.ts';
import { checkSources, sourceMappings } from './checkSources.ts';
import { beside } from './districts.ts';
import { formatFile, makeZones } from './makeZones.ts';
import { passedHolidays } from './passedHolidays.ts';

/** What the municipality counts: communities, public locations, topics handled by virtual appointment. */
const counts = { zones: 224, places: 96, virtualAppointments: 65 };
/** What it counts roughly: services as its customers know them, which are our topics; those of My City, which we chose; entities. */
const ranges = {
  topics: [100, 150],
  myCity: [20, 30],
  entities: [30, 50],
} as const satisfies Record<string, readonly [least: number, most: number]>;

const nonEmpty = v.pipe(v.string(), v.regex(/\S/, 'a text'));
const english = v.pipe(v.string(), v.regex(/\p{Script=Latin}/u, 'a name with Latin letters'));
const arabic = v.pipe(v.string(), v.regex(/\p{Script=Arabic}/u, 'a name with Arabic letters'));
/** Words that we write ourselves; the names of zones stay as the municipality spells them. */
const evenlySpaced = v.regex(/^\S+( \S+)*$/, 'words with one space between them and none around');
const ourArabic = v.pipe(
  arabic,
  evenlySpaced,
  v.regex(/^([^\u0640]|(?<=ه)\u0640(?!\p{L}))*$/u, 'a name without a stretched letter (tatweel), but in هـ'),
  v.regex(/^[^\u06a9\u06cc\u06be\u06c1\u06c0]*$/, 'Arabic letters ك ي ه, not the Persian or Urdu ones alike'),
  v.regex(/^[^,;?]*$/, 'the Arabic marks ، ؛ ؟'),
);
const slug = v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id such as "service-request"'));
const zoneId = v.pipe(v.string(), v.regex(/^[A-Z0-9]+(-[A-Z0-9]+)*$/, 'an id such as "C101" or "PM-R37"'));
const point = v.strictTuple([
  v.pipe(v.number(), v.minValue(-180), v.maxValue(180)),
  v.pipe(v.number(), v.minValue(-90), v.maxValue(90)),
]);
const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const names = { en: english, ar: arabic };
const ourNames = { en: v.pipe(english, evenlySpaced), ar: ourArabic };
const word = { id: slug, ...ourNames, synonyms: v.array(nonEmpty) };
const term = { from: v.optional(dayText), until: v.optional(dayText), successor: v.optional(v.string()) };

function listOf<T extends v.ObjectEntries>(entry: T) {
  return v.strictObject({ source: nonEmpty, entries: v.array(v.strictObject(entry)) });
}

const zonesFile = v.strictObject({
  source: nonEmpty,
  residentsYear: v.pipe(v.number(), v.integer()),
  population: v.optional(
    v.strictObject({ total: v.pipe(v.number(), v.integer(), v.minValue(1)), on: dayText, source: nonEmpty }),
  ),
  names: v.array(v.strictObject({ ...names, kind: v.picklist(['city', 'land', 'water']), label: point })),
  sectors: v.array(v.strictObject({ id: zoneId, ...names })),
  districts: v.array(
    v.strictObject({
      id: slug,
      ...ourNames,
      zones: v.pipe(v.array(v.string()), v.minLength(2, 'at least two zones')),
      aliases: v.array(nonEmpty),
      label: point,
      source: nonEmpty,
    }),
  ),
  zones: v.array(
    v.strictObject({
      id: zoneId,
      code: nonEmpty,
      ...names,
      sector: v.string(),
      residents: v.pipe(v.number(), v.integer(), v.minValue(0)),
      label: point,
      centre: point,
      areaKm2: positive,
      aliases: v.array(nonEmpty),
      note: v.optional(nonEmpty),
    }),
  ),
  places: v.array(
    v.strictObject({
      id: zoneId,
      kind: v.picklist(['metro-station', 'tram-station', 'public-place']),
      subkind: nonEmpty,
      ...names,
      arSource: nonEmpty,
      zone: v.string(),
      label: point,
    }),
  ),
});

const servicesFile = v.strictObject({
  source: nonEmpty,
  services: v.array(
    v.strictObject({
      id: slug,
      ...ourNames,
      ...term,
      topics: v.pipe(
        v.array(
          v.strictObject({
            id: slug,
            ...ourNames,
            ...term,
            entity: v.string(),
            weight: positive,
            categories: v.pipe(v.array(v.string()), v.minLength(1, 'at least one category')),
            virtualAppointment: v.boolean(),
            myCity: v.optional(v.boolean()),
            placeKinds: v.optional(v.array(v.string())),
          }),
        ),
        v.minLength(1, 'at least one topic'),
      ),
    }),
  ),
});

const files = {
  zones: zonesFile,
  categories: listOf(word),
  channels: listOf({
    ...word,
    digital: v.optional(v.boolean()),
    elsewhere: v.optional(v.boolean()),
    accounts: v.optional(v.array(v.strictObject(word))),
  }),
  stages: listOf({
    ...word,
    progress: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
    done: v.boolean(),
  }),
  priorities: listOf(word),
  languages: listOf(word),
  customerKinds: listOf(word),
  entities: listOf({ ...word, ...term, kind: v.picklist(['department', 'agency']) }),
  services: servicesFile,
  targets: targetsSchema,
  goals: listOf({
    measure: v.picklist(measureIds),
    category: v.optional(v.string()),
    channel: v.optional(v.string()),
    service: v.optional(v.string()),
    value: v.pipe(v.number(), v.finite()),
    from: dayText,
    to: v.optional(dayText),
  }),
  calendar: calendarSchema,
};

export type FileName = keyof typeof files;
/** The files of reference data, by the name of the file without ".json". */
export const fileNames = Object.keys(files) as FileName[];
/** The parsed JSON of every file. */
export type ReferenceData = Readonly<Record<FileName, unknown>>;
type Contents = { [F in FileName]: v.InferOutput<(typeof files)[F]> };

/** What is inconsistent in the reference data: a sentence a fault with file, entry and expectation; empty if nothing is. */
export function checkData(data: ReferenceData): string[] {
  const shapes = fileNames.flatMap((file) => shapeFaults(file, data[file]));
  // What refers to what can be told only of files that can be read.
  if (shapes.length > 0) return shapes;
  const contents = Object.fromEntries(
    fileNames.map((file) => [file, v.parse(files[file], data[file])]),
  ) as Contents;
  return [
    ...wordFaults(contents),
    ...zoneFaults(contents.zones),
    ...districtFaults(contents.zones),
    ...spellingFaults(contents.zones),
    ...serviceFaults(contents),
    ...myCityFaults(contents.services),
    ...targetFaults(contents),
    ...goalFaults(contents),
    ...calendarFaults(contents.calendar),
  ];
}

function shapeFaults(file: FileName, content: unknown): string[] {
  const result = v.safeParse(files[file], content);
  if (result.success) return [];
  return result.issues.map((issue) => {
    const path = issue.path ?? [];
    const item = path.findLast(
      (part) => typeof part.value === 'object' && part.value !== null && 'id' in part.value,
    );
    const index = path.find((part) => typeof part.key === 'number')?.key;
    const id = (item?.value as { id?: unknown } | undefined)?.id;
    const entry =
      id !== undefined ? ` entry "${id}",` : index !== undefined ? ` entry ${Number(index) + 1},` : '';
    const field = path.map((part) => String(part.key)).join('.') || 'the file';
    const received = issue.received === 'undefined' ? 'is missing' : `is ${issue.received}`;
    const expected =
      issue.type === 'strict_object' && issue.expected === 'never'
        ? 'no such name'
        : issue.type === 'regex'
          ? issue.message
          : (issue.expected ?? issue.message);
    return `${file}.json,${entry} ${field} ${received}, expected ${expected}.`;
  });
}

/** Names that two owners share once folded, each named once. */
function shared(
  owned: Iterable<readonly [owner: string, name: string]>,
): { name: string; first: string; second: string }[] {
  const owners = new Map<string, string>();
  const faults: { name: string; first: string; second: string }[] = [];
  for (const [owner, name] of owned) {
    const folded = fold(name);
    const first = owners.get(folded);
    if (first === undefined) owners.set(folded, owner);
    else faults.push({ name, first, second: owner });
  }
  return faults;
}

function duplicateFaults(file: FileName, what: string, ids: readonly string[]): string[] {
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  return [...twice].map(
    (id) => `${file}.json, entry "${id}": the id of two ${what}, expected every id once.`,
  );
}

const dictionaries = {
  categories: 'category',
  channels: 'channel',
  stages: 'stage',
  priorities: 'priority',
  languages: 'language',
  customerKinds: 'customerKind',
  entities: 'entity',
} as const;

interface NamedEntry {
  readonly id: string;
  readonly en: string;
  readonly ar: string;
  readonly synonyms: readonly string[];
  readonly accounts?: readonly NamedEntry[] | undefined;
}

function wordFaults(contents: Contents): string[] {
  const faults = (Object.keys(dictionaries) as (keyof typeof dictionaries)[]).flatMap((file) => {
    const listed: readonly NamedEntry[] = contents[file].entries;
    // An account's names are its channel's too.
    const entries = listed.flatMap((entry) => [entry, ...(entry.accounts ?? [])]);
    const cap = dictionaryCaps[dictionaries[file]];
    const owned = entries.flatMap((entry) => [
      // An id and the English name may well be one word.
      ...new Map(
        [entry.id, entry.en, entry.ar].map((name) => [fold(name), [entry.id, name] as const]),
      ).values(),
      ...entry.synonyms.map((synonym) => [entry.id, synonym] as const),
    ]);
    return [
      ...duplicateFaults(
        file,
        'entries',
        entries.map((entry) => entry.id),
      ),
      ...shared(owned).map(({ name, first, second }) =>
        first === second
          ? `${file}.json, entry "${second}": "${name}" stands there twice once folded, expected every name once.`
          : `${file}.json, entry "${second}": "${name}" already names "${first}" once folded, expected every name once in the file.`,
      ),
      ...(listed.length > cap
        ? [`${file}.json: has ${listed.length} entries, expected at most ${cap}.`]
        : []),
    ];
  });
  if (!contents.stages.entries.some((stage) => stage.id === rejectedStage)) {
    faults.push(
      `stages.json: has no entry "${rejectedStage}", expected one because the measures know it by id.`,
    );
  }
  return faults;
}

function zoneFaults({ sectors, zones, places }: Contents['zones']): string[] {
  const file = 'zones.json';
  const sectorIds = new Set(sectors.map((sector) => sector.id));
  const zoneIds = new Set(zones.map((zone) => zone.id));
  const owned = zones.flatMap((zone) =>
    [zone.en, zone.ar, ...zone.aliases].map((name) => [zone.id, name] as const),
  );
  const zoneOfName = new Map(owned.map(([id, name]) => [fold(name), id]));
  return [
    ...duplicateFaults(
      'zones',
      'sectors',
      sectors.map((sector) => sector.id),
    ),
    ...duplicateFaults(
      'zones',
      'zones or places',
      [...zones, ...places].map((entry) => entry.id),
    ),
    ...duplicateFaults(
      'zones',
      'zones by code',
      zones.map((zone) => zone.code),
    ),
    ...shared(owned).map(({ name, first, second }) =>
      first === second
        ? `${file}, entry "${second}": "${name}" stands there twice once folded, expected every name once.`
        : `${file}, entry "${second}": "${name}" already names "${first}" once folded, expected a name or alias of one zone only.`,
    ),
    ...shared(places.flatMap((place) => [place.en, place.ar].map((name) => [place.id, name] as const))).map(
      ({ name, first, second }) =>
        `${file}, entry "${second}": "${name}" already names "${first}", expected every place's name once.`,
    ),
    ...zones
      .filter((zone) => !sectorIds.has(zone.sector))
      .map(
        (zone) =>
          `${file}, entry "${zone.id}": lies in sector "${zone.sector}", expected one of the file's sectors.`,
      ),
    ...places.flatMap((place) => {
      if (!zoneIds.has(place.zone)) {
        return [
          `${file}, entry "${place.id}": lies in zone "${place.zone}", expected one of the file's zones.`,
        ];
      }
      // A zone's alias may be the name of a place, if that is where the place lies.
      return [place.en, place.ar].flatMap((name) => {
        const other = zoneOfName.get(fold(name));
        return other === undefined || other === place.zone
          ? []
          : [
              `${file}, entry "${place.id}": "${name}" names zone "${other}", expected its own zone "${place.zone}".`,
            ];
      });
    }),
    ...countFault(file, 'zones', zones.length, counts.zones),
    ...countFault(file, 'places', places.length, counts.places),
  ];
}

/** Each zone in one district at most; each district of zones that are there and lie together; each name of one district. */
function districtFaults({ districts, zones }: Contents['zones']): string[] {
  const file = 'zones.json';
  const byId = new Map(zones.map((zone) => [zone.id, zone]));
  const holder = new Map<string, string>();
  const twice: string[] = [];
  for (const { id, zones: own } of districts) {
    for (const zone of own) {
      const first = holder.get(zone);
      if (first !== undefined)
        twice.push(
          `${file}, entry "${id}": has zone "${zone}" of district "${first}", expected every zone once.`,
        );
      holder.set(zone, id);
    }
  }
  return [
    ...duplicateFaults(
      'zones',
      'districts',
      districts.map(({ id }) => id),
    ),
    ...shared(
      districts.flatMap(({ id, en, ar, aliases }) => [en, ar, ...aliases].map((name) => [id, name] as const)),
    ).map(
      ({ name, first, second }) =>
        `${file}, entry "${second}": "${name}" already names district "${first}" once folded, expected every name once.`,
    ),
    ...twice,
    ...districts.flatMap(({ id, zones: own }) =>
      own.flatMap((zone) => {
        const found = byId.get(zone);
        if (!found) return [`${file}, entry "${id}": has zone "${zone}", expected one of the file's zones.`];
        const near = own.some(
          (other) => other !== zone && byId.has(other) && beside(byId.get(other)!, found),
        );
        return near
          ? []
          : [
              `${file}, entry "${id}": has zone "${zone}", expected one that lies beside another of its zones.`,
            ];
      }),
    ),
  ];
}

/** Each word of the Arabic names in one spelling: ديرة and ديره stand side by side on one screen. */
function spellingFaults({ names, districts, zones, places }: Contents['zones']): string[] {
  const first = new Map<string, { word: string; id: string }>();
  const entries = [
    ...names.map(({ en, ar }) => ({ id: en, ar })),
    ...[...districts, ...zones, ...places].map(({ id, ar }) => ({ id, ar })),
  ];
  return entries.flatMap(({ id, ar }) =>
    ar.split(/[^\p{L}\p{M}]+/u).flatMap((word) => {
      const held = first.get(fold(word));
      if (held === undefined) first.set(fold(word), { word, id });
      if (held === undefined || held.word === word) return [];
      return [
        `zones.json, entry "${id}": writes "${word}" where "${held.id}" writes "${held.word}", expected one spelling.`,
      ];
    }),
  );
}

function countFault(file: string, what: string, found: number, expected: number): string[] {
  return found === expected ? [] : [`${file}: has ${found} ${what}, expected ${expected}.`];
}

function serviceFaults(contents: Contents): string[] {
  const file = 'services.json';
  const { services } = contents.services;
  const topics = services.flatMap((service) => service.topics);
  const known = {
    entity: idsOf(contents.entities),
    category: idsOf(contents.categories),
    'kind of place': new Set(contents.zones.places.flatMap((place) => [place.kind, place.subkind])),
  };
  const namesOnce = (what: string, entries: readonly { id: string; en: string; ar: string }[]) =>
    shared(entries.flatMap((entry) => [entry.en, entry.ar].map((name) => [entry.id, name] as const))).map(
      ({ name, first, second }) =>
        `${file}, entry "${second}": "${name}" already names the ${what} "${first}", expected every name once.`,
    );
  return [
    ...duplicateFaults(
      'services',
      'services',
      services.map((service) => service.id),
    ),
    ...duplicateFaults(
      'services',
      'topics',
      topics.map((topic) => topic.id),
    ),
    ...namesOnce('service', services),
    ...namesOnce('topic', topics),
    ...topics.flatMap((topic) => {
      const references = [
        ...[topic.entity].map((id) => ['entity', id] as const),
        ...topic.categories.map((id) => ['category', id] as const),
        ...(topic.placeKinds ?? []).map((id) => ['kind of place', id] as const),
      ];
      return references
        .filter(([what, id]) => !known[what].has(id))
        .map(
          ([what, id]) =>
            `${file}, entry "${topic.id}": names the ${what} "${id}", expected one that exists.`,
        );
    }),
    ...countFault(
      file,
      'topics with a virtual appointment',
      topics.filter((topic) => topic.virtualAppointment).length,
      counts.virtualAppointments,
    ),
    ...topics
      .filter((topic) => topic.virtualAppointment && !topic.categories.some((id) => appointments.has(id)))
      .map(
        (topic) =>
          `${file}, entry "${topic.id}": is open to virtual appointments and takes ${topic.categories.join(', ')}, expected one of ${[...appointments].join(', ')}.`,
      ),
    ...[...known.category]
      .filter((id) => !topics.some((topic) => topic.categories.includes(id)))
      .map((id) => `${file}: no topic takes the category "${id}", expected one at least.`),
    ...rangeFault(file, 'topics', topics.length, ranges.topics),
    ...rangeFault('entities.json', 'entries', contents.entities.entries.length, ranges.entities),
  ];
}

/** The categories that an appointment can be about. */
const appointments: ReadonlySet<string> = new Set(['inquiry', 'complaint', 'service-request']);

function myCityFaults({ services }: Contents['services']): string[] {
  const file = 'services.json';
  const topics = services.flatMap((service) => service.topics).filter((topic) => topic.myCity);
  return [
    ...topics
      .filter((topic) => !topic.categories.includes('report'))
      .map(
        (topic) =>
          `${file}, entry "${topic.id}": My City takes reports of it, and its categories are ${topic.categories.join(', ')}, expected report among them.`,
      ),
    ...rangeFault(file, 'topics of My City', topics.length, ranges.myCity),
  ];
}

function rangeFault(
  file: string,
  what: string,
  found: number,
  [least, most]: readonly [number, number],
): string[] {
  return found >= least && found <= most
    ? []
    : [`${file}: has ${found} ${what}, expected ${least} to ${most}.`];
}

function idsOf(file: { entries: readonly { id: string }[] }): Set<string> {
  return new Set(file.entries.map((entry) => entry.id));
}

interface Span {
  readonly from: Day;
  readonly to?: Day | null | undefined;
}

function overlap(a: Span, b: Span): boolean {
  return a.from <= (b.to ?? Number.POSITIVE_INFINITY) && b.from <= (a.to ?? Number.POSITIVE_INFINITY);
}

function spanText(span: Span): string {
  return span.to == null
    ? `from ${formatDay(span.from)}`
    : `from ${formatDay(span.from)} to ${formatDay(span.to)}`;
}

/** Every pair of spans of one key that overlap, the later in the list second. */
function overlaps<T extends Span>(spans: readonly T[], keyOf: (span: T) => string): [T, T][] {
  return spans.flatMap((second, index) =>
    spans
      .slice(0, index)
      .filter((first) => keyOf(first) === keyOf(second) && overlap(first, second))
      .map((first): [T, T] => [first, second]),
  );
}

function targetText(entry: Pick<TargetEntry, 'service' | 'category' | 'priority'>): string {
  const parts = (['service', 'category', 'priority'] as const).flatMap((part) =>
    entry[part] === null ? [] : [`${part} "${entry[part]}"`],
  );
  return parts.length === 0 ? 'every request' : parts.join(', ');
}

function targetFaults(contents: Contents): string[] {
  const file = 'targets.json';
  const { targets } = contents;
  const categories = idsOf(contents.categories);
  const services = new Set(contents.services.services.map((service) => service.id));
  const priorities = contents.priorities.entries.map((priority) => priority.id);
  const known = { category: categories, service: services, priority: new Set(priorities) };
  const faults = targets.entries.flatMap((entry) => [
    ...(['category', 'service', 'priority'] as const)
      .filter((part) => entry[part] !== null && !known[part].has(entry[part]))
      .map(
        (part) =>
          `${file}, entry for ${targetText(entry)}: names the ${part} "${entry[part]}", expected one that exists.`,
      ),
    ...(entry.resolutionSeconds < entry.firstResponseSeconds
      ? [
          `${file}, entry for ${targetText(entry)}: is to be resolved before the first response, expected as many hours or more.`,
        ]
      : []),
  ]);
  for (const [first, second] of overlaps(targets.entries, targetText)) {
    faults.push(
      `${file}, entry for ${targetText(second)}: two are valid at once (${spanText(first)}; ${spanText(second)}), expected one.`,
    );
  }
  if (targets.entries.length === 0)
    return [...faults, `${file}: has no entries, expected one for every category.`];
  const start = Math.min(...targets.entries.map((entry) => entry.from));
  const changes = [
    ...new Set(targets.entries.flatMap(({ from, to }) => (to === null ? [from] : [from, to + 1]))),
  ].sort((a, b) => a - b);
  for (const category of categories) {
    const day = changes.find(
      (day) => targetFor(targets, { category, service: null, priority: null, day }) === null,
    );
    if (day !== undefined) {
      faults.push(
        `${file}: has no target for category "${category}" on ${formatDay(day)}, expected one from ${formatDay(start)} on without a gap.`,
      );
    }
  }
  for (const service of services) {
    for (const category of categories) {
      for (const [index, priority] of priorities.entries()) {
        const lower = priorities[index - 1];
        const day = changes.at(-1)!;
        const target = targetFor(targets, { category, service, priority, day });
        const slower =
          lower === undefined ? null : targetFor(targets, { category, service, priority: lower, day });
        if (!target || !slower) continue;
        if (
          target.resolutionSeconds > slower.resolutionSeconds ||
          target.firstResponseSeconds > slower.firstResponseSeconds
        ) {
          faults.push(
            `${file}: service "${service}", category "${category}": "${priority}" may take longer than "${lower}", expected no more hours.`,
          );
        }
      }
    }
  }
  return faults;
}

const unitRanges: Readonly<Record<Unit, readonly [least: number, most: number]>> = {
  count: [0, Number.POSITIVE_INFINITY],
  share: [0, 1],
  hours: [0, Number.POSITIVE_INFINITY],
  rating: [1, 5],
  per1000: [0, Number.POSITIVE_INFINITY],
};

function goalFaults({ goals: { entries }, categories, channels, services }: Contents): string[] {
  const known = { category: categories.entries, channel: channels.entries, service: services.services };
  const range = (measure: MeasureId) => unitRanges[measures[measure].unit];
  return [
    ...entries
      .filter(({ measure, value }) => value < range(measure)[0] || value > range(measure)[1])
      .map(
        ({ measure, value }) =>
          `goals.json, entry "${measure}": value is ${value}, expected ${range(measure)[0]} to ${range(measure)[1]}.`,
      ),
    ...entries.flatMap((entry) =>
      goalDimensions
        .filter((name) => entry[name] !== undefined && !known[name].some(({ id }) => id === entry[name]))
        .map(
          (name) =>
            `goals.json, entry "${goalKey(entry.measure, entry)}": ${name} "${entry[name]}" is not known, expected one of its file.`,
        ),
    ),
    ...overlaps(entries, (entry) => goalKey(entry.measure, entry)).map(
      ([first, second]) =>
        `goals.json, entry "${goalKey(second.measure, second)}": two are valid at once (${spanText(first)}; ${spanText(second)}), expected one.`,
    ),
  ];
}

/** Every year that the holidays are listed for has each of these, by their English names. */
const yearlyHolidays: readonly RegExp[] = [
  /^New Year’s Day$/,
  /^Eid Al Fitr$/,
  /Eid Al Adha$/,
  /^Islamic New Year$/,
  /^The Prophet’s birthday$/,
  /National Day/,
];
/** The first day of the week from Monday to Friday noon; before it the week went from Sunday to Thursday. */
const newWeek = parseDay('2022-01-01')!;

function calendarFaults(calendar: Contents['calendar']): string[] {
  const file = 'calendar.json';
  const { periods, holidays } = calendar;
  const plain = periods.filter((period) => period.kind === null).sort((a, b) => a.from - b.from);
  return [
    ...overlaps(periods, (period) => period.kind ?? '').map(
      ([first, second]) =>
        `${file}, periods ${spanText(first)} and ${spanText(second)}: both are ${second.kind ?? 'plain'} and overlap, expected one of a kind at a time.`,
    ),
    ...overlaps(holidays, () => '').map(
      ([first, second]) =>
        `${file}, holidays "${first.en}" ${spanText(first)} and "${second.en}" ${spanText(second)}: overlap, expected every day once.`,
    ),
    ...plain.slice(1).flatMap((period, index) => {
      const before = plain[index]!;
      return before.to !== null && before.to + 1 < period.from
        ? [`${file}, periods ${spanText(before)} and ${spanText(period)}: leave days between, expected none.`]
        : [];
    }),
    ...[...periods.map((period) => period.label), ...holidays].flatMap((label) => {
      const result = label && v.safeParse(ourArabic, label.ar);
      return !result || result.success
        ? []
        : [`${file}, "${label.en}": ar is "${label.ar}", expected ${result.issues[0].message}.`];
    }),
    ...plain.flatMap((period) => weekFaults(file, period)),
    ...ramadanFaults(file, calendar, plain),
    ...yearFaults(file, calendar),
  ];
}

/** Days of the week (1 Monday to 7) with working hours. */
function workdays({ week }: Contents['calendar']['periods'][number]): string {
  return week.flatMap((hours, day) => (hours.length > 0 ? [day + 1] : [])).join(' ');
}

function weekFaults(file: string, period: Contents['calendar']['periods'][number]): string[] {
  const expected = period.from < newWeek ? '1 2 3 4 7' : '1 2 3 4 5';
  const found = workdays(period);
  return [
    ...(found === expected
      ? []
      : [
          `${file}, period ${spanText(period)}: works on days ${found} (1 is Monday), expected ${expected}: the week changed on ${formatDay(newWeek)}.`,
        ]),
    ...(period.from < newWeek && (period.to === null || period.to >= newWeek)
      ? [`${file}, period ${spanText(period)}: goes on after the week changed on ${formatDay(newWeek)}.`]
      : []),
  ];
}

function ramadanFaults(
  file: string,
  { periods, holidays }: Contents['calendar'],
  plain: Contents['calendar']['periods'],
): string[] {
  const firstHoliday = Math.min(...holidays.map(({ from }) => from));
  return periods
    .filter((period) => period.kind === 'ramadan')
    .flatMap((ramadan) => {
      const { from } = ramadan;
      const to = ramadan.to ?? Number.POSITIVE_INFINITY;
      const usual = plain.find((one) => one.from <= from && from <= (one.to ?? Number.POSITIVE_INFINITY));
      const length = ({ week }: typeof ramadan) =>
        week.flat().reduce((sum, hours) => sum + hours.to - hours.from, 0);
      const days = to - from + 1;
      const eid = holidays.some(
        (holiday) =>
          /Fitr/.test(holiday.en) && holiday.from <= to + 1 && to < holiday.to && holiday.from > from,
      );
      return [
        ...(days === 29 || days === 30
          ? []
          : [`${file}, ramadan ${spanText(ramadan)}: has ${days} days, expected 29 or 30.`]),
        ...(!usual || workdays(usual) === workdays(ramadan)
          ? []
          : [
              `${file}, ramadan ${spanText(ramadan)}: works on days ${workdays(ramadan)} (1 is Monday), expected ${workdays(usual)} as in the weeks around it.`,
            ]),
        ...(!usual || length(ramadan) < length(usual)
          ? []
          : [
              `${file}, ramadan ${spanText(ramadan)}: works as long as the weeks around it, expected fewer hours.`,
            ]),
        ...(eid || from < firstHoliday
          ? []
          : [
              `${file}, ramadan ${spanText(ramadan)}: is not followed by Eid Al Fitr, expected that holiday at its end.`,
            ]),
      ];
    });
}

function yearFaults(file: string, { periods, holidays }: Contents['calendar']): string[] {
  const years = holidays.map(({ from }) => dateOfDay(from).year);
  const faults: string[] = [];
  for (let year = Math.min(...years); year <= Math.max(...years); year++) {
    const names = holidays.flatMap(({ from, en }) => (dateOfDay(from).year === year ? [en] : []));
    for (const name of yearlyHolidays) {
      if (!names.some((one) => name.test(one)))
        faults.push(`${file}: ${year} has no holiday ${name.source.replace(/[\^$]/g, '')}, expected one.`);
    }
    if (!periods.some(({ kind, from }) => kind === 'ramadan' && dateOfDay(from).year === year))
      faults.push(`${file}: ${year} has no period of the kind ramadan, expected one.`);
  }
  return faults;
}

/** Says where the text of zones.json is not what makeZones makes of the facts; null if it is. */
export function checkMade(zonesText: string, facts: string): string | null {
  const made = formatFile(makeZones(facts)).split('\n');
  const found = zonesText.split('\n');
  const line = made.findIndex((text, index) => text !== found[index]);
  if (line < 0 && made.length === found.length) return null;
  const at = (line < 0 ? made.length : line) + 1;
  return `zones.json, line ${at}: is not what the facts make, expected the output of scripts/makeZones.ts.`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values } = parseArgs({ options: { facts: { type: 'string' } } });
  const textOf = (file: FileName) => readFileSync(new URL(`../data/${file}.json`, import.meta.url), 'utf8');
  const data = Object.fromEntries(fileNames.map((file) => [file, JSON.parse(textOf(file))])) as ReferenceData;
  const faults = checkData(data);
  if (values.facts && existsSync(values.facts)) {
    const fault = checkMade(textOf('zones'), readFileSync(values.facts, 'utf8'));
    if (fault) faults.push(fault);
  } else if (values.facts) {
    console.log(`There is no ${values.facts}: whether zones.json is current was not checked.`);
  }
  const mappings = sourceMappings();
  faults.push(...checkSources(mappings));
  for (const fault of faults) console.error(fault);
  const today = Math.floor(Date.now() / 86_400_000);
  for (const warning of passedHolidays(parseCalendar(data.calendar).holidays, today))
    console.error(`Warning: ${warning}`);
  console.log(
    faults.length === 0
      ? `${fileNames.length} files of reference data and ${Object.keys(mappings).length} mappings of sources agree.`
      : `${faults.length} faults in the reference data.`,
  );
  process.exit(faults.length === 0 ? 0 : 1);
}
