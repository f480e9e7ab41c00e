import type { OtherFormat } from '../otherFormat.ts';

/** How the bytes of what is refused begin, or what stands at a place of them. */
const signatures: readonly (readonly [format: OtherFormat, bytes: string, at?: number])[] = [
  ['pdf', '%PDF'],
  ['word', '{\\rt'],
  ['archive', '7z\xbc\xaf'],
  ['archive', 'Rar!'],
  ['archive', 'BZh9'],
  ['archive', '\xfd7zX'],
  ['archive', '\x28\xb5\x2f\xfd'],
  ['archive', 'MSCF\0'],
  ['archive', 'ustar', 257],
  ['arrow', 'ARROW1\0'],
  ['arrow', 'ORC'],
  ['arrow', 'Obj\x01'],
  ['access', '\0\x01\0\0Standard Jet DB'],
  ['access', '\0\x01\0\0Standard ACE DB'],
  ['shapefile', '\0\0\x27\x0a\0\0\0\0'],
  ['spss', '$FL2'],
  ['spss', '$FL3'],
  ['stata', '<stata_dta>'],
  ['sas', '\0\0\0\0\0\0\0\0\0\0\0\0\xc2\xea\x81\x60'],
  ['sas', 'HEADER RECORD*******LIB'],
  ['outlook', '!BDN'],
  ['lotus', '\0\0\x02\0\x06\x04'],
  ['lotus', '\0\0\x1a\0'],
  ['xls', '\x09\0\x04\0'],
  ['xls', '\x09\x02\x06\0'],
  ['xls', '\x09\x04\x06\0'],
  ['mapInfo', '!table'],
];

/** What some first bytes are of that no reader reads; null where they may be a table. */
export function otherFormatOf(start: Uint8Array): OtherFormat | null {
  for (const [format, bytes, at = 0] of signatures) if (hasAt(start, bytes, at)) return format;
  if (isDbase(start)) return 'dbase';
  // Stata before 13: its version, the order of bytes, 1, 0.
  const [version = 0, order = 0, kind, zero] = start;
  if (version >= 105 && version <= 115 && (order === 1 || order === 2) && kind === 1 && zero === 0) {
    return 'stata';
  }
  const text = new TextDecoder('latin1').decode(start.subarray(0, 200));
  return /^version\s+\d+\s+charset\s/i.test(text) ? 'mapInfo' : null;
}

/** Whether some bytes begin so. */
export function begins(start: Uint8Array, bytes: string): boolean {
  return hasAt(start, bytes, 0);
}

/** What the files of an archive are together of which none is a table; null for no known kind. */
export function otherFormatIn(names: readonly string[]): OtherFormat | null {
  const has = (pattern: RegExp) => names.some((name) => pattern.test(name));
  if (has(/\.gdbtable$/i)) return 'geodatabase';
  if (has(/\.shp$/i)) return 'shapefile';
  if (has(/\.(tab|mif)$/i)) return 'mapInfo';
  return has(/\.iwa$|^index\.zip$/i) ? 'numbers' : null;
}

function hasAt(start: Uint8Array, bytes: string, at: number): boolean {
  return [...bytes].every((letter, i) => start[at + i] === letter.charCodeAt(0));
}

const dbaseVersions: ReadonlySet<number> = new Set([0x02, 0x03, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8b, 0xf5]);

/** A header with the day of the last change, whose list of columns ends where it says. */
function isDbase(start: Uint8Array): boolean {
  if (start.length < 33 || !dbaseVersions.has(start[0]!)) return false;
  const header = start[8]! + start[9]! * 256;
  const [month, day] = [start[2]!, start[3]!];
  const dated = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  return dated && header > 32 && start.subarray(32, header).includes(0x0d);
}
