import type { ReceiverKind, ReceiverState } from '../../../model/message.ts';
import { longestPause, pauseAfter } from '../../intake/jobs/schedule.ts';
import { errorText } from '../../live/errorText.ts';
import { failures } from './failures.ts';
import type { MessageKind } from './letter.ts';
import { type MessageTable, type NewMessage, tolerance, type WaitingMessage } from './messageTable.ts';
import type { Delivery, Receiver } from './receiver.ts';

export interface CourierOptions {
  readonly table: MessageTable;
  readonly kinds: readonly MessageKind[];
  readonly receivers: readonly Receiver[];
  /** Told of each attempt, and of what could not be written down, in words. */
  readonly onNews?: (news: CourierNews) => void;
  /** Epoch seconds of the machine. */
  readonly now?: () => number;
  readonly lookEveryMs?: number;
  /** How long a receiver may take for one message. */
  readonly patienceMs?: number;
  /** How long it may still take when the server stops. */
  readonly graceMs?: number;
}

export type CourierNews =
  | {
      readonly kind: 'attempt';
      readonly receiver: Receiver;
      readonly attempts: number;
      readonly delivery: Delivery;
      /** When it is tried again; null: not any more. */
      readonly again: number | null;
    }
  | { readonly kind: 'lost'; readonly count: number }
  | { readonly kind: 'unwritten'; readonly why: string };

/** Attempts after which a message is given up: about three days. */
export const mostAttempts = 78;
/** The same by its age, in seconds, for those that waited behind another. */
const oldest = 3 * 86_400;
/** Attempts that each message has, however old it is. */
const fewestAttempts = 3;

interface Unwritten {
  readonly message: WaitingMessage;
  readonly delivery: Delivery;
  readonly at: number;
}

/**
 * Delivers messages: each receiver's one after the other, in the order in which they were put. What cannot be delivered
 * is tried again after growing pauses, and the others wait behind it; after three days it is given up. A message is
 * delivered at least once: again with the same key where this process ended before it wrote down that it was taken.
 */
export class Courier {
  private readonly options: CourierOptions;
  private readonly abort = new AbortController();
  private isStopping = false;
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly running = new Map<string, Promise<void>>();
  /** What came of an attempt and could not be written down yet, by receiver. */
  private readonly unwritten = new Map<string, Unwritten>();
  /** When the file is written again that could not be, and how often it could not be, one time after the other. */
  private writing = { from: 0, failures: 0 };

  /** @throws StoreError */
  constructor(options: CourierOptions) {
    this.options = options;
    const { table, receivers } = options;
    const now = this.now();
    const known = receivers.map(({ id }) => id);
    const lost = table.giveUpOthers(known, now, failures.receiverGone());
    if (lost > 0) options.onNews?.({ kind: 'lost', count: lost });
    table.forget(now);
    this.timer = setInterval(() => void this.look(), options.lookEveryMs ?? 5000);
    this.timer.unref();
  }

  /**
   * Puts messages on the disk, and begins to deliver them. One whose key was put to the same receiver already is left
   * as it is.
   * @param also what else is written with them, all or nothing
   * @returns how many are new
   * @throws StoreError
   */
  put(messages: readonly NewMessage[], also?: () => void): number {
    const added = this.options.table.put(messages, this.now(), also);
    if (added > 0) void this.look();
    return added;
  }

  /** Delivers what is due. Resolves when nothing is any more. */
  async look(): Promise<void> {
    if (this.isStopping || !isPast(this.writing.from, this.now())) return;
    this.written(() => this.options.table.forget(this.now()));
    await Promise.all(this.options.receivers.map((receiver) => this.serve(receiver)));
  }

  /** What became of the messages to each receiver. @throws StoreError */
  states(): ReceiverState[] {
    const { receivers, table } = this.options;
    return receivers.map(({ id, kind, name }) => ({ kind, name, ...table.stateOf(id) }));
  }

  /** How many messages wait, by kind of receiver. @throws StoreError */
  waiting(): { readonly kind: ReceiverKind; readonly count: number }[] {
    const { receivers, table } = this.options;
    return receivers.map(({ id, kind }) => ({ kind, count: table.waiting(id) }));
  }

  /** Delivers nothing more. What is not handed over soon is broken off, and begun again at the next start. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.isStopping = true;
    const grace = setTimeout(() => this.abort.abort(), this.options.graceMs ?? 2000);
    await Promise.all(this.running.values());
    clearTimeout(grace);
  }

  private serve(receiver: Receiver): Promise<void> {
    const { id } = receiver;
    const running =
      this.running.get(id) ??
      this.deliverAll(receiver).finally(() => {
        this.running.delete(id);
      });
    this.running.set(id, running);
    return running;
  }

  private async deliverAll(receiver: Receiver): Promise<void> {
    const { table } = this.options;
    // Whoever asked is not held up by what the first message needs.
    await null;
    while (!this.isStopping) {
      const left = this.unwritten.get(receiver.id);
      if (left && !this.written(() => this.settle(receiver, left))) return;
      const begun = this.written(() => {
        const message = table.first(receiver.id);
        if (!message || !isPast(message.dueAt, this.now())) return null;
        table.begin(message.number);
        return { ...message, attempts: message.attempts + 1 };
      });
      if (!begun?.done) return;
      await this.deliver(receiver, begun.done);
    }
  }

  private async deliver(receiver: Receiver, message: WaitingMessage): Promise<void> {
    const delivery = await this.handOver(receiver, message);
    if (delivery.outcome === 'later' && this.abort.signal.aborted) {
      this.written(() => this.options.table.giveBack(message.number));
      return;
    }
    const left = { message, delivery, at: this.now() };
    this.unwritten.set(receiver.id, left);
    this.written(() => this.settle(receiver, left));
  }

  private async handOver(receiver: Receiver, message: WaitingMessage): Promise<Delivery> {
    const { key, kind, madeAt, content } = message;
    const written = this.options.kinds.find(({ name }) => name === kind);
    if (!written) return { outcome: 'refused', why: failures.kindUnknown() };
    const late = new AbortController();
    const ends = AbortSignal.any([this.abort.signal, late.signal]);
    const timer = setTimeout(() => late.abort(), this.options.patienceMs ?? 120_000);
    const ended = new Promise<Delivery>((done) => {
      const end = () => done({ outcome: 'later', why: failures.tooSlow() });
      ends.addEventListener('abort', end, { once: true });
    });
    try {
      const outgoing = { key, kind, madeAt, content, letter: written.write(content) };
      return await Promise.race([receiver.send(outgoing, ends), ended]);
    } catch (error) {
      return { outcome: 'later', why: failures.fault(errorText(error)) };
    } finally {
      clearTimeout(timer);
    }
  }

  private settle(receiver: Receiver, { message, delivery, at }: Unwritten): void {
    const { table, onNews } = this.options;
    const { number, attempts } = message;
    let again: number | null = null;
    if (delivery.outcome === 'taken') table.sent(number, at);
    else if (delivery.outcome === 'refused' || isTooOld(message, at)) table.giveUp(number, at, delivery.why);
    else {
      again = at + Math.max(pauseAfter(attempts), Math.min(delivery.afterSeconds ?? 0, longestPause));
      table.delay(number, again, delivery.why);
    }
    this.unwritten.delete(receiver.id);
    onNews?.({ kind: 'attempt', receiver, attempts, delivery, again });
  }

  /** What was written; null: it could not be, which is said, and is not tried again at once. */
  private written<T>(work: () => T): { readonly done: T } | null {
    try {
      const done = work();
      this.writing = { from: 0, failures: 0 };
      return { done };
    } catch (error) {
      const times = this.writing.failures + 1;
      this.writing = { from: this.now() + pauseAfter(times), failures: times };
      this.options.onNews?.({ kind: 'unwritten', why: errorText(error) });
      return null;
    }
  }

  private now(): number {
    return this.options.now?.() ?? Date.now() / 1000;
  }
}

/** Whether a time has come; one that lies too far ahead was set by a clock that was wrong. */
function isPast(at: number, now: number): boolean {
  return at <= now || at > now + longestPause + tolerance;
}

function isTooOld({ attempts, madeAt }: WaitingMessage, now: number): boolean {
  return attempts >= mostAttempts || (attempts >= fewestAttempts && now - madeAt > oldest);
}
