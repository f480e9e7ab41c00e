import { type ByteWriter, utf8 } from './byteWriter.ts';
import type { Piece } from './sheet.ts';

/** Takes the values of a piece's column, and writes those of one row after the other. */
export type Cells = (values: Piece['columns'][number]) => (row: number) => void;

/** Writes words by their code; `none` where there is no such word. */
export function wordCells(words: readonly string[], none: string, out: ByteWriter): Cells {
  const starts = new Uint32Array(words.length + 2);
  for (const [i, word] of [...words, none].entries()) {
    const bytes = utf8(word);
    starts[i] = out.keep(bytes);
    starts[i + 1] = starts[i]! + bytes.length;
  }
  const count = words.length;
  return (values) => (row) => {
    const value = values[row];
    const code = typeof value === 'number' && value >= 0 && value < count ? value : count;
    out.copy(starts[code]!, starts[code + 1]!);
  };
}
