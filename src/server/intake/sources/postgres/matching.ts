import { setTimeout as wait } from 'node:timers/promises';
import { matchSeparator } from '../../matching/matchHash.ts';
import type { PostgresOptions } from '../postgresOptions.ts';
import type { RecordIntake } from '../recordIntake.ts';
import {
  type Look,
  type LookRows,
  type Matchable,
  type Part,
  type Position,
  SourceError,
  type SourceSums,
  type StageSum,
  type SummedInstant,
} from '../source.ts';
import { atOneInstant, type Connected, connect, literal, quoted, type Row } from './connection.ts';
import { sourceError } from './fault.ts';
import { GoneColumn } from './goneColumn.ts';
import { type Lsn, orderOf, parseLsn } from './lsn.ts';
import { micros } from './pollingReader.ts';
import { nameFor } from './publication.ts';
import { Records } from './records.ts';
import { type Column, columnOf, readTable } from './table.ts';

/** What is known of the columns of a table that are compared. */
export interface MatchingIntake {
  /** Reads rows, and tells nobody what is doubtful in them: that was told when they came. */
  readonly intake: RecordIntake;
  /** The columns of these fields, where one column tells them. */
  readonly columns: { readonly [F in SummedInstant | 'stage']?: string };
  /** IANA name: of wall clocks without a zone. */
  readonly clocks: string;
  /** IANA name: of the months. */
  readonly months: string;
}

/** Bytes that the disk may have of a record that is not whole yet. */
const halfRecord = 1n << 16n;
/** How long a question about all rows may take, and how long an open transaction and the disk are waited for, ms. */
const patience = { question: 600_000, transaction: 600_000, disk: 2000 };

const instants = ['opened', 'responded', 'resolved', 'updated'] as const satisfies readonly SummedInstant[];

/** A table of PostgreSQL, asked what it has: docs/postgresql.md. */
export class PostgresMatching implements Matchable {
  private readonly options: PostgresOptions;
  private readonly about: MatchingIntake;

  constructor(options: PostgresOptions, about: MatchingIntake) {
    this.options = options;
    this.about = about;
  }

  async sums(signal: AbortSignal): Promise<SourceSums> {
    const { connection } = this.options;
    try {
      await using connected = await connect(connection, signal);
      const { records, parts } = await this.open(connected);
      const stage = this.about.columns.stage;
      const stageColumn = stage === undefined ? null : columnOf(records.table, stage);
      const summed = instants.filter((field) => parts.instant(field) !== null);
      const hashed = [`t.${quoted(records.key.name)}::text`, ...summed.map((field) => parts.seconds(field))];
      const bytes = `convert_to(concat_ws(${literal(matchSeparator)}, ${hashed.map((sql) => `coalesce(${sql}, '')`).join(', ')}), 'UTF8')`;
      const hash = `('x' || left(encode(sha256(${bytes}), 'hex'), 8))::bit(32)::bigint`;
      const opened = this.about.columns.opened;
      const sample =
        opened === undefined ? 'NULL' : `min(t.${quoted(columnOf(records.table, opened).name)})::text`;
      await connected.rows(`SET statement_timeout = ${patience.question}`);
      const found = await connected.rows(
        `SELECT ${parts.sql}, ${stageColumn ? `t.${quoted(stageColumn.name)}::text` : 'NULL'}, count(*), mod(sum(${hash}), 4294967296), ${sample}
         FROM ${records.from} t GROUP BY 1, 2`,
      );
      const sums = new Map<Part, Map<number | null, StageSum>>();
      for (const [part, word, count, sum, at] of found) {
        const ofPart = sums.get(part!) ?? new Map<number | null, StageSum>();
        sums.set(part!, ofPart);
        const code = stage === undefined ? null : this.stageOf(stage, word!, at!);
        const before = ofPart.get(code);
        ofPart.set(code, {
          count: (before?.count ?? 0) + Number(count),
          sum: ((before?.sum ?? 0) + Number(sum)) % 2 ** 32,
        });
      }
      return { sums, byMonth: parts.byMonth, summed };
    } catch (cause) {
      throw sourceError(cause, connection);
    }
  }

  async look(signal: AbortSignal): Promise<Look> {
    const { options } = this;
    const { connection, follow } = options;
    const connected = await connect(connection, signal);
    try {
      const { records, parts } = await this.open(connected);
      const clock =
        follow === 'polling'
          ? new PolledClock(records, options)
          : new LogClock(options.follow === 'replication' ? (options.slot ?? nameFor(options)) : '');
      const asOf = await clock.before(connected, signal);
      await connected.rows('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const told = await clock.told(connected);
      return new PostgresLook({ connected, records, parts, clock, asOf, told });
    } catch (cause) {
      await connected[Symbol.asyncDispose]();
      throw sourceError(cause, connection);
    }
  }

  private async open(connected: Connected): Promise<{ records: Records; parts: Parts }> {
    const { options, about } = this;
    const records = new Records(
      await atOneInstant(connected, () => readTable(connected, options.table)),
      options,
      about.intake,
    );
    return { records, parts: new Parts(records, about) };
  }

  /** The stage that a word means, as the request of a row with it would have it. */
  private stageOf(column: string, word: string, opened: string): number | null {
    const { intake, columns } = this.about;
    const record = Object.fromEntries(intake.columns.map((name) => [name, name === column ? word : null]));
    if (columns.opened !== undefined) record[columns.opened] = opened;
    const ref = intake.columns[0]!;
    record[ref] ??= 'any';
    return intake.read(record, 0)?.row?.stage ?? null;
  }
}

/** How a table's rows are cut into parts, in SQL. */
class Parts {
  readonly byMonth: boolean;
  /** The part of a row. */
  readonly sql: string;
  private readonly records: Records;
  private readonly about: MatchingIntake;

  constructor(records: Records, about: MatchingIntake) {
    this.records = records;
    this.about = about;
    const opened = this.instant('opened');
    this.byMonth = opened !== null;
    this.sql =
      opened === null
        ? "'all'"
        : `coalesce(to_char(${opened} AT TIME ZONE ${literal(about.months)}, 'YYYY-MM'), 'none')`;
  }

  /** SQL of a field's instant, null where it is not finite; null where its column is no instant to SQL. */
  instant(field: SummedInstant): string | null {
    const name = this.about.columns[field];
    if (name === undefined) return null;
    const column = columnOf(this.records.table, name);
    const instant = instantOf(column, this.about.clocks);
    return instant === null ? null : `CASE WHEN isfinite(t.${quoted(column.name)}) THEN ${instant} END`;
  }

  /** SQL of its whole epoch seconds as text. */
  seconds(field: SummedInstant): string {
    return `floor(extract(epoch FROM ${this.instant(field)}))::bigint::text`;
  }

  /** SQL of a condition for the rows of some parts. */
  among(parts: readonly Part[]): string {
    return `${this.sql} IN (${parts.map(literal).join(', ')})`;
  }
}

/** SQL of a column as an instant; null for what is none to SQL. */
function instantOf({ name, type }: Column, clocks: string): string | null {
  const value = `t.${quoted(name)}`;
  if (/^timestamp.* with time zone$/.test(type)) return value;
  if (/^timestamp.* without time zone$/.test(type)) return `(${value} AT TIME ZONE ${literal(clocks)})`;
  return type === 'date' ? `(${value}::timestamp AT TIME ZONE ${literal(clocks)})` : null;
}

/** How the tellings of a source are ordered against a look at it. */
interface LookClock {
  /** SQL of what a row's telling needs beside its columns. */
  readonly more: readonly string[];
  /** Before the look. Returns the order up to which its rows count: all tellings up to it are seen by the look. */
  before(connected: Connected, signal: AbortSignal): Promise<number>;
  /** In the look, before its first row. Returns the place that a position must have passed for all of it to be told. */
  told(connected: Connected): Promise<Lsn | null>;
  isPast(position: Position, told: Lsn | null): boolean;
  orderOf(row: Row, records: Records, asOf: number): { readonly order: number; readonly isGone: boolean };
}

/** By the write-ahead log. */
class LogClock implements LookClock {
  readonly more = [];
  private readonly slot: string;

  constructor(slot: string) {
    this.slot = slot;
  }

  async before(connected: Connected, signal: AbortSignal): Promise<number> {
    const [found] = await connected.rows('SELECT pg_current_wal_insert_lsn()');
    // What was committed up to there may not be seen yet, as while a standby is waited for. A snapshot's xmax does not
    // tell: it is one past the last transaction that ended, however many later ones are under way.
    const open = `SELECT transactionid::text FROM pg_locks
      WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND granted`;
    const began = (await connected.rows(open)).map(([xid]) => xid);
    for (let waited = 0; ; waited += 200) {
      const left = await connected.rows(`${open} AND transactionid::text = ANY ($1::text[])`, [began]);
      if (left.length === 0) return orderOf(parseLsn(found![0]!));
      if (waited >= patience.transaction)
        throw new SourceError(
          'unreachable',
          `A transaction has been open in PostgreSQL for more than ${patience.transaction / 60_000} minutes, so that what there is cannot be told for sure; it is tried again at the next time. SELECT pid, xact_start FROM pg_stat_activity WHERE backend_xid IS NOT NULL tells which, or SELECT gid, prepared FROM pg_prepared_xacts.`,
        );
      await wait(200, undefined, { signal });
    }
  }

  async told(connected: Connected): Promise<Lsn> {
    await connected.rows('SELECT pg_current_snapshot()');
    const place = async (name: string) =>
      parseLsn((await connected.rows(`SELECT pg_current_wal_${name}_lsn()`))[0]![0]!);
    const written = await place('insert');
    // The stream tells what is on disk; a commit gets there within a second, even one that is not waited for. What is
    // not by then is none, and may stay away from the disk of a quiet server for a minute.
    for (let waited = 0; waited < patience.disk; waited += 200) {
      if ((await place('flush')) >= written) return written;
      await wait(200);
    }
    // On a quiet server the disk may have the beginning of a record that no stream can tell yet.
    const [flushed, [sent]] = [
      await place('flush'),
      await connected.rows(
        `SELECT r.sent_lsn FROM pg_stat_replication r JOIN pg_replication_slots s ON s.active_pid = r.pid
         WHERE s.slot_name = ${literal(this.slot)}`,
      ),
    ];
    const streamed = typeof sent?.[0] === 'string' ? parseLsn(sent[0]) : null;
    return streamed !== null && flushed - streamed < halfRecord ? streamed : flushed;
  }

  isPast(position: Position, told: Lsn | null): boolean {
    const { lsn } = JSON.parse(position) as { lsn?: string };
    return told === null || (lsn !== undefined && parseLsn(lsn) >= told);
  }

  orderOf(_row: Row, _records: Records, asOf: number) {
    return { order: asOf, isGone: false };
  }
}

/** By the column that says when a row changed. */
class PolledClock implements LookClock {
  readonly more: readonly string[];
  private readonly now: string;
  private readonly gone: GoneColumn | null;
  /** Microseconds. */
  private readonly moment: number;

  constructor(records: Records, options: PostgresOptions) {
    if (options.follow !== 'polling') throw new Error('expected a source that is polled');
    const { name, type } = columnOf(records.table, options.updatedAt);
    const changed = `t.${quoted(name)}`;
    this.gone =
      options.goneColumn === undefined
        ? null
        : new GoneColumn(columnOf(records.table, options.goneColumn), options.goneWords);
    this.moment = 1e6 * (3 * options.everySeconds + 5);
    this.now = type.endsWith('without time zone')
      ? `now() AT TIME ZONE ${literal(options.updatedAtZone)}`
      : 'now()';
    this.more = [`CASE WHEN isfinite(${changed}) THEN ${micros(changed)} END`, this.gone?.sql ?? 'NULL'];
  }

  /** What changed a moment ago is still on its way. */
  async before(connected: Connected): Promise<number> {
    const [row] = await connected.rows(`SELECT ${micros(`(${this.now})`)}`);
    return Number(row![0]) - this.moment;
  }

  async told(): Promise<null> {
    return null;
  }

  isPast(): boolean {
    return true;
  }

  orderOf(row: Row, records: Records) {
    return {
      order: Number(row[records.width] ?? 0),
      isGone: this.gone?.read(row[records.width + 1]!) ?? false,
    };
  }
}

interface LookParts {
  readonly connected: Connected;
  readonly records: Records;
  readonly parts: Parts;
  readonly clock: LookClock;
  readonly asOf: number;
  readonly told: Lsn | null;
}

class PostgresLook implements Look {
  readonly asOf: number;
  private readonly of: LookParts;

  constructor(of: LookParts) {
    this.asOf = of.asOf;
    this.of = of;
  }

  isTold(position: Position): boolean {
    return this.of.clock.isPast(position, this.of.told);
  }

  async *rows(parts: readonly Part[]): AsyncIterable<LookRows> {
    const { records, clock } = this.of;
    const sql = records.select(`WHERE ${this.of.parts.among(parts)}`, clock.more);
    yield* this.pieces(sql, []);
  }

  async *rowsOf(refs: readonly string[]): AsyncIterable<LookRows> {
    const { records, clock } = this.of;
    const { name } = records.key;
    // As text: a reference that the store has need not be one of the key's type.
    // All in one go: by their text they are found by reading the whole table.
    const sql = records.select(`WHERE t.${quoted(name)}::text = ANY ($1::text[])`, clock.more);
    if (refs.length > 0) yield* this.pieces(sql, [refs]);
  }

  private async *pieces(sql: string, values: readonly unknown[]): AsyncIterable<LookRows> {
    for await (const { rows } of this.of.connected.pieces(sql, values))
      if (rows.length > 0) yield this.read(rows);
  }

  private read(rows: readonly Row[]): LookRows {
    const { records, clock, asOf } = this.of;
    const refs: string[] = [];
    const requests = rows.flatMap((row) => {
      const { order, isGone: gone } = clock.orderOf(row, records, asOf);
      refs.push(records.gone(row[0]!, order).ref);
      return gone ? records.gone(row[0]!, order) : (records.ofRow(row, order) ?? []);
    });
    return { refs, requests };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.of.connected[Symbol.asyncDispose]();
  }
}
