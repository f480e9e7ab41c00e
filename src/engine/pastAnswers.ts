import { type Answer, type Ask, keyOf } from '../model/ask.ts';
import type { Day } from '../model/day.ts';
import type { TimeZone } from '../model/timeZone.ts';

/** As many are kept: some frames of a page. */
const most = 100;

/**
 * Answers to asks as of an instant that is over. They stay true as long as no request changes that was opened up to
 * then.
 */
export class PastAnswers {
  private readonly timeZone: TimeZone;
  private readonly answers = new Map<string, { readonly at: number; readonly answer: Answer }>();
  /** How often something was forgotten. */
  private forgotten = 0;

  constructor(timeZone: TimeZone) {
    this.timeZone = timeZone;
  }

  /** Counts what `forget` was told: an answer asked for under another count is not to be kept. */
  get count(): number {
    return this.forgotten;
  }

  of(ask: Ask): Answer | undefined {
    return ask.at === undefined ? undefined : this.answers.get(keyOf(ask))?.answer;
  }

  /** @param count what `count` was when the answer was asked for */
  keep(ask: Ask & { readonly at: number }, answer: Answer, count: number): void {
    if (count !== this.forgotten) return;
    this.answers.set(keyOf(ask), { at: ask.at, answer });
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= most) break;
      this.answers.delete(oldest);
    }
  }

  /** Requests changed. @param first the first day on which one of them was opened, as it was or as it is */
  forget(first: Day): void {
    this.forgotten++;
    for (const [key, { at }] of this.answers) if (this.timeZone.dayOf(at) >= first) this.answers.delete(key);
  }
}
