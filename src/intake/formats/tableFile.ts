import type { FileHints, FileLayout, Format, OnRecord, ReadTotals } from '../fileLayout.ts';
import type { OnBytes, SourceFile } from '../sourceFile.ts';
import { type Content, openContent } from './content.ts';
import { inspectCsv, readCsv } from './csvFormat.ts';
import { inspectJson, readJson } from './jsonFormat.ts';
import { recognise } from './recognise.ts';
import { inspectXlsx, readXlsx } from './xlsxFormat.ts';
import { inspectXml, readXml } from './xmlFormat.ts';

type Inspect = (
  content: Content,
  hints: FileHints,
  onBytes: OnBytes,
  signal?: AbortSignal,
) => Promise<FileLayout>;

type Read = (
  content: Content,
  layout: FileLayout,
  onRecord: OnRecord,
  onBytes: OnBytes,
  signal?: AbortSignal,
) => Promise<ReadTotals>;

const inspectors: Readonly<Record<'csv' | 'xlsx' | 'json' | 'xml', Inspect>> = {
  csv: inspectCsv,
  xlsx: inspectXlsx,
  json: inspectJson,
  xml: inspectXml,
};

const readers: Readonly<Record<Format, Read>> = {
  csv: readCsv,
  xlsx: readXlsx,
  json: readJson,
  jsonLines: readJson,
  geojson: readJson,
  open311Json: readJson,
  open311Xml: readXml,
};

/**
 * Finds out how a file is written, by what is in it and whatever it is called.
 * @throws FileError for a file that cannot be read, the signal's reason where it is aborted
 */
export async function inspectFile(
  file: SourceFile,
  hints: FileHints = {},
  onBytes: OnBytes = () => {},
  signal?: AbortSignal,
): Promise<FileLayout> {
  const content = await openContent(file, signal);
  return inspectors[recognise(content)](content, hints, onBytes, signal);
}

/**
 * Reads all records of a file, in order. Memory does not grow with the file.
 * @throws FileError where the file is cut, damaged or broken: what was read until then is a part only
 */
export async function readRecords(
  file: SourceFile,
  layout: FileLayout,
  onRecord: OnRecord,
  onBytes: OnBytes = () => {},
  signal?: AbortSignal,
): Promise<ReadTotals> {
  return readers[layout.format](await openContent(file, signal), layout, onRecord, onBytes, signal);
}
