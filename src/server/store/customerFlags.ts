import { type CustomerRequest, type FlagCodes, type Flags, flagsOf, lookAhead, lookBack } from './flags.ts';
import type { SharedIdentities } from './sharedIdentities.ts';
import type { DatabaseSyncInstance, StatementSyncInstance } from './sqlite.ts';

/** Requests that changed in a transaction: rid → whether it was there before it. */
export type Changed = Map<number, boolean>;

type Found = CustomerRequest & Flags;

/** What happened to the requests of a customer. */
interface Touched {
  /** When those were opened whose flags, or neighbours' flags, may change. */
  readonly openings: Set<number>;
  /** When those were opened that only count. */
  readonly counted: Set<number>;
  /** How many requests more the customer has. */
  more: number;
}

/**
 * Keeps the flags of customers' requests right while some of these change. Of each change only the requests about its
 * time are looked at, and of these no more than a customer can have: values with more are nobody.
 */
export class CustomerFlags {
  private readonly codes: FlagCodes;
  private readonly shared: SharedIdentities;
  private readonly touched = new Map<string, Touched>();
  private readonly ofCustomer: StatementSyncInstance;
  private readonly setFlags: StatementSyncInstance;
  private readonly setFlagsAgain: StatementSyncInstance;

  constructor(db: DatabaseSyncInstance, codes: FlagCodes, shared: SharedIdentities) {
    this.codes = codes;
    this.shared = shared;
    this.ofCustomer = db.prepare(
      `SELECT r.rid, source, ref, r.opened, resolved, category, topic, channel, stage, zone, place,
        repeat30d, duplicate, handover48h
      FROM personal p CROSS JOIN requests r ON r.rid = p.rid WHERE key = ? AND p.opened BETWEEN ? AND ? LIMIT ?`,
    );
    const set = 'UPDATE requests SET repeat30d = ?, duplicate = ?, handover48h = ?';
    this.setFlags = db.prepare(`${set} WHERE rid = ?`);
    this.setFlagsAgain = db.prepare(`${set}, version = version + 1 WHERE rid = ?`);
  }

  /** Says that a customer's request, opened then, came, changed or went. @param more 1, 0 or -1 */
  touch(key: string, opened: number, more: number): void {
    const touched = this.of(key);
    touched.openings.add(opened);
    touched.more += more;
  }

  /** Says that it is to be seen whether a key is nobody, by the requests opened about a time. */
  count(key: string, opened: number): void {
    this.of(key).counted.add(opened);
  }

  /**
   * Writes the flags that what was touched makes.
   * @param changed those that have a new version already; those whose flags change too are added
   * @param now epoch seconds
   * @returns the keys that became nobody, or somebody: the flags of all their requests are to be looked at again
   */
  refresh(changed: Changed, now: number): string[] {
    const turned: string[] = [];
    for (const [key, { openings, counted, more }] of this.touched) {
      const { is, was } = this.shared.judge(key, [...openings, ...counted], more, now);
      if (is !== was) turned.push(key);
      if (!is) this.renew(key, openings, changed);
    }
    this.touched.clear();
    return turned;
  }

  /** Writes the flags of a customer's requests that were opened at some times, and of those that they touch. */
  renew(key: string, openings: Iterable<number>, changed: Changed): void {
    for (const [first, last] of stretches(openings)) {
      const from = first - lookAhead;
      const to = last + lookBack;
      const most = this.shared.mostWithin(key, from - lookBack, to + lookAhead);
      const requests = this.ofCustomer.all(key, from - lookBack, to + lookAhead, most + 1) as Found[];
      // More than a customer's: the key has not been counted there yet, and is looked at again when it is.
      if (requests.length > most) continue;
      const flags = flagsOf(requests, this.codes, from, to);
      for (const request of requests) {
        const now = flags.get(request.rid);
        if (now) this.write(request, now, changed);
      }
    }
  }

  /** Writes the flags of a request where they are others. */
  write(request: Flags & { readonly rid: number }, now: Flags, changed: Changed): void {
    if (isSame(request, now)) return;
    const { repeat30d, duplicate, handover48h } = now;
    const statement = changed.has(request.rid) ? this.setFlags : this.setFlagsAgain;
    statement.run(repeat30d, duplicate, handover48h, request.rid);
    if (!changed.has(request.rid)) changed.set(request.rid, true);
  }

  forget(): void {
    this.touched.clear();
  }

  private of(key: string): Touched {
    let touched = this.touched.get(key);
    if (!touched) {
      touched = { openings: new Set(), counted: new Set(), more: 0 };
      this.touched.set(key, touched);
    }
    return touched;
  }
}

/** Times that lie close together as one stretch, so that what is between them is read once. */
function stretches(openings: Iterable<number>): (readonly [first: number, last: number])[] {
  const sorted = [...openings].sort((a, b) => a - b);
  const found: [number, number][] = [];
  for (const opened of sorted) {
    const last = found.at(-1);
    if (last && opened - last[1] <= lookBack + lookAhead) last[1] = opened;
    else found.push([opened, opened]);
  }
  return found;
}

function isSame(a: Flags, b: Flags): boolean {
  return a.repeat30d === b.repeat30d && a.duplicate === b.duplicate && a.handover48h === b.handover48h;
}
