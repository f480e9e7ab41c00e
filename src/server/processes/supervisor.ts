import { totalmem } from 'node:os';
import type { ErrorWords } from '../live/logger.ts';
import { Child } from './child.ts';
import type { Role, Told } from './messages.ts';

/** What the door, which reads the settings, tells of the others. */
export interface Plan {
  /** What intake begins with; null where nothing goes on. */
  readonly intake: unknown;
  /** What answers begins with. */
  readonly answers: unknown;
  /** How long readers have to end, ms. Publishing has as long again. */
  readonly graceMs: number;
}

export interface SupervisorOptions {
  /** The arguments of the start. */
  readonly args: readonly string[];
  readonly say: (text: string) => void;
  /** For those who look for what went wrong. */
  readonly complain: (text: string) => void;
  readonly exit: (code: number) => void;
}

/** How long intake may publish what it has taken when it is ended, milliseconds; one that is not open has taken nothing. */
const [publishWithin, endWithin] = [20_000, 1000];

/**
 * Starts the processes of the server, passes on what they tell each other, starts those again that end by themselves,
 * and ends them together.
 */
export class Supervisor {
  private readonly options: SupervisorOptions;
  private readonly door: Child;
  private intake: Child | null = null;
  private answers: Child | null = null;
  private isNeeded = false;
  /** While answers is being ended. */
  private resting: Promise<unknown> | null = null;
  private plan: Plan | null = null;
  private stopping = false;

  constructor(options: SupervisorOptions) {
    this.options = options;
    this.door = new Child({
      ...{ file: new URL('../door/doorProcess.ts', import.meta.url), args: options.args, task: null },
      onStart: () => {
        for (const role of ['intake', 'answers'] as const)
          if (this.childOf(role)?.isThere) this.door.send({ kind: 'there', role });
      },
      onTold: (told) => this.take('door', told),
      onCrash: (error, pause) => this.sayGone('door', error, pause),
      onFailed: (text) => this.fail(text),
      firstWait: 200,
    });
  }

  start(): void {
    this.door.start();
  }

  /** Stops at SIGINT and SIGTERM; at a second one all ends at once, which loses nothing that was taken. */
  onSignals(): this {
    const { say } = this.options;
    for (const [signal, number] of [
      ['SIGINT', 2],
      ['SIGTERM', 15],
    ] as const)
      process.on(signal, () => {
        if (this.stopping) {
          const code = 128 + number;
          say(
            `A second signal (${signal}): ended at once, exit code ${code}. What was taken is in the store.`,
          );
          this.end(code);
          return;
        }
        const seconds = this.plan && this.plan.graceMs / 1000;
        say(
          seconds === null
            ? `Stopping (${signal}).`
            : `Stopping (${signal}): readers have ${seconds} s, publishing as long again. A second signal ends it at once.`,
        );
        void this.stop(0);
      });
    return this;
  }

  private async stop(code: number): Promise<void> {
    if (this.stopping) return;
    this.stopping = true;
    const { say } = this.options;
    if (!this.plan) {
      // Nothing listens yet, and nothing was taken.
      this.end(code);
      return;
    }
    const { graceMs } = this.plan;
    const limit = setTimeout(() => {
      say(
        `Publishing did not end within ${(2 * graceMs) / 1000} s, and is not waited for: what was taken is in the store, and is published at the next start.`,
      );
      this.end(1);
    }, 2 * graceMs);
    // Readers may still read until all is published.
    const doorEnded = this.door.stop(2 * graceMs, code);
    const published = await this.intake?.stop(this.intake.isOpen ? publishWithin : endWithin);
    this.door.send({ kind: 'gone', role: 'intake', error: { name: 'stopped', at: [] }, pause: null });
    await doorEnded;
    this.answers?.kill();
    clearTimeout(limit);
    this.options.exit(code || (published ? 1 : 0));
  }

  /** Ends all that was started, at once. */
  private end(code: number): void {
    for (const child of [this.intake, this.answers, this.door]) child?.kill();
    this.options.exit(code);
  }

  /** Ends all because one of them cannot do what it is there for. */
  private fail(text: string): void {
    if (this.stopping) return;
    this.options.complain(text);
    void this.stop(1);
  }

  private take(from: Role, told: Told): void {
    if (told.kind === 'to') this.childOf(told.role)?.send({ kind: 'from', role: from, body: told.body });
    if (told.kind === 'plan' && !this.plan) this.begin(told.plan as Plan);
    if (told.kind === 'need') this.need();
    if (told.kind === 'rest') this.rest();
  }

  private need(): void {
    this.isNeeded = true;
    if (!this.stopping && !this.resting) this.answers?.start();
  }

  private rest(): void {
    this.isNeeded = false;
    this.resting ??= (this.answers?.stop(endWithin) ?? Promise.resolve()).then(() => {
      this.resting = null;
      this.sayGone('answers', { name: 'resting', at: [] }, null);
      if (this.isNeeded) this.need();
    });
  }

  private begin(plan: Plan): void {
    this.plan = plan;
    this.answers = new Child({
      ...{ file: new URL('../answers/answersProcess.ts', import.meta.url), task: plan.answers },
      heap: heapFor(totalmem()),
      onStart: () => this.door.send({ kind: 'there', role: 'answers' }),
      onTold: (told) => this.take('answers', told),
      onCrash: (error, pause) => this.sayGone('answers', error, pause),
      // What it cannot answer it says to whoever asks.
      onFailed: (text) => this.sayGone('answers', { name: 'Error', message: text, at: [] }, null),
    });
    if (plan.intake === null || this.stopping) return;
    this.intake = new Child({
      ...{ file: new URL('../intake/intakeProcess.ts', import.meta.url), task: plan.intake },
      heap: heapFor(totalmem()),
      onStart: () => this.door.send({ kind: 'there', role: 'intake' }),
      onTold: (told) => this.take('intake', told),
      onCrash: (error, pause) => this.sayGone('intake', error, pause),
      onFailed: (text) => this.fail(text),
    });
    this.intake.start();
  }

  private childOf(role: Role): Child | null {
    return { door: this.door, intake: this.intake, answers: this.answers }[role];
  }

  private sayGone(role: Role, error: ErrorWords, pause: number | null): void {
    // The door tells of the others where its log is; nobody but this one can tell of the door.
    if (role !== 'door') {
      this.door.send({ kind: 'gone', role, error, pause });
      return;
    }
    this.answers?.send({ kind: 'gone', role, error, pause });
    this.options.complain(
      `the door, which answers whoever asks, ended (${error.message ?? error.code ?? error.name}); it is started again in ${(pause ?? 0) / 1000} s`,
    );
  }
}

/** Half of the machine's memory, within reason, in megabytes: what a city holds is mostly outside of the heap. */
function heapFor(machine: number): number {
  const constrained = process.constrainedMemory?.() || machine;
  return Math.round(Math.min(2048, Math.max(256, Math.min(machine, constrained) / 2 ** 21)));
}
