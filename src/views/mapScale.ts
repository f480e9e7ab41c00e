import { type Breaks, classBreaks, classCounts, classOf, divergingBreaks } from '../analysis/classBreaks.ts';
import type { Cell, MeasureId } from '../model/measures.ts';
import { measures } from '../model/measures.ts';
import type { ZoneFill } from '../ui/map/island.ts';
import { divergingColours, paler, sequentialColours, type Theme, zeroColour } from '../ui/map/ramps.ts';

/** Fewer requests than this behind a rate or a median, and one more could turn it: drawn, but pale. */
export const fewestRequests = 10;

/** Whether a cell's value rests on too few requests to be compared. A count is its own n, and is always exact. */
export function isThin(measure: MeasureId, cell: Cell): boolean {
  const { unit } = measures[measure];
  return cell.kind === 'value' && cell.n < fewestRequests && unit !== 'count' && unit !== 'per1000';
}

/** How the cells of one measure become colours. */
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
}

export interface ScaleOptions {
  readonly theme: Theme;
  /** The target to part colours around; null for a plain scale. */
  readonly goal: number | null;
}

const classes = 6;
const sides = 3;

/** The scale that suits a measure's values; thin ones do not shape it. Counts keep zero apart: it is neither little nor unknown. */
export function makeScale(measure: MeasureId, cells: Iterable<Cell>, { theme, goal }: ScaleOptions): Scale {
  const { unit, better } = measures[measure];
  const known = [...cells];
  const solid = known.filter((cell) => !isThin(measure, cell));
  const values = valuesOf(solid.some((cell) => cell.kind === 'value') ? solid : known);
  if (goal !== null && better !== null) {
    const { breaks, target } = divergingBreaks(values, goal, {
      spacing: unit === 'hours' ? 'ratio' : 'difference',
      sides,
      least: unit === 'rating' ? 1 : 0,
      greatest: unit === 'share' ? 1 : unit === 'rating' ? 5 : Number.POSITIVE_INFINITY,
    });
    const colours = divergingColours(theme, target + 1, breaks.length - target, better);
    return { measure, breaks, colours, goal, theme, zero: null };
  }
  const apart = unit === 'count' || unit === 'per1000';
  const breaks = classBreaks(apart ? values.filter((value) => value > 0) : values, classes);
  const zero = apart ? zeroColour(theme) : null;
  return { measure, breaks, colours: sequentialColours(theme, breaks.length + 1), goal: null, theme, zero };
}

/** How one cell is drawn; null for a cell that the whole map does not have (`unavailable`). */
export function fillOf(scale: Scale, cell: Cell): ZoneFill | null {
  switch (cell.kind) {
    case 'value':
      if (cell.value === 0 && scale.zero) return { colour: scale.zero };
      return { colour: colourOf(scale, cell) };
    case 'noData':
      return { blank: 'noData' };
    case 'tooFew':
    case 'suppressed':
      return { blank: 'tooFew' };
    case 'unavailable':
      return null;
  }
}

function colourOf(scale: Scale, cell: Cell & { readonly kind: 'value' }): string {
  const colour = scale.colours[classOf(scale.breaks, cell.value)]!;
  return isThin(scale.measure, cell) ? paler(scale.theme, colour) : colour;
}

/** What a legend counts: zones in each class, at zero, and without a value by reason. */
export interface ScaleCounts {
  readonly classes: readonly number[];
  readonly zero: number;
  /** Of the zones in a class, those drawn pale. */
  readonly thin: number;
  readonly noData: number;
  readonly tooFew: number;
  readonly suppressed: number;
}

export function countScale(scale: Scale, cells: readonly Cell[]): ScaleCounts {
  const values = valuesOf(cells);
  const counted = scale.zero ? values.filter((value) => value !== 0) : values;
  const of = (kind: Cell['kind']) => cells.filter((cell) => cell.kind === kind).length;
  return {
    classes: classCounts(scale.breaks, counted),
    zero: values.length - counted.length,
    thin: cells.filter((cell) => isThin(scale.measure, cell)).length,
    noData: of('noData'),
    tooFew: of('tooFew'),
    suppressed: of('suppressed'),
  };
}

function valuesOf(cells: Iterable<Cell>): number[] {
  const values: number[] = [];
  for (const cell of cells) if (cell.kind === 'value') values.push(cell.value);
  return values;
}
