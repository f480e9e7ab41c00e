import type { City } from '../model/city.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Sheet } from '../query/conditions.ts';

/** The sheet that a snapshot's questions are put against. */
export function sheetOf(city: City, manifest: Manifest): Sheet {
  return {
    city,
    asOf: manifest.asOf,
    since: city.timeZone.startOfDay(manifest.days?.from ?? city.timeZone.dayOf(manifest.asOf)),
    weekStart: manifest.weekStart,
  };
}
