import type { Field } from '../fields.ts';
import type { FoundPlaces } from '../places/lookForPlaces.ts';
import type { Profile } from '../profile.ts';
import { finderOf } from '../reading/knownZones.ts';
import type { ZoneMatch } from '../reading/zoneFinder.ts';
import type { Reference } from '../reference.ts';
import { areaScore } from '../words/columnNames.ts';
import { type Assignment, share } from './assignment.ts';
import type { Whereabouts } from './whereabouts.ts';

/** Zones of a user's file, that the values of a column may be. */
export interface KnownZones {
  byText(text: string): ZoneMatch | null;
}

/** What the zones of a mapping are, and whether a column's values are known ones. */
export interface GivenZones {
  readonly zones: Zones;
  readonly known: boolean;
  /** What the values of a column would be the zones of. */
  readonly of: (profile: Profile) => Zones;
}

type Zones = 'dubai' | 'fromValues' | 'file';

/** What the names in two languages have over the codes of the same zones. */
const pairBonus = 0.02;

/** Gives the columns of points that were found before. */
export function givePlaces(given: Assignment, { columns, notes }: FoundPlaces): void {
  for (const [field, index] of Object.entries(columns) as [Field, number][])
    given.give(field, given.profiles[index]!);
  given.notes.push(...notes);
}

/** Gives zones and places: Dubai's where the values say so, else the column that names areas best. */
export function giveZones(
  given: Assignment,
  reference: Reference,
  where: Whereabouts,
  withZones: KnownZones | null,
): GivenZones {
  const finder = withZones ?? finderOf(reference.zones, null);
  const known = (profile: Profile) =>
    mayBeZones(profile) ? share([...profile.values.keys()], (value) => finder.byText(value) !== null) : 0;
  const elsewhere = withZones ? null : where.elsewhere;
  const called: Profile[] = [];
  const zone = given.take('zone', (profile) => {
    const rate = known(profile);
    if (rate < 0.5) return 0;
    if (elsewhere === null)
      return rate + areaScore(profile.key) / 100 + (given.pairs.has(profile.name) ? pairBonus : 0);
    // Names of zones are also names elsewhere, and codes are numbers.
    called.push(profile);
    return 0;
  });
  const ofReference = withZones ? 'file' : 'dubai';
  const of = (profile: Profile) =>
    withZones || (elsewhere === null && known(profile) >= 0.5) ? ofReference : 'fromValues';
  if (!zone && given.doubted.has('zone')) return { zones: ofReference, known: true, of };
  if (!zone) return { zones: fromNames(given, where, withZones !== null, called), known: false, of };
  if (!withZones) given.say('zonesOfDubai', { column: zone.name });
  /** Whether a column names public places, and not the zones once more. */
  const namesPlaces = ({ values }: Profile) =>
    share([...values.keys()], (value) => (finder.byText(value)?.place ?? -1) >= 0) >= 0.3;
  const place = given.take('place', (profile) => {
    if (!profile.words || profile.values.size < 2 || !namesPlaces(profile)) return 0;
    const rate = known(profile);
    return rate >= 0.5 ? rate : 0;
  });
  if (place) given.say('placeColumn', { column: place.name });
  return { zones: ofReference, known: true, of };
}

/** Codes are numbers, and numbers are many things: they need the name of an area as well. */
function mayBeZones({ filled, dates, words, numbers, key }: Profile): boolean {
  return filled > 0 && dates.rate < 0.5 && ((words && numbers.rate < 0.5) || areaScore(key) > 0);
}

/** @param called the columns whose values are called as our zones, in a file of another place */
function fromNames(
  given: Assignment,
  { centre, inDubai, arabic, elsewhere }: Whereabouts,
  withZones: boolean,
  called: readonly Profile[],
): Zones {
  const { empty, layout } = given;
  const area = given.take('zone', (profile) => {
    const score = areaScore(profile.key);
    if (score === 0 || empty) return score;
    const some = profile.filled >= layout.sample.length * 0.1 && profile.values.size > 1;
    const many = profile.values.size <= Math.max(200, profile.filled * 0.3);
    return some && many && profile.words ? score : 0;
  });
  if (!area && given.doubted.has('zone')) return withZones ? 'file' : 'fromValues';
  if (withZones) {
    if (area) given.say('zonesFew', { column: area.name });
    return 'file';
  }
  if (area && !empty) {
    if (called.includes(area)) given.say('otherCity', { column: area.name, city: elsewhere! });
    else given.say('zonesFromValues', { column: area.name });
    return 'fromValues';
  }
  if (!area && centre !== null && !inDubai) {
    given.say('pointsOutsideDubai');
    return 'fromValues';
  }
  if (!area && centre === null && !arabic && !inDubai) {
    given.say('noArea');
    return 'fromValues';
  }
  if (!area && inDubai && centre !== null) given.say('pointsInDubai');
  return 'dubai';
}
