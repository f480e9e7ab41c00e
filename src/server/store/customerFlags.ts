import { type CustomerRequest, type FlagCodes, type Flags, flagsOf, lookAhead, lookBack } from './flags.ts';
import type { DatabaseSyncInstance, StatementSyncInstance } from './sqlite.ts';

/** Requests that changed in a transaction: rid → whether it was there before it. */
export type Changed = Map<number, boolean>;

type Found = CustomerRequest & Flags;

/** Keeps the flags of customers' requests right while some of these change. */
export class CustomerFlags {
  private readonly codes: FlagCodes;
  /** By customer: the first and the last opening, before or after the change, of the requests that changed. */
  private readonly touched = new Map<string, { from: number; to: number }>();
  private readonly ofCustomer: StatementSyncInstance;
  private readonly setFlags: StatementSyncInstance;
  private readonly setFlagsAgain: StatementSyncInstance;

  constructor(db: DatabaseSyncInstance, codes: FlagCodes) {
    this.codes = codes;
    this.ofCustomer = db.prepare(
      `SELECT r.rid, source, ref, r.opened, resolved, category, topic, channel, stage, zone, place,
        repeat30d, duplicate, handover48h
      FROM personal p JOIN requests r ON r.rid = p.rid WHERE key = ? AND p.opened BETWEEN ? AND ?`,
    );
    const set = 'UPDATE requests SET repeat30d = ?, duplicate = ?, handover48h = ?';
    this.setFlags = db.prepare(`${set} WHERE rid = ?`);
    this.setFlagsAgain = db.prepare(`${set}, version = version + 1 WHERE rid = ?`);
  }

  /** Says that a customer's request, opened then, came, changed or went. */
  touch(key: string, opened: number): void {
    const range = this.touched.get(key);
    if (!range) this.touched.set(key, { from: opened, to: opened });
    else {
      range.from = Math.min(range.from, opened);
      range.to = Math.max(range.to, opened);
    }
  }

  /**
   * Writes the flags that what was touched makes.
   * @param changed those that have a new version already; those whose flags change too are added
   */
  refresh(changed: Changed): void {
    for (const [key, range] of this.touched) {
      const from = range.from - lookAhead;
      const to = range.to + lookBack;
      const requests = this.ofCustomer.all(key, from - lookBack, to + lookAhead) as Found[];
      const flags = flagsOf(requests, this.codes, from, to);
      for (const request of requests) {
        const now = flags.get(request.rid);
        if (!now || isSame(request, now)) continue;
        const { repeat30d, duplicate, handover48h } = now;
        const statement = changed.has(request.rid) ? this.setFlags : this.setFlagsAgain;
        statement.run(repeat30d, duplicate, handover48h, request.rid);
        if (!changed.has(request.rid)) changed.set(request.rid, true);
      }
    }
    this.touched.clear();
  }

  forget(): void {
    this.touched.clear();
  }
}

function isSame(a: Flags, b: Flags): boolean {
  return a.repeat30d === b.repeat30d && a.duplicate === b.duplicate && a.handover48h === b.handover48h;
}
