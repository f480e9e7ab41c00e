/** A longitude and latitude in degrees, WGS 84. */
export type LonLat = readonly [longitude: number, latitude: number];
/** A closed line: its last point is its first. */
export type Ring = readonly (readonly number[])[];

const metresPerDegree = 111_195;

/** Metres of a degree of longitude and of latitude there, on a sphere. */
export function metresAt(latitude: number): readonly [number, number] {
  return [Math.max(metresPerDegree * Math.cos((latitude * Math.PI) / 180), 1), metresPerDegree];
}

/** Metres from a point to the nearest of the rings' lines, on a plane at the point. */
export function metresTo(longitude: number, latitude: number, rings: readonly Ring[]): number {
  const [perLongitude, perLatitude] = metresAt(latitude);
  let best = Number.POSITIVE_INFINITY;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [ax = 0, ay = 0] = ring[i - 1]!;
      const [bx = 0, by = 0] = ring[i]!;
      const distance = toSegment(
        (ax - longitude) * perLongitude,
        (ay - latitude) * perLatitude,
        (bx - longitude) * perLongitude,
        (by - latitude) * perLatitude,
      );
      if (distance < best) best = distance;
    }
  }
  return best;
}

/** Distance of the origin to the line from a to b. */
function toSegment(ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + t * dx, ay + t * dy);
}

/** Twice the signed area of a ring, in its own units squared. */
export function twiceArea(ring: Ring): number {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const [ax = 0, ay = 0] = ring[i - 1]!;
    const [bx = 0, by = 0] = ring[i]!;
    twice += ax * by - bx * ay;
  }
  return twice;
}

/** Square kilometres of polygons (outer ring, then holes), on a plane at each ring's own latitude. */
export function areaKm2(polygons: readonly (readonly Ring[])[]): number {
  let square = 0;
  for (const rings of polygons) {
    rings.forEach((ring, hole) => {
      const [x, y] = metresAt(ring[0]?.[1] ?? 0);
      square += ((hole === 0 ? 1 : -1) * Math.abs(twiceArea(ring)) * x * y) / 2;
    });
  }
  return square / 1e6;
}

/**
 * A point well inside polygons, for a name: of nine lines across the largest polygon, the middle of the longest
 * piece that lies within (as PostGIS' ST_PointOnSurface does with one line).
 */
export function innerPoint(polygons: readonly (readonly Ring[])[]): LonLat {
  const largest = polygons.reduce((a, b) => (areaKm2([b]) > areaKm2([a]) ? b : a));
  const ys = largest[0]!.map((point) => point[1]!);
  const south = ys.reduce((a, b) => Math.min(a, b));
  const north = ys.reduce((a, b) => Math.max(a, b));
  let best: LonLat = [largest[0]![0]![0]!, largest[0]![0]![1]!];
  let widest = -1;
  for (const part of [5, 4, 6, 3, 7, 2, 8, 1, 9]) {
    const y = south + ((north - south) * part) / 10;
    const crossed = largest.flatMap((ring) =>
      ring.slice(1).flatMap(([bx = 0, by = 0], i) => {
        const [ax = 0, ay = 0] = ring[i]!;
        return ay > y !== by > y ? [ax + ((bx - ax) * (y - ay)) / (by - ay)] : [];
      }),
    );
    crossed.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossed.length; i += 2) {
      const width = crossed[i + 1]! - crossed[i]!;
      // A line further from the middle must be a good deal longer.
      if (width * (1 - Math.abs(part - 5) / 12) <= widest) continue;
      widest = width * (1 - Math.abs(part - 5) / 12);
      best = [(crossed[i]! + crossed[i + 1]!) / 2, y];
    }
  }
  return best;
}
