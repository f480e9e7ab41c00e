import { notKnown, notTold, type Ratings } from '../../model/ratings.ts';
import { keyOfWord, type ToldWord } from './ratingWords.ts';
import type { RatingsRead } from './readRatings.ts';

/** How many entries of a file stand in the place of those of an earlier one. */
export interface Replaced {
  readonly file: string;
  readonly entries: number;
}

/**
 * The ratings of several tables, in the order in which they count: what a later one tells of a day, service and channel
 * takes the place of what an earlier one told of them.
 */
export function joinRatings(
  files: readonly Pick<RatingsRead, 'file' | 'entries'>[],
  sample: boolean,
): { readonly ratings: Omit<Ratings, 'mark'>; readonly replaced: readonly Replaced[] } {
  const found = new Map<string, RatingsRead['entries'][number]>();
  const replaced: Replaced[] = [];
  for (const { file, entries } of files) {
    const before = found.size;
    for (const entry of entries)
      found.set(`${entry.day}\n${keyOfWord(entry.service)}\n${keyOfWord(entry.channel)}`, entry);
    const again = entries.length - (found.size - before);
    if (again > 0) replaced.push({ file, entries: again });
  }
  const services: string[] = [];
  const channels: string[] = [];
  const entries = [...found.values()].sort((a, b) => a.day - b.day);
  const ratings: Omit<Ratings, 'mark'> = {
    ...{ format: 1, sample, services, channels },
    day: entries.map(({ day }) => day),
    service: entries.map(({ service }) => placeOf(services, service)),
    channel: entries.map(({ channel }) => placeOf(channels, channel)),
    happy: entries.map(({ counts }) => counts.happy),
    neutral: entries.map(({ counts }) => counts.neutral),
    unhappy: entries.map(({ counts }) => counts.unhappy),
    untold: entries.map(({ counts }) => counts.untold),
  };
  return { ratings, replaced };
}

/** The place of a word's id in a list that grows. */
function placeOf(list: string[], word: ToldWord): number {
  if ('unknown' in word) return notKnown;
  if (word.id === null) return notTold;
  const place = list.indexOf(word.id);
  return place >= 0 ? place : list.push(word.id) - 1;
}
