import { fold } from '../../model/fold.ts';
import type { Profile } from '../profile.ts';
import { type CityHint, cityNamed, cityNear } from './cities.ts';

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

/** The middle of points, by median of each coordinate; null without any. */
export function centreOf(points: readonly (readonly [number, number])[]): [number, number] | null {
  const middle = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];
  const lon = middle(points.map((point) => point[0]));
  const lat = middle(points.map((point) => point[1]));
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
