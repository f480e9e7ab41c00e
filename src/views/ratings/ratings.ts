import { createContext } from 'react';
import { nameOfId } from '../../i18n/names.ts';
import type { Text } from '../../i18n/text.ts';
import { choiceDimensions } from '../../model/dimension.ts';
import type { Cell } from '../../model/measures.ts';
import {
  countRatings,
  happyShare,
  notKnown,
  notTold,
  type RatingAnswer,
  type RatingCounts,
  type Ratings,
} from '../../model/ratings.ts';
import { fewestRequests } from '../../model/rule.ts';
import type { Screen } from '../../model/screen.ts';

/** The ratings of the Happiness Meter as the page has them: null where the city has none, or they are on their way. */
export interface KnownRatings {
  readonly ratings: Ratings | null;
  readonly failed: boolean;
  /** Whether they are asked for again because somebody wants them to be. */
  readonly trying: boolean;
  readonly retry: () => void;
}

/** The ratings of the data that are shown. Keep the value's identity while they are the same. */
export const RatingsContext = createContext<KnownRatings>({
  ...{ ratings: null, failed: false, trying: false },
  retry: () => {},
});

/** What ratings can be listed by. */
export const ratingLists = ['month', 'service', 'channel'] as const;
export type RatingList = (typeof ratingLists)[number];

/** The ratings of one month, service or channel. */
export interface RatingLine {
  readonly id: string;
  readonly name: string;
  readonly counts: RatingCounts;
  readonly share: Cell;
  readonly thin: boolean;
  readonly chosen: boolean;
}

/** Whether a share rests on too few ratings to be judged: as few as requests. */
export function isThinShare(share: Cell): boolean {
  return share.kind === 'value' && share.n < fewestRequests;
}

/** The ratings under a screen's choice. */
export function answerOf(ratings: Ratings, { filter, period }: Screen): RatingAnswer {
  const { service = [], channel = [] } = filter;
  return countRatings(ratings, { period, services: service, channels: channel });
}

/** Whether there are ratings in a screen's period, whatever else is chosen. */
export function isRated({ day }: Ratings, { period }: Screen): boolean {
  return day.some((one) => one >= period.from && one <= period.to);
}

/** The names of what is chosen and does not narrow ratings. */
export function notNarrowing({ t, formats, language }: Text, { filter }: Screen): string {
  return formats.list(
    choiceDimensions
      .filter((dimension) => dimension !== 'service' && dimension !== 'channel' && filter[dimension]?.length)
      .map((dimension) => t(`dimension.${dimension}`).toLocaleLowerCase(language)),
  );
}

/** The lines of a list: months in their order; services and channels with most ratings first, what is not told last. */
export function linesOf(
  text: Text,
  screen: Screen,
  ratings: Ratings,
  answer: RatingAnswer,
  list: RatingList,
): RatingLine[] {
  const line = (id: string, name: string, counts: RatingCounts): RatingLine => {
    const share = happyShare(counts);
    const chosen = list !== 'month' && (screen.filter[list]?.includes(id) ?? false);
    return { id, name, counts, share, thin: isThinShare(share), chosen };
  };
  if (list === 'month')
    return [...answer.months].map(([month, counts]) => line(`${month}`, text.formats.month(month), counts));
  const [ids, by] =
    list === 'service' ? [ratings.services, answer.services] : [ratings.channels, answer.channels];
  return [...by]
    .sort(([a, one], [b, other]) => Number(a < 0) - Number(b < 0) || told(other) - told(one))
    .map(([place, counts]) => {
      if (place === notTold) return line('', text.t('ratings.notTold'), counts);
      if (place === notKnown) return line('?', text.t('ratings.notKnown'), counts);
      const id = ids[place]!;
      return line(id, nameOfId(text, screen.city, list, id), counts);
    });
}

/** How many touched a face. */
export function told({ happy, neutral, unhappy }: RatingCounts): number {
  return happy + neutral + unhappy;
}
