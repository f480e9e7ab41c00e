import type { FileLayout } from '../../../intake/fileLayout.ts';
import { readRecords } from '../../../intake/formats/tableFile.ts';
import type { SourceFile } from '../../../intake/sourceFile.ts';

export interface Row {
  readonly values: readonly string[];
  /** Line, row or position in the file. */
  readonly line: number;
}

const rowsAtOnce = 2000;

/**
 * The records of a file in pieces. No more of the file is read before a piece is taken, so that memory does not grow
 * with it. @throws FileError, the signal's reason
 */
export async function* inPieces(
  file: SourceFile,
  layout: FileLayout,
  signal: AbortSignal,
): AsyncGenerator<readonly Row[]> {
  let rows: Row[] = [];
  let full = () => {};
  let goOn = () => {};
  const stop = new AbortController();
  const slow: SourceFile = {
    ...file,
    async read(from, to) {
      if (rows.length >= rowsAtOnce) {
        await new Promise<void>((done) => {
          goOn = done;
          full();
        });
      }
      return file.read(from, to);
    },
  };
  let over = false;
  const take = (values: string[], line: number) => void rows.push({ values, line });
  const reading = readRecords(slow, layout, take, () => {}, AbortSignal.any([signal, stop.signal])).finally(
    () => {
      over = true;
    },
  );
  // Its error is thrown where it is awaited.
  reading.catch(() => {});
  try {
    while (!over) {
      await Promise.race([new Promise<void>((done) => (full = done)), reading]);
      const ready = rows;
      rows = [];
      for (let i = 0; i < ready.length; i += rowsAtOnce) yield ready.slice(i, i + rowsAtOnce);
      goOn();
    }
    await reading;
  } finally {
    stop.abort();
    goOn();
  }
}
