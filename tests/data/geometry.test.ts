import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { feature, neighbors } from 'topojson-client';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { crossings } from '../../scripts/geometry/arcs.ts';

type Shape = Feature<Polygon | MultiPolygon, Record<string, string>>;

const text = readFileSync(new URL('../../data/geometry.json', import.meta.url), 'utf8');
const topo = JSON.parse(text) as Topology<Record<string, GeometryCollection>>;
const facts = JSON.parse(readFileSync(new URL('../../data/zones.json', import.meta.url), 'utf8')) as {
  zones: { id: string; label: [number, number]; areaKm2: number }[];
};

const shapes = (name: string) => feature(topo, topo.objects[name]!).features as Shape[];
const parts = ({ geometry }: Shape): Position[][][] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;

function inRing([x, y]: readonly [number, number], ring: Position[]): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = ring[i - 1] as [number, number];
    const [x2, y2] = ring[i] as [number, number];
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

const inside = (point: readonly [number, number], shape: Shape) =>
  parts(shape).some(([shell, ...holes]) => inRing(point, shell!) && !holes.some((h) => inRing(point, h)));

/** km² on a plane at the shape's own latitude: good to a few parts in a thousand here. */
function area(shape: Shape): number {
  let twice = 0;
  for (const ring of parts(shape).flat())
    for (let i = 1; i < ring.length; i++) {
      const [x1, y1] = ring[i - 1] as [number, number];
      const [x2, y2] = ring[i] as [number, number];
      twice += (x1 * y2 - x2 * y1) * 111.32 * 110.79 * Math.cos((25.1 * Math.PI) / 180);
    }
  return Math.abs(twice) / 2;
}

/** Arcs as whole numbers of the file's own grid, where crossing tests are exact. */
const grid = topo.arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map((step): [number, number] => {
    x += step[0]!;
    y += step[1]!;
    return [x, y];
  });
});

const ringsOf = (geometry: GeometryObject): number[][] =>
  geometry.type === 'Polygon' ? geometry.arcs : geometry.type === 'MultiPolygon' ? geometry.arcs.flat() : [];

const arcsOf = (name: string) => [
  ...new Set(
    topo.objects[name]!.geometries.flatMap((g) => ('arcs' in g ? (g.arcs as unknown[]).flat(3) : [])).map(
      (arc) => ((arc as number) < 0 ? ~(arc as number) : (arc as number)),
    ),
  ),
];

describe('data/geometry.json', () => {
  const zones = shapes('zones');

  it('has every zone of data/zones.json once', () => {
    expect(zones.map((z) => z.properties.id).sort()).toEqual(facts.zones.map((z) => z.id).sort());
  });

  it('has every label point inside its own zone and no other', () => {
    const holders = facts.zones.map(({ id, label }) => ({
      id,
      holders: zones.filter((z) => inside(label, z)).map((z) => z.properties.id),
    }));
    expect(holders.filter(({ id, holders }) => holders.join() !== id)).toEqual([]);
  });

  it('has areas near the facts', () => {
    const errors = facts.zones
      .map(({ id, areaKm2 }) => Math.abs(area(zones.find((z) => z.properties.id === id)!) / areaKm2 - 1))
      .sort((a, b) => a - b);
    expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(0.06);
    expect(errors[Math.floor(errors.length * 0.9)]).toBeLessThan(0.25);
  });

  it('has zones that neither cross themselves nor each other', () => {
    const arcs = arcsOf('zones').map((index) => grid[index]!);
    expect(arcs.length).toBeGreaterThan(facts.zones.length);
    expect(crossings(arcs)).toEqual([]);
  });

  it('has rings whose arcs join end to end and enclose some ground', () => {
    const faults: string[] = [];
    for (const [name, object] of Object.entries(topo.objects))
      for (const geometry of object.geometries)
        for (const ring of ringsOf(geometry)) {
          const arcs = ring.map((arc) => (arc < 0 ? grid[~arc]!.toReversed() : grid[arc]!));
          const joined = arcs.every(
            (arc, k) => String(arc.at(-1)) === String(arcs[(k + 1) % arcs.length]![0]),
          );
          const corners = new Set(arcs.flat().map(String)).size;
          if (!joined || corners < 3) faults.push(`${name} ${JSON.stringify(geometry.properties)}`);
        }
    expect(faults).toEqual([]);
  });

  it('shares arcs between neighbours', () => {
    const near = neighbors(topo.objects.zones!.geometries);
    const alone = zones.filter((_, k) => near[k]!.length === 0).map((z) => z.properties.id);
    expect(alone.length).toBeLessThanOrEqual(4);
    expect(alone).toContain('C891');
    const uses = topo.objects.zones!.geometries.flatMap((g) =>
      'arcs' in g ? (g.arcs as unknown[]).flat(3) : [],
    );
    expect(uses.length / arcsOf('zones').length).toBeGreaterThan(1.6);
  });

  it('names a zone for each detail and each stretch of sea', () => {
    const ids = new Set(facts.zones.map((z) => z.id));
    for (const name of ['details', 'sea']) {
      expect(shapes(name).length).toBeGreaterThan(0);
      expect(shapes(name).filter((s) => !ids.has(s.properties.zone!))).toEqual([]);
    }
  });

  it('keeps the islands inside their zones', () => {
    for (const detail of shapes('details')) {
      const zone = zones.find((z) => z.properties.id === detail.properties.zone)!;
      const points = parts(detail).flat(2) as [number, number][];
      const out = points.filter((p) => !inside(p, zone)).length;
      expect(out / points.length, detail.properties.zone).toBeLessThan(0.1);
    }
  });

  it('weighs at most 25 kB gzipped', () => {
    expect(gzipSync(text).length).toBeLessThan(25_000);
  });
});
