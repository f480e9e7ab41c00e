import type { Judged } from './judge.ts';
import type { SamplePoint } from './pointSample.ts';

/** Points of a sample in degrees, without those that are none. */
export function inDegrees(
  points: readonly SamplePoint[],
  { system, order }: Pick<Judged, 'system' | 'order'>,
): (readonly [longitude: number, latitude: number])[] {
  return points.flatMap((point) => {
    const numbers = system.metric ? point.metres : point.degrees;
    if (!numbers) return [];
    const [x, y] = order === 'yx' ? [numbers[1], numbers[0]] : numbers;
    const at = system.toDegrees(x, y);
    return at ? [at] : [];
  });
}
