import { type Day, parseDay } from './day.ts';
import type { Word } from './words.ts';

interface Held {
  readonly from: Day;
  readonly until: Day;
  readonly successor: number;
  /** The entries whose successor it is. */
  readonly before: number[];
}

/**
 * Which entry of a dictionary holds when: one that has ended leads to its successor for requests opened after its last
 * day, one that has not begun to the one entry that it follows.
 */
export class Terms {
  private readonly held: readonly Held[];

  private constructor(held: readonly Held[]) {
    this.held = held;
  }

  /** The terms of a dictionary; null where all its entries hold always. */
  static of(words: readonly Word[]): Terms | null {
    if (words.every(({ from, until }) => from === undefined && until === undefined)) return null;
    const codes = new Map(words.map(({ id }, code) => [id, code]));
    const held = words.map(
      ({ from, until, successor }): Held => ({
        from: (from === undefined ? null : parseDay(from)) ?? Number.NEGATIVE_INFINITY,
        until: (until === undefined ? null : parseDay(until)) ?? Number.POSITIVE_INFINITY,
        successor: codes.get(successor ?? '') ?? -1,
        before: [],
      }),
    );
    for (const [code, { successor }] of held.entries()) held[successor]?.before.push(code);
    return new Terms(held);
  }

  /** The code of the entry that is meant by another on the day on which a request is opened. */
  on(code: number, day: Day): number {
    const { held } = this;
    let now = code;
    for (let i = 0; i < held.length; i++) {
      const one = held[now];
      if (!one || one.until >= day || one.successor < 0) break;
      now = one.successor;
    }
    if (now !== code) return now;
    for (let i = 0; i < held.length; i++) {
      const one = held[now];
      if (!one || one.from <= day || one.before.length !== 1) break;
      const [before] = one.before as [number];
      if (held[before]!.until < day) break;
      now = before;
    }
    return now;
  }
}
