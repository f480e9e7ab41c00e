import { readFileSync } from 'node:fs';
import type { Feature, FeatureCollection, Geometry, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { makeArchive } from './pmtiles.ts';

const text = readFileSync(new URL('../../data/geometry.json', import.meta.url), 'utf8');
const topology = JSON.parse(text) as Topology<Record<string, GeometryCollection<{ kind: string }>>>;
export const streetsBounds = [54.6, 24.5, 56.3, 25.6] as const;

/** Invented streets on the land of data/geometry.json, as an archive in the layers of the Protomaps basemap. */
export function makeStreets({ maxZoom = 11 } = {}): Uint8Array {
  const [west, south, east, north] = streetsBounds;
  const land = feature(topology, topology.objects.land!).features as Feature<Geometry, { kind: string }>[];
  const shells = land.flatMap(({ geometry, properties }) =>
    properties.kind === 'emirate' && geometry.type === 'Polygon' ? [geometry.coordinates[0]!] : [],
  );
  const frame: Position[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return makeArchive({
    maxZoom,
    bounds: streetsBounds,
    layers: {
      earth: collection(shells.map((shell) => polygon([shell], { kind: 'earth' }))),
      water: collection([polygon([frame, ...shells], { kind: 'ocean' })]),
      roads: collection(roads()),
    },
    metadata: { attribution: '<a href="https://www.openstreetmap.org/copyright">© OpenStreetMap</a>' },
  });
}

function roads(): Feature[] {
  const [west, , , north] = streetsBounds;
  const line = (kind: string, points: Position[], en: string, ar: string): Feature => ({
    type: 'Feature',
    properties: { kind, name: en, 'name:en': en, 'name:ar': ar, min_zoom: 3 },
    geometry: { type: 'LineString', coordinates: points },
  });
  const across = Array.from({ length: 60 }, (_, i) => {
    const y = 24.75 + i * 0.01;
    const kind = i % 5 === 0 ? 'major_road' : 'minor_road';
    return line(
      kind,
      [
        [54.9, y],
        [55.7, y],
      ],
      `Street ${i}`,
      `شارع ${i}`,
    );
  });
  const along = Array.from({ length: 80 }, (_, i) => {
    const x = 54.9 + i * 0.01;
    const kind = i % 5 === 0 ? 'major_road' : 'minor_road';
    return line(
      kind,
      [
        [x, 24.75],
        [x, north],
      ],
      `Avenue ${i}`,
      `جادة ${i}`,
    );
  });
  const highway = line(
    'highway',
    [
      [west, 24.75],
      [55.15, 25.06],
      [55.27, 25.19],
      [55.4, 25.29],
    ],
    'Coast Road',
    'طريق الساحل',
  );
  return [...across, ...along, highway];
}

function polygon(rings: Position[][], properties: object): Feature<Polygon> {
  return {
    type: 'Feature',
    properties: { ...properties },
    geometry: { type: 'Polygon', coordinates: rings },
  };
}

function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features };
}
