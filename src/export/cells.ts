import type { ByteWriter } from './byteWriter.ts';
import { isNone, type Piece } from './sheet.ts';

/** Takes the values of a piece's column, and writes those of one row after the other. */
export type Cells = (values: Piece['columns'][number], rows: number) => (row: number) => void;

/** Writes words by their code. */
export function wordCells(words: readonly Uint8Array[], none: Uint8Array, out: ByteWriter): Cells {
  const cells = [...words, none];
  return (values, rows) => {
    const codes = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      const code = values[row];
      codes[row] = isNone(code) || !(Number(code) < words.length) ? words.length : Number(code);
    }
    return (row) => out.write(cells[codes[row]!]!);
  };
}
