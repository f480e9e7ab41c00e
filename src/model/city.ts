import { formatDay, formatMonth } from './day.ts';
import {
  type Dimension,
  isWordDimension,
  noneId,
  type ParentDimension,
  responseTimes,
  type WordDimension,
} from './dimension.ts';
import type { Season } from './season.ts';
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
  /** The parent's code by the code of its child (see `childOf`), −1 where that has none. */
  readonly parents: Readonly<Record<ParentDimension, readonly number[]>>;
  readonly timeZone: TimeZone;
  /** Days of the year that are unlike others; none where the data name no calendar. */
  readonly seasons: readonly Season[];
  /** Code of an id, −1 where the dictionary has no such id. */
  codeOf(dimension: WordDimension, id: string): number;
}

/** Joins a snapshot's zones and words into one city. */
export function makeCity(
  zones: Zones,
  words: Words,
  zoneName: string,
  seasons: readonly Season[] = [],
): City {
  const all: Record<WordDimension, readonly Word[]> = {
    zone: zones.zones,
    place: zones.places,
    sector: zones.sectors,
    district: zones.districts ?? [],
    category: words.category,
    channel: words.channel,
    account: words.account,
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
  const districtOf = new Map(
    (zones.districts ?? []).flatMap(({ zones: ids }, code) => ids.map((id) => [id, code] as const)),
  );
  return {
    zones,
    words: all,
    dictionaries: words,
    stages: words.stage,
    parents: {
      sector: zones.zones.map((zone) => (zone.sector === undefined ? -1 : codeOf('sector', zone.sector))),
      district: zones.zones.map((zone) => districtOf.get(zone.id) ?? -1),
      service: words.topic.map((topic) => (topic.service === null ? -1 : codeOf('service', topic.service))),
    },
    timeZone: timeZone(zoneName),
    seasons,
    codeOf,
  };
}

/** The codes of ids as a filter has them: −1 for `noneId`; ids that the city does not know are left out. */
export function chosenCodes(
  city: City,
  dimension: WordDimension,
  ids: readonly string[] | undefined,
): Set<number> {
  const codes = (ids ?? []).map((id) => (id === noneId ? -1 : city.codeOf(dimension, id)));
  return new Set(codes.filter((code, i) => code >= 0 || ids?.[i] === noneId));
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
