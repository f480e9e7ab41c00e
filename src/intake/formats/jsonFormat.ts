import { FileError } from '../fileError.ts';
import type { FileHints, FileLayout, Format, JsonPlace, OnRecord, ReadTotals } from '../fileLayout.ts';
import { note } from '../report/note.ts';
import type { OnBytes } from '../sourceFile.ts';
import { crsCode } from '../text/crsCode.ts';
import { codedValuesOf, codedValuesPath, hasCodedValues } from './codedValues.ts';
import { ColumnSet } from './columnSet.ts';
import type { Content } from './content.ts';
import { isObject } from './envelope.ts';
import { type FlatRecord, flattened, flattenedRow, isShape } from './flatten.ts';
import { definitionPaths, fieldsOf } from './jsonFields.ts';
import { jsonPlace } from './jsonPlace.ts';
import { JsonRecords } from './jsonRecords.ts';
import { noLaterHeaders } from './laterHeaders.ts';
import { decoded, findEncoding, TextTotals, textOf } from './text.ts';

const headBytes = 2 ** 21;
/** Where a text tells the system of its coordinates: an answer of ArcGIS, and GeoJSON before RFC 7946. */
const referencePaths: readonly string[] = ['$.spatialReference', '$.crs'];

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
  const found = jsonPlace(start);
  if (found === null) throw new FileError(content.file.name, { code: 'noTable', what: 'json' });
  const pass = (place: JsonPlace, onValue: OnValue, beside: Beside) =>
    recordsOf(content, encoding, place, new TextTotals(), onValue, beside, onBytes, signal);

  const {
    fields,
    header: headed,
    describing,
  } = found.rows === 'lists'
    ? await fieldsAt(found.path, pass)
    : { fields: [], header: false, describing: 0 };
  let codes: unknown = null;
  if (hasCodedValues(start)) {
    await pass({ ...found, fields, words: {} }, () => {}, {
      [codedValuesPath]: (value) => {
        codes = value;
      },
    });
  }
  const place = { ...found, fields, words: codedValuesOf(codes) };
  const columns = new ColumnSet(content.file.name, fields.flat());
  const annotations = new Set<string>();
  let shapes = 0;
  let others = 0;
  let reference: unknown = null;
  await pass(
    place,
    (value, position, key) => {
      if (headed && position === 1) return;
      if (isShape(value)) shapes++;
      else others++;
      columns.look(flatRecord(place, value, key, (name) => annotations.add(name)));
    },
    Object.fromEntries(
      referencePaths.map((path) => [
        path,
        (value: unknown) => {
          reference ??= value;
        },
      ]),
    ),
  );
  if (shapes > 0 && others === 0) {
    throw new FileError(content.file.name, { code: 'otherFormat', format: 'geometry' });
  }
  const { header } = columns;
  const annotated = annotations.size + describing;
  const coded = Object.keys(place.words).filter((name) => header.includes(name));
  return {
    format: formatOf(place.path, header, start),
    packing: content.packing,
    encoding,
    delimiter: null,
    header,
    headerLine: headed ? 1 : 0,
    counted: 'record',
    sheet: null,
    sheets: [],
    parts: [],
    files: [],
    place,
    ...crsOf(reference),
    remarks: [
      ...(annotated === 0 ? [] : [note('annotations', { count: annotated })]),
      ...(coded.length === 0 ? [] : [note('codedWords', { columns: coded.join(', ') })]),
    ],
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
  const place = layout.place!;
  await recordsOf(
    content,
    layout.encoding,
    place,
    totals,
    (value, position, key) => {
      if (position > layout.headerLine) onRecord(columns.values(flatRecord(place, value, key)), position);
    },
    {},
    onBytes,
    signal,
  );
  return { strayQuotes: 0, strayQuoteLines: [], ...totals, headers: noLaterHeaders };
}

type OnValue = (value: unknown, position: number, key: string) => void;
type Beside = Readonly<Record<string, (value: unknown) => void>>;

async function recordsOf(
  content: Content,
  encoding: FileLayout['encoding'],
  { path }: JsonPlace,
  totals: TextTotals,
  onValue: OnValue,
  beside: Beside,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<void> {
  const records = new JsonRecords(content.file.name, path, onValue, beside);
  for await (const text of textOf(content, encoding, totals, onBytes, signal)) records.push(text);
  records.end(content.file.size);
}

/** The columns of a list of lists, which may be defined behind it. */
async function fieldsAt(
  path: string,
  pass: (place: JsonPlace, onValue: OnValue, beside: Beside) => Promise<void>,
): Promise<ReturnType<typeof fieldsOf>> {
  let first: readonly unknown[] = [];
  let definitions: readonly unknown[] = [];
  const define = (value: unknown) => {
    if (Array.isArray(value) && value.length >= definitions.length) definitions = value;
  };
  await pass(
    { path, rows: 'lists', fields: [], words: {} },
    (value, position) => {
      if (position === 1 && Array.isArray(value)) first = value;
    },
    Object.fromEntries(definitionPaths(path).map((one) => [one, define])),
  );
  return fieldsOf(definitions, first);
}

function flatRecord(
  { rows, fields, words }: JsonPlace,
  value: unknown,
  key: string,
  onAnnotation?: (name: string) => void,
): FlatRecord {
  if (rows === 'lists') return flattenedRow(Array.isArray(value) ? value : [], fields);
  const record = flattened(value, onAnnotation);
  for (const [column, byCode] of Object.entries(words)) {
    const code = record.get(column) ?? '';
    if (Object.hasOwn(byCode, code)) record.set(column, byCode[code]!);
  }
  // A record that its key names may say its id itself.
  if (rows === 'keyed' && ![...record.values()].includes(key))
    record.set(record.has('id') ? 'key' : 'id', key);
  return record;
}

/** The system of coordinates that a text names. The exact tokenizer hands its code on as a text. */
function crsOf(value: unknown): { crs?: string } {
  const code = crsCode(value);
  if (code !== null) return { crs: `EPSG:${code}` };
  const wkt = isObject(value) ? value.wkt : null;
  return typeof wkt === 'string' ? { crs: wkt } : {};
}

function formatOf(path: string, header: readonly string[], start: string): Format {
  if (path === '') return 'jsonLines';
  if (path === '$.features' && /"FeatureCollection"/.test(start)) return 'geojson';
  const open311 = ['service_request_id', 'requested_datetime'].every((name) => header.includes(name));
  return path.startsWith('$.service_requests') || open311 ? 'open311Json' : 'json';
}
