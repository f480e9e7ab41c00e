import type { Feature, FeatureCollection, GeoJsonProperties, Geometry, MultiPolygon, Polygon } from 'geojson';
import { topology } from 'topojson-server';
import type { GeometryObject as TopoGeometry, Topology } from 'topojson-specification';
import { crossings, simplified, smoothed } from './arcs.ts';
import { type Point, type Raster, toDegrees } from './plane.ts';
import { inRing } from './trace.ts';

/** Degrees of one quantum of the written file: about 5 m. */
const QUANTUM = 5e-5;
const SMOOTHING = 10;

type GeometryObject = TopoGeometry<GeoJsonProperties>;

export type Layer = FeatureCollection<Polygon | MultiPolygon>;

export interface LayerInput {
  /** Layers on the raster's lattice, which share arcs: smoothed and simplified together. */
  readonly traced: Readonly<Record<string, Layer>>;
  /** Layers in degrees, drawn as they are. */
  readonly drawn: Readonly<Record<string, Layer>>;
  readonly raster: Raster;
  /** Tolerance in km for an arc of the traced feature with this id. */
  readonly tolerance: (id: string) => number;
  /** Points in degrees that must lie inside the `zones` feature of the same id. */
  readonly labels: ReadonlyMap<string, Point>;
}

interface Topo {
  type: 'Topology';
  bbox: [number, number, number, number];
  transform: { scale: [number, number]; translate: [number, number] };
  objects: Record<string, GeometryObject>;
  arcs: number[][][];
}

/**
 * One quantised topology of all layers. Arcs that cross, or that leave a label outside its zone, are simplified
 * less until none does; throws when that does not end.
 */
export function buildTopology({ traced, drawn, raster, tolerance, labels }: LayerInput): Topo {
  const lattice = topology(traced as Record<string, FeatureCollection>) as unknown as Topology;
  const km = (p: number[]): Point => [raster.left + p[0]! * raster.cell, raster.bottom + p[1]! * raster.cell];
  const raw = lattice.arcs.map((arc) => arc.map(km));
  const finest = raw.map(() => Infinity);
  const zoneArcs = new Map<string, Set<number>>();
  for (const object of Object.values(lattice.objects)) {
    for (const geometry of geometriesOf(object)) {
      const { id, zone } = (geometry.properties ?? {}) as { id?: string; zone?: string };
      const key = id ?? zone;
      if (key === undefined) continue;
      const own = zoneArcs.get(key) ?? new Set<number>();
      zoneArcs.set(key, own);
      for (const arc of arcsOf(geometry)) {
        const index = arc < 0 ? ~arc : arc;
        own.add(index);
        finest[index] = Math.min(finest[index]!, tolerance(key));
      }
    }
  }
  const snap = (p: Point): Point => [Math.round(p[0] / QUANTUM), Math.round(p[1] / QUANTUM)];
  const draw = (index: number): Point[] => {
    const tol = finest[index]!;
    const times = tol > raster.cell / 20 ? SMOOTHING : tol > raster.cell / 100 ? 2 : 0;
    return withoutRepeats(simplified(smoothed(raw[index]!, times), tol).map((p) => snap(toDegrees(p))));
  };
  const arcs = raw.map((_, i) => draw(i));
  for (let round = 0; ; round++) {
    const faulty = new Set(crossings(arcs).flat());
    if (round % 2 === 0 || faulty.size === 0)
      for (const geometry of geometriesOf(lattice.objects.zones!)) {
        const id = (geometry.properties as { id: string }).id;
        const label = labels.get(id);
        if (!label) continue;
        const p: Point = [label[0] / QUANTUM, label[1] / QUANTUM];
        const inside = polygonsOf(geometry, arcs).some(
          ([shell, ...holes]) => inRing(p, shell!) && !holes.some((h) => inRing(p, h)),
        );
        if (!inside) for (const arc of zoneArcs.get(id)!) faulty.add(arc);
      }
    if (faulty.size === 0) break;
    if (round === 40)
      throw new Error(
        `${faulty.size} arcs still cross or leave a label outside its zone after 40 rounds; expected none.`,
      );
    for (const arc of faulty) {
      finest[arc] = Math.min(finest[arc]!, 1) * 0.6;
      arcs[arc] = draw(arc);
    }
  }
  const objects: Record<string, GeometryObject> = { ...lattice.objects };
  for (const [name, layer] of Object.entries(drawn)) {
    const own = layer.features.map((f) => drawnGeometry(f, snap, arcs));
    const before = objects[name];
    objects[name] = {
      type: 'GeometryCollection',
      geometries: [...(before ? geometriesOf(before) : []), ...own],
    } as GeometryObject;
  }
  const bbox = [Infinity, Infinity, -Infinity, -Infinity] as [number, number, number, number];
  for (const arc of arcs)
    for (const [x, y] of arc) {
      bbox[0] = Math.min(bbox[0], x);
      bbox[1] = Math.min(bbox[1], y);
      bbox[2] = Math.max(bbox[2], x);
      bbox[3] = Math.max(bbox[3], y);
    }
  const translate = [bbox[0], bbox[1]] as const;
  const degrees = (n: number) => Number((n * QUANTUM).toFixed(6));
  return {
    type: 'Topology',
    bbox: bbox.map(degrees) as typeof bbox,
    transform: { scale: [QUANTUM, QUANTUM], translate: [degrees(translate[0]), degrees(translate[1])] },
    objects,
    arcs: arcs.map((arc) =>
      arc.map((p, i) => {
        const from = i === 0 ? translate : arc[i - 1]!;
        return [p[0] - from[0], p[1] - from[1]];
      }),
    ),
  };
}

function withoutRepeats(path: Point[]): Point[] {
  return path.filter((p, i) => i === 0 || p[0] !== path[i - 1]![0] || p[1] !== path[i - 1]![1]);
}

function geometriesOf(object: GeometryObject): GeometryObject[] {
  return object.type === 'GeometryCollection' ? (object.geometries as GeometryObject[]) : [object];
}

function arcsOf(geometry: GeometryObject): number[] {
  return 'arcs' in geometry ? ((geometry.arcs as unknown[]).flat(3) as number[]) : [];
}

function polygonsOf(geometry: GeometryObject, arcs: readonly Point[][]): Point[][][] {
  const stitch = (ring: number[]): Point[] =>
    ring.flatMap((arc, k) => {
      const points = arc < 0 ? arcs[~arc]!.toReversed() : arcs[arc]!;
      return k === 0 ? points : points.slice(1);
    });
  if (geometry.type === 'Polygon') return [geometry.arcs.map(stitch)];
  if (geometry.type === 'MultiPolygon') return geometry.arcs.map((polygon) => polygon.map(stitch));
  return [];
}

function drawnGeometry(
  feature: Feature<Geometry>,
  snap: (p: Point) => Point,
  arcs: Point[][],
): GeometryObject {
  const ring = (points: number[][]) => {
    arcs.push(withoutRepeats(points.map((p) => snap(p as unknown as Point))));
    return [arcs.length - 1];
  };
  const { geometry, properties } = feature;
  if (geometry.type === 'Polygon')
    return { type: 'Polygon', properties, arcs: geometry.coordinates.map(ring) } as GeometryObject;
  if (geometry.type === 'MultiPolygon')
    return {
      type: 'MultiPolygon',
      properties,
      arcs: geometry.coordinates.map((polygon) => polygon.map(ring)),
    } as GeometryObject;
  throw new Error(`Got a drawn ${geometry.type}; expected Polygon or MultiPolygon.`);
}
