import { numberOf } from '../reading/cells.ts';
import { degreeOf, metresOf } from '../text/coordinate.ts';
import { readPoint } from '../text/pointText.ts';

type Numbers = readonly [x: number, y: number];

/** A point of a sample as it is written: what its numbers are as degrees and as metres. */
export interface SamplePoint {
  readonly degrees: Numbers | null;
  readonly metres: Numbers | null;
  /** Whether a text of both tells which is which. */
  readonly told: boolean;
  /** Whether its numbers are written as nothing but numbers. */
  readonly plain: boolean;
  /** The EPSG code that the text itself tells. */
  readonly srid: number | null;
  /** The zone that the row names, −1 for none. */
  readonly zone: number;
}

type Rows = readonly (readonly string[])[];
/** The zone that a row names, −1 for none. */
export type ZoneOfRow = (row: readonly string[]) => number;

const mostLooked = 400;

/** Rows of a sample, spread over all, of which at least one of some columns has a value. */
export function spread(rows: Rows, columns: readonly number[]): Rows {
  const filled = rows.filter((row) => columns.some((column) => (row[column] ?? '').trim() !== ''));
  const step = Math.max(1, filled.length / mostLooked);
  return Array.from({ length: Math.min(filled.length, mostLooked) }, (_, i) => filled[Math.floor(i * step)]!);
}

/** The points of two columns. */
export function pointsOfPair(rows: Rows, x: number, y: number, zoneOf: ZoneOfRow): SamplePoint[] {
  return spread(rows, [x, y]).map((row) => {
    const [left, right] = [(row[x] ?? '').trim(), (row[y] ?? '').trim()];
    return {
      degrees: both(degreeOf(left), degreeOf(right)),
      metres: both(metresOf(left), metresOf(right)),
      told: true,
      plain: !Number.isNaN(numberOf(left) + numberOf(right)),
      srid: null,
      zone: zoneOf(row),
    };
  });
}

/** The points of a column that holds both. */
export function pointsOfText(rows: Rows, column: number, zoneOf: ZoneOfRow): SamplePoint[] {
  return spread(rows, [column]).map((row) => {
    const found = readPoint((row[column] ?? '').trim());
    const numbers = found && both(found.x, found.y);
    return {
      degrees: numbers,
      metres: numbers,
      told: found?.told ?? false,
      plain: false,
      srid: found?.srid ?? null,
      zone: zoneOf(row),
    };
  });
}

function both(x: number, y: number): Numbers | null {
  return Number.isNaN(x) || Number.isNaN(y) || (x === 0 && y === 0) ? null : [x, y];
}
