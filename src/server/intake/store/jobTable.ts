import type { JobRun } from '../../../model/job.ts';
import type { DatabaseSyncInstance } from './sqlite.ts';

/** What is kept of a job. Instants are epoch seconds of the machine. */
export interface JobRow {
  /** From when its next time is counted: when it was first begun for the time that it was due last. */
  readonly countsFrom: number;
  /** How often it failed, one time after the other. */
  readonly failures: number;
  readonly last: JobRun | null;
  /** Who runs it; null: nobody. */
  readonly lease: JobLease | null;
}

export interface JobLease {
  readonly holder: string;
  readonly since: number;
  /** When it runs out, unless it is renewed. */
  readonly until: number;
}

interface Stored {
  readonly counts_from: number;
  readonly failures: number;
  readonly last: string | null;
  readonly holder: string | null;
  readonly begun_at: number | null;
  readonly lease_until: number | null;
}

/** How far ahead of the clock a job may be counted from, seconds: beyond that a clock was wrong. */
const tolerance = 3600;

/** All of some work or nothing. @throws StoreError */
type Transaction = <T>(what: string, work: () => T) => T;

/** The table `jobs`: when each was done, what came of it, and who runs it now. Every method throws a StoreError where
 * the file cannot be written. */
export class JobTable {
  private readonly db: DatabaseSyncInstance;
  private readonly transaction: Transaction;

  constructor(db: DatabaseSyncInstance, transaction: Transaction) {
    this.db = db;
    this.transaction = transaction;
  }

  /** What is kept of a job; one that is not known is counted from now. */
  row(name: string, now: number): JobRow {
    const found = this.find(name);
    if (found && found.countsFrom <= now + tolerance) return found;
    this.write(
      `INSERT INTO jobs (name, counts_from) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET counts_from = excluded.counts_from`,
      [name, now],
    );
    return this.find(name)!;
  }

  /** Takes the lease of a job that nobody has. Returns whether it was so. @param countsFrom kept from now on */
  take(name: string, { holder, since, until }: JobLease, countsFrom: number): boolean {
    const sql = `UPDATE jobs SET holder = ?, begun_at = ?, lease_until = ?, counts_from = ? WHERE name = ? AND holder IS NULL`;
    return this.write(sql, [holder, since, until, countsFrom, name]);
  }

  /** Makes a lease longer. Returns whether it still was the holder's. */
  renew(name: string, holder: string, until: number): boolean {
    return this.write('UPDATE jobs SET lease_until = ? WHERE name = ? AND holder = ?', [until, name, holder]);
  }

  /** Gives a lease back with what came of the run. Returns whether it still was the holder's. */
  end(name: string, holder: string, last: JobRun, failures: number): boolean {
    const sql = `UPDATE jobs SET last = ?, failures = ?, holder = NULL, begun_at = NULL, lease_until = NULL
      WHERE name = ? AND holder = ?`;
    return this.write(sql, [JSON.stringify(last), failures, name, holder]);
  }

  /** Gives a lease back of a run that was given up: the job is due as before it. */
  giveBack(name: string, holder: string, countsFrom: number): void {
    const sql = `UPDATE jobs SET counts_from = ?, holder = NULL, begun_at = NULL, lease_until = NULL
      WHERE name = ? AND holder = ?`;
    this.write(sql, [countsFrom, name, holder]);
  }

  private find(name: string): JobRow | null {
    const found = this.db.prepare('SELECT * FROM jobs WHERE name = ?').get(name) as Stored | undefined;
    if (!found) return null;
    const { counts_from: countsFrom, failures, last, holder, begun_at: since, lease_until: until } = found;
    return {
      countsFrom,
      failures,
      last: last === null ? null : (JSON.parse(last) as JobRun),
      lease: holder === null ? null : { holder, since: since!, until: until! },
    };
  }

  private write(sql: string, values: readonly (string | number)[]): boolean {
    return this.transaction(
      'what came of a job could not be written',
      () => Number(this.db.prepare(sql).run(...values).changes) > 0,
    );
  }
}
