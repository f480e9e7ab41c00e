import { CFB } from '@e965/xlsx';
import type { FileLayout } from '../../src/intake/fileLayout.ts';
import { decoderOf } from '../../src/intake/formats/decoders.ts';
import { importFile as bringIn, type ImportSetup, inspect } from '../../src/intake/importFile.ts';
import type { Imported, ZonesFile } from '../../src/intake/intake.ts';
import { checkMapping, type MappingFile } from '../../src/intake/mapping.ts';
import type { Suggestion } from '../../src/intake/proposal/proposal.ts';
import { problemText } from '../../src/intake/report/valueProblem.ts';
import type { SourceFile } from '../../src/intake/sourceFile.ts';
import type { RequestColumn } from '../../src/model/schema.ts';
import { referenceData } from '../../src/server/referenceData.ts';

/** A file in memory. */
export function fileOf(content: string | Uint8Array, name = 'export.csv'): SourceFile {
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
export function oneByte(text: string, label: string): Uint8Array {
  const decoder = decoderOf(label);
  const codes = new Map<string, number>();
  for (let byte = 0; byte < 256; byte++) codes.set(decoder.decode(new Uint8Array([byte])), byte);
  return Uint8Array.from(text, (character) => {
    const byte = codes.get(character);
    if (byte === undefined) throw new Error(`${label} has no ${character}`);
    return byte;
  });
}

/** A compound file, as old Office programs write them, with one stream of that name. */
export function compound(stream: string): Uint8Array {
  const file = CFB.utils.cfb_new();
  CFB.utils.cfb_add(file, stream, new Uint8Array(5000).fill(1));
  return new Uint8Array(CFB.write(file, { type: 'array' }) as number[]);
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
  readonly layout: FileLayout;
  readonly rejects: readonly Rejected[];
  /** The id of a word or zone in a row; null for none. */
  id(
    column: 'zone' | 'place' | 'category' | 'channel' | 'account' | 'topic' | 'entity' | 'stage' | 'priority',
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
  const setup = setupOf(fileOf(content, options.name), options.zonesFile);
  const { layout, mapping: suggested } = await inspect(setup, undefined, undefined, options.mapping);
  const mapping = checkMapping(options.mapping ?? suggested, 'mapping');
  const rejects: Rejected[] = [];
  const imported = await bringIn(setup, layout, mapping, {
    title: { en: setup.file.name, ar: setup.file.name },
    asOf: null,
    notes: [],
    onRejected: (line, column, value, problem) =>
      rejects.push({ line, column, value, reason: problemText(problem) }),
  });
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

/** What an import of a file begins with. */
export function setupOf(file: SourceFile, zonesFile: ZonesFile | null = null): ImportSetup {
  return { file, reference: referenceData(), zonesFile, now: testNow };
}

/** The mapping that is suggested for a file. */
export async function suggestionFor(content: string | Uint8Array, name = 'export.csv'): Promise<Suggestion> {
  return (await inspect(setupOf(fileOf(content, name)))).mapping;
}
