import type { Feature, Geometry } from 'geojson';
import { parseDbf, parseShp } from 'shpjs';
import type { RawLayer } from './rawLayer.ts';
import { encodingOf, isEncoding } from './text.ts';
import { ZonesFileError } from './zonesFileError.ts';

/** The files of one Shapefile. */
export interface ShapefileParts {
  readonly shp: Uint8Array;
  readonly dbf: Uint8Array | undefined;
  readonly prj: string | undefined;
  readonly cpg: string | undefined;
}

/**
 * Reads a Shapefile, in the system that its .prj names.
 * @throws ZonesFileError where the .dbf is missing or the .shp is broken
 */
export function readShapefileLayer(parts: ShapefileParts, name: string): RawLayer {
  const { shp, dbf, prj, cpg } = parts;
  if (!dbf) throw new ZonesFileError(name, { code: 'noDbf' });
  let geometries: (Geometry | null)[];
  try {
    expectForward(shp);
    geometries = parseShp(shp);
  } catch (cause) {
    throw new ZonesFileError(name, { code: 'badPart', part: 'shp', detail: String(cause) }, { cause });
  }
  const { label, notes } = dbfEncoding(dbf, cpg, name);
  expectRows(dbf, geometries.length, name);
  let rows: Record<string, unknown>[];
  try {
    rows = parseDbf(dbf, label);
  } catch (cause) {
    throw new ZonesFileError(name, { code: 'badPart', part: 'dbf', detail: String(cause) }, { cause });
  }
  return {
    format: 'Shapefile',
    features: geometries.map(
      (geometry, i): Feature<Geometry | null> => ({
        type: 'Feature',
        geometry: geometry ?? null,
        properties: rows[i]!,
      }),
    ),
    source: null,
    crs: prj?.trim() || null,
    notes,
  };
}

/** shpjs follows a record of negative length back, and never ends. @throws Error for such a record */
function expectForward(shp: Uint8Array): void {
  const view = new DataView(shp.buffer, shp.byteOffset, shp.byteLength);
  for (let at = 100; at + 8 <= view.byteLength; ) {
    const bytes = view.getInt32(at + 4) * 2;
    if (bytes < 0) throw new RangeError(`record of ${bytes} bytes at byte ${at}`);
    at += 8 + bytes;
  }
}

/** shpjs reads as many rows as a .dbf says that it has, whether they are there or not. */
function expectRows(dbf: Uint8Array, shapes: number, name: string): void {
  const header = new DataView(dbf.buffer, dbf.byteOffset, 32);
  const rows = header.getUint32(4, true);
  if (rows !== shapes) throw new ZonesFileError(name, { code: 'unequal', shapes, rows });
  const bytes = header.getUint16(8, true) + rows * header.getUint16(10, true);
  if (dbf.length >= bytes) return;
  const detail = `${dbf.length} bytes, ${bytes} expected`;
  throw new ZonesFileError(name, { code: 'badPart', part: 'dbf', detail });
}

/**
 * The encoding of a .dbf's texts: that of its .cpg, else of its language byte; but what the bytes themselves show
 * where that cannot be right.
 */
function dbfEncoding(
  dbf: Uint8Array,
  cpg: string | undefined,
  name: string,
): { label: string; notes: string[] } {
  const header = new DataView(dbf.buffer, dbf.byteOffset, Math.min(dbf.byteLength, 32));
  if (header.byteLength < 32) {
    throw new ZonesFileError(name, { code: 'badPart', part: 'dbf', detail: `${dbf.length} bytes` });
  }
  const records = dbf.subarray(header.getUint16(8, true));
  const said = cpg === undefined ? languageByte(header.getUint8(29)) : encodingNamed(cpg);
  const seen = encodingOf(records);
  const by = cpg === undefined ? 'the language byte of its .dbf' : `its .cpg (${cpg.trim()})`;
  const notes: string[] = [];
  if (cpg !== undefined && said === null) {
    notes.push(
      `its .cpg says ${JSON.stringify(cpg.trim())}, which is no encoding known here; texts were read as ${seen}`,
    );
  }
  if (said === null) return { label: seen, notes };
  if (contradicts(said, seen, records)) {
    notes.push(`${by} says ${said}, but its texts are ${seen}: they were read as that; correct the .cpg`);
    return { label: seen, notes };
  }
  return { label: said, notes };
}

/** Whether bytes cannot be of the encoding that is said. */
function contradicts(said: string, seen: string, records: Uint8Array): boolean {
  const family = new TextDecoder(said).encoding;
  if (family === seen) return false;
  if (family === 'utf-8') return new TextDecoder('utf-8').decode(records).includes('\ufffd');
  // Any bytes are Latin letters; UTF-8 and Arabic ones are not there by chance.
  const beyondAscii = records.some((byte) => byte > 127);
  return beyondAscii && (seen === 'utf-8' || (family === 'windows-1252' && seen !== family));
}

/** "UTF-8", "65001", "1256", "ANSI 1256", "CP1256", "ISO 88596", "ISO-8859-6" as TextDecoder calls it. */
function encodingNamed(cpg: string): string | null {
  const text = cpg.trim().toLowerCase();
  const number = /(\d{3,5})\s*$/.exec(text.replace(/8859-/, '8859'))?.[1] ?? '';
  const known =
    /utf-?8/.test(text) || number === '65001'
      ? 'utf-8'
      : number.startsWith('8859')
        ? `iso-8859-${number.slice(4)}`
        : /^125\d$/.test(number)
          ? `windows-${number}`
          : text;
  return isEncoding(known) ? known : null;
}

/** dBASE's language driver, where it names one encoding. */
function languageByte(byte: number): string | null {
  const pages: Readonly<Record<number, string>> = {
    3: 'windows-1252',
    125: 'windows-1255',
    126: 'windows-1256',
  };
  return pages[byte] ?? null;
}
