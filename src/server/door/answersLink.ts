import type { AnswerPiece, AnswersMessage, AnswersOrder } from '../answers/messages.ts';
import { type Question, QuestionError } from '../answers/question.ts';
import type { ErrorWords } from '../live/logger.ts';

export interface AnswersLinkOptions {
  /** Tells answers; what is told to one that is not there is lost. */
  readonly send: (order: AnswersOrder) => void;
  /** Has it started where it is not there. */
  readonly need: () => void;
  /** Has it ended: nobody has asked for a while. */
  readonly rest: () => void;
  /** Milliseconds without a question after which it is ended. */
  readonly restAfter?: number;
}

/** Questions that are answered or wait at a time. */
const mostQuestions = 32;
const tenMinutes = 600_000;

/** Why a question has no answer: there is nothing to be asked, too much is asked, or answers ended meanwhile. */
export class AnswersAway extends Error {
  override readonly name = 'AnswersAway';
}

/** An answer: of which version of the data it is, and its bytes as they are made. */
export interface BegunAnswer {
  readonly version: string;
  /** Epoch seconds. */
  readonly asOf: number;
  readonly bytes: AsyncGenerator<Uint8Array>;
}

type Piece = Extract<AnswersMessage, { readonly kind: 'begun' | 'piece' }>;

interface Waiting {
  /** Null once it was asked. */
  question: Question | null;
  done(message: Piece): void;
  fail(error: Error): void;
}

/** Answers, which is another process and there only while it is asked, as the door sees it. */
export class AnswersLink {
  private readonly options: AnswersLinkOptions;
  private readonly waiting = new Map<number, Waiting>();
  /** Questions whose answers have not come to an end. */
  private readonly open = new Set<number>();
  private isThere = false;
  private last = 0;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private bytes: number | null = null;

  constructor(options: AnswersLinkOptions) {
    this.options = options;
  }

  /** Bytes that it has resident; null while it is not there. */
  get memory(): number | null {
    return this.bytes;
  }

  /** Its process was started, now or before the door's. */
  there(): void {
    this.isThere = true;
    for (const [id, { question }] of this.waiting) if (question) this.send(id);
    this.restLater();
  }

  /** Its process ended: what it was asked is not answered any more. */
  gone(error: ErrorWords): void {
    this.isThere = false;
    this.bytes = null;
    clearTimeout(this.resting);
    const why = error.message ?? error.code ?? error.name;
    for (const { question, fail } of [...this.waiting.values()])
      if (!question) fail(new AnswersAway(`what answers questions ended (${why}), and is started again`));
    // What came meanwhile is asked of the next one.
    if (this.waiting.size > 0) this.options.need();
  }

  /** Something was published. */
  published(): void {
    if (this.isThere) this.options.send({ kind: 'published' });
  }

  /**
   * Asks a question. The bytes are made as they are taken: they are to be taken to their end, or let go.
   * @throws QuestionError, AnswersAway; Error where it could not be answered
   */
  async ask(question: Question, signal: AbortSignal): Promise<BegunAnswer> {
    if (this.open.size >= mostQuestions)
      throw new AnswersAway(`${mostQuestions} questions are being answered, no more are taken`);
    const id = ++this.last;
    this.open.add(id);
    clearTimeout(this.resting);
    const drop = () => this.drop(id);
    signal.addEventListener('abort', drop, { once: true });
    try {
      if (!this.isThere) this.options.need();
      const first = (await this.answered(id, question)) as Extract<Piece, { readonly kind: 'begun' }>;
      const { version, asOf, piece } = first;
      return { version, asOf, bytes: this.pieces(id, piece) };
    } catch (error) {
      this.end(id);
      throw error;
    } finally {
      signal.removeEventListener('abort', drop);
    }
  }

  /** Takes what it tells. */
  hear(message: AnswersMessage): void {
    if (message.kind === 'memory') {
      this.bytes = message.bytes;
      return;
    }
    const asker = this.waiting.get(message.id);
    switch (message.kind) {
      case 'refused':
        asker?.fail(new QuestionError(message.text));
        break;
      case 'away':
        asker?.fail(new AnswersAway(message.text));
        break;
      case 'failed':
        asker?.fail(new Error(message.error.message ?? message.error.name));
        break;
      default:
        asker?.done(message);
    }
  }

  private async *pieces(id: number, first: AnswerPiece): AsyncGenerator<Uint8Array> {
    try {
      let piece = first;
      for (;;) {
        yield piece.bytes;
        if (piece.isLast) break;
        ({ piece } = await this.answered(id, null));
      }
    } finally {
      this.drop(id);
    }
  }

  /** What answers tells next about a question. @param question null: it was asked before */
  private answered(id: number, question: Question | null): Promise<Piece> {
    return new Promise((done, fail) => {
      const settle = (how: () => void) => {
        this.waiting.delete(id);
        how();
      };
      this.waiting.set(id, {
        question,
        done: (message) => settle(() => done(message)),
        fail: (error) => settle(() => fail(error)),
      });
      if (this.isThere) this.send(id);
    });
  }

  private send(id: number): void {
    const asker = this.waiting.get(id)!;
    const { question } = asker;
    asker.question = null;
    this.options.send(question ? { kind: 'ask', id, question } : { kind: 'more', id });
  }

  /** Lets an answer go. */
  private drop(id: number): void {
    if (!this.open.has(id)) return;
    this.options.send({ kind: 'drop', id });
    this.waiting.get(id)?.fail(new AnswersAway('nobody waits for the answer'));
    this.end(id);
  }

  private end(id: number): void {
    this.open.delete(id);
    this.restLater();
  }

  private restLater(): void {
    clearTimeout(this.resting);
    if (this.open.size > 0 || !this.isThere) return;
    this.resting = setTimeout(() => {
      // Who asks from now on is answered by the next one.
      this.isThere = false;
      this.options.rest();
    }, this.options.restAfter ?? tenMinutes);
    this.resting.unref();
  }
}
