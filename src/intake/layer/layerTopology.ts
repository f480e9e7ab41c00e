import type { FeatureCollection, GeoJsonProperties } from 'geojson';
import { topology } from 'topojson-server';
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification';
import { isInside } from '../../model/inside.ts';
import { crossings, type Path, type Point, simplified } from './arcs.ts';
import { listed, type Polygon, shapeOf } from './layerFile.ts';
import { areaKm2, innerPoint, type LonLat, metresAt, type Ring } from './rings.ts';

/** A zone with its shape. */
export interface ShapedZone {
  readonly id: string;
  readonly polygons: readonly Polygon[];
  /** Where its name stands if that lies inside the shape. */
  readonly label?: LonLat | undefined;
}

/** A layer as the map and the import take it. Both are TopoJSON whose object `zones` has the property `id`. */
export interface LayerTopology {
  /**
   * Simplified, with what is drawn beside the zones. A zone whose label point is not inside its shape has a
   * point that is as its property `label`.
   */
  readonly drawn: object;
  /** Every point of the file, on a grid of about 0.1 m: for finding the zone of a point. */
  readonly exact: object;
  /** Borders that cross. */
  readonly warnings: readonly string[];
}

/** The file's grid: parts of its width and height. */
const gridSteps = 1e6;
/** The map leaves out points of a border that lie no further than this from it, in metres: a pixel at its last zoom. */
const tolerance = 5;
/** The same as a part of a small zone's width. */
const widthPart = 0.01;

/**
 * Brings shapes into one topology, in which neighbours share their borders, and simplifies every border once. A border
 * is left finer where it would cross another, lose its zone's label point or let a zone vanish.
 * @param beside what is drawn beside the zones, by the name of its object: see `layersBeside`
 * @param source shown on the map
 */
export function layerTopology(
  zones: readonly ShapedZone[],
  beside: Readonly<Record<string, FeatureCollection>>,
  source: { readonly en: string; readonly ar: string },
): LayerTopology {
  const labels = zones.map(({ label, polygons }) =>
    label && isInside(label[0], label[1], polygons.flat()) ? label : innerPoint(polygons),
  );
  const shapes: FeatureCollection = {
    type: 'FeatureCollection',
    features: zones.map(({ id, label, polygons }, i) =>
      shapeOf({ id, ...(labels[i] === label ? {} : { label: labels[i] }) }, polygons),
    ),
  };
  const made = topology({ zones: shapes, ...beside }, gridSteps) as Topology<
    Record<string, GeometryCollection<GeoJsonProperties>>
  >;
  const grid = gridOf(made);
  const raw = made.arcs.map(absolute);
  const geometries = made.objects.zones!.geometries;
  const arcsOfZone = geometries.map(arcsOf);
  const { tolerances, owners } = tolerancesOf(zones, arcsOfZone, raw.length);
  const draw = (arc: number) => thinned(raw[arc]!, tolerances[arc]!, grid);

  const pairOf = ([a, b]: readonly [number, number]) => `${a} ${b}`;
  const own = [...owners.keys()];
  const crossed = (arcs: readonly Path[]) =>
    crossings(own.map((arc) => arcs[arc]!)).map(([a, b]): [number, number] => [own[a]!, own[b]!]);
  const faults = crossed(raw);
  const known = new Set(faults.map(pairOf));
  const arcs = raw.map((path, arc) => (owners.has(arc) ? draw(arc) : path));
  for (;;) {
    const coarse = new Set(
      crossed(arcs)
        .filter((pair) => !known.has(pairOf(pair)))
        .flat(),
    );
    geometries.forEach((geometry, i) => {
      const [x, y] = onGrid(labels[i]!, grid);
      if (isInside(x, y, ringsOf(geometry, arcs))) return;
      for (const arc of arcsOfZone[i]!) coarse.add(arc);
    });
    const finer = [...coarse].filter((arc) => tolerances[arc]! > 0);
    if (finer.length === 0) break;
    for (const arc of finer) {
      tolerances[arc] = tolerances[arc]! < 0.1 ? 0 : tolerances[arc]! * 0.5;
      arcs[arc] = draw(arc);
    }
  }
  return {
    drawn: { source, ...made, arcs: arcs.map(relative) },
    exact: { ...made, objects: { zones: made.objects.zones } },
    warnings: crossingText(faults, owners, zones),
  };
}

/** Where a layer comes from, in the words of the map: `text` is both languages', or "English | Arabic". */
export function sourceFrom(
  text: string | undefined,
  layer: { readonly name: string; readonly source: { readonly en: string; readonly ar: string } | null },
): { en: string; ar: string } {
  if (text !== undefined && text.trim() !== '') {
    const [en = '', ar = en] = text.split('|').map((part) => part.trim());
    return { en, ar };
  }
  const file = layer.name.replace(/^.*[\\/]/, '');
  return layer.source ?? { en: `Boundaries: ${file}`, ar: `الحدود: ${file}` };
}

/** A topology's grid: where it begins, and the metres of a step east and north. */
interface Grid {
  readonly scale: readonly number[];
  readonly translate: readonly number[];
  readonly metres: readonly [number, number];
}

function gridOf({ transform }: Topology): Grid {
  const { scale, translate } = transform!;
  const [x, y] = metresAt(translate[1]! + (scale[1]! * gridSteps) / 2);
  return { scale, translate, metres: [x * scale[0]!, y * scale[1]!] };
}

function onGrid([longitude, latitude]: LonLat, { scale, translate }: Grid): Point {
  return [(longitude - translate[0]!) / scale[0]!, (latitude - translate[1]!) / scale[1]!];
}

/** The points of a path that a tolerance in metres leaves. */
function thinned(path: Path, metres: number, grid: Grid): Path {
  if (metres === 0) return path;
  const plane = path.map(([x, y]): Point => [x * grid.metres[0], y * grid.metres[1]]);
  const kept = new Set(simplified(plane, metres));
  return path.filter((_, i) => kept.has(plane[i]!));
}

/** For each arc that borders a zone: how far it may be off, in metres, and whose border it is. */
function tolerancesOf(zones: readonly ShapedZone[], arcsOfZone: readonly number[][], count: number) {
  const tolerances = new Float64Array(count);
  const owners = new Map<number, string[]>();
  zones.forEach(({ id, polygons }, i) => {
    const own = Math.min(tolerance, widthPart * 1000 * Math.sqrt(areaKm2(polygons)));
    for (const arc of new Set(arcsOfZone[i])) {
      tolerances[arc] = owners.has(arc) ? Math.min(tolerances[arc]!, own) : own;
      owners.set(arc, [...(owners.get(arc) ?? []), id]);
    }
  });
  return { tolerances, owners };
}

function crossingText(
  faults: readonly (readonly [number, number])[],
  owners: ReadonlyMap<number, readonly string[]>,
  zones: readonly ShapedZone[],
): string[] {
  const order = new Map(zones.map(({ id }, i) => [id, i]));
  const alone = new Set<string>();
  const pairs = new Set<string>();
  for (const [a, b] of faults) {
    const [ofA, ofB] = [owners.get(a)!, owners.get(b)!];
    const both = ofA.find((id) => ofB.includes(id));
    if (both !== undefined) alone.add(both);
    else pairs.add([ofA[0]!, ofB[0]!].sort((x, y) => order.get(x)! - order.get(y)!).join(' and '));
  }
  return [
    ...(alone.size > 0
      ? [
          `a border that crosses or touches itself, drawn as it is: ${listed([...alone])}; correct it in the layer`,
        ]
      : []),
    ...(pairs.size > 0
      ? [
          `zones that overlap or whose borders do not meet in the same points, drawn as they are: ${listed([...pairs])}`,
        ]
      : []),
  ];
}

function absolute(arc: readonly (readonly number[])[]): Path {
  let [x, y] = [0, 0];
  return arc.map(([dx = 0, dy = 0]): Point => {
    x += dx;
    y += dy;
    return [x, y];
  });
}

function relative(path: Path): [number, number][] {
  return path.map(([x, y], i) => (i === 0 ? [x, y] : [x - path[i - 1]![0], y - path[i - 1]![1]]));
}

function arcsOf(geometry: GeometryObject<GeoJsonProperties>): number[] {
  const arcs = 'arcs' in geometry ? ((geometry.arcs as unknown[]).flat(3) as number[]) : [];
  return arcs.map((arc) => (arc < 0 ? ~arc : arc));
}

function ringsOf(geometry: GeometryObject<GeoJsonProperties>, arcs: readonly Path[]): Ring[] {
  const rings =
    geometry.type === 'Polygon'
      ? geometry.arcs
      : geometry.type === 'MultiPolygon'
        ? geometry.arcs.flat()
        : [];
  return rings.map((ring) =>
    ring.flatMap((arc, i) => {
      const path = arc < 0 ? arcs[~arc]!.toReversed() : arcs[arc]!;
      return i === 0 ? [...path] : path.slice(1);
    }),
  );
}
