import { gzipSync, zipSync } from 'fflate';
import type { Random } from '../../src/sample/random.ts';
import { encoded, encodedLines } from './encoded.ts';
import type { MadeExport } from './madeExport.ts';
import { excelXml, geoPackage, kml, page, parquet, workbook } from './writtenBook.ts';

/** How an export is written. */
export const writtenFormats = [
  'csv',
  'severalCsv',
  'xlsx',
  'xlsb',
  'xls',
  'ods',
  'html',
  'excelXml',
  'json',
  'jsonLines',
  'geojson',
  'open311Xml',
  'kml',
  'parquet',
  'geoPackage',
] as const;
export type WrittenFormat = (typeof writtenFormats)[number];

export interface WrittenExport {
  readonly format: WrittenFormat;
  readonly packed: readonly ('gzip' | 'zip')[];
  readonly encoding: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Writes an export in a random format, encoding and packing, under a random name. */
export async function writeExport(made: MadeExport, random: Random): Promise<WrittenExport> {
  const pick = <T>(values: readonly T[]) => values[random.below(values.length)]!;
  const points = made.header.includes('location.longitude');
  const format = pick(writtenFormats.filter((one) => one !== 'geojson' || points));
  const written = await writtenAs(format, made, random);
  let { bytes } = written;
  const packed: ('gzip' | 'zip')[] = format === 'severalCsv' ? ['zip'] : [];
  while (random.chance(packed.length === 0 ? 0.3 : 0.1) && packed.length < 3) {
    const kind = pick(['gzip', 'zip'] as const);
    packed.unshift(kind);
    bytes =
      kind === 'gzip'
        ? gzipSync(bytes)
        : zipSync(
            { 'export/': new Uint8Array(0), 'export/data.bin': bytes },
            { level: random.chance(0.3) ? 0 : 6 },
          );
  }
  const name = `export.${pick(['csv', 'xlsx', 'json', 'txt', 'gz', 'zip', 'xml', 'dat', 'pdf'])}`;
  return { format, packed, encoding: written.encoding, name, bytes };
}

async function writtenAs(
  format: WrittenFormat,
  made: MadeExport,
  random: Random,
): Promise<{ bytes: Uint8Array; encoding: string }> {
  const plain = (bytes: Uint8Array) => ({ bytes, encoding: 'utf-8' });
  switch (format) {
    case 'csv':
      return encodedLines(csvLines(made, random), random);
    case 'severalCsv':
      return plain(several(made, random));
    case 'xlsx':
    case 'xlsb':
    case 'ods':
      return plain(workbook(format, made, random));
    case 'xls':
      return plain(workbook('biff8', made, random));
    case 'parquet':
      return plain(await parquet(made, random));
    case 'geoPackage':
      return plain(await geoPackage(made));
    case 'html':
      return encoded(page(made, random), random);
    case 'excelXml':
      return encoded(excelXml(made), random);
    case 'kml':
      return encoded(kml(made), random);
    case 'open311Xml':
      return encoded(xml(made, random), random);
    default:
      return encoded(json(format, made, random), random);
  }
}

/** A zip of files of the same columns, one after the other. */
function several(made: MadeExport, random: Random): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  for (let from = 0; from < made.rows.length || from === 0; ) {
    const to = from + 1 + random.below(made.rows.length + 1);
    const { lines, end } = csvLines({ ...made, rows: made.rows.slice(from, to) }, random);
    files[`${from + 1000}.csv`] = new TextEncoder().encode(lines.join(end));
    from = to;
  }
  return zipSync(files);
}

function csvLines(made: MadeExport, random: Random): { lines: string[]; end: string } {
  const delimiter = [',', ';', '\t', '|'][random.below(4)]!;
  const end = ['\r\n', '\n', '\r'][random.chance(0.1) ? 2 : random.below(2)]!;
  const quoteAll = random.chance(0.2);
  const lines = [made.header, ...made.rows].map((row) =>
    row
      .map((value) => (quoteAll || /[",;|\t\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
      .join(delimiter),
  );
  if (random.chance(0.1)) lines.unshift('Requests of the city', '');
  else if (random.chance(0.05)) lines.unshift(`sep=${delimiter}`);
  return { lines, end: random.chance(0.05) && end !== '\r' ? '\r\n' : end };
}

function json(format: WrittenFormat, made: MadeExport, random: Random): string {
  const drop = random.below(3);
  // The first record has all columns: a column that never comes is no column of the file.
  const records = made.rows.map((row, number) => {
    const record: Record<string, unknown> = {};
    row.forEach((value, i) => {
      const path = made.header[i]!.split('.');
      if (value === '' && drop === 0 && number > 0) return;
      const leaf: unknown = value === '' && drop === 1 ? null : path.length > 1 ? Number(value) : value;
      let target = record;
      for (const step of path.slice(0, -1)) {
        target[step] ??= {};
        target = target[step] as Record<string, unknown>;
      }
      target[path.at(-1)!] = leaf;
    });
    return record;
  });
  const space = random.chance(0.3) ? 2 : undefined;
  switch (format) {
    case 'jsonLines':
      return records.map((record) => JSON.stringify(record)).join(random.chance(0.5) ? '\n' : '\r\n');
    case 'geojson':
      return JSON.stringify(
        {
          type: 'FeatureCollection',
          features: records.map(({ location, ...properties }) => {
            const { longitude, latitude } = location as { longitude: number; latitude: number };
            return {
              type: 'Feature',
              properties: { ...properties, location: { longitude, latitude } },
              geometry: { type: 'Point', coordinates: [longitude, latitude] },
            };
          }),
        },
        null,
        space,
      );
    default: {
      const meta = { count: records.length, links: [] };
      const wrapped = [
        records,
        { service_requests: records },
        { meta, data: records },
        { help: 'x', result: { meta, page: { records } } },
        { result: { fields: made.header.map((id) => ({ id, type: 'text' })), records: made.rows } },
        { requests: Object.fromEntries(records.map((record, i) => [`k${i}`, record])) },
      ];
      return JSON.stringify(wrapped[random.below(wrapped.length)], null, space);
    }
  }
}

function xml(made: MadeExport, random: Random): string {
  const escaped = (value: string) =>
    random.chance(0.05) && !value.includes(']]>')
      ? `<![CDATA[${value}]]>`
      : value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const nl = random.chance(0.5) ? '\n' : '';
  const requests = made.rows.map((row, number) => {
    const elements = row.map((value, i) => {
      const path = made.header[i]!.replaceAll(' ', '_').split('.');
      const inner = path.reduceRight((content, step) => `<${step}>${content}</${step}>`, escaped(value));
      return value === '' && number > 0 && random.chance(0.5) ? '' : inner;
    });
    return `<request>${nl}${elements.join(nl)}${nl}</request>`;
  });
  return `<?xml version="1.0" encoding="ENCODING"?>${nl}<service_requests>${nl}${requests.join(nl)}${nl}</service_requests>${nl}`;
}
