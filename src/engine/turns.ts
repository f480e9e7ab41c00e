/** Many read at a time, or one changes: who comes while a change waits reads what it will have made. */
export class Turns {
  private changed: Promise<unknown> = Promise.resolve();
  private readonly reading = new Set<Promise<unknown>>();

  read<T>(work: () => Promise<T>): Promise<T> {
    const running = this.changed.then(work);
    const over: Promise<unknown> = running.then(ignore, ignore).then(() => this.reading.delete(over));
    this.reading.add(over);
    return running;
  }

  /** Changes once all who read are done. */
  change<T>(work: () => Promise<T>): Promise<T> {
    const before = [this.changed, ...this.reading];
    const running = Promise.all(before).then(work);
    this.changed = running.then(ignore, ignore);
    return running;
  }
}

function ignore(): void {}
