import { newsThreshold } from '../../model/noise.ts';
import { fewestRequests } from '../../model/rule.ts';

/**
 * How many times as frequent something is in an area as in the city: the quotient of its shares. Null where fewer
 * requests than may be judged are behind it, or chance alone would show as much (the count against the one expected
 * from the city's share, as a Poisson count).
 */
export function overRepresentation(
  here: number,
  allHere: number,
  inCity: number,
  allInCity: number,
): number | null {
  if (allHere === 0 || inCity === 0 || allInCity === 0) return null;
  const expected = (allHere * inCity) / allInCity;
  if (Math.max(here, expected) < fewestRequests) return null;
  return Math.abs(here - expected) / Math.sqrt(expected) < newsThreshold ? null : here / expected;
}
