import { FileError } from '../fileError.ts';
import type { FileHints } from '../fileLayout.ts';
import type { Book } from './book.ts';
import type { Content } from './content.ts';
import { columnsOf, geometryOf } from './parquetColumns.ts';
import type { NextValue } from './parquetCursor.ts';
import { ParquetFile, type ParquetRows } from './parquetFile.ts';

/** Rows are looked at so often, evenly spread over the file. */
const looks = 6;
const rowsThere = 400;

/**
 * Opens a Parquet file, of GeoParquet too, as a book of one sheet whose rows are counted from 1, below their names.
 * @throws FileError where it is cut or damaged, or holds lines or areas only
 */
export async function openParquet(content: Content, _hints: FileHints, signal?: AbortSignal): Promise<Book> {
  const file = await ParquetFile.open(await content.anywhere(signal));
  const geometry = geometryOf(file.metadata);
  if (geometry?.shapes) throw new FileError(content.file.name, { code: 'otherFormat', format: 'geometry' });
  const columns = columnsOf(file.schema, geometry);
  const tops = [...new Set(columns.map(({ top }) => top))];
  const places = columns.map(({ top }) => tops.indexOf(top));
  /** Gives the cells of the rows of a group, after so many that are left out. */
  const cellsOf = async (group: ParquetRows) => {
    const cursors: NextValue[] = [];
    for (const top of tops) cursors.push(await group.values(top));
    return (leftOut: number) => {
      const values = cursors.map((next) => next(leftOut));
      return columns.map(({ text }, i) => {
        const value = values[places[i]!];
        return value === null || value === undefined ? '' : text(value);
      });
    };
  };
  return {
    encoding: { label: 'utf-8', also: null, note: 'as Parquet is', bom: 0 },
    sheets: [{ name: content.name, hidden: false }],
    counted: 'record',
    crs: () => geometry?.crs,
    async rows(_, onRow, onShare = () => {}, stop = () => false) {
      onRow(
        columns.map(({ name }) => name),
        0,
      );
      for await (const group of file.groups()) {
        signal?.throwIfAborted();
        const next = await cellsOf(group);
        for (let row = group.from; row < group.to; row++) {
          onRow(next(0), row + 1);
          if (row % 1000 === 0) onShare(row / file.rows);
          if (stop()) return;
        }
      }
    },
    async further(_, from, onRow) {
      const step = Math.floor((file.rows - from) / looks);
      if (step < rowsThere) return;
      const starts = Array.from({ length: looks }, (_, n) => from + n * step);
      const within = (from: number, to: number) => starts.filter((at) => at >= from && at < to);
      for await (const group of file.groups((from, to) => within(from, to).length > 0)) {
        const next = await cellsOf(group);
        let row = group.from;
        for (const start of within(group.from, group.to)) {
          for (let at = start; at < Math.min(start + rowsThere, group.to); at++) {
            onRow(next(at - row), at + 1);
            row = at + 1;
          }
        }
      }
    },
    merges: async () => [],
  };
}
