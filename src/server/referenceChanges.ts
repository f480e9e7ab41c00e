import { createHash } from 'node:crypto';
import { renewedWords } from '../intake/reading/finalWords.ts';
import { goalsOn, type Reference, wordsAtHome } from '../intake/reference.ts';
import { formatDay } from '../model/day.ts';
import { type Manifest, manifestText } from '../model/manifest.ts';
import type { SnapshotFacts } from '../model/snapshot.ts';
import { timeZone } from '../model/timeZone.ts';
import { type Channel, type Stage, type Topic, type Word, type Words, wordsText } from '../model/words.ts';
import { writeDurably, writeHashed } from './files.ts';

type Facts = Omit<SnapshotFacts, 'asOf'>;

/**
 * The facts of a city as the reference files of data/ have them now. A city that was imported from a file keeps its
 * own, as does the time zone, whose days the store holds; zones are taken over where they are the same ones in the same
 * order, shapes where the city has those of data/. A sample city's words keep their codes; a live one's are its store's.
 * @param now epoch seconds: of several goals the one of that day counts
 */
export function factsNow(base: Facts, reference: Reference, now: number): Facts {
  if (base.kind === 'import' || timeZoneOf(reference) !== base.timeZone) return base;
  const goals = goalsOn(reference.goals, formatDay(timeZone(base.timeZone).dayOf(now)));
  const isOurs = idsOf(base) === idsOf(reference);
  return {
    ...base,
    ...(isOurs ? { zones: reference.zones } : {}),
    ...(isOurs && base.kind === 'live' ? { geometry: reference.geometry } : {}),
    ...(base.kind === 'sample' ? { words: renewedWords(base.words, wordsAtHome(reference)) } : {}),
    calendar: reference.calendar,
    targets: reference.targets,
    // What a sample city's open stock should stay below follows from its requests.
    goals: base.goals.open === undefined ? goals : { ...goals, open: base.goals.open },
  };
}

/** Channels as they were published, with what data/channels.json says of each beside its names now. */
export function channelsNow(published: readonly Channel[], { words }: Reference): readonly Channel[] {
  const digital = new Set(words.channel.flatMap((channel) => (channel.digital ? [channel.id] : [])));
  return published.map((channel) => ({ ...channel, digital: digital.has(channel.id) || channel.digital }));
}

/** Which of the files differ, and in how many entries, in sentences for whoever runs the server. */
export function changesOf(before: Facts, after: Facts): string[] {
  return (['zones', 'geometry', 'calendar', 'targets', 'goals'] as const).flatMap((name) => {
    if (textOf(before[name]) === textOf(after[name])) return [];
    const [old, now] = [entriesOf(before[name]), entriesOf(after[name])];
    const added = now.filter((entry) => !old.includes(entry)).length;
    const gone = old.filter((entry) => !now.includes(entry)).length;
    return [
      `data/${name}.json changed since the city was published: ${added} entries new or changed, ${gone} gone or changed, of ${now.length}`,
    ];
  });
}

/**
 * Publishes changed facts beside the segments, but for what the segments are told relative to: where the calendar
 * changed, or what a word's code means, all is published anew.
 * @param before the words that are published
 * @returns the manifest that names them
 */
export async function publishFacts(
  folder: string,
  manifest: Manifest,
  facts: Facts,
  before: Words,
): Promise<Manifest> {
  const put = async (stem: 'zones' | 'words' | 'geometry' | 'targets') => {
    const before = manifest.files[stem];
    const value = facts[stem];
    if (value === null) return null;
    const text = JSON.stringify(value);
    return before && before.sha256 === sha256(text) ? before : writeHashed(folder, stem, 'json', text, 9);
  };
  const files = {
    ...manifest.files,
    zones: (await put('zones'))!,
    ...(wordsText(before) !== wordsText(facts.words) && goesOn(before, facts.words)
      ? { words: (await put('words'))! }
      : {}),
    geometry: await put('geometry'),
    targets: await put('targets'),
  };
  const next = { ...manifest, goals: { ...facts.goals }, files };
  if (manifestText(next) === manifestText(manifest)) return manifest;
  await writeDurably(`${folder}/manifest.json`, manifestText(next));
  return next;
}

/** Whether dictionaries mean by the codes of others what these do. */
function goesOn(before: Words, after: Words): boolean {
  return (Object.keys(before) as (keyof Words)[]).every((name) => {
    const now = meaningsOf(after[name]);
    return meaningsOf(before[name]).every((meaning, code) => now[code] === meaning);
  });
}

/** What requests have by the codes of a dictionary, beside its names. */
function meaningsOf(list: readonly (Word & Partial<Topic & Stage>)[]): string[] {
  return list.map(({ id, service, progress, done }) => textOf([id, service, progress, done]));
}

function timeZoneOf({ calendar }: Reference): unknown {
  return (calendar as { timeZone?: unknown }).timeZone;
}

function idsOf({ zones }: Pick<Facts, 'zones'>): string {
  return JSON.stringify([zones.zones.map(({ id }) => id), zones.places.map(({ id }) => id)]);
}

function textOf(value: unknown): string {
  return JSON.stringify(value);
}

/** What stands in the lists of a file, or its values where it has none, as texts. */
function entriesOf(value: unknown): string[] {
  if (value === null || typeof value !== 'object') return [];
  const lists = Object.values(value).filter(Array.isArray);
  return lists.length > 0 ? lists.flat().map(textOf) : Object.entries(value).map(textOf);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
