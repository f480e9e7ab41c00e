import { responseBounds } from '../../model/dimension.ts';

/**
 * The percentile by nearest rank that a histogram of response times lets know: the middle of the bucket that the
 * value of that rank lies in, and by how many seconds the exact value may differ from it (half the bucket's width;
 * null in the last bucket, which has no end). Null where the histogram is empty.
 * @param histogram counts by index in `responseBounds`
 */
export function estimate(
  histogram: Uint32Array,
  percent: number,
): { readonly value: number; readonly bound: number | null } | null {
  let total = 0;
  for (const count of histogram) total += count;
  if (total === 0) return null;
  const rank = Math.ceil((percent * total) / 100);
  let bucket = 0;
  for (let before = histogram[0]!; before < rank; before += histogram[++bucket]!);
  const from = bucket === 0 ? 0 : responseBounds[bucket - 1]!;
  const to = responseBounds[bucket]!;
  if (!Number.isFinite(to)) return { value: from, bound: null };
  return { value: Math.floor((from + to) / 2), bound: Math.ceil((to - from) / 2) };
}
