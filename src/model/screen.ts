import { openChannels, withChannels } from './accounts.ts';
import type { Ask, Context } from './ask.ts';
import type { Asked } from './choice.ts';
import type { City } from './city.ts';
import { type Compared, comparedTo, type Held } from './comparison.ts';
import type { TimeDimension } from './dimension.ts';
import { type DayRange, during, type Filter, without } from './filter.ts';
import type { Manifest } from './manifest.ts';
import type { MeasureId } from './measures.ts';
import { lengthOf } from './period.ts';
import { daysKnown } from './reach.ts';

/** What the views of one moment are about: the data, what is chosen, and the period before it at equal age. */
export interface Screen extends Context, Asked {
  readonly city: City;
  readonly manifest: Manifest;
  /** What is chosen as goals are named for it: accounts by their channels. */
  readonly goalChoice: Filter;
  /** Whether more than the heads of the requests is known, so that what rests on it can be asked without a wait. */
  readonly detailed: boolean;
  /** The days that the data reach over; null: they hold no request. */
  readonly reach: DayRange | null;
  /** The chosen period; all days of the data where none is chosen. */
  readonly period: DayRange;
  /** What it is held against, at equal age; null where nothing is wanted, or where the data do not hold those days. */
  readonly before: Compared | null;
}

/** @param detailed whether more than the heads of the requests is known */
export function makeScreen(
  city: City,
  manifest: Manifest,
  { filter, measure, comparison }: Asked,
  detailed = false,
): Screen {
  const today = city.timeZone.dayOf(manifest.asOf);
  const period = filter.opened ?? manifest.days ?? { from: today, to: today };
  const before = comparedTo(period, comparison, heldOf(city, manifest));
  const reach = daysKnown(manifest.days, today);
  const goalChoice = withChannels(city, filter);
  return {
    ...{ city, manifest, fields: manifest.fields, reach, filter, goalChoice, detailed },
    ...{ period, comparison, before, measure },
  };
}

/** What comparisons of these data are found in. */
export function heldOf({ timeZone, seasons }: City, { days, asOf, cut }: Manifest): Held {
  return { timeZone, seasons, days, asOf, cut };
}

/** The same question about what the period is held against, at equal age; null where that is nothing. */
export function askBefore(screen: Screen, ask: Ask): Ask | null {
  if (!screen.before) return null;
  return { ...ask, filter: during(ask.filter, screen.before.period), at: screen.before.at };
}

/** The step of a line over a period: days up to four months, weeks up to three years, else months. */
export function stepOf(range: DayRange): TimeDimension {
  const days = lengthOf(range);
  return days <= 124 ? 'day' : days <= 1100 ? 'week' : 'month';
}

const figureMeasures: readonly MeasureId[] = [
  'received',
  'completed',
  'open',
  'overdue',
  'overdueRate',
  'completionRate',
  'onTimeRate',
  'firstResponseP50',
  'firstResponseP90',
];
const trendMeasures: readonly MeasureId[] = [
  'received',
  'open',
  'completionRate',
  'onTimeRate',
  'firstResponseP50',
];
const zoneMeasures: readonly MeasureId[] = ['received', 'completionRate', 'onTimeRate', 'open', 'per1000'];

/** The questions of the first screen. Views take theirs from here, and so does the overview that is made at publishing. */
export const asks = {
  figures: (s: Screen): Ask => ({ by: [], measures: figureMeasures, filter: s.filter }),
  trend: (s: Screen): Ask => ({ by: [stepOf(s.period)], measures: trendMeasures, filter: s.filter }),
  zones: (s: Screen): Ask => ({
    by: ['zone'],
    measures: zoneMeasures.includes(s.measure) ? zoneMeasures : [...zoneMeasures, s.measure],
    filter: without(s.filter, 'zone'),
  }),
  places: (s: Screen): Ask => ({
    by: ['place'],
    measures: [...new Set<MeasureId>(['received', 'completionRate', s.measure])],
    filter: without(s.filter, 'zone'),
  }),
  categories: (s: Screen): Ask => ({
    by: ['category'],
    measures: ['received', 'completionRate'],
    filter: without(s.filter, 'category'),
  }),
  channels: (s: Screen): Ask => ({
    by: ['channel'],
    measures: ['received', 'completionRate', 'firstContactRate'],
    filter: without(s.filter, 'channel'),
  }),
  topics: (s: Screen): Ask => ({
    by: ['topic'],
    measures: ['received', 'completionRate'],
    filter: without(s.filter, 'topic'),
  }),
  responseTimes: (s: Screen): Ask => ({
    by: ['responseTime'],
    measures: ['received'],
    filter: without(s.filter, 'responseTime'),
  }),
  timeline: (s: Screen): Ask => ({
    by: [s.manifest.days ? stepOf(s.manifest.days) : 'day'],
    measures: ['received'],
    filter: without(s.filter, 'opened'),
  }),
} as const satisfies Record<string, (screen: Screen) => Ask>;

/** The accounts of the channels that are open into them; null where none is, or the answer would have to be waited for. */
export function accountsAsk(screen: Screen): Ask | null {
  const { city, filter, fields, detailed } = screen;
  if (!detailed || !fields.includes('account') || openChannels(city, filter).size === 0) return null;
  return { ...asks.channels(screen), by: ['account'] };
}

/** Everything that the first view shows before the engine is up. */
export function overviewAsks(screen: Screen): Ask[] {
  const now = Object.values(asks).map((ask) => ask(screen));
  const before = [asks.figures, asks.zones, asks.topics, asks.categories, asks.channels].map((ask) =>
    askBefore(screen, ask(screen)),
  );
  return [...now, ...before.filter((ask) => ask !== null)];
}
