import type { ReceiverState } from '../../../model/message.ts';
import type { Said } from '../../../model/said.ts';
import type { House } from '../house.ts';

/** A message that is to be put. */
export interface NewMessage {
  readonly kind: string;
  /** Tells it from all others to the same receiver. */
  readonly key: string;
  /** The receiver's id. */
  readonly receiver: string;
  /** Plain data, as the kind of message has them. */
  readonly content: unknown;
}

/** A message that waits. Instants are epoch seconds of the machine. */
export interface WaitingMessage extends NewMessage {
  readonly number: number;
  readonly madeAt: number;
  /** How often it was begun to be handed over. */
  readonly attempts: number;
  readonly dueAt: number;
}

interface Stored {
  readonly number: number;
  readonly kind: string;
  readonly key: string;
  readonly receiver: string;
  readonly content: string;
  readonly made_at: number;
  readonly attempts: number;
  readonly due_at: number;
}

/** How far ahead of the clock an instant may be, seconds: beyond that a clock was wrong. */
export const tolerance = 3600;

/** Days for which those are remembered that were sent or given up. */
const rememberDays = 30;

/** The table `messages`. Every method that writes throws a StoreError where the file cannot be written. */
export class MessageTable {
  private readonly house: House;

  constructor(house: House) {
    this.house = house;
  }

  /**
   * Puts messages; one whose key was put to the same receiver already is left as it is.
   * @param also what else is written with them, all or nothing
   * @returns how many are new
   */
  put(messages: readonly NewMessage[], now: number, also: () => void = () => {}): number {
    return this.house.transaction('a message could not be written', () => {
      also();
      const insert = this.house.db.prepare(
        `INSERT INTO messages (kind, key, receiver, content, made_at, due_at) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (key, receiver) DO NOTHING`,
      );
      let added = 0;
      for (const { kind, key, receiver, content } of messages)
        added += Number(insert.run(kind, key, receiver, JSON.stringify(content), now, now).changes);
      return added;
    });
  }

  /** The message of a receiver whose turn it is; null: none waits. */
  first(receiver: string): WaitingMessage | null {
    const found = this.house.db
      .prepare('SELECT * FROM messages WHERE receiver = ? AND ended_at IS NULL ORDER BY number LIMIT 1')
      .get(receiver) as Stored | undefined;
    if (!found) return null;
    const { content, made_at: madeAt, due_at: dueAt, ...rest } = found;
    return { ...rest, content: JSON.parse(content) as unknown, madeAt, dueAt };
  }

  /** It is being handed over from now on. */
  begin(number: number): void {
    this.write('UPDATE messages SET attempts = attempts + 1 WHERE number = ?', [number]);
  }

  /** It was not handed over, and that counts for nothing: the server stops. */
  giveBack(number: number): void {
    this.write('UPDATE messages SET attempts = attempts - 1 WHERE number = ?', [number]);
  }

  /** It was handed over. */
  sent(number: number, at: number): void {
    this.write('UPDATE messages SET ended_at = ?, failure = NULL WHERE number = ?', [at, number]);
  }

  /** It could not be handed over, and is tried again. */
  delay(number: number, dueAt: number, why: Said): void {
    this.write('UPDATE messages SET due_at = ?, failure = ? WHERE number = ?', [
      ...[dueAt, JSON.stringify(why), number],
    ]);
  }

  /** It could not be handed over, and is not tried again. */
  giveUp(number: number, at: number, why: Said): void {
    this.write('UPDATE messages SET ended_at = ?, failure = ? WHERE number = ?', [
      ...[at, JSON.stringify(why), number],
    ]);
  }

  /** Gives up all that wait for receivers other than these. Returns how many. */
  giveUpOthers(receivers: readonly string[], at: number, why: Said): number {
    const sql = `UPDATE messages SET ended_at = ?, failure = ?
      WHERE ended_at IS NULL AND receiver NOT IN (SELECT value FROM json_each(?))`;
    return this.write(sql, [at, JSON.stringify(why), JSON.stringify(receivers)]);
  }

  /** Forgets those that ended long ago; one that is said to have ended in the future did so by a clock that was wrong. */
  forget(now: number): void {
    this.write('UPDATE messages SET ended_at = ? WHERE ended_at > ?', [now, now + tolerance]);
    this.write('DELETE FROM messages WHERE ended_at < ?', [now - rememberDays * 86_400]);
  }

  /** How many wait for a receiver. */
  waiting(receiver: string): number {
    return this.one<{ n: number }>(
      'SELECT count(*) AS n FROM messages WHERE receiver = ? AND ended_at IS NULL',
      receiver,
    )!.n;
  }

  /** What became of the messages to a receiver. */
  stateOf(receiver: string): Omit<ReceiverState, 'kind' | 'name'> {
    const ended = this.one<{ sent: number | null; lost: number }>(
      `SELECT max(ended_at) FILTER (WHERE failure IS NULL) AS sent, count(failure) AS lost
       FROM messages WHERE receiver = ? AND ended_at IS NOT NULL`,
      receiver,
    )!;
    const failing = this.one<{ attempts: number; due_at: number; failure: string }>(
      `SELECT attempts, due_at, failure FROM messages
       WHERE receiver = ? AND ended_at IS NULL AND failure IS NOT NULL ORDER BY number LIMIT 1`,
      receiver,
    );
    const lost = this.one<{ ended_at: number; failure: string }>(
      `SELECT ended_at, failure FROM messages
       WHERE receiver = ? AND ended_at IS NOT NULL AND failure IS NOT NULL ORDER BY ended_at DESC, number DESC LIMIT 1`,
      receiver,
    );
    const said = (json: string) => JSON.parse(json) as Said;
    return {
      waiting: this.waiting(receiver),
      sentAt: ended.sent,
      failing: failing
        ? { attempts: failing.attempts, next: failing.due_at, why: said(failing.failure) }
        : null,
      givenUp: ended.lost,
      lost: lost ? { at: lost.ended_at, why: said(lost.failure) } : null,
    };
  }

  private one<Row>(sql: string, receiver: string): Row | undefined {
    return this.house.db.prepare(sql).get(receiver) as Row | undefined;
  }

  private write(sql: string, values: readonly (string | number)[]): number {
    return this.house.transaction('what came of a message could not be written', () =>
      Number(this.house.db.prepare(sql).run(...values).changes),
    );
  }
}
