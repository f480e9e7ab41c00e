import type { ZoneFinder } from '../reading/zoneFinder.ts';
import { parcelCommunity } from '../text/parcel.ts';
import { type Looked, leastRate, rate } from './lookedColumn.ts';
import { makaniPoint } from './makaniPoint.ts';
import { makaniNames, parcelNames, placeScore } from './placeNames.ts';

/**
 * The column that is called by Makani numbers, with the share of its values that lie in a zone, and whether those are
 * enough to take it.
 * @param filled rows with a point, than which it must have more to be needed
 */
export function makaniColumn(columns: readonly Looked[], finder: ZoneFinder | null, filled: number) {
  const column = columns.find(
    (one) => placeScore(makaniNames, one.key) > 0 && one.values.length > 0 && one.filled > filled * 1.1,
  );
  if (!column || !finder) return null;
  const points = column.values
    .map((value) => makaniPoint(value, finder, null))
    .filter((point) => point !== null);
  const share = points.length / column.values.length;
  return { column, share: Math.floor(share * 100), points, taken: share >= leastRate };
}

/** The column of parcel numbers that begin with a community's code, with the share that do. */
export function parcelColumn(columns: readonly Looked[], finder: ZoneFinder | null) {
  if (!finder) return null;
  const isKnown = (value: string) => {
    const code = parcelCommunity(value);
    return code !== null && finder.byText(code)?.how === 'code';
  };
  const column = columns.find(
    (one) => placeScore(parcelNames, one.key) > 0 && rate(one, isKnown) >= leastRate,
  );
  return column ? { column, share: Math.floor(rate(column, isKnown) * 100) } : null;
}
