import type { City } from '../model/city.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Sheet } from '../query/conditions.ts';

/** The sheet that a snapshot's questions are put against; with the instant and the days of a change, those after it. */
export function sheetOf(
  city: City,
  { weekStart }: Pick<Manifest, 'weekStart'>,
  { asOf, days }: Pick<Manifest, 'asOf' | 'days'>,
): Sheet {
  const { timeZone } = city;
  return { city, asOf, since: timeZone.startOfDay(days?.from ?? timeZone.dayOf(asOf)), weekStart };
}
