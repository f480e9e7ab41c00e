/** A closed line: its last point is its first. */
export type Line = readonly (readonly number[])[];

/** Whether a line from the point crosses the rings an odd number of times. */
export function isInside(x: number, y: number, rings: readonly Line[]): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax = 0, ay = 0] = ring[i - 1]!;
      const [bx = 0, by = 0] = ring[i]!;
      if (ay > y !== by > y && x < ax + ((bx - ax) * (y - ay)) / (by - ay)) inside = !inside;
    }
  }
  return inside;
}
