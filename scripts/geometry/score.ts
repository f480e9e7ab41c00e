import { readFileSync } from 'node:fs';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { feature, neighbors } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { type Point, type Raster, toPlane } from './plane.ts';
import { inRing, twiceArea } from './trace.ts';
import type { ZoneFacts } from './zone.ts';

/** How well a schematic layer agrees with another layer of the same zones. Shares are 0 to 1. */
export interface Score {
  readonly onshoreAreaRight: number;
  /** Mean over the zones on land of the share of their area that is right. */
  readonly meanZoneRight: number;
  /** Area of both land zones over the area of either. */
  readonly landIoU: number;
  readonly labelsInside: number;
  readonly neighbourJaccard: number;
  readonly medianAreaError: number;
  /** Zones with the lowest share of their official area right, worst first. */
  readonly worst: readonly (readonly [string, number])[];
}

interface Outlines {
  readonly polygons: ReadonlyMap<string, Point[][][]>;
  readonly pairs: ReadonlySet<string>;
}

function outlines(topo: Topology): Outlines {
  const zones = (topo.objects.zones ?? Object.values(topo.objects)[0]) as GeometryCollection;
  const idOf = (k: number) => {
    const { id, properties } = zones.geometries[k]! as { id?: string; properties?: Record<string, unknown> };
    const code =
      properties?.id ?? properties?.code ?? properties?.community_code ?? properties?.zone_id ?? id;
    return `C${String(code).replace(/^C/, '')}`;
  };
  const polygons = new Map<string, Point[][][]>();
  zones.geometries.forEach((geometry, k) => {
    const shape = (feature(topo, geometry) as Feature<Polygon | MultiPolygon>).geometry;
    const parts = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
    polygons.set(
      idOf(k),
      parts.map((part) => part.map((ring) => ring.map((p) => toPlane(p as unknown as Point)))),
    );
  });
  const pairs = new Set<string>();
  neighbors(zones.geometries).forEach((near, k) => {
    for (const j of near) if (j > k) pairs.add([idOf(k), idOf(j)].sort().join(' '));
  });
  return { polygons, pairs };
}

function inside(point: Point, parts: Point[][][]): boolean {
  return parts.some(([shell, ...holes]) => inRing(point, shell!) && !holes.some((h) => inRing(point, h)));
}

/** Fills the raster with the index of the zone that holds each cell's centre, by scan lines. */
function fill(parts: Point[][][], index: number, raster: Raster, into: Int16Array): void {
  for (let r = 0; r < raster.rows; r++) {
    const v = raster.bottom + (r + 0.5) * raster.cell;
    const hits: number[] = [];
    for (const ring of parts.flat())
      for (let i = 1; i < ring.length; i++) {
        const [a, b] = [ring[i - 1]!, ring[i]!];
        if (a[1] > v !== b[1] > v) hits.push(a[0] + ((v - a[1]) / (b[1] - a[1])) * (b[0] - a[0]));
      }
    hits.sort((x, y) => x - y);
    for (let k = 0; k + 1 < hits.length; k += 2) {
      const from = Math.max(0, Math.ceil((hits[k]! - raster.left) / raster.cell - 0.5));
      const to = Math.min(
        raster.columns - 1,
        Math.ceil((hits[k + 1]! - raster.left) / raster.cell - 0.5) - 1,
      );
      if (to >= from) into.fill(index, r * raster.columns + from, r * raster.columns + to + 1);
    }
  }
}

/** Scores our layer against the official one in `file`. The official layer is read here and nowhere else. */
export function score(ours: Topology, file: string, zones: readonly ZoneFacts[], raster: Raster): Score {
  const official = outlines(JSON.parse(readFileSync(file, 'utf8')) as Topology);
  const own = outlines(ours);
  const a = new Int16Array(raster.columns * raster.rows).fill(-1);
  const b = a.slice();
  zones.forEach((zone, k) => {
    if (zone.site === 'apart') return;
    fill(own.polygons.get(zone.id)!, k, raster, a);
    fill(official.polygons.get(zone.id)!, k, raster, b);
  });
  const all = zones.map(() => 0);
  const right = zones.map(() => 0);
  let both = 0;
  let either = 0;
  for (let i = 0; i < b.length; i++) {
    const zone = b[i]!;
    const mine = a[i]! >= 0 && zones[a[i]!]!.site === 'land';
    const theirs = zone >= 0 && zones[zone]!.site === 'land';
    if (mine && theirs) both++;
    if (mine || theirs) either++;
    if (zone < 0 || zones[zone]!.site !== 'land') continue;
    all[zone]!++;
    if (a[i] === zone) right[zone]!++;
  }
  const sum = (xs: number[]) => xs.reduce((x, y) => x + y, 0);
  const shared = [...own.pairs].filter((p) => official.pairs.has(p)).length;
  const errors = zones
    .map(({ id, area }) => {
      const parts = own.polygons.get(id)!;
      const mine = sum(parts.flat().map((ring) => twiceArea(ring) / 2));
      return Math.abs(Math.abs(mine) - area) / area;
    })
    .sort((x, y) => x - y);
  return {
    onshoreAreaRight: sum(right) / sum(all),
    meanZoneRight:
      sum(zones.map(({ site }, k) => (site === 'land' ? right[k]! / all[k]! : 0))) /
      zones.filter(({ site }) => site === 'land').length,
    landIoU: both / either,
    labelsInside: zones.filter(({ id, label }) => inside(label, own.polygons.get(id)!)).length,
    neighbourJaccard: shared / (own.pairs.size + official.pairs.size - shared),
    medianAreaError: errors[Math.floor(errors.length / 2)]!,
    worst: zones
      .flatMap(({ id, site }, k): [string, number][] => (site === 'land' ? [[id, right[k]! / all[k]!]] : []))
      .sort((x, y) => x[1] - y[1])
      .slice(0, 15),
  };
}
