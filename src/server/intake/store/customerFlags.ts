import { type CustomerRequest, type FlagCodes, type Flags, flagsOf, lookAhead, lookBack } from './flags.ts';
import type { SharedIdentities } from './sharedIdentities.ts';
import { type DatabaseSyncInstance, limited, type StatementSyncInstance } from './sqlite.ts';

/** Requests that changed in a transaction: rid → whether it was there before it. */
export type Changed = Map<number, boolean>;

type Found = CustomerRequest & Flags;

/** What happened to the requests of a customer. */
interface Touched {
  /** When those were opened whose flags, or neighbours' flags, may change. */
  readonly openings: number[];
  /** When those were opened that only count. */
  readonly counted: number[];
  /** How many requests more the customer has. */
  more: number;
  /** Whether it is known that the key is not nobody so far. */
  isSomebody: boolean;
}

/** A customer's requests about a stretch of openings: all that touch those which these touch. */
interface Past {
  readonly first: number;
  readonly last: number;
  /** Null: more than a customer can have. */
  readonly requests: readonly Found[] | null;
}

/**
 * Keeps the flags of customers' requests right while some of these change. Of each change only the requests about its
 * time are looked at, and of these no more than a customer can have: values with more are nobody.
 */
export class CustomerFlags {
  /**
   * Who asked is forgotten of some requests opened until then, epoch seconds; -1: of none. They made flags of later
   * ones, which stay.
   */
  forgottenThrough = -1;
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
      FROM personal p CROSS JOIN requests r ON r.rid = p.rid WHERE key = ? AND p.opened BETWEEN ? AND ? ${limited}`,
    );
    const set = 'UPDATE requests SET repeat30d = ?, duplicate = ?, handover48h = ?';
    this.setFlags = db.prepare(`${set} WHERE rid = ?`);
    this.setFlagsAgain = db.prepare(`${set}, version = version + 1 WHERE rid = ?`);
  }

  /**
   * Says that a customer's request, opened then, came, changed or went.
   * @param more 1, 0 or -1
   * @param isSomebody whether it is known that the key is not nobody so far
   */
  touch(key: string, opened: number, more: number, isSomebody = false): void {
    const touched = this.of(key);
    touched.openings.push(opened);
    touched.more += more;
    touched.isSomebody ||= isSomebody;
  }

  /** Says that it is to be seen whether a key is nobody, by the requests opened about a time. */
  count(key: string, opened: number): void {
    this.of(key).counted.push(opened);
  }

  /**
   * Writes the flags that what was touched makes.
   * @param changed those that have a new version already; those whose flags change too are added
   * @param now epoch seconds
   * @returns the keys that became nobody, or somebody: the flags of all their requests are to be looked at again
   */
  refresh(changed: Changed, now: number): string[] {
    const turned: string[] = [];
    for (const [key, { openings, counted, more, isSomebody }] of this.touched) {
      // What is read for the flags is counted too. Nobody may have any number of requests.
      const pasts = isSomebody ? this.pasts(key, openings) : null;
      const all = counted.length === 0 ? openings : [...openings, ...counted];
      const { is, was } = pasts
        ? this.shared.judgeSomebody(key, all, now, (from, to) => countWithin(pasts, from, to))
        : this.shared.judge(key, all, more, now);
      if (is !== was) turned.push(key);
      if (!is) for (const past of pasts ?? this.pasts(key, openings)) this.renewPast(past, changed);
    }
    this.touched.clear();
    return turned;
  }

  /** Writes the flags of a customer's requests that were opened at some times, and of those that they touch. */
  renew(key: string, openings: Iterable<number>, changed: Changed): void {
    for (const past of this.pasts(key, openings)) this.renewPast(past, changed);
  }

  private pasts(key: string, openings: Iterable<number>): Past[] {
    return stretches(openings).map(([first, last]) => {
      const from = first - lookAhead - lookBack;
      const to = last + lookBack + lookAhead;
      const most = this.shared.mostWithin(key, from, to);
      const requests = this.ofCustomer.all(key, from, to, most + 1) as Found[];
      // More than a customer's: the key has not been counted there yet, and is looked at again when it is.
      return { first, last, requests: requests.length > most ? null : requests };
    });
  }

  private renewPast({ first, last, requests }: Past, changed: Changed): void {
    if (!requests) return;
    const flags = flagsOf(requests, this.codes, first - lookAhead, last + lookBack);
    for (const request of requests) {
      const now = flags.get(request.rid);
      if (now) this.write(request, this.withForgotten(request, now), changed);
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

  private withForgotten(request: Found, now: Flags): Flags {
    if (request.opened - lookBack > this.forgottenThrough) return now;
    const higher = (a: number | null, b: number | null) => (a === 1 || b === 1 ? 1 : b);
    return {
      repeat30d: higher(request.repeat30d, now.repeat30d),
      duplicate: higher(request.duplicate, now.duplicate),
      handover48h: higher(request.handover48h, now.handover48h),
    };
  }

  forget(): void {
    this.touched.clear();
  }

  private of(key: string): Touched {
    let touched = this.touched.get(key);
    if (!touched) {
      touched = { openings: [], counted: [], more: 0, isSomebody: false };
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

/** How many requests were opened from…to, the end not included; null where not all of these were read. */
function countWithin(pasts: readonly Past[], from: number, to: number): number | null {
  const past = pasts.find(
    ({ first, last }) => first - lookAhead - lookBack <= from && last + lookBack + lookAhead >= to,
  );
  if (!past?.requests) return null;
  return past.requests.filter(({ opened }) => opened >= from && opened < to).length;
}

function isSame(a: Flags, b: Flags): boolean {
  return a.repeat30d === b.repeat30d && a.duplicate === b.duplicate && a.handover48h === b.handover48h;
}
