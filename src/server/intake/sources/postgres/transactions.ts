import type { Pgoutput } from 'pg-logical-replication';
import { SourceError, type SourceRequest } from '../source.ts';
import { pieceBytes } from './connection.ts';
import { type LastTaken, lastTakenOf } from './lastTaken.ts';
import { type Lsn, orderOf, parseLsn } from './lsn.ts';
import type { Records, Tuple } from './records.ts';
import type { Streamed } from './stream.ts';

/** Changes after which a batch is full. */
export const batchRows = 5_000;

/** A change that waits for its batch. */
export interface Change {
  readonly key: string;
  readonly order: number;
  /** How much it keeps, in bytes. */
  readonly bytes: number;
  /** Null: nothing to be taken; undefined: the stream does not tell all, the row must be read from the table. */
  readonly request: SourceRequest | null | undefined;
}

/** Changes that are kept together. */
export interface Part {
  readonly changes: readonly Change[];
  /** All that was committed before it is told with this part; null: the transaction goes on. */
  readonly upTo: Lsn | null;
  /** Epoch seconds of the last commit; null if there is none. */
  readonly committedAt: number | null;
  /** The last transaction that ended with it; null if none did. */
  readonly last: LastTaken | null;
}

/** Makes parts of what comes: whole transactions together, and a long one in several. */
export class Transactions {
  /** The transaction that is coming. */
  private open: { readonly order: number; readonly xid: number; readonly committed: bigint } | null = null;
  private changes: Change[] = [];
  private bytes = 0;
  /** How many of the changes belong to transactions that have ended. */
  private ended = 0;
  private upTo: Lsn | null = null;
  private committedAt: number | null = null;
  private last: LastTaken | null = null;
  /** Whether `upTo` is worth a part without changes. */
  private due = false;
  private idleAt = 0;
  /** The last place that was reached. */
  private reached: Lsn;
  private readonly idleMs: number;

  /** @param idleMs how often an idle place is kept, so that the server may forget what others wrote meanwhile */
  constructor(from: Lsn, idleMs: number) {
    this.reached = from;
    this.idleMs = idleMs;
  }

  /** @throws SourceError 'lostPosition' for TRUNCATE */
  add(streamed: Streamed, records: Records): void {
    switch (streamed.tag) {
      case 'begin':
        this.open = {
          order: orderOf(parseLsn(streamed.commitLsn!)),
          xid: streamed.xid,
          committed: streamed.commitTime.valueOf(),
        };
        return;
      case 'commit': {
        const { xid, committed } = this.open!;
        this.open = null;
        this.ended = this.changes.length;
        this.upTo = parseLsn(streamed.commitEndLsn!);
        this.reached = this.upTo;
        this.last = lastTakenOf(this.upTo, xid, committed);
        this.committedAt = Number(committed) / 1e6;
        return;
      }
      case 'idle':
        // The first is told even if nothing was written since: we are heard again. A place that came too early to be
        // kept waits for the next word, which on a quiet server names the same.
        if (this.open || (streamed.upTo <= this.reached && this.upTo === null && this.idleAt > 0)) return;
        if (streamed.upTo > this.reached) this.reached = streamed.upTo;
        this.upTo = this.reached;
        if (streamed.asked || Date.now() - this.idleAt > this.idleMs) {
          this.idleAt = Date.now();
          this.due = true;
        }
        return;
      case 'insert':
        if (isOf(records, streamed.relation)) this.row(streamed.new, null, streamed.bytes, records);
        return;
      case 'update':
        if (isOf(records, streamed.relation))
          this.row(streamed.new, streamed.old ?? streamed.key, streamed.bytes, records);
        return;
      case 'delete':
        if (isOf(records, streamed.relation)) this.gone((streamed.old ?? streamed.key)!, records);
        return;
      case 'truncate':
        if (!streamed.relations.some((relation) => isOf(records, relation))) return;
        throw new SourceError(
          'lostPosition',
          `${records.table.sql} was emptied by TRUNCATE, which does not say what was in it; all must be read anew.`,
        );
      default:
        return;
    }
  }

  /** What is to be kept now. @param full only what fills a batch; else also what has ended */
  *take(full: boolean): Iterable<Part> {
    if (full && !this.isFull) return;
    if (this.upTo !== null && (this.ended > 0 || this.due)) {
      const { upTo, committedAt, last, ended } = this;
      const changes = this.changes.slice(0, ended);
      this.changes = this.changes.slice(ended);
      this.bytes = this.changes.reduce((sum, { bytes }) => sum + bytes, 0);
      this.ended = 0;
      this.upTo = null;
      this.committedAt = null;
      this.last = null;
      this.due = false;
      yield { changes, upTo, committedAt, last };
    }
    if (this.isFull) {
      const { changes } = this;
      this.changes = [];
      this.bytes = 0;
      // Its end must be kept, whatever else comes with it.
      this.due = true;
      yield {
        ...{ changes, upTo: null, last: null },
        committedAt: this.open && Number(this.open.committed) / 1e6,
      };
    }
  }

  private get isFull(): boolean {
    return this.changes.length >= batchRows || this.bytes >= pieceBytes;
  }

  private row(tuple: Tuple, old: Tuple | null, bytes: number, records: Records): void {
    const { order } = this.open!;
    const before = old?.[records.key.name];
    const key = tuple[records.key.name] ?? before;
    if (typeof before === 'string' && before !== key) this.gone(old!, records);
    if (typeof key === 'string')
      this.push({
        key,
        order,
        bytes,
        request: records.ofTuple({ ...tuple, [records.key.name]: key }, order),
      });
  }

  private gone(old: Tuple, records: Records): void {
    const key = old[records.key.name];
    const { order } = this.open!;
    if (typeof key === 'string') this.push({ key, order, bytes: 0, request: records.gone(key, order) });
  }

  private push(change: Change): void {
    this.changes.push(change);
    this.bytes += change.bytes;
  }
}

function isOf({ table }: Records, { relationOid }: Pgoutput.MessageRelation): boolean {
  return relationOid >>> 0 === Number(table.oid);
}

/** What of the table, as the log describes it, is not as it is now, in words; undefined if all that is read is. */
export function differenceOf(records: Records, relation: Pgoutput.MessageRelation): string | undefined {
  if (!isOf(records, relation)) return undefined;
  for (const { name, typeOid, typeModifier } of records.columns) {
    const told = relation.columns.find((column) => column.name === name);
    if (!told) return `lack the column "${name}"`;
    if (told.typeOid >>> 0 !== Number(typeOid) || told.typeMod !== Number(typeModifier))
      return `have the column "${name}" with another type`;
  }
  const { name } = records.key;
  return relation.keyColumns.includes(name) ? undefined : `lack the old "${name}" of a row`;
}
