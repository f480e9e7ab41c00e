import { FileError } from '../fileError.ts';
import type { FileHints, FileLayout, Format, OnRecord, ReadTotals } from '../fileLayout.ts';
import type { OnBytes } from '../sourceFile.ts';
import { ColumnSet } from './columnSet.ts';
import type { Content } from './content.ts';
import { flattened, isShape } from './flatten.ts';
import { JsonRecords, jsonPlace } from './jsonRecords.ts';
import { decoded, findEncoding, TextTotals, textOf } from './text.ts';

const headBytes = 2 ** 21;

/**
 * Reads a JSON text through: its records name their values themselves, and the last may bring a new column.
 * @throws FileError, the signal's reason
 */
export async function inspectJson(
  content: Content,
  hints: FileHints,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<FileLayout> {
  const head: Uint8Array[] = [];
  let headLength = 0;
  const keep = (bytes: Uint8Array) => {
    if (headLength >= headBytes) return;
    head.push(bytes.slice(0, headBytes - headLength));
    headLength += bytes.length;
  };
  const encoding = await findEncoding(content, hints.encoding, null, keep, onBytes, signal);
  const start = head.map((bytes, i) => decoded(bytes, i === 0 ? encoding : { ...encoding, bom: 0 })).join('');
  const { path } = jsonPlace(start);
  if (path === null) throw new FileError(content.file.name, { code: 'noTable', what: 'json' });

  const columns = new ColumnSet(content.file.name);
  let shapes = 0;
  let others = 0;
  await recordsOf(
    content,
    encoding,
    path,
    new TextTotals(),
    (value) => {
      if (isShape(value)) shapes++;
      else others++;
      columns.look(flattened(value));
    },
    onBytes,
    signal,
  );
  if (shapes > 0 && others === 0) {
    throw new FileError(content.file.name, { code: 'otherFormat', format: 'geometry' });
  }
  const { header } = columns;
  return {
    format: formatOf(path, header, start),
    packing: content.packing,
    encoding,
    delimiter: null,
    header,
    headerLine: 0,
    counted: 'record',
    sheet: null,
    sheets: [],
    path,
    sample: columns.sample,
  };
}

/** Reads all records, in order. @throws FileError, the signal's reason */
export async function readJson(
  content: Content,
  layout: FileLayout,
  onRecord: OnRecord,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<ReadTotals> {
  const columns = new ColumnSet(content.file.name, layout.header);
  const totals = new TextTotals();
  await recordsOf(
    content,
    layout.encoding,
    layout.path,
    totals,
    (value, position) => {
      onRecord(columns.values(flattened(value)), position);
    },
    onBytes,
    signal,
  );
  return { strayQuotes: 0, strayQuoteLines: [], ...totals };
}

async function recordsOf(
  content: Content,
  encoding: FileLayout['encoding'],
  path: string,
  totals: TextTotals,
  onValue: (value: unknown, position: number) => void,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<void> {
  const records = new JsonRecords(content.file.name, path, onValue);
  for await (const text of textOf(content, encoding, totals, onBytes, signal)) records.push(text);
  records.end(content.file.size);
}

function formatOf(path: string, header: readonly string[], start: string): Format {
  if (path === '') return 'jsonLines';
  if (path === '$.features' && /"FeatureCollection"/.test(start)) return 'geojson';
  const open311 = ['service_request_id', 'requested_datetime'].every((name) => header.includes(name));
  return path.startsWith('$.service_requests') || open311 ? 'open311Json' : 'json';
}
