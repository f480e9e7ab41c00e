import type { PollingOptions } from '../postgresOptions.ts';
import type { Batch } from '../source.ts';
import { type Connected, literal, type Piece, quoted, type Row } from './connection.ts';
import { GoneColumn } from './goneColumn.ts';
import type { Intake, Records } from './records.ts';
import { columnOf } from './table.ts';

/** Rows of a question. */
const pageRows = 5_000;

/** How far a reading by instants has come. */
export interface Reading {
  /** All changes that were to be seen at this instant, in microseconds, were taken; null before the first reading. */
  readonly seen: number | null;
  /** Of a reading that is under way: the source's clock at its beginning, and the last row. */
  readonly reading: { readonly began: number; readonly at: number; readonly key: string } | null;
}

/** Asks for rows by when they changed, and by key among those of one instant. */
export class PollingReader {
  readonly records: Records;
  private readonly connected: Connected;
  private readonly intake: Intake;
  private readonly overlap: number;
  /** SQL of the column. */
  private readonly changed: string;
  /** SQL of the source's clock, as `changed` would tell it. */
  private readonly now: string;
  private readonly more: readonly string[];
  private readonly gone: GoneColumn | null;

  constructor(connected: Connected, records: Records, options: PollingOptions, intake: Intake) {
    const { name, type } = columnOf(records.table, options.updatedAt);
    this.connected = connected;
    this.records = records;
    this.intake = intake;
    this.overlap = Math.round(options.overlapSeconds * 1e6);
    this.changed = `t.${quoted(name)}`;
    this.now = type.endsWith('without time zone')
      ? `now() AT TIME ZONE ${literal(options.updatedAtZone)}`
      : 'now()';
    this.gone =
      options.goneColumn === undefined
        ? null
        : new GoneColumn(columnOf(records.table, options.goneColumn), options.goneWords);
    this.more = [
      `CASE WHEN isfinite(${this.changed}) THEN ${micros(this.changed)} END`,
      this.gone?.sql ?? 'NULL',
    ];
  }

  /** Rows of which it is not known when they changed: they are told once, and whenever a sweep finds them changed. */
  async *neverChanged(): AsyncIterable<Batch> {
    const { key } = this.records;
    let after: string | null = null;
    for (let read = pageRows; read === pageRows; ) {
      read = 0;
      const sql = this.records.select(
        `WHERE (${this.changed} IS NULL OR NOT isfinite(${this.changed})) ${after === null ? '' : `AND t.${quoted(key.name)} > $1::${key.type}`} ORDER BY t.${quoted(key.name)} LIMIT ${pageRows}`,
        this.more,
      );
      for await (const { rows } of this.connected.pieces(sql, after === null ? [] : [after])) {
        read += rows.length;
        after = rows.at(-1)?.[0] ?? after;
        if (rows.length > 0) yield { ...this.batch(rows, null), position: null };
        for (const [ref] of rows) this.intake.doubt?.('updated', 'neverUpdated', { ref: ref!, order: 0 });
      }
    }
  }

  /** All rows that changed after a place, or a little before it: who commits late has an earlier instant. */
  async *reading(place: Reading): AsyncIterable<{ batch: Omit<Batch, 'position'>; place: Reading }> {
    const { seen } = place;
    const began = place.reading?.began ?? (await this.clock());
    let { reading } = place;
    for (let read = pageRows; read === pageRows; ) {
      read = 0;
      for await (const { rows, last } of this.page(seen, reading)) {
        read += rows.length;
        const end = rows.at(-1);
        if (end) reading = { began, at: Number(end[this.records.width]), key: end[0]! };
        const next: Reading =
          last && read < pageRows
            ? // No later than the clock, which the highest instant may be: all that follows would seem to be known.
              { seen: Math.min(Math.max(reading?.at ?? seen ?? began, seen ?? 0), began), reading: null }
            : { seen, reading };
        yield { batch: this.batch(rows, seen), place: next };
      }
    }
  }

  /**
   * Rows that were written by a transaction or one after it and that no reading by instants finds, since theirs is
   * behind the overlap: it was set back, was left as it was, or its transaction took longer. Reads the whole table.
   * @param xid the oldest transaction that was under way at the last sweep
   */
  async *sweep(seen: number, xid: string): AsyncIterable<Omit<Batch, 'position'>> {
    const order = await this.clock();
    const sql = this.records.select(
      `WHERE age(t.xmin) BETWEEN 0 AND age((${BigInt(xid) % 2n ** 32n})::text::xid)
       AND (${this.changed} < ${this.instant('$1')} OR ${this.changed} IS NULL OR NOT isfinite(${this.changed}))`,
      this.more,
    );
    for await (const { rows } of this.connected.pieces(sql, [seen - this.overlap]))
      if (rows.length > 0) yield this.batch(rows, null, order);
  }

  /** Whether tables below this one may hold rows that no reading by instants finds. @param oids of the tables */
  async hasOlder(oids: readonly string[], seen: number): Promise<boolean> {
    if (!this.records.table.systemColumns) return true;
    const [row] = await this.connected.rows(
      `SELECT EXISTS (SELECT FROM ${this.records.table.sql} t WHERE t.tableoid = ANY ($2::oid[])
         AND (${this.changed} < ${this.instant('$1')}) IS NOT false)`,
      [seen - this.overlap, oids],
    );
    return row![0] === 't';
  }

  /** The source's clock, in microseconds. */
  async clock(): Promise<number> {
    const [row] = await this.connected.rows(`SELECT ${micros(`(${this.now})`)}`);
    return Number(row![0]);
  }

  private page(seen: number | null, reading: Reading['reading']): AsyncIterable<Piece> {
    const { key } = this.records;
    const [condition, values] = reading
      ? [
          `(${this.changed}, t.${quoted(key.name)}) > (${this.instant('$1')}, $2::${key.type})`,
          [reading.at, reading.key],
        ]
      : seen === null
        ? [`${this.changed} > '-infinity'`, []]
        : [`${this.changed} >= ${this.instant('$1')}`, [seen - this.overlap]];
    const sql = this.records.select(
      `WHERE ${condition} AND isfinite(${this.changed}) ORDER BY ${this.changed}, t.${quoted(key.name)} LIMIT ${pageRows}`,
      this.more,
    );
    return this.connected.pieces(sql, values);
  }

  /** SQL of an instant as `changed` has it. @param parameter microseconds */
  private instant(parameter: string): string {
    const epoch = this.now === 'now()' ? 'timestamptz' : 'timestamp';
    return `${epoch} 'epoch' + ${parameter}::bigint * interval '1 microsecond'`;
  }

  /** @param told the order of rows whose own instant is older than what was told of them; else theirs */
  private batch(rows: readonly Row[], seen: number | null, told?: number): Omit<Batch, 'position'> {
    const { records } = this;
    const requests = rows.flatMap((row) => {
      const order = told ?? Number(row[records.width] ?? 0);
      const gone = this.gone?.read(row[records.width + 1]!) ?? this.unclear();
      return gone ? records.gone(row[0]!, order) : (records.ofRow(row, order) ?? []);
    });
    const latest = Number(rows.at(-1)?.[records.width] ?? 0);
    return { requests, committedAt: seen !== null && latest > seen ? latest / 1e6 : null };
  }

  private unclear(): false {
    if (this.gone) this.intake.doubt?.('gone', 'notYesNo');
    return false;
  }
}

/** SQL of whole microseconds since 1970; exact in a number until the year 2255. */
export function micros(instant: string): string {
  return `(extract(epoch FROM ${instant}) * 1000000)::bigint`;
}
