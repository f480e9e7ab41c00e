import type { PostgresOptions } from '../postgresOptions.ts';
import { mostText, type RecordIntake } from '../recordIntake.ts';
import { SourceError, type SourceRequest } from '../source.ts';
import { quoted, type Row } from './connection.ts';
import { type Place, placeOf, pointSql } from './point.ts';
import { type Column, columnOf, type Table } from './table.ts';

/** What turns a record into a request: `recordIntake`. */
export type Intake = Pick<RecordIntake, 'columns' | 'read' | 'gone'> &
  Partial<Pick<RecordIntake, 'cut' | 'doubt'>>;

/** The values of a row in the stream by column; undefined: long, and as it was. */
export type Tuple = Readonly<Record<string, string | null | undefined>>;

/** Where a name of the record comes from: a column of `plain`, or the place. */
type Field = readonly [name: string, from: number | keyof Place];

/** Reads the rows of a table, from queries and from the stream alike, and nothing of them that nobody asked for. */
export class Records {
  readonly table: Table;
  readonly key: Column;
  private readonly location: Column | null;
  /** The columns that are taken as they are, the key first. */
  private readonly plain: readonly Column[];
  private readonly fields: readonly Field[];
  private readonly intake: Intake;
  /** The columns of whose texts only the beginning is read. */
  private readonly cut: ReadonlySet<string>;
  /** The table as a query names it: the stream tells nothing of tables that inherit from it, so that no query may. */
  readonly from: string;

  /** @throws SourceError 'misfit' that names a column that the table does not have */
  constructor(
    table: Table,
    options: Pick<PostgresOptions, 'key' | 'locationColumn' | 'follow'>,
    intake: Intake,
  ) {
    this.table = table;
    this.from = options.follow === 'replication' && table.kind === 'table' ? `ONLY ${table.sql}` : table.sql;
    this.intake = intake;
    this.key = columnOf(table, options.key);
    this.location = options.locationColumn === undefined ? null : columnOf(table, options.locationColumn);
    const plain = [this.key];
    this.fields = intake.columns.map((name): Field => {
      if (this.location && name === `${options.locationColumn}.longitude`) return [name, 'longitude'];
      if (this.location && name === `${options.locationColumn}.latitude`) return [name, 'latitude'];
      const column = columnOf(table, name);
      if (!plain.includes(column)) plain.push(column);
      return [name, plain.indexOf(column)];
    });
    this.plain = plain;
    this.cut = new Set((intake.cut ?? []).map((name) => columnOf(table, name).name));
  }

  /** The columns of the table that are read, the key first. */
  get columns(): readonly Column[] {
    return this.location ? [...this.plain, this.location] : this.plain;
  }

  /** A query for rows as `ofRow` takes them. @param more SQL of further columns @param rest what follows FROM, of `t` */
  select(rest: string, more: readonly string[] = []): string {
    const place = this.location ? ['ST_X(place.at)', 'ST_Y(place.at)'] : [];
    const plain = this.plain.map(({ name, base }) => {
      const value = `t.${quoted(name)}`;
      // One more than is kept, so that it is known to be longer.
      return this.cut.has(name) && /^(text|character)/.test(base) ? `left(${value}, ${mostText + 1})` : value;
    });
    const columns = [...plain, ...place, ...more];
    const joined = this.location
      ? ` CROSS JOIN LATERAL (SELECT ${pointSql(`t.${quoted(this.location.name)}::geometry`)} AS at) place`
      : '';
    return `SELECT ${columns.join(', ')} FROM ${this.from} t${joined} ${rest}`;
  }

  /** Where the columns of `more` begin. */
  get width(): number {
    return this.plain.length + (this.location ? 2 : 0);
  }

  ofRow(row: Row, order: number): SourceRequest | null {
    const at = this.plain.length;
    const [longitude, latitude] = this.location ? [row[at], row[at + 1]] : [null, null];
    const place =
      typeof longitude === 'string' && typeof latitude === 'string' ? { longitude, latitude } : null;
    return this.read(row, place, order);
  }

  /** @returns undefined where the stream does not tell all of the row, so that it must be read from the table */
  ofTuple(tuple: Tuple, order: number): SourceRequest | null | undefined {
    const row: (string | null)[] = [];
    for (const { name } of this.plain) {
      const value = tuple[name];
      if (value === undefined) return undefined;
      row.push(value);
    }
    const hex = this.location ? tuple[this.location.name] : null;
    const place = typeof hex === 'string' ? placeOf(hex) : hex;
    return place === undefined ? undefined : this.read(row, place, order);
  }

  gone(key: string, order: number): SourceRequest {
    return this.intake.gone(this.plainKey(key), order);
  }

  /** The blanks that `character(n)` fills a value up with mean nothing; at the end of any other key they do. */
  private plainKey(key: string): string {
    return /^character\(/.test(this.key.type) ? key.replace(/ +$/, '') : key;
  }

  private read(row: Row, place: Place | null, order: number): SourceRequest | null {
    const record: Record<string, string | null> = {};
    for (const [name, from] of this.fields)
      record[name] =
        typeof from !== 'number'
          ? (place?.[from] ?? null)
          : from === 0 && row[0] != null
            ? this.plainKey(row[0])
            : row[from]!;
    const request = this.intake.read(record, order);
    const key = row[0]!;
    if (request && request.ref !== key && request.ref !== this.gone(key, order).ref) {
      throw new SourceError(
        'misfit',
        `key: ${this.key.name} of ${this.table.sql} is not the column that the mapping calls "ref", so that a row that is deleted would not be known; name the same column in both.`,
      );
    }
    return request;
  }
}
