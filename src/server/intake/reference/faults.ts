import type { Reference, ReferenceFiles, ReferenceName } from '../../../intake/reference.ts';
import { formatDay, parseDay } from '../../../model/day.ts';
import { isMeasure } from '../../../model/measures.ts';
import { dictionaryCaps, type Word, type Words } from '../../../model/words.ts';

type Path = readonly (string | number)[];

/** What does not belong where it stands, though its file can be read. */
export interface Odd {
  readonly file: ReferenceName;
  readonly path: Path;
  readonly got: string;
  readonly expected: string;
}

/** What is wrong with the entries of reference files, or with what they name. */
export function entryFaults(files: ReferenceFiles, reference: Reference): Odd[] {
  const places = placesOf(files);
  return [...places.flatMap(wordFaults), ...routeFaults(reference, places), ...aimFaults(files, reference)];
}

/** The entries of a dictionary with the keys that lead to them. */
interface Places {
  readonly file: ReferenceName;
  readonly name: keyof Words;
  readonly entries: readonly { readonly path: Path; readonly word: Word }[];
}

interface Listed {
  readonly entries: readonly Word[];
}
interface Channels {
  readonly entries: readonly (Word & { readonly accounts?: readonly Word[] })[];
}
interface Services {
  readonly services: readonly (Word & { readonly topics: readonly Word[] })[];
}

function placesOf(files: ReferenceFiles): Places[] {
  const listed: readonly (readonly [ReferenceName, keyof Words])[] = [
    ['categories', 'category'],
    ['channels', 'channel'],
    ['entities', 'entity'],
    ['stages', 'stage'],
    ['priorities', 'priority'],
    ['languages', 'language'],
    ['customerKinds', 'customerKind'],
  ];
  const { services } = files.services as Services;
  const channels = (files.channels as Channels).entries;
  return [
    ...listed.map(([file, name]) => ({
      file,
      name,
      entries: (files[file] as Listed).entries.map((word, i) => ({ path: ['entries', i], word })),
    })),
    {
      file: 'channels',
      name: 'account',
      entries: channels.flatMap(({ accounts = [] }, i) =>
        accounts.map((word, k) => ({ path: ['entries', i, 'accounts', k], word })),
      ),
    },
    {
      file: 'services',
      name: 'service',
      entries: services.map((word, i) => ({ path: ['services', i], word })),
    },
    {
      file: 'services',
      name: 'topic',
      entries: services.flatMap(({ topics }, i) =>
        topics.map((word, k) => ({ path: ['services', i, 'topics', k], word })),
      ),
    },
  ];
}

/** Each id once, no more entries than may be, and terms that lead on without a gap or a circle. */
function wordFaults({ file, name, entries }: Places): Odd[] {
  const byId = new Map(entries.map(({ word }) => [word.id, word]));
  const seen = new Set<string>();
  const odd = entries.flatMap(({ path, word }): Odd[] => {
    const { id, from, until, successor } = word;
    const at = (key: string, got: string, expected: string): Odd => ({
      file,
      path: [...path, key],
      got,
      expected,
    });
    const faults: Odd[] = [];
    if (seen.has(id)) faults.push(at('id', JSON.stringify(id), `every id of a ${name} once`));
    seen.add(id);
    if (from !== undefined && until !== undefined && until < from)
      faults.push(at('until', until, `${from} or later, for it holds from then on`));
    if (successor === undefined) return faults;
    const next = byId.get(successor);
    if (until === undefined)
      faults.push(at('successor', JSON.stringify(successor), '"until" beside it: the last day before it'));
    if (!next) faults.push(at('successor', JSON.stringify(successor), `the id of another ${name}`));
    else if (until !== undefined && next.from !== undefined && next.from > dayAfter(until))
      faults.push(
        at('successor', `${successor}, which holds from ${next.from} on`, `one from ${dayAfter(until)} on`),
      );
    if (isCircle(word, byId))
      faults.push(at('successor', JSON.stringify(successor), 'no way back to itself'));
    return faults;
  });
  if (entries.length > dictionaryCaps[name])
    odd.push({
      ...{ file, path: entries[0]!.path.slice(0, 1) },
      ...{ got: `${entries.length} entries of the ${name}`, expected: `${dictionaryCaps[name]} at most` },
    });
  return odd;
}

function dayAfter(day: string): string {
  return formatDay(parseDay(day)! + 1);
}

function isCircle(word: Word, byId: ReadonlyMap<string, Word>): boolean {
  let now: Word | undefined = word;
  for (let i = 0; now && i <= byId.size; i++) now = byId.get(now.successor ?? '');
  return now !== undefined;
}

/** Each topic goes to an entity that is there, and ends with its service. */
function routeFaults({ topics, words }: Reference, places: readonly Places[]): Odd[] {
  const { entries } = places.find(({ name }) => name === 'topic')!;
  const entities = new Set(words.entity.map(({ id }) => id));
  const categories = new Set(words.category.map(({ id }) => id));
  const services = new Map(words.service.map((service) => [service.id, service]));
  return topics.flatMap(({ service, entity, categories: own }, i): Odd[] => {
    const { path, word } = entries[i]!;
    const end = services.get(service)?.until;
    const unknown = own.findIndex((id) => !categories.has(id));
    return [
      ...(entity !== null && !entities.has(entity)
        ? [odd('services', [...path, 'entity'], entity, 'the id of an entity')]
        : []),
      ...(unknown >= 0
        ? [odd('services', [...path, 'categories', unknown], own[unknown]!, 'the id of a category')]
        : []),
      ...(end !== undefined && (word.until === undefined || word.until > end)
        ? [
            odd(
              'services',
              [...path, 'until'],
              word.until ?? 'none',
              `${end} or sooner, when its service ends: a topic that goes on is another one in another service`,
            ),
          ]
        : []),
    ];
  });
}

/** Goals and targets are of what is there. */
function aimFaults(files: ReferenceFiles, { words }: Reference): Odd[] {
  const ids = (name: keyof Words) => new Set(words[name].map(({ id }) => id));
  const known = {
    category: ids('category'),
    channel: ids('channel'),
    service: ids('service'),
    priority: ids('priority'),
  };
  return (['goals', 'targets'] as const).flatMap((file) => {
    const { entries } = files[file] as { entries: readonly Readonly<Record<string, unknown>>[] };
    return entries.flatMap((entry, i): Odd[] => [
      ...(file === 'goals' && !isMeasure(String(entry.measure))
        ? [odd(file, ['entries', i, 'measure'], String(entry.measure), 'the id of a measure')]
        : []),
      ...(Object.keys(known) as (keyof typeof known)[])
        .filter((key) => entry[key] !== undefined && !known[key].has(String(entry[key])))
        .map((key) => odd(file, ['entries', i, key], String(entry[key]), `the id of a ${key}`)),
    ]);
  });
}

/** What a city that runs cannot take: what its requests mean by their codes stays. */
export function changeFaults(before: Reference, after: Reference, files: ReferenceFiles): Odd[] {
  const places = placesOf(files);
  const faults: Odd[] = [];
  const areas = ({ zones }: Reference) => ({
    zones: zones.zones.map(({ id }) => id),
    places: zones.places.map(({ id }) => id),
  });
  for (const name of ['zones', 'places'] as const) {
    const [old, now] = [areas(before)[name], areas(after)[name]];
    const first = old.findIndex((id, i) => now[i] !== id);
    if (first < 0 && now.length === old.length) continue;
    const place = first < 0 ? old.length : first;
    faults.push(
      odd(
        'zones',
        [name, place],
        now[place] ?? 'nothing',
        `${old[place] ?? 'nothing'}, as in the city that runs: other ${name} need a city that is begun anew`,
      ),
    );
  }
  const zoneOf = ({ calendar }: Reference) => (calendar as { timeZone?: string }).timeZone;
  if (zoneOf(before) !== zoneOf(after))
    faults.push(
      odd(
        'calendar',
        ['timeZone'],
        String(zoneOf(after)),
        `${zoneOf(before)}, as in the city that runs: the days of its requests are told by it`,
      ),
    );
  const serviceOf = new Map(after.words.topic.map(({ id, service }) => [id, service]));
  for (const { file, name, entries } of places) {
    const ids = new Set(entries.map(({ word }) => word.id));
    for (const { id } of before.words[name].filter((word) => !ids.has(word.id)))
      faults.push(
        odd(
          file,
          [name === 'service' || name === 'topic' ? 'services' : 'entries'],
          `no ${name} "${id}"`,
          'it to stay, for requests may have it: what ends gets "until"',
        ),
      );
  }
  const topics = places.find(({ name }) => name === 'topic')!.entries;
  for (const { id, service } of before.words.topic) {
    const now = serviceOf.get(id);
    if (now === undefined || now === service) continue;
    const { path } = topics.find(({ word }) => word.id === id)!;
    faults.push(
      odd(
        'services',
        [...path, 'id'],
        `"${id}" in the service "${now}"`,
        `it in "${service}", as its requests are: what moves ends there, and its successor is here`,
      ),
    );
  }
  return faults;
}

function odd(file: ReferenceName, path: Path, got: string, expected: string): Odd {
  return { file, path, got, expected };
}
