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

/** A name on the map that is no zone's: of the city, a district of several zones, land beyond the city, or water. */
export interface MapName {
  readonly en: string;
  readonly ar: string;
  readonly kind: 'city' | 'district' | 'land' | 'water';
  readonly label: readonly [number, number];
}

/** The zones file of a city. A request's zone code is the zone's index here, its place code the place's. */
export interface Zones {
  readonly source?: string | undefined;
  /** Year of the residents' figures. */
  readonly residentsYear?: number | undefined;
  readonly names?: readonly MapName[] | undefined;
  readonly sectors: readonly Word[];
  readonly zones: readonly Zone[];
  readonly places: readonly Place[];
}

const word = { id: v.string(), en: v.string(), ar: v.string() };
const point = v.tuple([v.number(), v.number()]);

export const zonesSchema = v.object({
  source: v.optional(v.string()),
  residentsYear: v.optional(v.number()),
  names: v.optional(
    v.array(
      v.object({
        en: v.string(),
        ar: v.string(),
        kind: v.picklist(['city', 'district', 'land', 'water']),
        label: point,
      }),
    ),
  ),
  sectors: v.optional(v.array(v.object(word)), []),
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
