import {
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
  type RowGroup,
  type SchemaTree,
} from 'hyparquet';
import { FileError } from '../fileError.ts';
import type { SourceFile } from '../sourceFile.ts';
import { asTheyAre, checkPages, columnCursor, type NextValue } from './parquetCursor.ts';

/** Bytes of a row group as it is packed: it is held while its rows are read. */
const mostGroup = 2 ** 29;
/** Bytes that are read at the end of a file: mostly all that describes it. */
const footerBytes = 2 ** 16;

/** Rows of a file that stand together in it. */
export interface ParquetRows {
  /** The number of the first, from 0. */
  readonly from: number;
  readonly to: number;
  /** The values of a column. @throws FileError, when they are asked for too */
  values(column: string): Promise<NextValue>;
}

/** A Parquet file, of which one row group is held at a time, as it is packed. */
export class ParquetFile {
  readonly metadata: FileMetaData;
  readonly schema: SchemaTree;
  private readonly file: SourceFile;
  private readonly compressors: Compressors | undefined;

  private constructor(file: SourceFile, metadata: FileMetaData, compressors: Compressors | undefined) {
    this.file = file;
    this.metadata = metadata;
    this.schema = parquetSchema(metadata);
    this.compressors = compressors;
  }

  /** @throws FileError where its end is missing, it is encrypted, or packed in a way that nothing here unpacks */
  static async open(file: SourceFile): Promise<ParquetFile> {
    const { name, size } = file;
    const cut = () => new FileError(name, { code: 'truncated', what: 'parquet', at: size });
    if (size < 12) throw cut();
    const end = new TextDecoder('latin1').decode(await file.read(size - 4, size));
    if (end === 'PARE') throw new FileError(name, { code: 'encrypted', what: 'parquet' });
    if (end !== 'PAR1') throw cut();
    let metadata: FileMetaData;
    try {
      metadata = await parquetMetadataAsync(bufferOf(file), {
        geoparquet: false,
        initialFetchSize: footerBytes,
      });
      checkMetadata(metadata, size);
    } catch {
      throw new FileError(name, { code: 'damaged', what: 'parquet', at: size });
    }
    const codecs = new Set(
      metadata.row_groups.flatMap(({ columns }) => columns.map(({ meta_data }) => meta_data?.codec)),
    );
    if (codecs.has('LZO') || codecs.has(undefined)) {
      throw new FileError(name, { code: 'otherFormat', format: 'parquet' });
    }
    codecs.delete('UNCOMPRESSED');
    codecs.delete('SNAPPY');
    const compressors = codecs.size === 0 ? undefined : (await import('hyparquet-compressors')).compressors;
    return new ParquetFile(file, metadata, compressors);
  }

  get rows(): number {
    return Number(this.metadata.num_rows);
  }

  /**
   * The row groups in order.
   * @param wanted whether one of these rows is needed; others are not read
   * @throws FileError where a part of one is damaged or not there
   */
  async *groups(wanted: (from: number, to: number) => boolean = () => true): AsyncGenerator<ParquetRows> {
    let from = 0;
    for (const group of this.metadata.row_groups) {
      const to = from + Number(group.num_rows);
      if (to > from && wanted(from, to)) yield await this.rowsOf(group, from, to);
      from = to;
    }
  }

  private async rowsOf(group: RowGroup, from: number, to: number): Promise<ParquetRows> {
    const { file, metadata, schema, compressors } = this;
    const { name } = file;
    const ranges = group.columns.map(({ meta_data }) => rangeOf(meta_data!));
    const first = Math.min(...ranges.map((range) => range.from));
    const last = Math.max(...ranges.map((range) => range.to));
    if (last - first > mostGroup)
      throw new FileError(name, { code: 'tooLarge', what: 'group', most: mostGroup });
    const bytes = await file.read(first, last);
    const damaged = (cause: unknown) =>
      cause instanceof FileError
        ? cause
        : new FileError(name, { code: 'damaged', what: 'parquet', at: first });
    const columnBytes = (i: number) => bytes.subarray(ranges[i]!.from - first, ranges[i]!.to - first);
    try {
      for (const [i, { meta_data }] of group.columns.entries()) checkPages(columnBytes(i), meta_data!);
    } catch (cause) {
      throw damaged(cause);
    }
    const held: SourceFile = {
      name,
      size: file.size,
      read: async (a, b) => bytes.slice(a - first, b - first),
    };
    const safely = (next: NextValue) => (leftOut: number) => {
      try {
        return next(leftOut);
      } catch (cause) {
        throw damaged(cause);
      }
    };
    return {
      from,
      to,
      async values(column) {
        const i = group.columns.findIndex(({ meta_data }) => meta_data!.path_in_schema[0] === column);
        const node = schema.children.find(({ element }) => element.name === column)!;
        if (i < 0) return () => null;
        if (node.children.length === 0 && node.element.repetition_type !== 'REPEATED') {
          const meta = group.columns[i]!.meta_data!;
          return safely(columnCursor(columnBytes(i), meta, schema, compressors));
        }
        const values: unknown[] = [];
        await parquetRead({
          file: bufferOf(held),
          metadata,
          columns: [column],
          rowStart: from,
          rowEnd: to,
          utf8: false,
          parsers: asTheyAre,
          ...(compressors ? { compressors } : {}),
          onComplete: (rows) => {
            for (const [value] of rows) values.push(value);
          },
        }).catch((cause: unknown) => {
          throw damaged(cause);
        });
        let at = -1;
        return (leftOut) => {
          at += leftOut + 1;
          return values[at];
        };
      },
    };
  }
}

function rangeOf(column: NonNullable<RowGroup['columns'][number]['meta_data']>) {
  const from = Number(column.dictionary_page_offset || column.data_page_offset);
  return { from, to: from + Number(column.total_compressed_size) };
}

/** @throws Error where a part would lie outside the file, or groups hold other rows than the file says */
function checkMetadata(metadata: FileMetaData, size: number): void {
  let rows = 0n;
  for (const { num_rows, columns } of metadata.row_groups) {
    rows += num_rows;
    for (const { meta_data, file_path } of columns) {
      if (!meta_data || file_path) throw new Error('a column stands in another file');
      const { from, to } = rangeOf(meta_data);
      if (!(num_rows >= 0n && from >= 4 && to >= from && to <= size)) {
        throw new Error('a column lies outside the file');
      }
    }
  }
  if (rows !== metadata.num_rows) throw new Error('groups hold other rows than the file says');
}

function bufferOf(file: SourceFile) {
  return {
    byteLength: file.size,
    async slice(start: number, end = file.size): Promise<ArrayBuffer> {
      const bytes = await file.read(start, end);
      const whole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
      return (whole ? bytes.buffer : bytes.slice().buffer) as ArrayBuffer;
    },
  };
}
