import type { Polygon } from 'geojson';
import type { Raster } from './plane.ts';

type Ring = [number, number][];

/**
 * Outlines of all cells that share a key, as polygons on the raster's corner lattice (column, row), every
 * lattice point kept so that neighbours share theirs. Outer rings run anticlockwise. A key below 0 is skipped.
 */
export function trace(keys: Int16Array, { columns, rows }: Raster): Map<number, Polygon[]> {
  const lattice = columns + 1;
  const steps = [1, lattice, -1, -lattice];
  const edges = new Map<number, Map<number, number>>();
  const put = (key: number, from: number, direction: number) => {
    const own = edges.get(key) ?? new Map<number, number>();
    edges.set(key, own);
    own.set(from, (own.get(from) ?? 0) | (1 << direction));
  };
  const keyAt = (c: number, r: number) =>
    c < 0 || r < 0 || c >= columns || r >= rows ? -1 : keys[r * columns + c]!;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const key = keyAt(c, r);
      if (key < 0) continue;
      const corner = r * lattice + c;
      if (keyAt(c, r - 1) !== key) put(key, corner, 0);
      if (keyAt(c + 1, r) !== key) put(key, corner + 1, 1);
      if (keyAt(c, r + 1) !== key) put(key, corner + lattice + 1, 2);
      if (keyAt(c - 1, r) !== key) put(key, corner + lattice, 3);
    }
  }
  const out = new Map<number, Polygon[]>();
  for (const [key, own] of edges) {
    const rings: Ring[] = [];
    for (const start of own.keys()) {
      while (own.get(start)) {
        const ring: Ring = [];
        let at = start;
        let heading = -1;
        do {
          const open = own.get(at)!;
          // Turning left where two cells touch at a corner keeps them apart.
          const turn = heading < 0 ? [0, 1, 2, 3] : [(heading + 1) % 4, heading, (heading + 3) % 4];
          const next = turn.find((d) => open & (1 << d))!;
          own.set(at, open & ~(1 << next));
          ring.push([at % lattice, Math.floor(at / lattice)]);
          heading = next;
          at += steps[next]!;
        } while (at !== start);
        ring.push(ring[0]!);
        rings.push(ring);
      }
    }
    out.set(key, nest(rings));
  }
  return out;
}

/** Twice the signed area of a closed ring; positive when it runs anticlockwise. */
export function twiceArea(ring: readonly (readonly number[])[]): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++)
    sum += ring[i - 1]![0]! * ring[i]![1]! - ring[i]![0]! * ring[i - 1]![1]!;
  return sum;
}

/** Whether a point lies inside a closed ring, by crossings. */
export function inRing([x, y]: readonly [number, number], ring: readonly (readonly number[])[]): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1] as [number, number];
    const [x2, y2] = ring[i] as [number, number];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

function nest(rings: Ring[]): Polygon[] {
  const outer = rings.filter((r) => twiceArea(r) > 0).map((r) => [r]);
  for (const hole of rings.filter((r) => twiceArea(r) < 0)) {
    const [a, b] = hole as [[number, number], [number, number]];
    // A point half a cell to the left of the hole's first edge lies on the polygon's own side.
    const probe: [number, number] = [
      (a[0] + b[0]) / 2 - (b[1] - a[1]) * 0.5,
      (a[1] + b[1]) / 2 + (b[0] - a[0]) * 0.5,
    ];
    outer.find(([shell]) => inRing(probe, shell!))?.push(hole);
  }
  return outer.map((coordinates) => ({ type: 'Polygon', coordinates }));
}
