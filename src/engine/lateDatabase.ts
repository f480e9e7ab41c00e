import type { Change } from '../model/change.ts';
import type { Engine } from './engine.ts';

/** As many changes, or requests in them, wait at most: what is asked after them waits for them. */
const mostWaiting = { changes: 50, requests: 2_000 };

/**
 * A database that takes changes in when it is asked, many in one go, since a page that only follows figures seldom asks
 * it. Nobody sees it without them.
 */
export class LateDatabase {
  private readonly open: () => Promise<Engine>;
  private waiting: Change[] = [];
  private requests = 0;
  private taking: Promise<unknown> = Promise.resolve();
  /** Why a change could not be taken in: from then on nothing is answered. */
  private fault: unknown = null;

  /** @param open gives the database when it is there; rejects where it cannot be */
  constructor(open: () => Promise<Engine>) {
    this.open = open;
  }

  /** @throws what an earlier change could not be taken in for */
  apply(change: Change): void {
    if (this.fault) throw this.fault;
    this.waiting.push(change);
    this.requests += change.values.rid.length + change.gone.length;
    if (this.waiting.length < mostWaiting.changes && this.requests < mostWaiting.requests) return;
    // Whoever asks or applies next is told.
    this.upToDate().catch(() => {});
  }

  /** Whether changes wait to be taken in. */
  get isBehind(): boolean {
    return this.waiting.length > 0;
  }

  /** The database with all changes. */
  upToDate(): Promise<Engine> {
    const taken = this.taking.then(async () => {
      const engine = await this.open();
      if (this.fault) throw this.fault;
      if (this.waiting.length === 0) return engine;
      const changes = this.waiting;
      this.waiting = [];
      this.requests = 0;
      try {
        const { joinedChange } = await import('../model/delta.ts');
        await engine.apply(joinedChange(changes));
      } catch (error) {
        this.fault = error;
        throw error;
      }
      return engine;
    });
    this.taking = taken.catch(() => {});
    return taken;
  }
}
