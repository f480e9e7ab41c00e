import * as v from 'valibot';
import type { Word } from './words.ts';

export interface Zone extends Word {
  /** The municipality's own number of the zone. */
  readonly code?: string | undefined;
  readonly sector?: string | undefined;
  readonly residents?: number | null | undefined;
  /** A point that lies inside the zone: [longitude, latitude], degrees WGS 84. */
  readonly label?: readonly [number, number] | undefined;
  readonly areaKm2?: number | undefined;
  readonly aliases?: readonly string[] | undefined;
}

export interface Place extends Word {
  readonly kind?: string | undefined;
  /** Id of the zone that the place lies in. */
  readonly zone?: string | undefined;
  readonly label?: readonly [number, number] | undefined;
}

/** A group of zones under the name that people use for them all. A zone is in one at most. */
export interface District extends Word {
  /** Ids of its zones. */
  readonly zones: readonly string[];
  /** Where its name stands on a map. */
  readonly label?: readonly [number, number] | undefined;
  readonly aliases?: readonly string[] | undefined;
}

/** A name on the map that is no zone's and no district's: of the city, land beyond it, or water. */
export interface MapName {
  readonly en: string;
  readonly ar: string;
  readonly kind: 'city' | 'land' | 'water';
  readonly label: readonly [number, number];
}

/** The zones file of a city. A request's zone code is the zone's index here, its place code the place's. */
export interface Zones {
  readonly source?: string | undefined;
  /** Year of the residents' figures. */
  readonly residentsYear?: number | undefined;
  /** Residents of the whole city as they were counted last, where that is later than the zones' own figures. */
  readonly population?: { readonly total: number; readonly on: string; readonly source: string } | undefined;
  readonly names?: readonly MapName[] | undefined;
  readonly sectors: readonly Word[];
  readonly districts?: readonly District[] | undefined;
  readonly zones: readonly Zone[];
  readonly places: readonly Place[];
}

function isMapName<Name extends { readonly kind: string }>(name: Name): name is Name & Pick<MapName, 'kind'> {
  return name.kind === 'city' || name.kind === 'land' || name.kind === 'water';
}

const word = { id: v.string(), en: v.string(), ar: v.string() };
const point = v.tuple([v.number(), v.number()]);

export const zonesSchema = v.object({
  source: v.optional(v.string()),
  residentsYear: v.optional(v.number()),
  population: v.optional(v.object({ total: v.number(), on: v.string(), source: v.string() })),
  names: v.optional(
    v.pipe(
      v.array(v.object({ en: v.string(), ar: v.string(), kind: v.string(), label: point })),
      // Earlier files name districts here, without their zones; other files may name what else they like.
      v.transform((names) => names.filter(isMapName)),
    ),
  ),
  sectors: v.optional(v.array(v.object(word)), []),
  districts: v.optional(
    v.array(
      v.object({
        ...word,
        zones: v.array(v.string()),
        label: v.optional(point),
        aliases: v.optional(v.array(v.string())),
      }),
    ),
  ),
  zones: v.array(
    v.object({
      ...word,
      code: v.optional(v.string()),
      sector: v.optional(v.string()),
      residents: v.optional(v.nullable(v.number())),
      label: v.optional(point),
      areaKm2: v.optional(v.number()),
      aliases: v.optional(v.array(v.string())),
    }),
  ),
  places: v.optional(
    v.array(
      v.object({
        ...word,
        kind: v.optional(v.string()),
        zone: v.optional(v.string()),
        label: v.optional(point),
      }),
    ),
    [],
  ),
});

/** The zone of a request that lies outside the city; an ordinary entry of the zones, without a shape. */
export const outsideZone: Zone = { id: 'outside', en: 'Outside the emirate', ar: 'خارج الإمارة' };

/** The shapes of a city's zones: TopoJSON with an object `zones`. */
export const geometrySchema = v.looseObject({
  type: v.literal('Topology'),
  objects: v.looseObject({ zones: v.looseObject({}) }),
});

/** Whether a zone is one of the city's own, and not the entry for what lies outside of it. */
export function isOfCity(zone: Zone): boolean {
  return zone.id !== outsideZone.id;
}
