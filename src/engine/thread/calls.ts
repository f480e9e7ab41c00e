import type { Thread } from './thread.ts';

type Call = { readonly id: number; readonly message: unknown };
type Answer =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: string };

/** What a thread is asked, and what it answers. */
export class Calls<Message> {
  private readonly thread: Thread;
  private readonly name: string;
  private readonly waiting = new Map<
    number,
    { readonly done: (result: never) => void; readonly fail: (error: Error) => void }
  >();
  private last = 0;
  /** Why it can answer nothing any more. */
  private ended: string | null = null;

  /** @param name of the thread, for errors */
  constructor(thread: Thread, name: string) {
    this.thread = thread;
    this.name = name;
    thread.listen(
      (told) => {
        const answer = told as Answer;
        const asker = this.waiting.get(answer.id);
        this.waiting.delete(answer.id);
        if ('error' in answer) asker?.fail(new Error(answer.error));
        else asker?.done(answer.result as never);
      },
      (why) => this.fail(`${name}: ${why}`),
    );
  }

  /** Asks, and hands over what is named. @throws Error with what the thread threw, or why it ended */
  ask<Result>(message: Message, transfer: Transferable[] = []): Promise<Result> {
    if (this.ended !== null) return Promise.reject(new Error(this.ended));
    return new Promise<Result>((done, fail) => {
      const id = ++this.last;
      this.waiting.set(id, { done, fail });
      this.thread.post({ id, message } satisfies Call, transfer);
    });
  }

  /** Ends the thread; what was asked fails. */
  end(): void {
    this.thread.end();
    this.fail(`${this.name} was ended`);
  }

  private fail(why: string): void {
    this.ended ??= why;
    for (const { fail } of this.waiting.values()) fail(new Error(why));
    this.waiting.clear();
  }
}

/** Where a thread is asked: its own global object in a page, `parentPort` in Node. */
export interface Port {
  addEventListener(type: 'message', take: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** Answers what this thread is asked; bytes and numbers are handed over. */
export function answerCalls<Message>(port: Port, answer: (message: Message) => Promise<unknown>): void {
  async function take({ id, message }: Call): Promise<void> {
    try {
      const result = await answer(message as Message);
      const isBuffer = ArrayBuffer.isView(result) && result.buffer instanceof ArrayBuffer;
      port.postMessage({ id, result } satisfies Answer, isBuffer ? [result.buffer as ArrayBuffer] : []);
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      port.postMessage({ id, error: words } satisfies Answer, []);
    }
  }
  port.addEventListener('message', ({ data }) => void take(data as Call));
}
