import { fold, nameSkeleton } from '../../model/fold.ts';
import type { District, Zones } from '../../model/zones.ts';
import type { WordCount } from './report.ts';

/** A district that rows without a zone name, and how many do. */
export interface DistrictSaid {
  readonly district: District;
  readonly count: number;
}

/**
 * The districts that rows without a zone name in the place of one, the most frequent first: which of its zones they are
 * in is not known, so they have none.
 * @param unplaced what rows without a zone tell as their zone
 */
export function districtsSaid(zones: Zones, unplaced: readonly WordCount[]): DistrictSaid[] {
  const byName = new Map<string, District>();
  for (const district of zones.districts ?? []) {
    for (const name of [district.en, district.ar, ...(district.aliases ?? [])]) {
      for (const key of [fold(name), nameSkeleton(name)]) if (!byName.has(key)) byName.set(key, district);
    }
  }
  const counts = new Map<District, number>();
  for (const { value, count } of unplaced) {
    const district = byName.get(fold(value)) ?? byName.get(nameSkeleton(value));
    if (district) counts.set(district, (counts.get(district) ?? 0) + count);
  }
  return [...counts]
    .map(([district, count]) => ({ district, count }))
    .sort((a, b) => b.count - a.count || (a.district.id < b.district.id ? -1 : 1));
}
