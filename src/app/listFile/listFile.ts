import type { KeptList } from '../../engine/engine.ts';
import type { FileFormat } from '../../export/formats.ts';
import type { Sheet } from '../../export/sheet.ts';
import { type ListFacts, listColumnIds } from '../../export/sheets/listColumns.ts';
import type { FromListWorker, ToListWorker } from './worker.ts';

/** Rows of a piece: as many as are read, written and told of at a time. */
const pieceRows = 65_536;
/** Pieces that wait for the writer at most. */
const mostAhead = 2;

export interface ListFileAsk {
  readonly list: KeptList;
  readonly format: FileFormat;
  readonly sheet: Sheet;
  readonly facts: ListFacts;
  /** Told how many rows have been written, and how many there are. */
  readonly onProgress: (rows: number, total: number) => void;
  readonly signal: AbortSignal;
}

/**
 * All requests of a list as a file: read from the engine piece by piece, as they were when the list was opened, and
 * written in a worker of its own. The list stays open for it.
 * @throws an AbortError when given up; an Error in words where rows are missing
 */
export async function makeListFile(wanted: ListFileAsk): Promise<Blob> {
  const { list, format, sheet, facts, onProgress, signal } = wanted;
  list.hold();
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  try {
    const refs = await list.references(signal);
    signal.throwIfAborted();
    const writer = new Writer(worker, signal);
    const transfer = refs.files.map(({ bytes }) => bytes.buffer);
    writer.send({ kind: 'open', format, sheet, columns: listColumnIds, facts, refs }, transfer);
    onProgress(0, list.total);
    for (let from = 0; from < list.total; from += pieceRows) {
      const file = await list.piece(from, pieceRows);
      signal.throwIfAborted();
      writer.send({ kind: 'piece', file }, [file.buffer]);
      await writer.atMost(mostAhead);
      onProgress(writer.rows, list.total);
    }
    writer.send({ kind: 'end' }, []);
    const blob = await writer.file;
    if (writer.rows !== list.total)
      throw new Error(`the file has ${writer.rows} rows, expected ${list.total}`);
    return blob;
  } finally {
    worker.terminate();
    await list.close();
  }
}

/** The worker's other end. */
class Writer {
  rows = 0;
  readonly file: Promise<Blob>;
  private readonly worker: Worker;
  private ahead = 0;
  private moved: () => void = () => {};

  constructor(worker: Worker, signal: AbortSignal) {
    this.worker = worker;
    this.file = new Promise<Blob>((done, fail) => {
      const stop = (error: unknown) => {
        fail(error);
        this.moved();
      };
      signal.addEventListener('abort', () => stop(signal.reason), { once: true });
      worker.addEventListener('error', ({ message }) => stop(new Error(`the writer: ${message}`)));
      worker.addEventListener('message', ({ data }: MessageEvent<FromListWorker>) => {
        if (data.kind === 'file') done(data.blob);
        else if (data.kind === 'failed') stop(new Error(`the writer: ${data.message}`));
        else {
          this.rows += data.rows;
          this.ahead--;
          this.moved();
        }
      });
    });
    // Whoever waits for it is told.
    this.file.catch(() => {});
  }

  send(message: ToListWorker, transfer: Transferable[]): void {
    if (message.kind === 'piece') this.ahead++;
    this.worker.postMessage(message, transfer);
  }

  /** Resolves once so many pieces wait at most. @throws what the file cannot be made for */
  async atMost(pieces: number): Promise<void> {
    while (this.ahead > pieces) {
      const moved = new Promise<void>((done) => {
        this.moved = done;
      });
      await Promise.race([moved, this.file]);
    }
  }
}
