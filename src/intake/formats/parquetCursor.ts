import type { ColumnMetaData, Compressors, SchemaTree } from 'hyparquet';
import { parquetHeader, readPage } from 'hyparquet/src/column.js';
import { convert, DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getTreePath } from 'hyparquet/src/schema.js';
import { Crc32 } from './crc32.ts';

/** Values of one page, which is unpacked as a whole. */
const mostValues = 2 ** 24;

/** Values of old timestamps as their nanoseconds. */
export const asTheyAre = { timestampFromNanoseconds: (nanos: bigint) => nanos };

/** Gives the next value after so many that are left out; null and undefined are missing. */
export type NextValue = (leftOut: number) => unknown;

/**
 * The values of a column of a row group in order, without lists; unpacked page by page, as they are asked for.
 * @returns throws where pages are damaged
 */
export function columnCursor(
  bytes: Uint8Array,
  column: ColumnMetaData,
  root: SchemaTree,
  compressors: Compressors | undefined,
): NextValue {
  const reader = readerOf(bytes);
  const schemaPath = getTreePath(root, column.path_in_schema);
  const decoder = {
    pathInSchema: column.path_in_schema,
    element: schemaPath.at(-1)!.element,
    schemaPath,
    utf8: false,
    ...(compressors ? { compressors } : {}),
    ...column,
    parsers: { ...DEFAULT_PARSERS, ...asTheyAre },
  };
  let dictionary: ReturnType<typeof convert> | undefined;
  let page: ArrayLike<unknown> = [];
  let at = 0;
  return (leftOut) => {
    at += leftOut;
    while (at >= page.length) {
      at -= page.length;
      if (reader.offset >= bytes.length) throw new Error('a column has fewer rows than its group');
      const header = parquetHeader(reader);
      const { data, skipped } = readPage(reader, header, decoder, dictionary, undefined, at);
      if (header.type === 'DICTIONARY_PAGE') dictionary = convert(data!, decoder);
      page = header.type === 'DICTIONARY_PAGE' ? [] : (data ?? []);
      at -= skipped ?? 0;
    }
    return page[at++];
  };
}

/**
 * Checks that the pages of a column are there and are what they say, before anything is unpacked by their word.
 * @throws Error
 */
export function checkPages(bytes: Uint8Array, column: ColumnMetaData): void {
  const reader = readerOf(bytes);
  let values = 0;
  while (reader.offset < bytes.length && values < column.num_values) {
    const header = parquetHeader(reader);
    const { compressed_page_size: packed, uncompressed_page_size: unpacked, crc } = header;
    const end = reader.offset + packed;
    if (!(packed >= 0 && end <= bytes.length)) throw new Error('a page ends outside its column');
    if (!(unpacked >= 0 && unpacked <= column.total_uncompressed_size))
      throw new Error('a page is too large');
    const page = header.data_page_header ?? header.data_page_header_v2 ?? header.dictionary_page_header;
    const count = page?.num_values ?? 0;
    if (!(count >= 0 && count <= mostValues)) throw new Error('a page has too many values');
    if (header.type !== 'DICTIONARY_PAGE') values += count;
    if (crc !== undefined) {
      const sum = new Crc32();
      sum.push(bytes.subarray(reader.offset, end));
      if (sum.value !== crc >>> 0) throw new Error('the checksum of a page does not fit');
    }
    reader.offset = end;
  }
  if (BigInt(values) !== column.num_values) throw new Error('pages are missing');
}

function readerOf(bytes: Uint8Array) {
  return { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 };
}
