import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { bentIsland, channel, islands, islet, palm, region, world } from './features.ts';
import { type Point, toPlane } from './plane.ts';
import type { ZoneFacts } from './zone.ts';

type Shape = Feature<Polygon | MultiPolygon>;

/** Zones whose area is mostly sea, by the note in the municipality's list. */
export const AT_SEA: ReadonlySet<string> = new Set([
  'C101',
  'C302',
  'C303',
  'C304',
  'C381',
  'C501',
  'C502',
  'C593',
]);

/** Zones with land and sea: how many km² are land. */
export const PARTLY_AT_SEA: ReadonlyMap<string, number> = new Map([['C321', 7]]);

/** Zones away from the main body. */
export const APART: ReadonlySet<string> = new Set(['C891']);

/** Islands drawn on top of the zones at sea, placed by the zones' own centres and areas. */
export function details(zones: readonly ZoneFacts[]): Shape[] {
  const zone = (id: string) => {
    const found = zones.find((z) => z.id === id);
    if (!found) throw new Error(`No zone ${id} in the facts; its islands have no place.`);
    return { ...found, radius: Math.sqrt(found.area / Math.PI) };
  };
  const jumeira = zone('C381');
  const jabalAli = zone('C501');
  const theWorld = zone('C303');
  const second = zone('C304');
  const bay = zone('C302');
  return [
    palm('C381', jumeira.centre, jumeira.radius * 0.9, jumeira.radius * 1.05),
    palm('C501', jabalAli.centre, jabalAli.radius * 0.9, jabalAli.radius * 1.0),
    world('C303', theWorld.centre, theWorld.radius * 0.92),
    islet('C304', second.label, second.radius * 0.7),
    bentIsland('C302', bay.label, 0.42, 0.34),
    islands('C101', zone('C101').centre, DEIRA_ISLANDS),
  ];
}

/** Dubai Islands off Deira, km along and off the coast from their zone's centre. */
const DEIRA_ISLANDS: readonly (readonly Point[])[] = [
  [
    [-3.3, -2.8],
    [-1.3, -3.3],
    [-1, -2.5],
    [-2, -1.7],
    [-3.3, -1.8],
  ],
  [
    [-0.6, -3.9],
    [1.8, -3.7],
    [2.2, -2.5],
    [0.9, -1.8],
    [-0.5, -2.5],
  ],
  [
    [2.6, -3.1],
    [3.9, -2.1],
    [4.2, 0.2],
    [3.3, 0.9],
    [2.8, -1.6],
  ],
  [
    [-1.8, -1.3],
    [0.5, -1.2],
    [2.1, -1.1],
    [2.6, 0.5],
    [1, 1.2],
    [-0.8, 0.4],
  ],
];

const plane = (path: readonly (readonly [number, number, number])[]) =>
  path.map(([lon, lat, width]): [Point, number] => [toPlane([lon, lat]), width]);

const CREEK = plane([
  [55.2882, 25.2832, 0.4],
  [55.2887, 25.279, 0.34],
  [55.2895, 25.2735, 0.28],
  [55.2912, 25.2692, 0.22],
  [55.2948, 25.2656, 0.2],
  [55.2995, 25.2655, 0.2],
  [55.3045, 25.2655, 0.22],
  [55.3105, 25.2612, 0.28],
  [55.3155, 25.2558, 0.3],
  [55.3205, 25.2505, 0.34],
  [55.3275, 25.244, 0.4],
  [55.335, 25.2365, 0.4],
  [55.3435, 25.2285, 0.42],
  [55.3472, 25.2195, 0.45],
  [55.3462, 25.2105, 0.5],
  [55.341, 25.2035, 0.8],
  [55.3335, 25.2, 1],
]);

/** Water that no zone of one side crosses: sectors west of the creek's line, and the line without its mouth and lagoon. */
export const DIVIDE = { line: CREEK.slice(2, 15).map(([p]) => p), west: new Set(['3']), reach: 2.5 };

/** The creek with its lagoon at Ras Al Khor, and the canal from there through Business Bay to the sea. */
export function waterways(): Shape[] {
  return [
    channel('creek', CREEK, 3),
    channel(
      'canal',
      plane([
        [55.3335, 25.2, 0.12],
        [55.317, 25.189, 0.12],
        [55.297, 25.184, 0.1],
        [55.279, 25.181, 0.1],
        [55.264, 25.1865, 0.1],
        [55.25, 25.19, 0.08],
        [55.235, 25.2, 0.08],
        [55.2255, 25.2065, 0.08],
      ]),
      3,
    ),
  ];
}

/** Land beyond the emirate, roughly: the coasts of the neighbours, and Musandam's root in the north-east. */
export function neighbouringLand(): Shape[] {
  return [
    region({ kind: 'neighbour' }, [
      [54.0, 24.2],
      [54.25, 24.35],
      [54.45, 24.56],
      [54.66, 24.79],
      [54.84, 24.9],
      [55.0, 24.93],
      [55.15, 25.04],
      [55.3, 25.2],
      [55.345, 25.295],
      [55.366, 25.318],
      [55.372, 25.338],
      [55.39, 25.362],
      [55.432, 25.418],
      [55.55, 25.58],
      [55.7, 25.72],
      [55.9, 25.8],
      [56.02, 25.95],
      [56.1, 26.1],
      [56.3, 26.1],
      [56.27, 25.6],
      [56.36, 25.5],
      [56.36, 25.0],
      [56.5, 24.7],
      [56.8, 24.2],
      [56.8, 23.8],
      [54.0, 23.8],
    ]),
  ];
}
