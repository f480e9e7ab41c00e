import { type DatabaseSyncInstance, limited, type StatementSyncInstance } from './sqlite.ts';

/** A change that is to be published. */
export interface OutboxEntry {
  readonly id: number;
  readonly rid: number;
  /** 0: the request was not there, or gone, before this change. */
  readonly was_there: number;
  /** Epoch seconds. */
  readonly taken_at: number;
}

/** The table `outbox`: which requests changed and are not yet published, in order of arrival. */
export class Outbox {
  count: number;
  /** The id of the last entry that there ever was. */
  last: number;
  private readonly insert: StatementSyncInstance;
  private readonly first: StatementSyncInstance;
  private readonly remove: StatementSyncInstance;
  private readonly removeOf: StatementSyncInstance;
  private readonly comeSince: StatementSyncInstance;

  constructor(db: DatabaseSyncInstance) {
    this.insert = db.prepare('INSERT INTO outbox (rid, was_there, taken_at) VALUES (?, ?, ?)');
    this.first = db.prepare(`SELECT * FROM outbox ORDER BY id ${limited}`);
    this.remove = db.prepare('DELETE FROM outbox WHERE id <= ?');
    this.removeOf = db.prepare('DELETE FROM outbox WHERE rid = ? AND id <= ?');
    // Of columns beside min(id), SQLite gives those of the row that has it.
    this.comeSince = db.prepare(
      `SELECT coalesce(sum(1 - gone - was_there), 0) AS n
      FROM (SELECT rid, was_there, min(id) FROM outbox GROUP BY rid) JOIN requests USING (rid)`,
    );
    this.count = (db.prepare('SELECT count(*) AS n FROM outbox').get() as { n: number }).n;
    const last = db.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").get();
    this.last = (last as { seq: number } | undefined)?.seq ?? 0;
  }

  add(rid: number, wasThere: boolean, takenAt: number): void {
    this.last = Number(this.insert.run(rid, wasThere ? 1 : 0, takenAt).lastInsertRowid);
    this.count++;
  }

  /** The oldest entries, at most so many. */
  oldest(limit: number): OutboxEntry[] {
    return this.first.all(limit) as OutboxEntry[];
  }

  /** Forgets the entries up to an id. */
  forget(upTo: number): void {
    this.count -= this.remove.run(upTo).changes;
  }

  /** Forgets the entries of a request up to an id. */
  forgetOf(rid: number, upTo: number): void {
    this.count -= this.removeOf.run(rid, upTo).changes;
  }

  /** How many requests more there are now than readers have. */
  unread(): number {
    return (this.comeSince.get() as { n: number }).n;
  }
}
