import proj4 from 'proj4';
import { crsCode } from '../text/crsCode.ts';
import { isLikeWgs84, nahrwanShift, withNahrwanShift } from './datum.ts';
import { degrees, type PointSystem } from './pointSystem.ts';
import { SystemError } from './systemError.ts';

/** Systems that Gulf municipalities use, by EPSG code: their names, and what proj4 calls them. */
const usual: Readonly<Record<number, readonly [name: string, definition: string]>> = {
  3857: [
    'Web Mercator',
    '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null',
  ],
  3997: [
    'Dubai Local TM',
    '+proj=tmerc +lat_0=0 +lon_0=55.33333333333334 +k=1 +x_0=500000 +y_0=0 +datum=WGS84 +units=m',
  ],
  4270: ['Nahrwan 1967', `+proj=longlat ${nahrwanShift}`],
  27038: ['Nahrwan 1967 / UTM 38N', `+proj=utm +zone=38 ${nahrwanShift} +units=m`],
  27039: ['Nahrwan 1967 / UTM 39N', `+proj=utm +zone=39 ${nahrwanShift} +units=m`],
  27040: ['Nahrwan 1967 / UTM 40N', `+proj=utm +zone=40 ${nahrwanShift} +units=m`],
};

/** What proj4 makes of two systems; its own types take it for a point. */
interface Converter {
  forward(point: [number, number]): [number, number];
}

const known = new Map<number, PointSystem>();

/**
 * A system that needs no list: a usual one, UTM of WGS 84, or one whose text (of a .prj, or proj4's) says all of it.
 * Null for a code that only the list knows.
 * @throws SystemError where nothing can be made of the text, or the datum is another
 */
export function systemAtOnce(named: string): PointSystem | null {
  const code = crsCode(named);
  return code === null ? systemOfText(named) : systemOfCode(code);
}

/** The system of an EPSG code, as `systemAtOnce`. */
export function systemOfCode(code: number): PointSystem | null {
  if (code === 4326 || code === 4979) return degrees;
  const before = known.get(code);
  if (before) return before;
  const [name, definition] = usual[code] ?? utm(code) ?? [];
  return name === undefined ? null : projected(code, name, definition!);
}

/** The system of an EPSG code that is written in proj4's way. */
export function projected(code: number, name: string, definition: string): PointSystem {
  const id = `EPSG:${code}`;
  const made = systemFrom(definition, id, `${name} (${id})`);
  known.set(code, made);
  return made;
}

function utm(code: number): readonly [string, string] | null {
  const zone = code % 100;
  const south = code >= 32700;
  if (Math.floor(code / 100) !== (south ? 327 : 326) || zone < 1 || zone > 60) return null;
  return [
    `UTM ${zone}${south ? 'S' : 'N'}`,
    `+proj=utm +zone=${zone}${south ? ' +south' : ''} +datum=WGS84 +units=m`,
  ];
}

/** The system that a .prj or a text of proj4 describes. */
function systemOfText(text: string): PointSystem {
  const described = text.trim();
  if (!/^\+proj=|^[A-Z]+\w*\s*\[/i.test(described)) throw new SystemError(text, 'unknown');
  const shifted = withNahrwanShift(described);
  if (shifted === null && !isLikeWgs84(described)) throw new SystemError(text, 'datum');
  const name = /^\w+\s*\[\s*"([^"]*)"/.exec(described)?.[1]?.replaceAll('_', ' ') ?? described.slice(0, 60);
  return systemFrom(shifted ?? described, name, name);
}

function systemFrom(definition: string, id: string, name: string): PointSystem {
  const metric = !/\+proj=longlat|^GEO(?:G|D|GRAPHIC)\w*\s*\[/i.test(definition);
  if (!metric && isLikeWgs84(definition) && !/UNIT\s*\[\s*"(?!degree)/i.test(definition))
    return { ...degrees, id, name };
  let transform: Converter;
  try {
    transform = proj4(definition, 'WGS84') as unknown as Converter;
    transform.forward([0, 0]);
  } catch {
    throw new SystemError(name, 'unknown');
  }
  return {
    id,
    name,
    metric,
    toDegrees(x, y) {
      const [longitude, latitude] = transform.forward([x, y]);
      return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90 ? [longitude, latitude] : null;
    },
  };
}
