import { statSync } from 'node:fs';
import { setImmediate as breathe } from 'node:timers/promises';
import type { ForgettingReport } from '../../../model/adminState.ts';
import type { Day } from '../../../model/day.ts';
import type { DeltaFile } from '../../../model/manifest.ts';
import { RequestTable } from '../../../model/requestTable.ts';
import { timeZone as timeZoneNamed } from '../../../model/timeZone.ts';
import type { Words } from '../../../model/words.ts';
import type { Zones } from '../../../model/zones.ts';
import type { Batch, Part, PartSums, Position, SourceRequest, SourceSums } from '../sources/source.ts';
import { type Changed, CustomerFlags } from './customerFlags.ts';
import { flagCodes } from './flags.ts';
import { FlagWalks } from './flagWalks.ts';
import { Forgetting, type ForgettingStep } from './forgetting.ts';
import { Held } from './held.ts';
import { Identities, type IdentitySettings } from './identity.ts';
import { JobTable } from './jobTable.ts';
import { monthTables } from './monthTables.ts';
import { Outbox } from './outbox.ts';
import { type Pending, pendingOf } from './pending.ts';
import { withPersonalCut } from './personalCut.ts';
import { Problems } from './problems.ts';
import { Readers } from './readers.ts';
import { RequestReader } from './requestReader.ts';
import {
  latestOf,
  openedOf,
  RequestRows,
  type StoredRequest,
  samePersonal,
  sameValues,
  valuesOfGone,
  valuesOfRow,
  versionOf,
  withFlags,
  withFlagsOf,
  withVersion,
} from './requestRows.ts';
import { loadedOrder, storedColumns } from './schema.ts';
import { Settings, settingNames } from './settings.ts';
import { SharedIdentities, type SharedIdentity } from './sharedIdentities.ts';
import { openStoreFile, type StoreFile, storeErrorOf } from './storeFile.ts';
import { refsOf, sumsOf } from './sums.ts';

export { StoreError } from './storeError.ts';

/**
 * All requests, what is known of who asked, and what is yet to be published: on disk when a method returns, or as
 * before it, whatever happens meanwhile. Every method throws a StoreError where the file cannot be written.
 */
export interface Store {
  /** The dictionaries that all codes are of. */
  readonly words: Words;
  /** What was wrong with what sources told. */
  readonly problems: Problems;
  /** What is done by itself: when, and what came of it. */
  readonly jobs: JobTable;
  /** Where a source is to go on; null if it has not told all that it has yet. */
  position(source: string): Position | null;
  /**
   * Takes what a source tells: rows, personal data, flags, outbox and position in one transaction. Of each request
   * the telling with the highest order counts, whenever it comes.
   * @param now epoch seconds; what happened more than `tolerance` after it is held
   */
  take(source: string, batch: Batch, now: number): Taken;
  /**
   * Takes what a source was seen to have: it counts against all tellings of an order up to `asOf`, whatever their own.
   * @param keep false: only tells what would become of it
   */
  match(source: string, requests: readonly SourceRequest[], asOf: number, now: number, keep: boolean): Taken;
  /** Counts and check sums of what there is of a source. */
  sums(source: string, how: Pick<SourceSums, 'byMonth' | 'summed'>): Promise<PartSums>;
  /** The last rid that a request has; requests that come have later ones. */
  lastRid(): number;
  /** The references of a source's requests in a part. @param lastRid later ones are left out */
  refs(source: string, part: Part, lastRid: number): Promise<Set<string>>;
  /** Lets a source tell all that it has anew, the next time that it is asked. */
  forgetPosition(source: string): void;
  /** What there is of each source. */
  sourcesKept(): KeptSource[];
  /** Takes all away that came of a source: requests, personal data, position, problems. Returns how many requests. */
  forget(source: string, now: number): Promise<number>;
  /** Something that is remembered beside the requests, by name; null where nothing is. */
  note(name: string): string | null;
  setNote(name: string, text: string): void;
  /**
   * Takes what was held and is due, a thousand of it at a time, and looks at some flags again where a value became nobody or somebody. Returns how
   * many requests it changed. @param now epoch seconds
   */
  release(now: number): number;
  /** The values that are nobody because many share them, those with the most requests first. @param most how many */
  sharedIdentities(most: number): SharedIdentity[];
  /**
   * Forgets who asked of some of the requests whose term has passed. @param now epoch seconds of the city
   * @returns null while it has to wait for flags that are looked at again
   */
  forgetSome(now: number): ForgettingStep | null;
  /** When personal data are forgotten, and what the last run did. */
  forgetting(): ForgettingReport;
  /** The oldest changes that are to be published, with each request as it is now; null if there is nothing. */
  pending(limit: number): Pending | null;
  /** The last change that there was, for `publishedAll`; 0 if there was none. */
  lastChange(): number;
  /**
   * Forgets changes that are published, and remembers the file. Both in one transaction.
   * @param pending null: the delta has no requests, or they are to be published once more
   */
  published(pending: Pending | null, delta: DeltaFile): void;
  /**
   * Forgets changes that are in a snapshot of all, and the deltas that lead to it. Both in one transaction.
   * @param upTo `lastChange` as it was when `months` began
   * @param sequence the snapshot's
   */
  publishedAll(upTo: number, sequence: number): void;
  /** What readers have, as far as `published` and `publishedAll` were told; 0: nothing. */
  sequence(): number;
  /** The deltas that are remembered, the oldest first. */
  deltas(): DeltaFile[];
  /** Forgets the deltas that lead up to a sequence, this one too. */
  forgetDeltas(upTo: number): void;
  /**
   * All requests by the local month in which they were opened, the earliest first; a table for each month that has
   * some, made when it is asked for. All are as the store is when the first is asked for, whatever is taken meanwhile
   * (unless it is in memory).
   */
  months(): Iterable<RequestTable>;
  /**
   * The requests of a source that stand open, and those that were opened or changed since the start of a local day. Read
   * in pieces, so that others come to their turn: what is written meanwhile may be in it, or not.
   * @throws what the signal aborts with
   */
  since(source: string, day: Day, signal: AbortSignal): Promise<RequestTable>;
  /** Lets whatever a source tells next of a request count, as when its orders begin anew. */
  forgetOrders(source: string): void;
  /** The requests of a source that are not gone, and the order of their last telling. */
  told(source: string): Iterable<{ readonly ref: string; readonly order: number }>;
  counts(): Counts;
  /** Brings what is written since the last time into the file itself, unless somebody reads it just now. */
  checkpoint(): void;
  /** Closes the file and lets others open it. */
  close(): void;
}

/** What became of the requests of a batch; together as many as it has. */
export interface Taken {
  /** New ones and changed ones. */
  readonly changed: number;
  /** Those that say what the store has. */
  readonly same: number;
  /** Those of which the store has a later telling. */
  readonly stale: number;
  /** Those of the future. */
  readonly held: number;
  /** Those that are no more. */
  readonly gone: number;
}

/** What there is of a source. */
export interface KeptSource {
  readonly source: string;
  readonly requests: number;
}

export interface Counts {
  /** Requests that are not gone. */
  readonly requests: number;
  /** Requests that readers have, as far as `published` was told. */
  readonly published: number;
  /** Changes that are to be published. */
  readonly outbox: number;
  readonly held: number;
  /** Whether there are flags to be looked at again, because a value became nobody or somebody. */
  readonly flagsUnsure: boolean;
  /** Of the files on disk. */
  readonly bytes: number;
}

export interface StoreOptions {
  /** IANA name: of the requests' days and hours. */
  readonly timeZone: string;
  /** Whose codes the requests have. */
  readonly zones: Pick<Zones, 'zones' | 'places'>;
  /**
   * The dictionaries whose codes the requests have, made from those that the store knows; null in a new store. A word
   * keeps its code for the life of the store.
   */
  readonly words: (kept: Words | null) => Words;
  /** Which values name a customer and which do not. */
  readonly identity?: IdentitySettings;
  /** Months after a request is completed after which who asked is forgotten; null, or left out: never. */
  readonly forgetAfterMonths?: number | null;
  /** Told of each value that turns out to be nobody, when it is on disk; of a source's batch, else null. */
  readonly onShared?: (source: string | null, shared: SharedIdentity) => void;
}

/** How far ahead of the clock an event may lie before it is held, seconds: clocks differ. */
export const tolerance = 3600;

/**
 * Opens the store of a file and makes it if it is not there. `:memory:` is one that nothing outlives.
 * @throws StoreError where the folder is not there, the file is something else, is of a newer version, of another time
 *   zone or other dictionaries, or another server has it open
 */
export function openStore(file: string, options: StoreOptions): Store {
  const opened = openStoreFile(file);
  try {
    return new SqliteStore(opened, file, options);
  } catch (cause) {
    opened.close();
    throw storeErrorOf(cause, file, 'could not be opened');
  }
}

/** Tellings whose time has come that are taken at once; the rest the next time. */
const releasedAtOnce = 1000;
/** Requests that are taken away at once. */
const forgottenAtOnce = 500;
/** Of how many requests the flags are looked at again with each batch. */
const walkedAtOnce = 1000;
/** At how many requests it is looked at once whether who asked is to be forgotten. */
const personsAtOnce = 1000;

class SqliteStore implements Store {
  readonly words: Words;
  readonly problems: Problems;
  readonly jobs: JobTable;
  private readonly opened: StoreFile;
  private readonly file: string;
  private readonly zone;
  private readonly settings: Settings;
  private readonly readers: Readers;
  private readonly identities: Identities;
  private readonly shared: SharedIdentities;
  private readonly flags: CustomerFlags;
  private readonly onShared: NonNullable<StoreOptions['onShared']>;
  private walks: FlagWalks;
  private readonly forgetAfterMonths: number | null;
  private forgetter: Forgetting;
  private readonly reader: RequestReader;
  private requests: RequestRows;
  private outbox: Outbox;
  private held: Held;

  constructor(opened: StoreFile, file: string, options: StoreOptions) {
    const { db } = opened;
    const { timeZone, zones, words, identity = {}, onShared = () => {} } = options;
    this.opened = opened;
    this.file = file;
    this.zone = timeZoneNamed(timeZone);
    this.settings = new Settings(db, file);
    this.words = words(this.settings.words());
    this.transaction('could not be opened', () => {
      this.settings.keepTimeZone(timeZone);
      this.settings.keepWords(this.words, zones);
      if (this.settings.get(settingNames.loading) !== null) this.undoLoad();
    });
    this.readers = new Readers(db, this.settings);
    this.reader = new RequestReader(db);
    this.requests = new RequestRows(db);
    this.outbox = new Outbox(db);
    this.held = new Held(db);
    this.problems = new Problems(db, (what, work) => this.transaction(what, work));
    this.jobs = new JobTable(db, (what, work) => this.transaction(what, work));
    this.identities = new Identities(identity);
    this.shared = new SharedIdentities(db, this.identities);
    this.flags = new CustomerFlags(db, flagCodes(this.words), this.shared);
    this.onShared = onShared;
    this.walks = this.makeWalks();
    this.forgetAfterMonths = options.forgetAfterMonths ?? null;
    // What is deleted is overwritten.
    db.exec('PRAGMA secure_delete = ON');
    this.forgetter = this.makeForgetter();
    this.transaction('could not be opened', () => this.walks.keepRules());
  }

  position(source: string): Position | null {
    const found = this.opened.db.prepare('SELECT position FROM positions WHERE source = ?').get(source);
    return (found as { position: string } | undefined)?.position ?? null;
  }

  take(source: string, { requests, position }: Batch, now: number): Taken {
    const turned = new Set<string>();
    const taken = this.transaction('a batch could not be written', () => {
      const all = { changed: 0, same: 0, stale: 0, held: 0, gone: 0 };
      const changed: Changed = new Map();
      for (const request of requests) all[this.takeOne(source, request, now, changed)]++;
      this.settle(changed, turned, now);
      if (position !== null) this.setPosition(source, position, now);
      return all;
    });
    this.tellShared(source, turned);
    return taken;
  }

  match(source: string, requests: readonly SourceRequest[], asOf: number, now: number, keep: boolean): Taken {
    const taken = { changed: 0, same: 0, stale: 0, held: 0, gone: 0 };
    const undone = new Error('not to be kept');
    const turned = new Set<string>();
    try {
      this.transaction('what a source has could not be written', () => {
        const changed: Changed = new Map();
        for (const request of requests) {
          const before = this.requests.get(source, request.ref);
          const counts =
            before && before.order <= asOf ? Math.max(request.order, before.order) : request.order;
          taken[this.takeOne(source, { ...request, order: counts }, now, changed)]++;
        }
        if (!keep) throw undone;
        this.settle(changed, turned, now);
      });
    } catch (cause) {
      if (cause !== undone) throw cause;
    }
    this.tellShared(source, turned);
    return taken;
  }

  sums(source: string, how: Pick<SourceSums, 'byMonth' | 'summed'>): Promise<PartSums> {
    return sumsOf(this.opened.db, source, how);
  }

  lastRid(): number {
    return this.requests.nextRid - 1;
  }

  refs(source: string, part: Part, lastRid: number): Promise<Set<string>> {
    return refsOf(this.opened.db, source, part, lastRid);
  }

  forgetPosition(source: string): void {
    this.transaction('a position could not be forgotten', () => {
      this.opened.db.prepare('DELETE FROM positions WHERE source = ?').run(source);
    });
  }

  sourcesKept(): KeptSource[] {
    const sql =
      // Both are counted in an index, not in the rows.
      `SELECT source, count(*) - (SELECT count(*) FROM requests gone WHERE gone.source = r.source AND gone = 1) AS requests
       FROM requests r GROUP BY source HAVING requests > 0 ORDER BY source`;
    return this.opened.db.prepare(sql).all() as unknown as KeptSource[];
  }

  async forget(source: string, now: number): Promise<number> {
    const told = [...this.told(source)];
    for (let from = 0; from < told.length; from += forgottenAtOnce) {
      const requests = told
        .slice(from, from + forgottenAtOnce)
        .map(({ ref, order }) => ({ ref, order, row: null, personal: null }));
      this.take(source, { requests, position: null, committedAt: null }, now);
      await breathe();
    }
    this.transaction('a source could not be forgotten', () => {
      for (const table of ['positions', 'held', 'unreadable', 'problems'])
        this.opened.db.prepare(`DELETE FROM ${table} WHERE source = ?`).run(source);
      this.settings.delete(`note:match:${source}`);
    });
    this.readAgain();
    return told.length;
  }

  note(name: string): string | null {
    return this.settings.get(`note:${name}`);
  }

  setNote(name: string, text: string): void {
    this.transaction('a note could not be written', () => this.settings.set(`note:${name}`, text));
  }

  release(now: number): number {
    const due = this.held.dueAt(now + tolerance, releasedAtOnce);
    if (due.length === 0 && !this.walks.isPending) return 0;
    const turned = new Set<string>();
    const changes = this.transaction('held requests could not be written', () => {
      const changed: Changed = new Map();
      for (const { source, request } of due) this.takeOne(source, request, now, changed);
      this.settle(changed, turned, now);
      return changed.size;
    });
    this.tellShared(null, turned);
    return changes;
  }

  forgetSome(now: number): ForgettingStep | null {
    // Flags that are looked at again need to know who asked.
    if (this.walks.isPending) return null;
    const what = 'personal data could not be forgotten';
    const step = this.transaction(what, () => this.forgetter.step(personsAtOnce, now));
    this.flags.forgottenThrough = this.forgetter.through;
    return step;
  }

  forgetting(): ForgettingReport {
    return this.forgetter.report();
  }

  sharedIdentities(most: number): SharedIdentity[] {
    return this.shared.list(most);
  }

  pending(limit: number): Pending | null {
    return pendingOf(this.outbox, this.reader, this.zone, limit);
  }

  lastChange(): number {
    return this.outbox.last;
  }

  published(pending: Pending | null, delta: DeltaFile): void {
    this.transaction('what was published could not be written', () => {
      if (pending) {
        const { upTo, seen, added, table, gone } = pending;
        this.outbox.forget(upTo);
        // Of each request all was published that had come by then.
        if (seen > upTo) for (const rid of [...table.column('rid'), ...gone]) this.outbox.forgetOf(rid, seen);
        this.readers.requests += added;
      }
      this.readers.have(delta);
    });
  }

  publishedAll(upTo: number, sequence: number): void {
    this.transaction('what was published could not be written', () => {
      this.outbox.forget(upTo);
      this.readers.requests = this.requests.count - this.outbox.unread();
      this.readers.haveAll(sequence);
    });
  }

  sequence(): number {
    return this.readers.sequence;
  }

  deltas(): DeltaFile[] {
    return this.readers.deltas();
  }

  forgetDeltas(upTo: number): void {
    this.transaction('what was published could not be written', () => {
      this.readers.forgetDeltas(upTo);
    });
  }

  forgetOrders(source: string): void {
    this.transaction('the orders of a source could not be forgotten', () => {
      for (const table of ['requests', 'held', 'unreadable'])
        this.opened.db
          .prepare(`UPDATE ${table} SET source_order = ? WHERE source = ?`)
          .run(loadedOrder, source);
    });
  }

  told(source: string): Iterable<{ readonly ref: string; readonly order: number }> {
    const sql = 'SELECT ref, source_order AS "order" FROM requests WHERE source = ? AND gone = 0';
    return this.opened.db.prepare(sql).iterate(source) as Iterable<{ ref: string; order: number }>;
  }

  async since(source: string, day: Day, signal: AbortSignal): Promise<RequestTable> {
    const done = this.words.stage.flatMap((stage, code) => (stage.done ? [code] : []));
    const table = new RequestTable(this.zone);
    for (const rows of this.reader.rowsSince(source, day, this.zone.startOfDay(day), done)) {
      for (const { rid, row } of rows) table.add(row, rid);
      await breathe();
      signal.throwIfAborted();
    }
    return table;
  }

  *months(): Iterable<RequestTable> {
    const view = this.opened.view();
    try {
      yield* monthTables(new RequestReader(view.db), this.zone);
    } finally {
      view.close();
    }
  }

  counts(): Counts {
    return {
      requests: this.requests.count,
      published: this.readers.requests,
      outbox: this.outbox.count,
      held: this.held.count,
      flagsUnsure: this.walks.isPending,
      bytes: sizeOf(this.file) + sizeOf(`${this.file}-wal`),
    };
  }

  checkpoint(): void {
    this.opened.checkpoint();
  }

  close(): void {
    this.opened.close();
  }

  /** Takes one telling, but for the flags and the outbox. */
  private takeOne(source: string, told: SourceRequest, now: number, changed: Changed): keyof Taken {
    const request = withPersonalCut(told);
    const { ref, order, row } = request;
    const before = this.requests.get(source, ref);
    if (before && order < before.order) return 'stale';
    const heldOrder = this.held.orderOf(source, ref);
    const latest = row ? latestOf(row) : 0;
    if (latest > now + tolerance) {
      if (heldOrder !== null && order < heldOrder) return 'stale';
      this.held.put(source, request, latest);
      return 'held';
    }
    if (heldOrder !== null && order >= heldOrder) this.held.delete(source, ref);
    // Of who asked long ago nothing comes back when a source tells all anew; the flags stay.
    const isForgotten = before && !before.gone && before.personal === null && row !== null;
    if (isForgotten && this.forgetter.isPast(row, now)) {
      const flags = { repeat30d: null, duplicate: null, handover48h: null };
      for (const name of Object.keys(flags) as (keyof typeof flags)[])
        flags[name] = before.values[storedColumns.indexOf(name)] as never;
      return this.keep(source, { ...request, row: { ...row, ...flags }, personal: null }, before, changed);
    }
    return this.keep(source, request, before, changed);
  }

  private keep(
    source: string,
    { ref, order, row, personal: told }: SourceRequest,
    before: StoredRequest | null,
    changed: Changed,
  ): 'changed' | 'same' | 'gone' {
    const personal = row ? told : null;
    const key = this.identities.keyOf(source, personal);
    let values = row ? valuesOfRow(row, this.zone) : valuesOfGone();
    // Of a known customer the flags follow from all the requests, of nobody there are none; of a request without any
    // word of who asked, what the source tells stays.
    const isNobody = key !== null && this.shared.has(key);
    if (key !== null) {
      if (isNobody) values = withFlags(values, null);
      else values = before?.key ? withFlagsOf(values, before.values) : withFlags(values, 0);
    }
    const gone = row === null;
    if (
      before?.gone === gone &&
      sameValues(before.values, values) &&
      samePersonal(before.personal, personal)
    ) {
      if (order > before.order) this.requests.setOrder(before.rid, order);
      return 'same';
    }
    values = withVersion(values, (before ? versionOf(before.values) : 0) + 1);
    const rid = this.requests.put(source, ref, { order, gone, values, personal, key }, before);
    if (before?.key) this.flags.touch(before.key, openedOf(before.values)!, before.key === key ? 0 : -1);
    if (key !== null) this.flags.touch(key, openedOf(values)!, before?.key === key ? 0 : 1, !isNobody);
    // What never was there does not have to be taken away.
    if ((!gone || before) && !changed.has(rid)) changed.set(rid, before !== null && !before.gone);
    return gone ? 'gone' : 'changed';
  }

  /** Brings the flags in line with what changed, and says in the outbox what is to be published. */
  private settle(changed: Changed, turned: Set<string>, now: number): void {
    const refresh = () => {
      for (const key of this.flags.refresh(changed, now)) {
        this.walks.turned(key);
        turned.add(key);
      }
    };
    refresh();
    if (this.walks.isPending) {
      this.walks.step(walkedAtOnce, changed);
      refresh();
    }
    for (const [rid, wasThere] of changed) this.outbox.add(rid, wasThere, now);
  }

  private makeForgetter(): Forgetting {
    const { settings, zone, words, forgetAfterMonths: afterMonths } = this;
    const done = flagCodes(words).done;
    const forgetter = new Forgetting(this.opened.db, { settings, zone, done, afterMonths });
    this.flags.forgottenThrough = forgetter.through;
    return forgetter;
  }

  private tellShared(source: string | null, turned: ReadonlySet<string>): void {
    for (const key of turned) {
      const shared = this.shared.get(key);
      if (shared) this.onShared(source, shared);
    }
  }

  private makeWalks(): FlagWalks {
    const { identities: rules, shared, flags, settings } = this;
    return new FlagWalks(this.opened.db, { rules, shared, flags, settings });
  }

  private setPosition(source: string, position: Position, now: number): void {
    this.opened.db.prepare('INSERT OR REPLACE INTO positions VALUES (?, ?, ?)').run(source, position, now);
  }

  /** All of it or nothing. */
  private transaction<T>(what: string, work: () => T): T {
    const { db } = this.opened;
    try {
      db.exec('BEGIN IMMEDIATE');
      const result = work();
      db.exec('COMMIT');
      return result;
    } catch (cause) {
      if (db.isTransaction) db.exec('ROLLBACK');
      this.readAgain();
      throw storeErrorOf(cause, this.file, what);
    }
  }

  /** After a transaction that was undone: what is held in memory is of the disk again. */
  private readAgain(): void {
    if (!this.walks) return;
    this.flags.forget();
    this.walks = this.makeWalks();
    this.forgetter = this.makeForgetter();
    this.requests = new RequestRows(this.opened.db);
    this.outbox = new Outbox(this.opened.db);
    this.held = new Held(this.opened.db);
  }

  /** An earlier version filled the store where it lies; before there was nothing. */
  private undoLoad(): void {
    this.opened.db.exec('DELETE FROM requests');
    this.settings.delete(settingNames.loading);
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
