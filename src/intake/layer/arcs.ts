import Flatbush from 'flatbush';

/** Two coordinates of a plane. */
export type Point = readonly [number, number];
export type Path = readonly Point[];

/** Whether a path ends where it begins. */
export function isRing(path: Path): boolean {
  const a = path[0]!;
  const b = path.at(-1)!;
  return path.length > 3 && a[0] === b[0] && a[1] === b[1];
}

/** Douglas and Peucker (1973): fewer points, none of the left-out ones further than `tolerance` from the path. */
export function simplified(path: Path, tolerance: number): Point[] {
  if (path.length < 3) return [...path];
  const keep = new Uint8Array(path.length);
  keep[0] = keep[path.length - 1] = 1;
  const stack: [number, number][] = [];
  if (isRing(path)) {
    const far = furthestFromPoint(path);
    keep[far] = 1;
    stack.push([0, far], [far, path.length - 1]);
  } else stack.push([0, path.length - 1]);
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [from, to] = span;
    let worst = 0;
    let at = -1;
    for (let i = from + 1; i < to; i++) {
      const d = offset(path[i]!, path[from]!, path[to]!);
      if (d > worst) [worst, at] = [d, i];
    }
    if (worst <= tolerance && !(isRing(path) && keep.reduce((n, k) => n + k, 0) < 5 && at >= 0)) continue;
    keep[at] = 1;
    stack.push([from, at], [at, to]);
  }
  return path.filter((_, i) => keep[i]);
}

function furthestFromPoint(path: Path): number {
  const [u, v] = path[0]!;
  let at = 1;
  let most = 0;
  path.forEach(([pu, pv], i) => {
    const d = (pu - u) ** 2 + (pv - v) ** 2;
    if (d > most) [most, at] = [d, i];
  });
  return at;
}

function offset(p: Point, a: Point, b: Point): number {
  const du = b[0] - a[0];
  const dv = b[1] - a[1];
  const square = du * du + dv * dv;
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((p[0] - a[0]) * du + (p[1] - a[1]) * dv) / square));
  return Math.hypot(p[0] - a[0] - t * du, p[1] - a[1] - t * dv);
}

interface Segment {
  readonly arc: number;
  readonly position: number;
  readonly a: Point;
  readonly b: Point;
}

/**
 * Arcs that meet another arc, or themselves, anywhere but in a shared end. Coordinates are integers, so every
 * test is exact. Returns pairs of arc indexes.
 */
export function crossings(arcs: readonly Path[]): [number, number][] {
  const segments: Segment[] = [];
  arcs.forEach((arc, index) => {
    for (let i = 1; i < arc.length; i++)
      segments.push({ arc: index, position: i, a: arc[i - 1]!, b: arc[i]! });
  });
  if (segments.length === 0) return [];
  const tree = new Flatbush(segments.length);
  for (const { a, b } of segments)
    tree.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));
  tree.finish();
  const found: [number, number][] = [];
  segments.forEach((s, i) => {
    const { a, b } = s;
    const near = tree.search(
      Math.min(a[0], b[0]),
      Math.min(a[1], b[1]),
      Math.max(a[0], b[0]),
      Math.max(a[1], b[1]),
      (j) => j > i,
    );
    for (const j of near) {
      const t = segments[j]!;
      if (meet(s, t) && !meetOnlyWhereAllowed(s, t, arcs)) found.push([s.arc, t.arc]);
    }
  });
  return found;
}

const side = (a: Point, b: Point, p: Point) =>
  Math.sign((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]));

function on(a: Point, b: Point, p: Point): boolean {
  return (
    side(a, b, p) === 0 &&
    p[0] >= Math.min(a[0], b[0]) &&
    p[0] <= Math.max(a[0], b[0]) &&
    p[1] >= Math.min(a[1], b[1]) &&
    p[1] <= Math.max(a[1], b[1])
  );
}

function meet(s: Segment, t: Segment): boolean {
  const across = side(s.a, s.b, t.a) !== side(s.a, s.b, t.b) && side(t.a, t.b, s.a) !== side(t.a, t.b, s.b);
  return across || on(s.a, s.b, t.a) || on(s.a, s.b, t.b) || on(t.a, t.b, s.a) || on(t.a, t.b, s.b);
}

const same = (p: Point, q: Point) => p[0] === q[0] && p[1] === q[1];

function meetOnlyWhereAllowed(s: Segment, t: Segment, arcs: readonly Path[]): boolean {
  const shared = [s.a, s.b].filter((p) => same(p, t.a) || same(p, t.b));
  if (shared.length !== 1) return false;
  const joint = shared[0]!;
  const other = (x: Segment) => (same(x.a, joint) ? x.b : x.a);
  if (on(s.a, s.b, other(t)) || on(t.a, t.b, other(s))) return false;
  if (s.arc === t.arc && Math.abs(s.position - t.position) === 1) return true;
  const ends = (arc: Path) => same(arc[0]!, joint) || same(arc.at(-1)!, joint);
  return ends(arcs[s.arc]!) && ends(arcs[t.arc]!);
}
