import type { Point } from './plane.ts';

/** What the script knows of a zone: facts of data/zones.json, in the plane (km, km²). */
export interface ZoneFacts {
  readonly id: string;
  readonly sector: string;
  readonly centre: Point;
  readonly label: Point;
  readonly area: number;
  /** `apart` lies away from the emirate's main body and is drawn alone. */
  readonly site: 'land' | 'sea' | 'apart';
  /** km² of the area that is land. */
  readonly landArea: number;
}
