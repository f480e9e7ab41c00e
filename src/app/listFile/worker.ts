import type { ReferenceFiles } from '../../engine/references.ts';
import { blobOf, type FileFormat } from '../../export/formats.ts';
import type { Piece, Sheet } from '../../export/sheet.ts';
import type { ListColumnId, ListFacts } from '../../export/sheets/listColumns.ts';
import { pieceOfList, RefsByRid } from '../../export/sheets/listPieces.ts';

/** What the page tells the worker: first `open`, then the pieces in their order, then `end`. */
export type ToListWorker =
  | {
      readonly kind: 'open';
      readonly format: FileFormat;
      readonly sheet: Sheet;
      readonly columns: readonly ListColumnId[];
      readonly facts: ListFacts;
      readonly refs: ReferenceFiles;
    }
  | { readonly kind: 'piece'; readonly file: Uint8Array }
  | { readonly kind: 'end' };

/** What it answers: that a piece has been written, and how many rows it had; the file; or what went wrong. */
export type FromListWorker =
  | { readonly kind: 'took'; readonly rows: number }
  | { readonly kind: 'file'; readonly blob: Blob }
  | { readonly kind: 'failed'; readonly message: string };

const waiting: ToListWorker[] = [];
let arrived: () => void = () => {};

addEventListener('message', ({ data }: MessageEvent<ToListWorker>) => {
  waiting.push(data);
  arrived();
});

const tell = (message: FromListWorker) => postMessage(message);

async function next(): Promise<ToListWorker> {
  while (waiting.length === 0) {
    await new Promise<void>((done) => {
      arrived = done;
    });
  }
  return waiting.shift()!;
}

async function write(): Promise<void> {
  const first = await next();
  if (first.kind !== 'open') throw new Error(`got "${first.kind}", expected "open"`);
  const { format, sheet, columns, facts, refs } = first;
  const byRid = new RefsByRid(refs.files, refs.later);
  async function* pieces(): AsyncGenerator<Piece> {
    for (let message = await next(); message.kind === 'piece'; message = await next()) {
      const piece = pieceOfList(message.file, columns, facts, byRid);
      yield piece;
      tell({ kind: 'took', rows: piece.rows });
    }
  }
  tell({ kind: 'file', blob: await blobOf(format, sheet, pieces()) });
}

write().catch((error: unknown) =>
  tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
);
