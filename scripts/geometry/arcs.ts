import { isRing, type Path } from '../../src/intake/layer/arcs.ts';
import type { Point } from './plane.ts';

export { crossings, simplified } from '../../src/intake/layer/arcs.ts';

/** Repeated [¼ ½ ¼] averages along a path; ends stay where they are, a ring has none. */
export function smoothed(path: Path, times: number): Point[] {
  let points = [...path];
  const ring = isRing(path);
  const last = points.length - 1;
  const middle = (a: Point, b: Point, c: Point): Point => [
    (a[0] + 2 * b[0] + c[0]) / 4,
    (a[1] + 2 * b[1] + c[1]) / 4,
  ];
  for (let t = 0; t < times; t++) {
    const before = points;
    points = before.map((p, i) => {
      if (i > 0 && i < last) return middle(before[i - 1]!, p, before[i + 1]!);
      return ring ? middle(before[last - 1]!, p, before[1]!) : p;
    });
  }
  return points;
}
