import { fold } from '../model/fold.ts';
import { type CityHint, cityNamed, cityNear } from './cities.ts';
import type { FileLayout } from './fileLayout.ts';
import type { Profile } from './profile.ts';

/** The city that a file is of, by where its points lie, its name, or its values; null where nothing tells. */
export function cityOf(
  file: string,
  centre: readonly [number, number] | null,
  profiles: readonly Profile[],
): (CityHint & { readonly name: string }) | null {
  return (
    (centre ? cityNear(centre[0], centre[1]) : null) ??
    cityNamed(fold(file.replace(/[_.-]/g, ' '))) ??
    cityInValues(profiles)
  );
}

/** The middle of the points of a sample, by median; null without any. */
export function centreOf(layout: FileLayout, longitude: Profile, latitude: Profile): [number, number] | null {
  const lons: number[] = [];
  const lats: number[] = [];
  for (const row of layout.sample) {
    const lon = Number((row[longitude.index] ?? '').replace(',', '.') || Number.NaN);
    const lat = Number((row[latitude.index] ?? '').replace(',', '.') || Number.NaN);
    if (!Number.isFinite(lon) || !Number.isFinite(lat) || (lon === 0 && lat === 0)) continue;
    lons.push(lon);
    lats.push(lat);
  }
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
  const lon = middle(lons);
  const lat = middle(lats);
  return lon === undefined || lat === undefined ? null : [lon, lat];
}

function cityInValues(profiles: readonly Profile[]): (CityHint & { readonly name: string }) | null {
  for (const profile of profiles) {
    if (profile.personal || !/\b(city|borough|municipality|town)\b|المدينه|البلديه|الاماره/.test(profile.key))
      continue;
    const [value] = [...profile.values].sort((a, b) => b[1] - a[1])[0] ?? [];
    const city = value === undefined ? null : cityNamed(fold(value));
    if (city) return city;
  }
  return null;
}
