import type { IntakeMessage, IntakeOrder, IntakeWatch } from '../intake/messages.ts';
import type { IntakeQuestions } from '../intake/questions.ts';
import type { ErrorWords } from '../live/logger.ts';
import type { WireDelta } from '../live/ring.ts';

export interface IntakeLinkOptions {
  /** Tells intake; what is told to one that is not there is lost. */
  readonly send: (order: IntakeOrder) => void;
  readonly watch: IntakeWatch;
  /** The city is open, for the first time or again, or is not open. */
  readonly onOpen: (isOpen: boolean) => void;
}

/** Why a question has no answer: the city is not open, or is busy for longer than the one who asks wants to wait. */
export class CityAway extends Error {
  override readonly name = 'CityAway';
}

/** What intake can be asked whatever its city does. */
const always: readonly (keyof IntakeQuestions)[] = ['reference', 'memory', 'meet'];

/** Intake, which is another process, as the door sees it. */
export class IntakeLink {
  private readonly options: IntakeLinkOptions;
  private isThere = false;
  private isOpen = false;
  private asked = 0;
  private ring: WireDelta[] = [];
  /** Whether it has told a version: what is published before goes on from one that only an earlier door knew. */
  private isFollowed = false;
  private readonly waiting = new Map<
    number,
    { readonly done: (value: unknown) => void; readonly fail: (error: Error) => void }
  >();

  constructor(options: IntakeLinkOptions) {
    this.options = options;
  }

  /** Its process was started, now or before the door's. */
  there(): void {
    this.isThere = true;
    void this.ask('meet', []).catch(() => {});
  }

  /** Its process ended: nothing of what was asked is answered any more. */
  gone(): void {
    this.isThere = false;
    this.isOpen = false;
    this.isFollowed = false;
    this.ring = [];
    for (const { fail } of [...this.waiting.values()]) fail(new CityAway('the city ended'));
  }

  /**
   * Asks intake something.
   * @param patience milliseconds after which the answer is waited for no more
   * @throws CityAway; Error where it could not be answered
   */
  ask<K extends keyof IntakeQuestions>(
    question: K,
    args: Parameters<IntakeQuestions[K]>,
    patience = 5000,
  ): Promise<Awaited<ReturnType<IntakeQuestions[K]>>> {
    const mayAnswer = this.isOpen || (this.isThere && always.includes(question));
    if (!mayAnswer) return Promise.reject(new CityAway('the city is not open'));
    const id = ++this.asked;
    return new Promise((done, fail) => {
      const timer = setTimeout(
        () => settle(() => fail(new CityAway(`no answer in ${patience} ms`))),
        patience,
      );
      const settle = (how: () => void) => {
        clearTimeout(timer);
        this.waiting.delete(id);
        how();
      };
      this.waiting.set(id, {
        done: (value) => settle(() => done(value as Awaited<ReturnType<IntakeQuestions[K]>>)),
        fail: (error) => settle(() => fail(error)),
      });
      this.options.send({ id, question, args });
    });
  }

  /** Takes what intake tells. */
  hear(message: IntakeMessage): void {
    const { watch, onOpen } = this.options;
    switch (message.kind) {
      case 'watch': {
        const { name, args } = message;
        if (name === 'published' && args[0].kind === 'published') {
          if (this.isFollowed) watch.published?.({ ...args[0], delta: ownBytes(args[0].delta) });
        }
        // Names and arguments belong together; the type checker cannot follow that.
        else (watch[name] as ((...args: readonly unknown[]) => void) | undefined)?.(...args);
        break;
      }
      case 'replayed':
        this.ring.push(ownBytes(message.delta));
        break;
      case 'opened':
        this.isFollowed = true;
        watch.opened?.({ ...message.opened, ring: this.ring });
        this.ring = [];
        break;
      case 'open':
        this.isOpen = message.isOpen;
        onOpen(message.isOpen);
        break;
      case 'answer':
        this.waiting.get(message.id)?.done(message.value);
        break;
      case 'unanswered':
        this.waiting.get(message.id)?.fail(new Error(wordsOf(message.error)));
        break;
    }
  }
}

function wordsOf({ message, name }: ErrorWords): string {
  return message ?? name;
}

/**
 * A delta with bytes of its own: those of a message between processes are a part of what came with it, 64 KB for each
 * small one, and would keep it.
 */
function ownBytes({ file, wire }: WireDelta): WireDelta {
  return { file, wire: Uint8Array.from(wire) };
}
