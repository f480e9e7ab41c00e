import { makaniPoints } from '../../model/makani.ts';
import type { ZoneFinder } from '../reading/zoneFinder.ts';
import { makaniNumber } from '../text/makani.ts';

/** So near its middle a place may lie in a zone; the squares are a degree wide. */
const besideDegrees = 0.2;

/**
 * Where a Makani number lies: of the squares that hold Dubai the one in which it falls into a zone. Two do only with
 * Hatta, which is then taken where the record names it. Null for what is no Makani number of a place inside the zones.
 * @param named where the zone lies that the record names, null for none
 */
export function makaniPoint(
  text: string,
  finder: ZoneFinder,
  named: readonly [longitude: number, latitude: number] | null,
): readonly [longitude: number, latitude: number] | null {
  const number = makaniNumber(text);
  if (number === null) return null;
  let first: readonly [number, number] | null = null;
  for (const point of makaniPoints(number)!) {
    if (named && Math.hypot(point[0] - named[0], point[1] - named[1]) < besideDegrees) return point;
    if (first) continue;
    const match = finder.byPoint(point[0], point[1]);
    if (match && match.how !== 'outside') first = point;
  }
  return first;
}
