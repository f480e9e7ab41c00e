import { type Identities, masked, partsOf, type Why } from './identity.ts';
import type { IdentityKind } from './nobody.ts';
import { type DatabaseSyncInstance, limited, type StatementSyncInstance } from './sqlite.ts';

/** A value that is nobody because many share it. */
export interface SharedIdentity {
  readonly kind: IdentityKind;
  /** The source that tells it; null for phones and mails, which are the same in every one. */
  readonly source: string | null;
  readonly why: Why;
  /** A little of the value. */
  readonly masked: string;
  /** Requests that have it now. */
  readonly requests: number;
  /** Epoch seconds at which it was found to be nobody, and at which it last came. */
  readonly since: number;
  readonly last: number;
}

interface Row {
  readonly key: string;
  readonly why: Why;
  readonly requests: number;
  readonly since: number;
  readonly last: number;
}

type CountWithin = (from: number, to: number) => number | null;

/** The length of the windows in which requests of a value are counted, seconds: windows follow one another. */
const windowLength = 30 * 86_400;

/** The tables `shared` and `shared_windows`: which keys are nobody, and in which windows a key is too frequent. */
export class SharedIdentities {
  private readonly rules: Identities;
  private readonly find: StatementSyncInstance;
  private readonly insert: StatementSyncInstance;
  private readonly update: StatementSyncInstance;
  private readonly remove: StatementSyncInstance;
  private readonly countAll: StatementSyncInstance;
  private readonly countWithin: StatementSyncInstance;
  private readonly addWindow: StatementSyncInstance;
  private readonly removeWindow: StatementSyncInstance;
  private readonly removeWindows: StatementSyncInstance;
  private readonly anyWindow: StatementSyncInstance;
  private readonly all: StatementSyncInstance;

  constructor(db: DatabaseSyncInstance, rules: Identities) {
    this.rules = rules;
    this.find = db.prepare('SELECT * FROM shared WHERE key = ?');
    this.insert = db.prepare('INSERT INTO shared (key, why, requests, since, last) VALUES (?, ?, ?, ?, ?)');
    this.update = db.prepare('UPDATE shared SET why = ?, requests = requests + ?, last = ? WHERE key = ?');
    this.remove = db.prepare('DELETE FROM shared WHERE key = ?');
    this.countAll = db.prepare('SELECT count(*) AS n FROM personal WHERE key = ?');
    this.countWithin = db.prepare(
      `SELECT count(*) AS n FROM (SELECT 1 FROM personal WHERE key = ? AND opened >= ? AND opened < ? ${limited})`,
    );
    this.addWindow = db.prepare('INSERT OR IGNORE INTO shared_windows VALUES (?, ?)');
    this.removeWindow = db.prepare('DELETE FROM shared_windows WHERE key = ? AND window = ?');
    this.removeWindows = db.prepare('DELETE FROM shared_windows WHERE key = ?');
    this.anyWindow = db.prepare('SELECT 1 FROM shared_windows WHERE key = ? LIMIT 1');
    this.all = db.prepare(`SELECT * FROM shared ORDER BY requests DESC, key ${limited}`);
  }

  /** Whether a key is nobody, as far as is known. */
  has(key: string): boolean {
    return this.rules.why(key) !== null || this.find.get(key) !== undefined;
  }

  /**
   * Judges a key anew after requests of it came, changed or went.
   * @param openings when the requests were opened that did, before and after
   * @param more how many more requests have the key than before
   * @param now epoch seconds
   * @returns whether it is nobody, and whether it was
   */
  judge(key: string, openings: readonly number[], more: number, now: number): { is: boolean; was: boolean } {
    const before = this.find.get(key) as Row | undefined;
    const wasOften = before?.why === 'often';
    const why = this.rules.why(key) ?? (this.isTooFrequent(key, openings, wasOften) ? 'often' : null);
    if (why === null) {
      if (before) this.remove.run(key);
      return { is: false, was: before !== undefined };
    }
    // Why a key is nobody may change with the settings; the windows are counted anew when it is to be counted again.
    if (why !== 'often' && wasOften) this.removeWindows.run(key);
    if (!before) this.add(key, why, now);
    else if (before.requests + more > 0) this.update.run(why, more, more > 0 ? now : before.last, key);
    else this.remove.run(key);
    return { is: true, was: before !== undefined };
  }

  /**
   * Judges a key anew of which `has` has just told that it is not nobody.
   * @param countWithin how many of its requests were opened from…to, the end not included; null where that is not known
   */
  judgeSomebody(
    key: string,
    openings: readonly number[],
    now: number,
    countWithin: CountWithin,
  ): { is: boolean; was: boolean } {
    const is = this.isTooFrequent(key, openings, false, countWithin);
    if (is) this.add(key, 'often', now);
    return { is, was: false };
  }

  /** Of a key that is not nobody: the most requests that can have been opened from…to, both ends included. */
  mostWithin(key: string, from: number, to: number): number {
    return this.rules.limitOf(key) * (windowOf(to) - windowOf(from) + 1);
  }

  /** Those with the most requests first. */
  list(most: number): SharedIdentity[] {
    return (this.all.all(most) as Row[]).map(toldOf);
  }

  /** One of them. */
  get(key: string): SharedIdentity | null {
    const row = this.find.get(key) as Row | undefined;
    return row ? toldOf(row) : null;
  }

  private add(key: string, why: Why, now: number): void {
    this.insert.run(key, why, (this.countAll.get(key) as { n: number }).n, now, now);
  }

  /** Counts in the windows of some openings, no further than to the limit. */
  private isTooFrequent(
    key: string,
    openings: readonly number[],
    wasOften: boolean,
    countWithin: CountWithin = () => null,
  ): boolean {
    const limit = this.rules.limitOf(key);
    let found = false;
    for (const window of new Set(openings.map(windowOf))) {
      const start = window * windowLength;
      const n =
        countWithin(start, start + windowLength) ??
        (this.countWithin.get(key, start, start + windowLength, limit + 1) as { n: number }).n;
      if (n > limit) {
        this.addWindow.run(key, window);
        found = true;
      } else if (wasOften) this.removeWindow.run(key, window);
    }
    return found || (wasOften && this.anyWindow.get(key) !== undefined);
  }
}

function toldOf({ key, why, requests, since, last }: Row): SharedIdentity {
  const { kind, source } = partsOf(key);
  return { kind, source, why, masked: masked(key), requests, since, last };
}

function windowOf(opened: number): number {
  return Math.floor(opened / windowLength);
}
