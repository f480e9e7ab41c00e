import { SaxesParser } from 'saxes';
import { FileError } from '../fileError.ts';
import type { FileHints, FileLayout, OnRecord, ReadTotals } from '../fileLayout.ts';
import type { OnBytes } from '../sourceFile.ts';
import { ColumnSet } from './columnSet.ts';
import type { Content } from './content.ts';
import type { FlatRecord } from './flatten.ts';
import { findEncoding, TextTotals, textOf } from './text.ts';
import { deepest } from './xmlPart.ts';

/** In UTF-16 units. */
const longestRecord = 2 ** 26;
const deepestRead = 8;

/** The roots of Open311's requests, as servers write them. */
export const open311Roots: readonly string[] = ['service_requests', 'service-requests', 'servicerequests'];

/**
 * Reads Open311 requests through: a request has only those elements that it has values for.
 * @throws FileError, the signal's reason
 */
export async function inspectXml(
  content: Content,
  hints: FileHints,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<FileLayout> {
  const declaration = new TextDecoder('latin1').decode(content.start.subarray(0, 200));
  const declared = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(declaration)?.[1] ?? null;
  const encoding = await findEncoding(content, hints.encoding, declared, () => {}, onBytes, signal);
  const columns = new ColumnSet(content.file.name);
  let records = 0;
  const look = (record: FlatRecord) => {
    records++;
    columns.look(record);
  };
  const root = await recordsOf(content, encoding, new TextTotals(), look, onBytes, signal);
  if (records === 0 && !open311Roots.includes(root.toLowerCase())) {
    throw new FileError(content.file.name, { code: 'noTable', what: 'xml' });
  }
  return {
    format: 'open311Xml',
    packing: content.packing,
    encoding,
    delimiter: null,
    header: columns.header,
    headerLine: 0,
    counted: 'record',
    sheet: null,
    sheets: [],
    path: '',
    sample: columns.sample,
  };
}

/** Reads all requests, in order. @throws FileError, the signal's reason */
export async function readXml(
  content: Content,
  layout: FileLayout,
  onRecord: OnRecord,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<ReadTotals> {
  const columns = new ColumnSet(content.file.name, layout.header);
  const totals = new TextTotals();
  let position = 0;
  const take = (record: FlatRecord) => onRecord(columns.values(record), ++position);
  await recordsOf(content, layout.encoding, totals, take, onBytes, signal);
  return { strayQuotes: 0, strayQuoteLines: [], ...totals };
}

/** Reads the records, the elements within the root; tells the root's name. */
async function recordsOf(
  content: Content,
  encoding: FileLayout['encoding'],
  totals: TextTotals,
  onRecord: (record: FlatRecord) => void,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<string> {
  const file = content.file.name;
  const parser = new SaxesParser();
  const path: string[] = [];
  let root = '';
  let record: FlatRecord = new Map();
  let text = '';
  let parent = false;
  let length = 0;
  parser.on('opentag', ({ name }) => {
    if (path.length === 0) root = name;
    if (path.length === 1) record = new Map();
    path.push(name);
    if (path.length > deepest) {
      throw new FileError(file, { code: 'tooDeep', what: 'xml', line: parser.line, most: deepest });
    }
    text = '';
    parent = false;
  });
  const add = (piece: string) => {
    text += piece;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    if (path.length > 2 && path.length <= deepestRead && !parent) {
      const key = path.slice(2).join('.');
      const value = text.trim();
      const before = record.get(key);
      record.set(key, before ? (value === '' ? before : `${before}, ${value}`) : value);
    }
    if (path.length === 2) {
      length = 0;
      onRecord(record);
    }
    path.pop();
    parent = true;
  });
  const run = (step: () => void) => {
    try {
      step();
    } catch (cause) {
      if (cause instanceof FileError) throw cause;
      const detail = (cause as Error).message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
      throw new FileError(file, { code: 'syntax', what: 'xml', line: parser.line, detail });
    }
  };
  for await (const piece of textOf(content, encoding, totals, onBytes, signal)) {
    run(() => parser.write(piece));
    length += piece.length;
    if (length > longestRecord) {
      throw new FileError(file, { code: 'longRecord', line: parser.line, most: longestRecord });
    }
  }
  if (path.length > 0) {
    throw new FileError(file, { code: 'truncated', what: 'xml', at: content.file.size });
  }
  run(() => parser.close());
  return root;
}
