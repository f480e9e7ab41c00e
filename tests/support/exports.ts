import { referenceData } from '../../scripts/referenceData.ts';
import { type CsvFile, type CsvLayout, inspectCsv, readCsv } from '../../src/intake/csvFile.ts';
import { type Imported, Intake, type ZonesFile } from '../../src/intake/intake.ts';
import { checkMapping, type MappingFile } from '../../src/intake/mapping.ts';
import { type Suggestion, suggest } from '../../src/intake/suggestion.ts';
import type { RequestColumn } from '../../src/model/schema.ts';

/** A file in memory. */
export function fileOf(content: string | Uint8Array, name = 'export.csv'): CsvFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { name, size: bytes.length, read: async (from, to) => bytes.slice(from, to) };
}

/** UTF-16, little or big endian, with a byte order mark unless told otherwise. */
export function utf16(text: string, order: 'le' | 'be', mark = true): Uint8Array {
  const units = mark ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(units.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < units.length; i++) view.setUint16(i * 2, units.charCodeAt(i), order === 'le');
  return bytes;
}

/** The text in an encoding of one byte a character; throws for a character that it does not have. */
export function oneByte(text: string, label: 'windows-1256' | 'windows-1252'): Uint8Array {
  const decoder = new TextDecoder(label);
  const codes = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) codes.set(decoder.decode(new Uint8Array([byte])), byte);
  return Uint8Array.from(text, (character) => {
    const byte = codes.get(character);
    if (byte === undefined) throw new Error(`${label} has no ${character}`);
    return byte;
  });
}

/** Arabic-Indic digits for Latin ones. */
export function arabicDigits(text: string): string {
  return text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
}

/** Rows as CSV with CRLF; every value is quoted where it has to be. */
export function csv(rows: readonly (readonly (string | number)[])[], delimiter = ','): string {
  const quoted = (value: string | number) => {
    const text = String(value);
    return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(quoted).join(delimiter)}\r\n`).join('');
}

/** An instant that lies after all dates of the tests: 2026-11-01. */
export const testNow = 1_793_491_200;

export interface Rejected {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
}

export interface ImportedFile extends Imported {
  readonly layout: CsvLayout;
  readonly rejects: readonly Rejected[];
  /** The id of a word or zone in a row; null for none. */
  id(
    column: 'zone' | 'place' | 'category' | 'channel' | 'topic' | 'entity' | 'stage' | 'priority',
    row: number,
  ): string | null;
  /** ISO 8601 in UTC; null for none. */
  time(column: RequestColumn, row: number): string | null;
}

export interface ImportOptions {
  /** Left out: the suggested one. */
  readonly mapping?: MappingFile;
  readonly zonesFile?: ZonesFile;
  readonly name?: string;
}

/** Imports a file as the command does, without writing anything. */
export async function importFile(
  content: string | Uint8Array,
  options: ImportOptions = {},
): Promise<ImportedFile> {
  const file = fileOf(content, options.name);
  const reference = referenceData();
  const layout = await inspectCsv(file, options.mapping);
  const mapping = checkMapping(options.mapping ?? suggest(file.name, layout, reference), 'mapping');
  const rejects: Rejected[] = [];
  const intake = new Intake({
    file: file.name,
    layout,
    mapping,
    reference,
    zonesFile: options.zonesFile ?? null,
    title: { en: file.name, ar: file.name },
    now: testNow,
    asOf: null,
    notes: [],
    onRejected: (line, column, value, reason) => rejects.push({ line, column, value, reason }),
  });
  const imported = intake.finish(await readCsv(file, layout, (values, line) => intake.add(values, line)));
  const { table, zones, words } = imported;
  return {
    ...imported,
    layout,
    rejects,
    id(column, row) {
      const list = column === 'zone' ? zones.zones : column === 'place' ? zones.places : words[column];
      const code = table.value(column, row);
      return code === null ? null : (list[code]?.id ?? `no word of code ${code}`);
    },
    time(column, row) {
      const at = table.value(column, row);
      return at === null ? null : new Date(at * 1000).toISOString().replace('.000Z', 'Z');
    },
  };
}

/** The mapping that is suggested for a file. */
export async function suggestionFor(content: string | Uint8Array, name = 'export.csv'): Promise<Suggestion> {
  const file = fileOf(content, name);
  return suggest(name, await inspectCsv(file), referenceData());
}
