import type { SourceRequest } from '../sources/source.ts';
import type { DatabaseSyncInstance, StatementSyncInstance } from './sqlite.ts';

/** A telling whose time has not come. */
export interface HeldRequest {
  readonly source: string;
  readonly request: SourceRequest;
}

interface Stored {
  readonly source: string;
  readonly ref: string;
  readonly source_order: number;
  readonly telling: string;
}

/** The table `held`: of each request the latest telling that is of the future. */
export class Held {
  count: number;
  private readonly find: StatementSyncInstance;
  private readonly write: StatementSyncInstance;
  private readonly remove: StatementSyncInstance;
  private readonly until: StatementSyncInstance;

  constructor(db: DatabaseSyncInstance) {
    this.find = db.prepare('SELECT source_order FROM held WHERE source = ? AND ref = ?');
    this.write = db.prepare('INSERT OR REPLACE INTO held VALUES (?, ?, ?, ?, ?)');
    this.remove = db.prepare('DELETE FROM held WHERE source = ? AND ref = ?');
    this.until = db.prepare('SELECT * FROM held WHERE latest <= ? ORDER BY latest, source, ref LIMIT ?');
    this.count = (db.prepare('SELECT count(*) AS n FROM held').get() as { n: number }).n;
  }

  /** The order of what is held of a request; null for nothing. */
  orderOf(source: string, ref: string): number | null {
    if (this.count === 0) return null;
    const found = this.find.get(source, ref) as { source_order: number } | undefined;
    return found?.source_order ?? null;
  }

  /** Holds a telling in the place of what is held of its request. @param latest epoch seconds of its last event */
  put(source: string, { ref, order, row, personal }: SourceRequest, latest: number): void {
    if (this.orderOf(source, ref) === null) this.count++;
    this.write.run(source, ref, order, Math.trunc(latest), JSON.stringify({ row, personal }));
  }

  delete(source: string, ref: string): void {
    this.remove.run(source, ref);
    this.count--;
  }

  /** What is held of requests whose last event is at or before an instant, the earliest first. @param most how many */
  dueAt(at: number, most: number): HeldRequest[] {
    if (this.count === 0) return [];
    return (this.until.all(at, most) as Stored[]).map(({ source, ref, source_order, telling }) => ({
      source,
      request: {
        ref,
        order: source_order,
        ...(JSON.parse(telling) as Pick<SourceRequest, 'row' | 'personal'>),
      },
    }));
  }
}
