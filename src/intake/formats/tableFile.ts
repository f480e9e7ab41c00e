import type { BookFormat, FileHints, FileLayout, Format, OnRecord, ReadTotals } from '../fileLayout.ts';
import type { OnBytes, SourceFile } from '../sourceFile.ts';
import { inspectFiles, readFiles } from './archiveFiles.ts';
import { inspectBook, readBook } from './bookFormat.ts';
import { type Content, openContents } from './content.ts';
import { inspectCsv, readCsv } from './csvFormat.ts';
import { openExcelXml } from './excelXmlFormat.ts';
import { openHtml } from './htmlFormat.ts';
import { inspectJson, readJson } from './jsonFormat.ts';
import { openOldBook } from './oldBook.ts';
import { type Reader, recognise } from './recognise.ts';
import { openXlsx } from './xlsxFormat.ts';
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

/** How what holds sheets is opened. */
const books: Readonly<Record<BookFormat, typeof openXlsx>> = {
  xlsx: openXlsx,
  xlsb: openOldBook,
  xls: openOldBook,
  ods: openOldBook,
  html: openHtml,
  excelXml: openExcelXml,
  parquet: async (...told) => (await import('./parquetBook.ts')).openParquet(...told),
  geoPackage: async (...told) => (await import('./geoPackage.ts')).openGeoPackage(...told),
};

const inspectors: Readonly<Record<Exclude<Reader, BookFormat>, Inspect>> = {
  csv: inspectCsv,
  json: inspectJson,
  open311Xml: (...told) => inspectXml('open311Xml', ...told),
  kml: (...told) => inspectXml('kml', ...told),
};

const readers: Readonly<Record<Exclude<Format, BookFormat>, Read>> = {
  csv: readCsv,
  json: readJson,
  jsonLines: readJson,
  geojson: readJson,
  open311Json: readJson,
  open311Xml: readXml,
  kml: readXml,
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
  const contents = await openContents(file, signal);
  const look = async (content: Content) => {
    const reader = await recognise(content);
    return isBook(reader)
      ? inspectBook(reader, books[reader], content, hints, onBytes, signal)
      : inspectors[reader](content, hints, onBytes, signal);
  };
  return contents.length === 1 ? look(contents[0]!) : inspectFiles(file.name, contents, look);
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
  const contents = await openContents(file, signal);
  const read = (content: Content, layout: FileLayout, onRecord: OnRecord, onBytes: OnBytes) => {
    const { format } = layout;
    return isBook(format)
      ? readBook(books[format], content, layout, onRecord, onBytes, signal)
      : readers[format](content, layout, onRecord, onBytes, signal);
  };
  return layout.files.length === 0
    ? read(contents[0]!, layout, onRecord, onBytes)
    : readFiles(contents, layout, read, onRecord, onBytes);
}

function isBook(format: Format | Reader): format is BookFormat {
  return format in books;
}
