import { type MeasureId, measures } from '../../model/measures.ts';
import { lengthOf } from '../../model/period.ts';
import type { Screen } from '../../model/screen.ts';

/**
 * The steps of the map's scales. They follow from the measure, its goal, and the size of the data, never from the values
 * that are shown: the same value has the same colour, and the same circle, on two screens and after each filter.
 */

/** Breaks of measures without a goal to part around. */
const plain: Readonly<Partial<Record<MeasureId, readonly number[]>>> = {
  completionRate: [0.5, 0.6, 0.7, 0.8, 0.9],
  onTimeRate: [0.5, 0.6, 0.7, 0.8, 0.9],
  overdueRate: [0.1, 0.2, 0.4, 0.6, 0.8],
  reopenedRate: [0.02, 0.04, 0.06, 0.08, 0.1],
  firstContactRate: [0.3, 0.4, 0.5, 0.6, 0.7],
  satisfaction: [3, 3.5, 4, 4.25, 4.5],
  firstResponseP50: [0.5, 1, 2, 4, 8],
  resolutionP50: [6, 12, 24, 48, 96],
};

/** The breaks of a measure that parts around no goal; null where it depends on the size of the data. */
export function plainSteps(measure: MeasureId): readonly number[] | null {
  return plain[measure] ?? null;
}

/** Breaks around a goal: shares by 5 points (a small one by its quarter), ratings by a quarter, times by a factor of 2. */
export function goalSteps(
  measure: MeasureId,
  goal: number,
): { readonly breaks: number[]; readonly target: number } {
  const { unit } = measures[measure];
  const at = (side: number): number => {
    if (unit === 'hours') return goal * 2 ** side;
    const width =
      unit === 'share' ? (goal < 0.2 || goal > 0.95 ? Math.min(goal, 1 - goal) / 4 || 0.01 : 0.05) : 0.25;
    return Number((goal + side * width).toPrecision(6));
  };
  const [least, greatest] =
    unit === 'share' ? [0, 1] : unit === 'rating' ? [1, 5] : [0, Number.POSITIVE_INFINITY];
  const breaks = [-2, -1, 0, 1, 2].flatMap((side) => {
    const value = at(side);
    return side === 0 || (value > least && value < greatest) ? [value] : [];
  });
  return { breaks, target: breaks.indexOf(at(0)) };
}

/** What a large zone has of a count: the largest circle of the legend. It follows from the size of the data and of the period. */
export function largeCount(measure: MeasureId, screen: Screen): number {
  const { manifest, city, period, reach } = screen;
  const zones = Math.max(1, city.zones.zones.length);
  const days = reach ? lengthOf(reach) : 1;
  const isStock = measure === 'open' || measure === 'overdue';
  // What stands open is not more for a longer period; a tenth of everything where nothing says how much it may be.
  const all = isStock
    ? (manifest.goals.open ?? manifest.rows * 0.1)
    : (manifest.rows / days) * Math.min(days, lengthOf(period));
  return nice((all / zones) * 8);
}

/** Breaks of requests per 1,000 residents, from a quarter of the city's own to four times it. */
export function per1000Steps(screen: Screen): readonly number[] {
  const { manifest, city, period, reach } = screen;
  const residents = city.zones.zones.reduce((sum, zone) => sum + (zone.residents ?? 0), 0);
  const days = reach ? lengthOf(reach) : 1;
  if (residents === 0) return [];
  const own = nice(((manifest.rows / days) * Math.min(days, lengthOf(period)) * 1000) / residents);
  return [0.25, 0.5, 1, 2, 4].map((factor) => Number((own * factor).toPrecision(2)));
}

/** The next of 1, 2, 5 × 10ⁿ. */
function nice(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = [1, 2, 5, 10].find((step) => step * power >= value * 0.999) ?? 10;
  return Math.max(1, lead * power);
}
