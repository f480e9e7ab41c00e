import { FileError } from '../fileError.ts';
import type { FileHints, FileLayout, OnRecord, ReadTotals } from '../fileLayout.ts';
import type { OnBytes } from '../sourceFile.ts';
import { ColumnSet } from './columnSet.ts';
import type { Content } from './content.ts';
import { declaredEncodingOf } from './encoding.ts';
import { isKmlShape, kmlRecords } from './kmlRecords.ts';
import { noLaterHeaders } from './laterHeaders.ts';
import { open311Records } from './open311Records.ts';
import { findEncoding, TextTotals } from './text.ts';
import { readXmlRecords } from './xmlRecords.ts';

/** The roots of Open311's requests, as servers write them. */
export const open311Roots: readonly string[] = ['service_requests', 'service-requests', 'servicerequests'];

const records = { open311Xml: open311Records, kml: kmlRecords };

/**
 * Reads requests of Open311, or placemarks of KML, through: each has only those elements that it has values for.
 * @throws FileError, the signal's reason
 */
export async function inspectXml(
  format: 'open311Xml' | 'kml',
  content: Content,
  hints: FileHints,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<FileLayout> {
  const declared = declaredEncodingOf(content.start);
  const encoding = await findEncoding(content, hints.encoding, declared, () => {}, onBytes, signal);
  const columns = new ColumnSet(content.file.name);
  let count = 0;
  let shapes = 0;
  const handlers = records[format]((record) => {
    count++;
    if (format === 'kml' && isKmlShape(record)) shapes++;
    columns.look(record);
  });
  await readXmlRecords(content, encoding, new TextTotals(), handlers, onBytes, signal);
  if (format === 'kml' && count === 0) {
    throw new FileError(content.file.name, { code: 'noTable', what: 'xml' });
  }
  if (count > 0 && shapes === count) {
    throw new FileError(content.file.name, { code: 'otherFormat', format: 'geometry' });
  }
  return {
    format,
    packing: content.packing,
    encoding,
    delimiter: null,
    header: columns.header,
    headerLine: 0,
    counted: 'record',
    sheet: null,
    sheets: [],
    parts: [],
    files: [],
    place: null,
    remarks: [],
    sample: columns.sample,
  };
}

/** Reads all records, in order. @throws FileError, the signal's reason */
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
  const handlers = records[layout.format === 'kml' ? 'kml' : 'open311Xml']((record) =>
    onRecord(columns.values(record), ++position),
  );
  await readXmlRecords(content, layout.encoding, totals, handlers, onBytes, signal);
  return { strayQuotes: 0, strayQuoteLines: [], ...totals, headers: noLaterHeaders };
}
