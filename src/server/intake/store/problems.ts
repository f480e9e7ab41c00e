import type { OldStates } from '../../../model/doing.ts';
import type { HeldTelling, Problem, UnknownWord, Unreadable } from '../../../model/problem.ts';
import type { DatabaseSyncInstance, StatementSyncInstance } from './sqlite.ts';

/** Kinds that are kept of one source; what comes beyond them is counted as `other`. */
const mostKinds = 200;
/** References kept of a kind, the latest. */
const mostRefs = 10;
/** Unknown words kept of a kind; the rest are in its count. */
const mostWords = 30;
/** Marks kept of one source: beyond that the mapping is wrong, and the counts say so. */
const mostMarks = 10_000;
/** What a list for a page holds at most. */
const mostListed = 200;

/** The requests that are shown in a state before their latest telling. */
const oldStates = `FROM unreadable u JOIN requests r ON r.source = u.source AND r.ref = u.ref
  WHERE r.gone = 0 AND u.source_order >= r.source_order`;

/** Some of one kind, as they were counted since the last time. */
export interface Noticed {
  readonly source: string;
  readonly field: string;
  readonly problem: string;
  readonly count: number;
  /** The latest last. */
  readonly refs: readonly string[];
  readonly words: ReadonlyMap<string, number>;
}

/** A telling that could not be read though its reference could. */
export interface Mark {
  readonly source: string;
  readonly ref: string;
  /** Of that telling; of a mark that is kept, of the telling that the store shows in its place. */
  readonly order: number;
  readonly field: string;
  readonly problem: string;
}

interface Stored {
  readonly source: string;
  readonly field: string;
  readonly problem: string;
  readonly count: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly refs: string;
  readonly words: string;
  readonly seen_at: number | null;
  readonly seen_count: number | null;
}

/** All of some work or nothing. @throws StoreError */
type Transaction = <T>(what: string, work: () => T) => T;

/**
 * The tables `problems` and `unreadable`: what was wrong with what sources told, by source, field and kind, and which
 * requests are shown in a state that their source has gone on from. Instants are epoch seconds of the machine.
 */
export class Problems {
  private readonly db: DatabaseSyncInstance;
  private readonly transaction: Transaction;
  private readonly find: StatementSyncInstance;
  private readonly write: StatementSyncInstance;

  constructor(db: DatabaseSyncInstance, transaction: Transaction) {
    this.db = db;
    this.transaction = transaction;
    this.find = db.prepare('SELECT * FROM problems WHERE source = ? AND field = ? AND problem = ?');
    this.write = db.prepare('INSERT OR REPLACE INTO problems VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  }

  /** Counts what was noticed, and keeps the marks of requests that there are; these are returned as they are kept. */
  add(noticed: readonly Noticed[], marks: readonly Mark[], now: number): Mark[] {
    if (noticed.length === 0 && marks.length === 0) return [];
    return this.transaction('what was wrong with some rows could not be written', () => {
      for (const one of noticed) this.addOne(one, now);
      const kept: Mark[] = [];
      const room = new Map<string, number>();
      for (const mark of marks) {
        const order = this.orderOf(mark);
        if (order === null || mark.order < order) continue;
        if (this.mark({ ...mark, order }, room, now)) kept.push({ ...mark, order });
      }
      return kept;
    });
  }

  /** The kinds that there are, the latest first. */
  all(): Problem[] {
    const found = this.db
      .prepare('SELECT * FROM problems ORDER BY last_at DESC, source, field, problem')
      .all();
    return (found as Stored[]).map(problemOf);
  }

  /** Marks a kind as seen by an administrator, or takes that back. Returns whether there is such a kind. */
  see(source: string, field: string, problem: string, at: number | null): boolean {
    return this.transaction('a problem could not be marked as seen', () => {
      const { changes } = this.db
        .prepare(
          `UPDATE problems SET seen_at = ?1, seen_count = CASE WHEN ?1 IS NULL THEN NULL ELSE count END
          WHERE source = ?2 AND field = ?3 AND problem = ?4`,
        )
        .run(at, source, field, problem);
      return changes > 0;
    });
  }

  /** Forgets kinds that have not occurred since an instant. Returns how many. */
  fade(before: number): number {
    const old = this.db.prepare('SELECT count(*) AS n FROM problems WHERE last_at < ?').get(before);
    if ((old as { n: number }).n === 0) return 0;
    return this.transaction('old problems could not be forgotten', () =>
      Number(this.db.prepare('DELETE FROM problems WHERE last_at < ?').run(before).changes),
    );
  }

  /** All marks, also of requests that have been told readably since: for whoever takes those away. */
  marks(): Mark[] {
    const found = this.db.prepare(
      'SELECT source, ref, source_order AS "order", field, problem FROM unreadable',
    );
    return found.all() as unknown as Mark[];
  }

  /** Takes marks away: these requests can be read again, or are gone. */
  unmark(source: string, refs: readonly string[]): void {
    if (refs.length === 0) return;
    this.transaction('what can be read again could not be written', () => {
      const remove = this.db.prepare('DELETE FROM unreadable WHERE source = ? AND ref = ?');
      for (const ref of refs) remove.run(source, ref);
    });
  }

  /** The requests that are shown in a state before their latest telling, the latest first: how many, and some. */
  unreadable(): { readonly count: number; readonly list: Unreadable[] } {
    const list = this.db
      .prepare(
        `SELECT u.source, u.ref, u.field, u.problem, u.since ${oldStates} ORDER BY u.since DESC LIMIT ${mostListed}`,
      )
      .all() as unknown as Unreadable[];
    return { count: this.oldCount(), list };
  }

  /** The same for open pages. @param most how many are named */
  oldStates(most: number): OldStates {
    const found = this.db.prepare(`SELECT r.rid ${oldStates} ORDER BY u.since DESC LIMIT ?`).all(most);
    return { count: this.oldCount(), rids: (found as { rid: number }[]).map(({ rid }) => rid) };
  }

  private oldCount(): number {
    return (this.db.prepare(`SELECT count(*) AS n ${oldStates}`).get() as { n: number }).n;
  }

  /** What waits for its time, the next first. @param tolerance seconds before its latest event at which it is taken */
  held(tolerance: number): HeldTelling[] {
    const sql = `SELECT source, ref, latest - ? AS until FROM held ORDER BY latest LIMIT ${mostListed}`;
    return this.db.prepare(sql).all(tolerance) as unknown as HeldTelling[];
  }

  /** How many requests there are of a source; of ten million it takes a third of a second. */
  requestsOf(source: string): number {
    // Both from an index alone.
    const sql = `SELECT (SELECT count(*) FROM requests WHERE source = ?1)
      - (SELECT count(*) FROM requests INDEXED BY requests_gone WHERE source = ?1 AND gone = 1) AS n`;
    return (this.db.prepare(sql).get(source) as { n: number }).n;
  }

  private addOne({ source, field, problem, count, refs, words }: Noticed, now: number): void {
    const before = this.find.get(source, field, problem) as Stored | undefined;
    if (!before && problem !== 'other') {
      const sql = 'SELECT count(*) AS n FROM problems WHERE source = ?';
      if ((this.db.prepare(sql).get(source) as { n: number }).n >= mostKinds) {
        this.addOne({ source, field: 'requests', problem: 'other', count, refs, words: new Map() }, now);
        return;
      }
    }
    const kept = before ? problemOf(before) : null;
    const all = new Map((kept?.words ?? []).map((one) => [one.word, one.count]));
    for (const [word, n] of words) {
      if (all.has(word) || all.size < mostWords) all.set(word, (all.get(word) ?? 0) + n);
    }
    const latest = [...new Set([...refs.toReversed(), ...(kept?.refs ?? [])])].slice(0, mostRefs);
    const total = (before?.count ?? 0) + count;
    const list: UnknownWord[] = [...all].map(([word, n]) => ({ word, count: n }));
    this.write.run(
      source,
      field,
      problem,
      total,
      before?.first_at ?? now,
      now,
      JSON.stringify(latest),
      JSON.stringify(list),
      before?.seen_at ?? null,
      before?.seen_count ?? null,
    );
  }

  /** The order of the telling that the store has of a request; null where it has none. */
  private orderOf({ source, ref }: Mark): number | null {
    const sql = 'SELECT source_order FROM requests WHERE source = ? AND ref = ? AND gone = 0';
    const found = this.db.prepare(sql).get(source, ref) as { source_order: number } | undefined;
    return found?.source_order ?? null;
  }

  /** Returns whether there was room. */
  private mark(mark: Mark, room: Map<string, number>, now: number): boolean {
    const { source, ref, order, field, problem } = mark;
    const left = room.get(source) ?? mostMarks - this.marksOf(source);
    if (left <= 0) return false;
    room.set(source, left - 1);
    this.db
      .prepare(
        `INSERT INTO unreadable (source, ref, source_order, field, problem, since) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (source, ref) DO UPDATE SET source_order = excluded.source_order, field = excluded.field,
          problem = excluded.problem`,
      )
      .run(source, ref, order, field, problem, now);
    return true;
  }

  private marksOf(source: string): number {
    const sql = 'SELECT count(*) AS n FROM unreadable WHERE source = ?';
    return (this.db.prepare(sql).get(source) as { n: number }).n;
  }
}

function problemOf(stored: Stored): Problem {
  const { source, field, problem, count, first_at, last_at, refs, words, seen_at, seen_count } = stored;
  return {
    ...{ source, field, problem, count },
    first: first_at,
    last: last_at,
    refs: JSON.parse(refs) as string[],
    words: JSON.parse(words) as UnknownWord[],
    seen: seen_at === null ? null : { at: seen_at, count: seen_count ?? 0 },
  };
}
