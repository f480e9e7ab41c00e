import { changeOf } from './ask.ts';
import type { Goals } from './goal.ts';
import { type Cell, type MeasureId, measures } from './measures.ts';
import { movementOf, newsThreshold, noiseOf, type Usual } from './noise.ts';

/**
 * What may be said of a value: the one rule of figures, bars, map, tables, cards, movers, sentences and exports.
 * A value is shown whatever is behind it. It is judged, coloured and ranked only where enough requests are behind it;
 * a change is called better or worse only where chance would not show it.
 */

/** Fewer requests than this behind a rate, a median or a rating, and one more could turn it. */
export const fewestRequests = 10;
/** A ninth tenth rests on the slowest tenth alone. */
const fewestOfNinthTenth = 30;

/** How many requests must be behind a measure for it to be judged; 0 for a count, which is exact. */
export function fewestBehind(measure: MeasureId): number {
  const { unit } = measures[measure];
  if (unit === 'count' || unit === 'per1000') return 0;
  return measure.endsWith('P90') ? fewestOfNinthTenth : fewestRequests;
}

/** Whether a value rests on too few requests to be judged: shown, but pale, last in a ranking, and never a warning. */
export function isThin(measure: MeasureId, cell: Cell): boolean {
  return cell.kind === 'value' && cell.n < fewestBehind(measure);
}

/** Whether a value may be judged and ranked. */
export function isSolid(measure: MeasureId, cell: Cell | undefined): boolean {
  return cell?.kind === 'value' && !isThin(measure, cell);
}

export type Tone = 'good' | 'bad' | 'neutral';
export type Heading = 'up' | 'down' | 'flat';

/** Whether a value reaches its goal as it is shown, a share in tenths of a per cent; a measure with no good direction always does. */
export function meets(measure: MeasureId, exact: number, goal: number): boolean {
  const value = measures[measure].unit === 'share' ? Math.round(exact * 1000) / 1000 : exact;
  switch (measures[measure].better) {
    case 'up':
      return value >= goal;
    case 'down':
      return value <= goal;
    case null:
      return true;
  }
}

/** What is said of a value against its goal; null: nothing, for want of a goal, a value, or requests behind it. */
export function verdictOf(measure: MeasureId, cell: Cell | undefined, goal: number | null): boolean | null {
  if (goal === null || cell?.kind !== 'value' || isThin(measure, cell)) return null;
  return measures[measure].better === null ? null : meets(measure, cell.value, goal);
}

/**
 * How far a value lies from its goal on the bad side: a difference for shares and ratings, a proportion for times and
 * counts; negative where it is met. Rankings put the largest first.
 */
export function shortfall(measure: MeasureId, value: number, goal: number): number {
  const { unit, better } = measures[measure];
  const beyond =
    unit === 'share' || unit === 'rating' ? value - goal : Math.log(Math.max(value, 1e-9) / goal);
  return better === 'up' ? -beyond : beyond;
}

/** What is said of a change. */
export interface News {
  /** As `changeOf` gives it. */
  readonly change: number;
  readonly estimate: boolean;
  /** Which way it goes as it is shown: what rounds to 0.0 is flat. */
  readonly heading: Heading;
  readonly tone: Tone;
  /** Whether it is more than chance would show, and large enough to speak of. */
  readonly certain: boolean;
}

/** A change smaller than this is not worth a word, however certain it is. */
const least = { share: 0.005, rating: 0.05, proportion: 0.02 };

/**
 * What may be said of a change between two cells; null where one of them has no value, or there is nothing to divide by.
 * @param usual of the family that the change is one of: chance alone where it is left out
 * @param spread of the logarithms of times, where it is known
 * @param span days of the one by days of the other, where they are not as many
 */
export function newsOf(
  measure: MeasureId,
  now: Cell,
  before: Cell,
  { usual, spread, span }: { readonly usual?: Usual; readonly spread?: number; readonly span?: number } = {},
): News | null {
  const cell = changeOf(measure, now, before, span);
  const movement = movementOf(measure, now, before, span);
  if (cell.kind !== 'value' || !movement) return null;
  const { better, unit } = measures[measure];
  const change = cell.value;
  const absolute = unit === 'share' || unit === 'rating';
  const enough = Math.abs(change) >= (absolute ? least[unit] : least.proportion);
  const score = noiseOf(measure, movement, spread);
  const certain =
    enough &&
    !isThin(measure, now) &&
    !isThin(measure, before) &&
    score !== null &&
    Math.abs(score) / (usual?.spread ?? 1) >= newsThreshold;
  const heading = headingOf(measure, change);
  const tone =
    !certain || heading === 'flat' || better === null ? 'neutral' : heading === better ? 'good' : 'bad';
  return { change, estimate: cell.bound !== undefined, heading, tone, certain };
}

function headingOf(measure: MeasureId, change: number): Heading {
  const shown = measures[measure].unit === 'rating' ? change : change * 100;
  return Math.abs(shown) < 0.05 ? 'flat' : shown > 0 ? 'up' : 'down';
}

/**
 * Days after its last day from which a cohort is ripe: younger ones are still being worked on, and a line that ends with
 * them falls or rises for that alone. Nine of ten are to be answered, or resolved, within the goal; a week without one.
 */
export function ripeAfter(measure: MeasureId, goals: Goals): number {
  const days = (goal: number | undefined) => (goal === undefined ? 7 : Math.ceil(goal / 24));
  switch (measure) {
    case 'received':
    case 'per1000':
    case 'open':
    case 'overdue':
    case 'overdueRate':
      return 0;
    case 'firstResponseP50':
    case 'firstResponseP90':
    case 'firstResponseWorkP50':
    case 'firstResponseWorkP90':
    case 'firstContactRate':
      return days(goals.firstResponseP90);
    default:
      return days(goals.resolutionP90);
  }
}

/**
 * The best and the worst of some cells of one measure, by their places; null where none stands out. Only what may be
 * judged is ranked, counts never (a larger area has more of everything), and one stands out only where it is better, or
 * worse, than its neighbour in the ranking by more than chance would show.
 */
export function standingOut(
  measure: MeasureId,
  cells: readonly Cell[],
): { readonly best: number | null; readonly worst: number | null } {
  const { better, unit } = measures[measure];
  const none = { best: null, worst: null };
  if (better === null || unit === 'count' || unit === 'per1000') return none;
  const solid = cells.flatMap((cell, at) =>
    cell.kind === 'value' && isSolid(measure, cell) ? [{ cell, at }] : [],
  );
  if (solid.length < 2) return none;
  const way = better === 'up' ? -1 : 1;
  const ranking = solid.toSorted((a, b) => way * (a.cell.value - b.cell.value));
  const apart = (one: number, other: number) =>
    newsOf(measure, ranking.at(one)!.cell, ranking.at(other)!.cell)?.certain === true;
  return {
    best: apart(0, 1) ? ranking[0]!.at : null,
    worst: apart(-1, -2) ? ranking.at(-1)!.at : null,
  };
}
