import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { type Point, toDegrees, toPlane } from './plane.ts';

type Ring = Point[];
type Shape = Feature<Polygon | MultiPolygon>;

const closed = (ring: Ring): number[][] => [...ring, ring[0]!].map((p) => [...toDegrees(p)]);

function shape(properties: Record<string, string>, rings: readonly Ring[]): Shape {
  return {
    type: 'Feature',
    properties,
    geometry: { type: 'MultiPolygon', coordinates: rings.map((r) => [closed(r)]) },
  };
}

/** A band of the given widths (km, one a point or one for all) along a path of the plane. */
function band(path: readonly Point[], width: number | readonly number[]): Ring {
  const left: Ring = [];
  const right: Ring = [];
  path.forEach(([u, v], i) => {
    const a = path[Math.max(0, i - 1)]!;
    const b = path[Math.min(path.length - 1, i + 1)]!;
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const half = (typeof width === 'number' ? width : width[i]!) / 2;
    const nu = (-(b[1] - a[1]) / length) * half;
    const nv = ((b[0] - a[0]) / length) * half;
    left.push([u + nu, v + nv]);
    right.unshift([u - nu, v - nv]);
  });
  return [...left, ...right];
}

function disc([u, v]: Point, radius: number, corners: number): Ring {
  return Array.from({ length: corners }, (_, k) => {
    const t = (2 * Math.PI * k) / corners;
    return [u + radius * Math.cos(t), v + radius * Math.sin(t)];
  });
}

/** A path through the given points, rounded (Catmull–Rom), with `steps` pieces between two of them. */
function curve(points: readonly Point[], steps: number): Point[] {
  const out: Point[] = [];
  for (let i = 0; i < points.length - 1; i++) {
    const [p0, p1, p2, p3] = [
      points[Math.max(0, i - 1)]!,
      points[i]!,
      points[i + 1]!,
      points[Math.min(points.length - 1, i + 2)]!,
    ];
    for (let k = 0; k < steps; k++) {
      const t = k / steps;
      const mix = (axis: 0 | 1) =>
        0.5 *
        (2 * p1[axis] +
          (p2[axis] - p0[axis]) * t +
          (2 * p0[axis] - 5 * p1[axis] + 4 * p2[axis] - p3[axis]) * t * t +
          (3 * p1[axis] - p0[axis] - 3 * p2[axis] + p3[axis]) * t * t * t);
      out.push([mix(0), mix(1)]);
    }
  }
  return [...out, points.at(-1)!];
}

/**
 * A palm island: a trunk that reaches out to sea (along v), eight fronds on either side that sweep towards the
 * sea, and a crescent in three pieces around them. `centre` and `radius` (km) are the crescent's; the trunk
 * starts `foot` km landward of the centre.
 */
export function palm(zone: string, centre: Point, radius: number, foot: number): Shape {
  const at = (u: number, v: number): Point => [centre[0] + u * radius, centre[1] + v * radius];
  const rings: Ring[] = [];
  rings.push(
    band(
      [at(0, -foot / radius), at(0, -0.55), at(0, 0.62)],
      [0.16, 0.13, 0.06].map((w) => w * radius),
    ),
  );
  for (const side of [-1, 1]) {
    for (let k = 0; k < 8; k++) {
      const t = k / 7;
      const root = -0.42 + 0.92 * t;
      const reach = 0.5 + 0.24 * Math.sin(Math.PI * (0.2 + 0.62 * t)) - 0.36 * t * t;
      const lift = -0.32 + 0.55 * t;
      const path = [0, 0.35, 0.7, 1].map(
        (s): Point =>
          at(side * (0.03 + reach * s), root + lift * s * 0.55 + 0.34 * s * s * (1 - 0.4 * t) - 0.05),
      );
      rings.push(
        band(
          path,
          [0.05, 0.06, 0.055, 0.03].map((w) => w * radius),
        ),
      );
    }
  }
  const arc = (from: number, to: number) => {
    const steps = Math.ceil((to - from) / 14);
    return Array.from({ length: steps + 1 }, (_, k): Point => {
      const t = ((from + ((to - from) * k) / steps) * Math.PI) / 180;
      return at(0.94 * Math.cos(t), 0.94 * Math.sin(t));
    });
  };
  for (const [from, to] of [
    [-38, 48],
    [53, 127],
    [132, 218],
  ] as const)
    rings.push(band(arc(from, to), 0.11 * radius));
  return shape({ zone }, rings);
}

/** Continents as ellipses of a 9 × 6 map: left, bottom, half width, half height, lean (degrees). */
const CONTINENTS: readonly (readonly [number, number, number, number, number])[] = [
  [-2.75, 1.3, 1.35, 1.05, -20],
  [-1.95, -1.25, 0.7, 1.4, 15],
  [-0.85, 2.3, 0.6, 0.5, 0],
  [0.5, -0.55, 0.9, 1.35, 8],
  [0.5, 1.65, 0.85, 0.7, 20],
  [2.45, 1.2, 1.65, 1.1, -8],
  [3.3, -1.5, 0.75, 0.6, 0],
];

/** The World: islets on a lattice wherever a rough map of the continents has land, inside an oval breakwater. */
export function world(zone: string, centre: Point, radius: number): Shape {
  const scale = radius / 5.1;
  const at = (x: number, y: number): Point => [centre[0] + x * scale, centre[1] + y * scale];
  const rings: Ring[] = [];
  const step = 0.52;
  for (let row = -7; row <= 7; row++) {
    for (let column = -9; column <= 9; column++) {
      const x = (column + (row % 2 ? 0.5 : 0)) * step;
      const y = row * step * 0.87;
      const land = CONTINENTS.some(([cx, cy, a, b, lean]) => {
        const t = (lean * Math.PI) / 180;
        const dx = (x - cx) * Math.cos(t) + (y - cy) * Math.sin(t);
        const dy = (y - cy) * Math.cos(t) - (x - cx) * Math.sin(t);
        return (dx / a) ** 2 + (dy / b) ** 2 <= 1;
      });
      if (land) rings.push(disc(at(x, y), (0.19 + 0.03 * Math.sin(3.1 * column + 1.7 * row)) * scale, 6));
    }
  }
  for (let quarter = 0; quarter < 4; quarter++) {
    const arc = Array.from({ length: 9 }, (_, k): Point => {
      const t = ((quarter + 0.04 + (0.92 * k) / 8) * Math.PI) / 2;
      return at(4.85 * Math.cos(t), 3.7 * Math.sin(t));
    });
    rings.push(band(arc, 0.1));
  }
  return shape({ zone }, rings);
}

/** Plain islands: rounded outlines in km of the plane, from `centre`. */
export function islands(zone: string, centre: Point, outlines: readonly (readonly Point[])[]): Shape {
  return shape(
    { zone },
    outlines.map((outline) => {
      const ring = outline.map(([u, v]): Point => [centre[0] + u, centre[1] + v]);
      const around = [ring.at(-1)!, ...ring, ring[0]!, ring[1]!];
      return curve(around, 4).slice(4, -5);
    }),
  );
}

/** An island bent round a bay: a band of `width` km on a circle, open landward. */
export function bentIsland(zone: string, centre: Point, radius: number, width: number): Shape {
  const arc = Array.from({ length: 12 }, (_, k): Point => {
    const t = ((-35 + (250 * k) / 11) * Math.PI) / 180;
    return [centre[0] + radius * Math.cos(t), centre[1] + radius * Math.sin(t)];
  });
  return shape({ zone }, [
    band(
      arc,
      arc.map((_, k) => width * (0.6 + 0.4 * Math.sin((Math.PI * k) / 11))),
    ),
  ]);
}

/** A round island of the given radius (km) around a point of the plane. */
export function islet(zone: string, at: Point, radius: number): Shape {
  return shape({ zone }, [disc(at, radius, 14)]);
}

/** A watercourse with round ends along points of the plane, with a width (km) at each of them. */
export function channel(kind: string, path: readonly (readonly [Point, number])[], steps: number): Shape {
  const line = curve(
    path.map(([p]) => p),
    steps,
  );
  const widths = curve(
    path.map(([p, w]): Point => [p[0], w]),
    steps,
  ).map((p) => Math.max(0.03, p[1]));
  const ends = [0, line.length - 1].map((i) => disc(line[i]!, widths[i]! / 2, 16));
  return shape({ kind }, [band(line, widths), ...ends]);
}

/** A polygon of degrees, as drawn. */
export function region(properties: Record<string, string>, outline: readonly Point[]): Shape {
  return shape(properties, [outline.map(toPlane)]);
}

/**
 * A zone alone, of the given area (km²): a rounded box with its long side towards the label and a slightly
 * uneven edge.
 */
export function blob(properties: Record<string, string>, centre: Point, label: Point, area: number): Shape {
  const lean = Math.atan2(label[1] - centre[1], label[0] - centre[0]);
  const ring = Array.from({ length: 40 }, (_, k): Point => {
    const t = (2 * Math.PI * k) / 40;
    const box = (Math.abs(Math.cos(t)) ** 3 + Math.abs(Math.sin(t)) ** 3) ** (-1 / 3);
    const r = box * (1 + 0.05 * Math.sin(3 * t + 1) + 0.04 * Math.sin(5 * t));
    return [r * Math.cos(t) * 1.25, (r * Math.sin(t)) / 1.25];
  });
  let twice = 0;
  ring.forEach((p, i) => {
    const q = ring[(i + 1) % ring.length]!;
    twice += p[0] * q[1] - q[0] * p[1];
  });
  const scale = Math.sqrt(area / (twice / 2));
  const turned = ring.map(
    ([x, y]): Point => [
      centre[0] + scale * (x * Math.cos(lean) - y * Math.sin(lean)),
      centre[1] + scale * (x * Math.sin(lean) + y * Math.cos(lean)),
    ],
  );
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [closed(turned)] } };
}
