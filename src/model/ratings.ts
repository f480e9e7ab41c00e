import * as v from 'valibot';
import { type Day, firstDayOfMonth, type Month, monthOfDay } from './day.ts';
import { noneId } from './dimension.ts';
import type { DayRange } from './filter.ts';
import type { Cell } from './measures.ts';

/** The three faces of the Happiness Meter (مؤشر السعادة), of which who was served touches one. */
export const faces = ['happy', 'neutral', 'unhappy'] as const;
export type Face = (typeof faces)[number];

/** How many touched each face; `untold`: ratings of which a file tells the number, and no face. */
export type RatingCounts = Readonly<Record<Face | 'untold', number>>;

const ints = v.array(v.pipe(v.number(), v.integer()));

/** Where a rating has no service or channel, and where it has one whose name is no known word. */
export const notTold = -1;
export const notKnown = -2;

/**
 * The ratings of a city's Happiness Meter, as the server tells them to the page: a table of counts, which knows no
 * request. Each place of the lists is one day, service and channel.
 */
export const ratingsSchema = v.object({
  format: v.literal(1),
  /** Changes with the content. */
  mark: v.string(),
  /** Whether they are invented, as those of the sample city are. */
  sample: v.boolean(),
  /** Ids, which `service` and `channel` hold the places of. */
  services: v.array(v.string()),
  channels: v.array(v.string()),
  day: ints,
  service: ints,
  channel: ints,
  happy: ints,
  neutral: ints,
  unhappy: ints,
  untold: ints,
});
export type Ratings = Readonly<v.InferOutput<typeof ratingsSchema>>;

/** Which ratings are counted. */
export interface RatingChoice {
  readonly period: DayRange;
  /** Ids; empty: all. */
  readonly services: readonly string[];
  readonly channels: readonly string[];
}

/** The ratings of a choice. By a dimension: without what is chosen in that one. */
export interface RatingAnswer {
  readonly all: RatingCounts;
  /** By place in `services` and `channels`, `notTold` or `notKnown`. */
  readonly services: ReadonlyMap<number, RatingCounts>;
  readonly channels: ReadonlyMap<number, RatingCounts>;
  /** The months of the period, and as many before as make twelve; those without ratings are not in it. */
  readonly months: ReadonlyMap<Month, RatingCounts>;
}

/** Counts the ratings of a choice: in one pass over the table, as often as a brush moves. */
export function countRatings(ratings: Ratings, { period, services, channels }: RatingChoice): RatingAnswer {
  const chosenServices = placesOf(ratings.services, services);
  const chosenChannels = placesOf(ratings.channels, channels);
  const firstMonth = Math.min(monthOfDay(period.from), monthOfDay(period.to) - 11);
  const firstDay = firstDayOfMonth(firstMonth);
  const all = new Sums(0, 1);
  const byService = new Sums(notKnown, ratings.services.length);
  const byChannel = new Sums(notKnown, ratings.channels.length);
  const byMonth = new Sums(firstMonth, monthOfDay(period.to) + 1);
  let [known, month] = [Number.NaN, firstMonth];
  for (let row = 0; row < ratings.day.length; row++) {
    const day = ratings.day[row]!;
    if (day > period.to || day < firstDay) continue;
    if (day !== known) [known, month] = [day, monthOfDay(day)];
    const service = ratings.service[row]!;
    const channel = ratings.channel[row]!;
    const ofService = chosenServices === null || chosenServices.has(service);
    const ofChannel = chosenChannels === null || chosenChannels.has(channel);
    if (ofService && ofChannel) byMonth.add(month, ratings, row);
    if (day < period.from) continue;
    if (ofService && ofChannel) all.add(0, ratings, row);
    if (ofChannel) byService.add(service, ratings, row);
    if (ofService) byChannel.add(channel, ratings, row);
  }
  return {
    all: all.counts().get(0) ?? none,
    services: byService.counts(),
    channels: byChannel.counts(),
    months: byMonth.counts(),
  };
}

/** The days from the first rating to the last; null where there are none. */
export function daysRated({ day }: Ratings): { readonly from: Day; readonly to: Day } | null {
  if (day.length === 0) return null;
  return day.reduce(({ from, to }, one) => ({ from: Math.min(from, one), to: Math.max(to, one) }), {
    from: day[0]!,
    to: day[0]!,
  });
}

/** Happy ÷ all who touched a face, with how many did. */
export function happyShare({ happy, neutral, unhappy }: RatingCounts): Cell {
  const n = happy + neutral + unhappy;
  return n === 0 ? { kind: 'noData' } : { kind: 'value', value: happy / n, n };
}

const none: RatingCounts = { happy: 0, neutral: 0, unhappy: 0, untold: 0 };

/** Counts by a whole number from `first` to below `end`. */
class Sums {
  private readonly first: number;
  private readonly seen: Uint8Array;
  private readonly sums: Float64Array;

  constructor(first: number, end: number) {
    this.first = first;
    this.seen = new Uint8Array(end - first);
    this.sums = new Float64Array(4 * (end - first));
  }

  add(key: number, { happy, neutral, unhappy, untold }: Ratings, row: number): void {
    const { sums } = this;
    const at = key - this.first;
    this.seen[at] = 1;
    sums[4 * at]! += happy[row] ?? 0;
    sums[4 * at + 1]! += neutral[row] ?? 0;
    sums[4 * at + 2]! += unhappy[row] ?? 0;
    sums[4 * at + 3]! += untold[row] ?? 0;
  }

  /** By key, ascending; without those of which no row was added. */
  counts(): Map<number, RatingCounts> {
    const out = new Map<number, RatingCounts>();
    for (let at = 0; at < this.seen.length; at++) {
      if (!this.seen[at]) continue;
      const [happy, neutral, unhappy, untold] = this.sums.subarray(4 * at, 4 * at + 4) as unknown as number[];
      out.set(at + this.first, { happy: happy!, neutral: neutral!, unhappy: unhappy!, untold: untold! });
    }
    return out;
  }
}

/** The places of chosen ids; null where nothing is chosen. */
function placesOf(list: readonly string[], ids: readonly string[]): ReadonlySet<number> | null {
  if (ids.length === 0) return null;
  return new Set(
    ids.flatMap((id) => (id === noneId ? [notTold] : list.includes(id) ? [list.indexOf(id)] : [])),
  );
}
