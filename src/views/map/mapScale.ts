import {
  type Breaks,
  classBreaks,
  classCounts,
  classOf,
  divergingBreaks,
  roundest,
} from '../../analysis/classBreaks.ts';
import type { Cell, MeasureId } from '../../model/measures.ts';
import { measures } from '../../model/measures.ts';
import { isThin } from '../../model/rule.ts';
import type { Screen } from '../../model/screen.ts';
import type { ZoneFill } from '../../ui/map/island.ts';
import { divergingColours, paler, sequentialColours, type Theme, zeroColour } from '../../ui/map/ramps.ts';
import { goalSteps, largeCount, per1000Steps, plainSteps } from './mapSteps.ts';

/** How the cells of one measure become colours, or circles. */
export interface Scale {
  readonly measure: MeasureId;
  readonly breaks: Breaks;
  /** One more than breaks, low to high. */
  readonly colours: readonly string[];
  /** Colours part around it; null: light to dark. */
  readonly goal: number | null;
  readonly theme: Theme;
  /** The colour of zero where zero is a class of its own, as for counts. */
  readonly zero: string | null;
  /** The value of the legend's largest circle; null: areas are coloured. */
  readonly large: number | null;
}

export interface ScaleOptions {
  readonly theme: Theme;
  /** The target to part colours around; null for a plain scale. */
  readonly goal: number | null;
  /** What the steps follow from; null: from the values that are shown, as somebody asked for. */
  readonly fixed: Screen | null;
}

const classes = 6;
const sides = 3;
/** Radius of the legend's largest circle, in pixels; a zone with more has a larger one, up to twice this. */
export const largestRadius = 18;
const smallestRadius = 2;

/**
 * The scale of a measure. Its steps are fixed, or made for the values that are shown; thin ones do not shape it. Counts
 * are circles, and zero is apart: it is neither little nor unknown.
 */
export function makeScale(measure: MeasureId, cells: Iterable<Cell>, options: ScaleOptions): Scale {
  const { theme, goal, fixed } = options;
  const { unit, better } = measures[measure];
  const plain = { measure, goal: null, theme, zero: null, large: null };
  const values = fixed ? [] : shaping(measure, cells);
  if (unit === 'count') {
    const large = fixed ? largeCount(measure, fixed) : roundest(...endsOf(values));
    return { ...plain, breaks: [], colours: [], zero: zeroColour(theme), large: Math.max(1, large) };
  }
  if (goal !== null && better !== null) {
    const { breaks, target } = fixed
      ? goalSteps(measure, goal)
      : divergingBreaks(values, goal, {
          spacing: unit === 'hours' ? 'ratio' : 'difference',
          sides,
          least: unit === 'rating' ? 1 : 0,
          greatest: unit === 'share' ? 1 : unit === 'rating' ? 5 : Number.POSITIVE_INFINITY,
        });
    const colours = divergingColours(theme, target + 1, breaks.length - target, better);
    return { ...plain, breaks, colours, goal };
  }
  const apart = unit === 'per1000';
  const steps = fixed && (apart ? per1000Steps(fixed) : plainSteps(measure));
  const breaks = steps ?? classBreaks(apart ? values.filter((value) => value > 0) : values, classes);
  const zero = apart ? zeroColour(theme) : null;
  return { ...plain, breaks, colours: sequentialColours(theme, breaks.length + 1), zero };
}

/** The values that a scale is made for: of those with enough requests, where there are any. */
function shaping(measure: MeasureId, cells: Iterable<Cell>): number[] {
  const known = [...cells];
  const solid = known.filter((cell) => !isThin(measure, cell));
  return valuesOf(solid.some((cell) => cell.kind === 'value') ? solid : known);
}

/** Between which values the largest circle of the legend lies: near the largest of all. */
function endsOf(values: readonly number[]): [low: number, high: number] {
  const most = Math.max(1, ...values);
  return [most * 0.6, most];
}

/** The radius of a count's circle, in pixels: its area grows with the count. */
export function radiusOf(large: number, count: number): number {
  const radius = largestRadius * Math.sqrt(count / large);
  return Math.round(10 * Math.min(2 * largestRadius, Math.max(smallestRadius, radius))) / 10;
}

/** How one cell is drawn; null for a cell that the whole map does not have (`unavailable`). */
export function fillOf(scale: Scale, cell: Cell): ZoneFill | null {
  switch (cell.kind) {
    case 'value':
      if (cell.value === 0 && scale.zero) return { colour: scale.zero };
      if (scale.large !== null) return { radius: radiusOf(scale.large, cell.value) };
      return { colour: colourOf(scale, cell) };
    case 'noData':
      return { blank: 'noData' };
    case 'tooFew':
    case 'suppressed':
      return { blank: 'tooFew' };
    case 'outside':
    case 'unavailable':
      return null;
  }
}

function colourOf(scale: Scale, cell: Cell & { readonly kind: 'value' }): string {
  const colour = scale.colours[classOf(scale.breaks, cell.value)]!;
  return isThin(scale.measure, cell) ? paler(scale.theme, colour) : colour;
}

/** What a legend counts: zones in each class (all circles are one), at zero, and without a value by reason. */
export interface ScaleCounts {
  readonly classes: readonly number[];
  readonly zero: number;
  /** Of the zones in a class, those drawn pale. */
  readonly thin: number;
  readonly noData: number;
  readonly tooFew: number;
  readonly suppressed: number;
  /** Whether the data reach over the period for none of them. */
  readonly outside: boolean;
}

export function countScale(scale: Scale, cells: readonly Cell[]): ScaleCounts {
  const values = valuesOf(cells);
  const counted = scale.zero ? values.filter((value) => value !== 0) : values;
  const of = (kind: Cell['kind']) => cells.filter((cell) => cell.kind === kind).length;
  return {
    classes: scale.large === null ? classCounts(scale.breaks, counted) : [counted.length],
    zero: values.length - counted.length,
    thin: cells.filter((cell) => isThin(scale.measure, cell)).length,
    noData: of('noData'),
    tooFew: of('tooFew'),
    suppressed: of('suppressed'),
    outside: cells.length > 0 && cells.every((cell) => cell.kind === 'outside'),
  };
}

function valuesOf(cells: Iterable<Cell>): number[] {
  const values: number[] = [];
  for (const cell of cells) if (cell.kind === 'value') values.push(cell.value);
  return values;
}
