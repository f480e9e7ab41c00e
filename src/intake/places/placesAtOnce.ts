import type { Mapping } from '../mapping.ts';
import { MappingError } from '../mappingError.ts';
import type { PlaceReading } from './placeReading.ts';
import { degrees, type PointSystem } from './pointSystem.ts';
import { systemAtOnce, systemOfCode } from './projection.ts';
import { SystemError } from './systemError.ts';

/** Systems that the values of a live source may name themselves. */
const ownCodes = [4326, 3857, 3997, 32639, 32640, 4270, 27039, 27040] as const;

/**
 * How the points of a source are meant of which no sample can be looked at: as its mapping says, else in degrees.
 * @throws MappingError for a system of which more must be loaded: the mapping can hold the text of its .prj
 */
export function placesAtOnce({ columns, coordinates }: Mapping): PlaceReading {
  const own = columns.point === undefined ? [] : ownCodes.map((code) => [code, systemOfCode(code)!] as const);
  return {
    system: coordinates?.system === undefined ? degrees : systemOf(coordinates.system),
    order: coordinates?.order ?? null,
    byCode: new Map(own),
    middle: null,
  };
}

function systemOf(named: string): PointSystem {
  try {
    const found = systemAtOnce(named);
    if (found) return found;
  } catch (cause) {
    if (!(cause instanceof SystemError)) throw cause;
    throw new MappingError('mapping', { code: 'badSystem', system: cause.system, why: cause.why });
  }
  throw new MappingError('mapping', { code: 'badSystem', system: named, why: 'unknown' });
}
