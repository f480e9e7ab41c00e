import { formatDay, formatMonth } from './day.ts';
import { type Dimension, isWordDimension, responseTimes, type WordDimension } from './dimension.ts';
import { type TimeZone, timeZone } from './timeZone.ts';
import type { Stage, Word, Words } from './words.ts';
import type { Zones } from './zones.ts';

/** All that is known of a city beside its requests: what the codes of a row mean. */
export interface City {
  readonly zones: Zones;
  readonly words: Readonly<Record<WordDimension, readonly Word[]>>;
  /** The snapshot's words, as its file has them. */
  readonly dictionaries: Words;
  readonly stages: readonly Stage[];
  /** Sector code by zone code, −1 where a zone has none. */
  readonly sectorOfZone: readonly number[];
  /** Service code by topic code, −1 where a topic has none. */
  readonly serviceOfTopic: readonly number[];
  readonly timeZone: TimeZone;
  /** Code of an id, −1 where the dictionary has no such id. */
  codeOf(dimension: WordDimension, id: string): number;
}

/** Joins a snapshot's zones and words into one city. */
export function makeCity(zones: Zones, words: Words, zoneName: string): City {
  const all: Record<WordDimension, readonly Word[]> = {
    zone: zones.zones,
    place: zones.places,
    sector: zones.sectors,
    category: words.category,
    channel: words.channel,
    service: words.service,
    topic: words.topic,
    entity: words.entity,
    stage: words.stage,
    priority: words.priority,
    language: words.language,
    customerKind: words.customerKind,
  };
  const codes = new Map<WordDimension, Map<string, number>>();
  const codeOf = (dimension: WordDimension, id: string): number => {
    let map = codes.get(dimension);
    if (!map) {
      map = new Map(all[dimension].map((word, code) => [word.id, code]));
      codes.set(dimension, map);
    }
    return map.get(id) ?? -1;
  };
  return {
    zones,
    words: all,
    dictionaries: words,
    stages: words.stage,
    sectorOfZone: zones.zones.map((zone) => (zone.sector === undefined ? -1 : codeOf('sector', zone.sector))),
    serviceOfTopic: words.topic.map((topic) =>
      topic.service === null ? -1 : codeOf('service', topic.service),
    ),
    timeZone: timeZone(zoneName),
    codeOf,
  };
}

/** The id of a bucket's key: a word's id, a date (week: its first day), YYYY-MM, an hour 0–23, a weekday 1–7; null for none. */
export function idOfKey(city: City, dimension: Dimension, key: number): string | number | null {
  if (key < 0) return null;
  if (isWordDimension(dimension)) return city.words[dimension][key]?.id ?? null;
  switch (dimension) {
    case 'day':
    case 'week':
      return formatDay(key);
    case 'month':
      return formatMonth(key);
    case 'hour':
    case 'weekday':
      return key;
    case 'responseTime':
      return responseTimes[key]?.id ?? null;
  }
}
