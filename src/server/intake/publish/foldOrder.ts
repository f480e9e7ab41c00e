/** What a fold took in. */
export interface Folded {
  readonly deltas: number;
  readonly requests: number;
}

/** A fold that somebody waits for, until it is done, has failed, or is given up. */
export class FoldOrder {
  /** @throws what it failed with, or what the signal aborts with */
  readonly done: Promise<Folded>;
  /** Gives it up. */
  readonly signal: AbortSignal;
  private readonly settle: { done(folded: Folded): void; fail(error: unknown): void };
  private open = true;

  constructor(signal: AbortSignal) {
    this.signal = signal;
    let settle!: typeof this.settle;
    this.done = new Promise((done, fail) => {
      settle = { done, fail };
    });
    this.settle = settle;
    if (signal.aborted) this.giveUp();
    else signal.addEventListener('abort', this.giveUp, { once: true });
  }

  get isOpen(): boolean {
    return this.open;
  }

  end(folded: Folded): void {
    this.close();
    this.settle.done(folded);
  }

  fail(error: unknown): void {
    this.close();
    this.settle.fail(error);
  }

  private readonly giveUp = (): void => this.fail(this.signal.reason);

  private close(): void {
    this.open = false;
    this.signal.removeEventListener('abort', this.giveUp);
  }
}
