import { type CityHint, cityNamed } from '../places/cities.ts';
import { centreOf, cityOf } from '../places/cityOf.ts';
import type { FoundPlaces } from '../places/lookForPlaces.ts';
import type { Profile } from '../profile.ts';
import { finderOf } from '../reading/knownZones.ts';
import type { Reference } from '../reference.ts';
import { share } from './assignment.ts';

/** Points of a sample that are placed to see whether they are the city's. */
const mostPlaced = 200;

/** What points, names and letters tell of the city that a file is of. */
export class Whereabouts {
  /** The middle of the points. */
  readonly centre: readonly [number, number] | null;
  /** Most points lie in zones of the reference. */
  readonly inDubai: boolean;
  /** Names or words are Arabic. */
  readonly arabic: boolean;
  /** By its points, its name or its values; null where nothing tells. */
  readonly city: (CityHint & { readonly name: string }) | null;

  constructor(
    file: string,
    reference: Reference,
    { points, ofCity }: FoundPlaces,
    profiles: readonly Profile[],
  ) {
    this.centre = centreOf(points);
    this.inDubai = ofCity || areInDubai(reference, points);
    this.arabic =
      profiles.filter((profile) => /[\u0621-\u064a]/.test(profile.name)).length > profiles.length / 3 ||
      profiles.some((profile) => profile.words && profile.arabic > 0.5);
    this.city = this.inDubai ? cityNamed('dubai') : cityOf(file, this.centre, profiles);
  }

  /** What tells that the file is of another city than ours; null where nothing does. */
  get elsewhere(): string | null {
    if (this.city) return this.city.name === 'dubai' ? null : this.city.name;
    return this.centre?.map((degrees) => degrees.toFixed(2)).join(', ') ?? null;
  }
}

function areInDubai(reference: Reference, points: readonly (readonly [number, number])[]): boolean {
  if (points.length === 0) return false;
  const finder = finderOf(reference.zones, reference.geometry);
  const step = Math.max(1, points.length / mostPlaced);
  const tried = Array.from(
    { length: Math.min(points.length, mostPlaced) },
    (_, i) => points[Math.floor(i * step)]!,
  );
  return share(tried, ([lon, lat]) => ['point', 'near'].includes(finder.byPoint(lon, lat)?.how ?? '')) >= 0.5;
}
