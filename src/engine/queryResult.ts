import { type Table, tableFromIPC } from 'apache-arrow';

const magic = 'ARROW1';

/**
 * The table of an answer of DuckDB's: an Arrow IPC file, whole. The library takes a beginning of one for an empty
 * table.
 * @throws Error in words where it is none
 */
export function resultTable(file: Uint8Array): Table {
  const at = (from: number) => String.fromCharCode(...file.subarray(from, from + magic.length));
  if (file.length < 2 * magic.length || at(0) !== magic || at(file.length - magic.length) !== magic)
    throw new Error(
      `answer: got ${file.length} bytes that are no Arrow file or only a part of one, expected ${magic} at both ends`,
    );
  return tableFromIPC(file);
}
