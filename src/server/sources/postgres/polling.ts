import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import type { PollingOptions } from '../postgresOptions.ts';
import { type Batch, type Position, type Source, SourceError } from '../source.ts';
import { type Connected, connect, literal, quoted, type Row } from './connection.ts';
import { sourceError } from './fault.ts';
import { pollingFindings, refuse } from './findings.ts';
import { type Intake, Records } from './records.ts';
import { columnOf, readTable } from './table.ts';

/** Rows of a question. */
const pageRows = 5_000;

const microseconds = v.pipe(v.number(), v.integer());
const placeSchema = v.strictObject({
  /** All changes that were to be seen at this instant, in microseconds, were taken; null before the first reading. */
  seen: v.nullable(microseconds),
  /** Of a reading that is under way: the source's clock at its beginning, and the last row. */
  reading: v.nullable(v.strictObject({ began: microseconds, at: microseconds, key: v.string() })),
});
type Place = v.InferOutput<typeof placeSchema>;

/** A table or view that is asked again and again which rows changed: docs/postgresql.md. */
export class PollingSource implements Source {
  readonly id: string;
  readonly whole = true;
  private readonly options: PollingOptions;
  private readonly intake: Intake;

  constructor(options: PollingOptions, intake: Intake) {
    this.id = options.id;
    this.options = options;
    this.intake = intake;
  }

  async *initial(signal: AbortSignal): AsyncIterable<Batch> {
    try {
      await using connected = await connect(this.options.connection, signal);
      const reader = await this.reader(connected);
      yield* reader.neverChanged();
      let last: Batch | null = null;
      for await (const { batch } of reader.reading({ seen: null, reading: null })) {
        if (last) yield { ...last, position: null };
        last = batch;
      }
      if (last) yield last;
    } catch (cause) {
      if (!signal.aborted) throw sourceError(cause, this.options.connection);
    }
  }

  async *changes(position: Position, signal: AbortSignal): AsyncIterable<Batch> {
    try {
      await using connected = await connect(this.options.connection, signal);
      const reader = await this.reader(connected);
      // The first answer is told even if nothing is in it: we are heard again.
      let told = false;
      for (let place = parsePlace(position); ; ) {
        for await (const { batch, place: next } of reader.reading(place)) {
          const moved = JSON.stringify(next) !== JSON.stringify(place);
          place = next;
          if (moved || batch.requests.length > 0 || !told) yield batch;
          told = true;
        }
        await wait(this.options.everySeconds * 1000, undefined, { signal });
      }
    } catch (cause) {
      if (!signal.aborted) throw sourceError(cause, this.options.connection);
    }
  }

  private async reader(connected: Connected): Promise<Reader> {
    const records = new Records(await readTable(connected, this.options.table), this.options, this.intake);
    refuse(pollingFindings(records, this.options));
    return new Reader(connected, records, this.options);
  }
}

/** Asks for rows by when they changed, and by key among those of one instant. */
class Reader {
  private readonly connected: Connected;
  private readonly records: Records;
  private readonly overlap: number;
  /** SQL of the column. */
  private readonly changed: string;
  /** SQL of the source's clock, as `changed` would tell it. */
  private readonly now: string;
  private readonly more: readonly string[];

  constructor(connected: Connected, records: Records, options: PollingOptions) {
    const { name, type } = columnOf(records.table, options.updatedAt);
    this.connected = connected;
    this.records = records;
    this.overlap = Math.round(options.overlapSeconds * 1e6);
    this.changed = `t.${quoted(name)}`;
    this.now = type.endsWith('without time zone')
      ? `now() AT TIME ZONE ${literal(options.updatedAtZone)}`
      : 'now()';
    const gone = options.goneColumn;
    this.more = [
      `CASE WHEN isfinite(${this.changed}) THEN ${micros(this.changed)} END`,
      gone === undefined ? 'NULL' : `t.${quoted(columnOf(records.table, gone).name)}`,
    ];
  }

  /** Rows of which it is not known when they changed: they are told once. */
  async *neverChanged(): AsyncIterable<Batch> {
    const { key } = this.records;
    const sql = (after: string) =>
      this.records.select(
        `WHERE (${this.changed} IS NULL OR NOT isfinite(${this.changed})) ${after} ORDER BY t.${quoted(key.name)} LIMIT ${pageRows}`,
        this.more,
      );
    let rows = await this.connected.rows(sql(''));
    while (rows.length > 0) {
      yield { ...this.batch(rows, null), position: null };
      if (rows.length < pageRows) return;
      rows = await this.connected.rows(sql(`AND t.${quoted(key.name)} > $1::${key.type}`), [rows.at(-1)![0]]);
    }
  }

  /** All rows that changed after a place, or a little before it: who commits late has an earlier instant. */
  async *reading(place: Place): AsyncIterable<{ batch: Batch; place: Place }> {
    const { key } = this.records;
    const { seen } = place;
    const [clock] = await this.connected.rows(`SELECT ${micros(`(${this.now})`)}`);
    const began = place.reading?.began ?? Number(clock![0]);
    let { reading } = place;
    for (;;) {
      const [condition, values] = reading
        ? [
            `(${this.changed}, t.${quoted(key.name)}) > (${this.instant('$1')}, $2::${key.type})`,
            [reading.at, reading.key],
          ]
        : seen === null
          ? [`${this.changed} > '-infinity'`, []]
          : [`${this.changed} >= ${this.instant('$1')}`, [seen - this.overlap]];
      const rows = await this.connected.rows(
        this.records.select(
          `WHERE ${condition} AND isfinite(${this.changed}) ORDER BY ${this.changed}, t.${quoted(key.name)} LIMIT ${pageRows}`,
          this.more,
        ),
        values,
      );
      const end = rows.at(-1);
      if (end) reading = { began, at: Number(end[this.records.width]), key: end[0]! };
      const last = rows.length < pageRows;
      // No later than the clock, which the highest instant may be: all that follows would seem to be known.
      const next: Place = last
        ? { seen: Math.min(Math.max(reading?.at ?? seen ?? began, seen ?? 0), began), reading: null }
        : { seen, reading };
      yield { batch: { ...this.batch(rows, seen), position: JSON.stringify(next) }, place: next };
      if (last) return;
    }
  }

  /** SQL of an instant as `changed` has it. @param parameter microseconds */
  private instant(parameter: string): string {
    const epoch = this.now === 'now()' ? 'timestamptz' : 'timestamp';
    return `${epoch} 'epoch' + ${parameter}::bigint * interval '1 microsecond'`;
  }

  private batch(rows: readonly Row[], seen: number | null): Omit<Batch, 'position'> {
    const { records } = this;
    const requests = rows.flatMap((row) => {
      const order = Number(row[records.width] ?? 0);
      return isGone(row[records.width + 1]!)
        ? records.gone(row[0]!, order)
        : (records.ofRow(row, order) ?? []);
    });
    const latest = Number(rows.at(-1)?.[records.width] ?? 0);
    return { requests, committedAt: seen !== null && latest > seen ? latest / 1e6 : null };
  }
}

/** SQL of whole microseconds since 1970; exact in a number until the year 2255. */
export function micros(instant: string): string {
  return `(extract(epoch FROM ${instant}) * 1000000)::bigint`;
}

/** Whether the value of the column that marks what is gone does so: true, or anything but false, 0 and ''. */
export function isGone(value: string | null): boolean {
  return value !== null && !['f', 'false', '0', ''].includes(value);
}

/** @throws SourceError 'lostPosition' for what is no place */
function parsePlace(position: Position): Place {
  try {
    return v.parse(placeSchema, JSON.parse(position));
  } catch (cause) {
    throw new SourceError(
      'lostPosition',
      `${position.slice(0, 80)} is no place of a reading; all must be read anew.`,
      { cause },
    );
  }
}
