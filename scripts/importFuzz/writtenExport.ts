import * as sheets from '@e965/xlsx';
import { gzipSync, zipSync } from 'fflate';
import type { Random } from '../sampleCity/random.ts';
import type { MadeExport } from './madeExport.ts';

/** How an export is written. */
export const writtenFormats = ['csv', 'xlsx', 'json', 'jsonLines', 'geojson', 'open311Xml'] as const;
export type WrittenFormat = (typeof writtenFormats)[number];

export interface WrittenExport {
  readonly format: WrittenFormat;
  readonly packed: readonly ('gzip' | 'zip')[];
  readonly encoding: string;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Writes an export in a random format, encoding and packing, under a random name. */
export function writeExport(made: MadeExport, random: Random): WrittenExport {
  const pick = <T>(values: readonly T[]) => values[random.below(values.length)]!;
  const points = made.header.includes('location.longitude');
  const format = pick(writtenFormats.filter((one) => one !== 'geojson' || points));
  const written =
    format === 'xlsx'
      ? { bytes: workbook(made, random), encoding: 'utf-8' }
      : format === 'csv'
        ? encodedLines(csvLines(made, random), random)
        : encoded(format === 'open311Xml' ? xml(made, random) : json(format, made, random), random, format);
  let { bytes } = written;
  const packed: ('gzip' | 'zip')[] = [];
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
      const wrapper = random.below(3);
      const meta = { count: records.length, links: [] };
      return JSON.stringify(
        wrapper === 0 ? records : wrapper === 1 ? { service_requests: records } : { meta, data: records },
        null,
        space,
      );
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

function workbook(made: MadeExport, random: Random): Uint8Array {
  const from1904 = random.chance(0.2);
  const real = random.chance(0.6);
  const epoch = from1904 ? 24_107 : 25_569;
  const cells = made.rows.map((row) =>
    row.map((value, i) => {
      const at = real && made.isoColumns.has(i) ? Date.parse(`${value.replace(' ', 'T')}Z`) : Number.NaN;
      return Number.isNaN(at) ? value : { t: 'n', v: at / 86_400_000 + epoch, z: 'dd/mm/yyyy hh:mm' };
    }),
  );
  const title = random.chance(0.2) ? [['Requests of the city'], []] : [];
  const book = sheets.utils.book_new();
  const sheet = sheets.utils.aoa_to_sheet([...title, [...made.header], ...cells]);
  const other = sheets.utils.aoa_to_sheet([['Read me'], ['This workbook holds requests.']]);
  const first = random.chance(0.3);
  if (first) sheets.utils.book_append_sheet(book, other, 'About');
  sheets.utils.book_append_sheet(book, sheet, 'الطلبات');
  book.Workbook = { WBProps: { date1904: from1904 } };
  return new Uint8Array(
    sheets.write(book, {
      type: 'array',
      bookType: 'xlsx',
      bookSST: random.chance(0.7),
      compression: random.chance(0.7),
    }),
  );
}

/** Bytes of a text that is of one encoding; XML says which. */
function encoded(
  text: string,
  random: Random,
  format: WrittenFormat,
): { bytes: Uint8Array; encoding: string } {
  const wide = random.chance(0.15);
  const old =
    format === 'open311Xml' && random.chance(0.2) ? oneByte(text.replace('ENCODING', 'windows-1256')) : null;
  if (old) return { bytes: old, encoding: 'windows-1256' };
  if (wide)
    return { bytes: utf16(`\ufeff${text.replace('ENCODING', 'utf-16')}`, true), encoding: 'utf-16le' };
  const mark = random.chance(0.2) ? '\ufeff' : '';
  return { bytes: new TextEncoder().encode(mark + text.replace('ENCODING', 'UTF-8')), encoding: 'utf-8' };
}

/** Bytes of lines: of one encoding, or, as in joined exports, of two. */
function encodedLines(
  { lines, end }: { lines: readonly string[]; end: string },
  random: Random,
): { bytes: Uint8Array; encoding: string } {
  const text = lines.join(end) + (random.chance(0.8) ? end : '');
  const choice = random.float();
  const old = choice < 0.35 ? oneByte(text) : null;
  if (old && choice < 0.2) return { bytes: old, encoding: 'windows-1256' };
  if (old) {
    const joint = random.below(lines.length + 1);
    const parts = lines.map((line, i) => {
      const written = line + end;
      return i < joint ? new TextEncoder().encode(written) : oneByte(written)!;
    });
    return { bytes: joined(parts), encoding: 'mixed' };
  }
  if (choice < 0.5) {
    const little = random.chance(0.5);
    return { bytes: utf16(`\ufeff${text}`, little), encoding: little ? 'utf-16le' : 'utf-16be' };
  }
  return { bytes: new TextEncoder().encode((random.chance(0.3) ? '\ufeff' : '') + text), encoding: 'utf-8' };
}

let codes: Map<string, number> | null = null;

/** The text in Windows-1256; null where it has a character that is not in it. */
function oneByte(text: string): Uint8Array | null {
  if (!codes) {
    codes = new Map();
    const decoder = new TextDecoder('windows-1256');
    for (let byte = 0; byte < 256; byte++) codes.set(decoder.decode(new Uint8Array([byte])), byte);
  }
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const byte = codes.get(text[i]!);
    if (byte === undefined) return null;
    bytes[i] = byte;
  }
  return bytes;
}

function utf16(text: string, little: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), little);
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
