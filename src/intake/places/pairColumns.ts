import { degreeOf, metresOf } from '../text/coordinate.ts';
import { cityNear } from './cities.ts';
import { centreOf } from './cityOf.ts';
import { coordinatesOf, type FoundPoints } from './foundPoints.ts';
import { inDegrees } from './inDegrees.ts';
import type { Judged } from './judge.ts';
import { type Axis, areMostly, axisScore, type Look, type Looked, rate } from './lookedColumn.ts';
import { judgePoints, notesOn } from './placesOf.ts';
import { pointsOfPair, type SamplePoint } from './pointSample.ts';
import { isDegrees } from './pointSystem.ts';

const isNumber = (value: string) => !Number.isNaN(degreeOf(value)) || !Number.isNaN(metresOf(value));

/** The best pair of columns of coordinates, by their names and by where their points lie; null: there is none. */
export async function bestPair({
  layout,
  columns,
  finder,
  named,
  zoneOf,
}: Look): Promise<FoundPoints | null> {
  const numeric = columns.filter((column) => areMostly(column, isNumber));
  const scored = (axis: Axis) =>
    numeric
      .map((column) => ({ column, score: axisScore(axis, column.key) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, 4);
  let best: { score: number; judged: Judged; points: SamplePoint[]; x: Looked; y: Looked } | null = null;
  const consider = async (x: Looked, y: Looked, score: number, least: number) => {
    const points = pointsOfPair(layout.sample, x.index, y.index, zoneOf);
    const judged = await judgePoints(points, finder, named);
    const share = judged.looked === 0 ? 0 : judged.inside / judged.looked;
    if (share < least || judged.looked < points.length * 0.5) return;
    const total = share * 10 + score + (judged.by === 'unknown' ? -20 : 0);
    if (!best || total > best.score) best = { score: total, judged, points, x, y };
  };
  for (const { column: x, score: one } of scored('longitude'))
    for (const { column: y, score: other } of scored('latitude'))
      if (x !== y) await consider(x, y, one + other - Math.abs(Math.abs(x.index - y.index) - 1) / 100, 0);
  if (!best)
    for (const [i, x] of numeric.entries()) {
      const y = numeric[i + 1];
      if (y && y.index === x.index + 1 && mayBePair(x, y)) await consider(x, y, 0, 0.9);
    }
  return best && pairFound(best);
}

/** Whether the numbers of two neighbours may be of the Gulf: none else are tried without a name. */
function mayBePair(x: Looked, y: Looked): boolean {
  const precise = (column: Looked, low: number, high: number) =>
    rate(column, (value) => {
      const number = Math.max(metresOf(value) || 0, degreeOf(value) || 0);
      return number > low && number < high && (high > 1000 || /[.,]\d{3}/.test(value));
    }) > 0.9;
  const [east, north] = [
    [51, 57, 200_000, 7_000_000],
    [22, 27, 2_600_000, 3_100_000],
  ] as const;
  const fits = (a: Looked, b: Looked) =>
    (precise(a, east[0], east[1]) && precise(b, north[0], north[1])) ||
    (precise(a, east[2], east[3]) && precise(b, north[2], north[3]));
  return fits(x, y) || fits(y, x);
}

function pairFound(found: {
  readonly judged: Judged;
  readonly points: readonly SamplePoint[];
  readonly x: Looked;
  readonly y: Looked;
}): FoundPoints | null {
  const { points, x, y } = found;
  const judged = turnedByCity(found.judged, points);
  const notes = notesOn(judged, points, { columns: [x.name, y.name], turned: judged.order === 'yx' });
  const filled = Math.max(x.filled, y.filled);
  if (judged.by === 'unknown') return { columns: {}, coordinates: undefined, notes, points: [], filled: 0 };
  const [longitude, latitude] = judged.order === 'yx' ? [y, x] : [x, y];
  return {
    columns: { longitude: longitude.index, latitude: latitude.index },
    coordinates: coordinatesOf(judged, 'xy', 'xy'),
    notes,
    points: inDegrees(points, judged),
    filled,
  };
}

/** Degrees that lie near a known city only the other way round. */
function turnedByCity(judged: Judged, points: readonly SamplePoint[]): Judged {
  if (judged.by !== 'usual' || !isDegrees(judged.system)) return judged;
  const [here, there] = (['xy', 'yx'] as const).map((order) =>
    centreOf(inDegrees(points, { ...judged, order })),
  );
  const isTurned = here && there && !cityNear(here[0], here[1]) && cityNear(there[0], there[1]);
  return isTurned ? { ...judged, order: 'yx', by: 'range' } : judged;
}
