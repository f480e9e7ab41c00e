/** Answers in a process of its own: the published data in an engine, for whoever asks the door about them. */
import { SnapshotError, versionOf } from '../../model/manifest.ts';
import { keepHeapSmall } from '../heap.ts';
import { describe } from '../live/logger.ts';
import { obey, tell, tellTo } from '../processes/parent.ts';
import { fileOfQuestion } from './files.ts';
import { folderFiles } from './folderFiles.ts';
import { FollowedEngine } from './followedEngine.ts';
import type { AnswerPiece, AnswersMessage, AnswersOrder, AnswersTask } from './messages.ts';
import { type Question, QuestionError } from './question.ts';

keepHeapSmall();

const say = (message: AnswersMessage) => tellTo('door', message);
/** Milliseconds between two times that the door is told of the memory. */
const memoryEvery = 10_000;
/** Bytes of a piece, about. */
const pieceBytes = 256 << 10;

let folder = '';
let engine: Promise<FollowedEngine> | null = null;

interface OpenQuestion {
  isWanted: boolean;
  pieces: AsyncGenerator<AnswerPiece> | null;
}

/** Questions whose answers have not come to an end, by id. */
const questions = new Map<number, OpenQuestion>();

/** The data, opened by the first who asks. @throws SnapshotError where there are none; the next who asks tries again */
async function opened(): Promise<FollowedEngine> {
  engine ??= FollowedEngine.open(folderFiles(folder));
  try {
    return await engine;
  } catch (error) {
    engine = null;
    throw error;
  }
}

async function begin(id: number, question: Question): Promise<void> {
  const open: OpenQuestion = { isWanted: true, pieces: null };
  questions.set(id, open);
  const { asked, free } = (await opened()).use();
  try {
    const { manifest, bytes } = await fileOfQuestion(asked, question);
    // Where nobody wants it any more, too: only what has begun lets go of what it holds.
    open.pieces = gathered(bytes, free);
    const piece = await next(id, open);
    if (piece) say({ kind: 'begun', id, version: versionOf(manifest), asOf: manifest.asOf, piece });
  } finally {
    if (!open.pieces) free();
  }
}

async function more(id: number): Promise<void> {
  const open = questions.get(id);
  const piece = open && (await next(id, open));
  if (piece) say({ kind: 'piece', id, piece });
}

/** The next piece; null where nobody wants it. */
async function next(id: number, open: OpenQuestion): Promise<AnswerPiece | null> {
  const { value: piece } = await open.pieces!.next();
  if (!open.isWanted || !piece) {
    await open.pieces!.return(null);
    return null;
  }
  if (piece.isLast) drop(id);
  return piece;
}

function drop(id: number): void {
  const open = questions.get(id);
  if (!open) return;
  questions.delete(id);
  open.isWanted = false;
  void open.pieces?.return(null);
}

/** Bytes in pieces of a size. @param free is called when all were taken, or are not wanted */
async function* gathered(bytes: AsyncIterable<Uint8Array>, free: () => void): AsyncGenerator<AnswerPiece> {
  try {
    let chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of bytes) {
      chunks.push(chunk);
      size += chunk.length;
      if (size < pieceBytes) continue;
      yield { bytes: Buffer.concat(chunks), isLast: false };
      chunks = [];
      size = 0;
    }
    yield { bytes: Buffer.concat(chunks), isLast: true };
  } finally {
    free();
  }
}

async function answer(id: number, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    drop(id);
    if (error instanceof QuestionError) say({ kind: 'refused', id, text: error.message });
    else if (error instanceof SnapshotError) say({ kind: 'away', id, text: error.message });
    else say({ kind: 'failed', id, error: describe(error) });
  }
}

obey({
  async begin(task) {
    ({ folder } = task as AnswersTask);
    const sayMemory = () => say({ kind: 'memory', bytes: process.memoryUsage.rss() });
    sayMemory();
    setInterval(sayMemory, memoryEvery).unref();
    tell({ kind: 'open' });
  },
  from(_role, body) {
    const order = body as AnswersOrder;
    switch (order.kind) {
      case 'ask':
        void answer(order.id, () => begin(order.id, order.question));
        break;
      case 'more':
        void answer(order.id, () => more(order.id));
        break;
      case 'drop':
        drop(order.id);
        break;
      case 'published':
        void engine?.then(
          (open) => open.look(),
          () => {},
        );
        break;
    }
  },
  gone() {
    // The door: nobody waits for what it asked.
    for (const id of [...questions.keys()]) drop(id);
  },
  async stop() {
    process.exit(0);
  },
});
