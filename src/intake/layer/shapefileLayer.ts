import type { Feature, Geometry } from 'geojson';
import { parseDbf, parseShp } from 'shpjs';
import { MappingError } from '../mapping.ts';
import type { RawLayer } from './rawLayer.ts';
import { encodingOf, isEncoding } from './text.ts';

/** The files of one Shapefile. */
export interface ShapefileParts {
  readonly shp: Uint8Array;
  readonly dbf: Uint8Array | undefined;
  readonly prj: string | undefined;
  readonly cpg: string | undefined;
}

/**
 * Reads a Shapefile into degrees, by the projection that its .prj names.
 * @throws MappingError where the .dbf is missing or the .shp is broken
 */
export function readShapefileLayer(parts: ShapefileParts, name: string): RawLayer {
  const { shp, dbf, prj, cpg } = parts;
  if (!dbf) {
    throw new MappingError(
      `${name}: got a Shapefile without its .dbf, which holds the attributes; expected .shp and .dbf (and .prj, .cpg) of the same name in the zip`,
    );
  }
  let geometries: (Geometry | null)[];
  try {
    geometries = parseShp(shp, prj);
  } catch (cause) {
    throw new MappingError(
      `${name}: its .shp cannot be read (${String(cause)}); expected an ESRI Shapefile`,
      {
        cause,
      },
    );
  }
  const { label, notes } = dbfEncoding(dbf, cpg, name);
  let rows: Record<string, unknown>[];
  try {
    rows = parseDbf(dbf, label);
  } catch (cause) {
    throw new MappingError(`${name}: its .dbf cannot be read (${String(cause)}); expected a dBASE table`, {
      cause,
    });
  }
  if (rows.length !== geometries.length) {
    throw new MappingError(
      `${name}: got ${geometries.length} shapes in its .shp and ${rows.length} rows in its .dbf, expected as many; export both again`,
    );
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
    notes,
  };
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
    throw new MappingError(`${name}: its .dbf has ${dbf.length} bytes, expected a dBASE table`);
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
