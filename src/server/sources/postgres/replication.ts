import * as v from 'valibot';
import type { ReplicationOptions } from '../postgresOptions.ts';
import { type Batch, type Position, type Source, SourceError, type SourceRequest } from '../source.ts';
import { type Connected, connect, literal, quoted, type Row } from './connection.ts';
import { sourceError } from './fault.ts';
import { publicationFindings, readingFindings, refuse, serverFindings } from './findings.ts';
import { formatLsn, orderOf, parseLsn } from './lsn.ts';
import { nameFor, publicationSql } from './publication.ts';
import { type Intake, Records } from './records.ts';
import { checkSlot, makeSlot, systemOf } from './slot.ts';
import { SlotStream } from './stream.ts';
import { readTable } from './table.ts';
import { batchRows, type Change, missingIn, type Part, Transactions } from './transactions.ts';

/** Milliseconds between what is done again and again while the stream goes on. */
interface Pace {
  /** Telling the server where we are, and asking whether it is there. */
  readonly askMs: number;
  /** Keeping a place where nothing happened for us. */
  readonly idleMs: number;
  /** Looking at the catalogue: a table that leaves the publication does so without a word in the stream. */
  readonly lookMs: number;
}
const usualPace: Pace = { askMs: 10_000, idleMs: 10_000, lookMs: 60_000 };

const placeSchema = v.strictObject({
  /** All that was committed before it has been taken. */
  lsn: v.pipe(v.string(), v.regex(/^[0-9A-F]+\/[0-9A-F]+$/)),
  /** The cluster that it is a place of. */
  system: v.string(),
  /** What the publication was then. */
  made: v.string(),
});
type Place = v.InferOutput<typeof placeSchema>;

/** A table that is read once, in a snapshot, and then followed in the write-ahead log: docs/postgresql.md. */
export class ReplicationSource implements Source {
  readonly id: string;
  readonly whole = true;
  private readonly options: ReplicationOptions;
  private readonly intake: Intake;
  private readonly pace: Pace;
  private readonly publication: string;
  private readonly slot: string;

  constructor(options: ReplicationOptions, intake: Intake, pace = usualPace) {
    this.pace = pace;
    this.id = options.id;
    this.options = options;
    this.intake = intake;
    this.publication = options.publication ?? nameFor(options);
    this.slot = options.slot ?? nameFor(options);
  }

  async *initial(signal: AbortSignal): AsyncIterable<Batch> {
    const { connection } = this.options;
    try {
      await using ordinary = await connect(connection, signal);
      await using log = await connect(connection, signal, true);
      const { records, made } = await this.setUp(ordinary);
      const system = await systemOf(log);
      const { from, snapshot } = await makeSlot(ordinary, log, this.slot, signal);
      await ordinary.rows('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await ordinary.rows(`SET TRANSACTION SNAPSHOT ${literal(snapshot)}`);
      await ordinary.rows(`DECLARE requests NO SCROLL CURSOR FOR ${records.select('')}`);
      const order = orderOf(from);
      for (let last = false; !last; ) {
        const rows = await ordinary.rows(`FETCH ${batchRows} FROM requests`);
        last = rows.length < batchRows;
        const position = last ? JSON.stringify({ lsn: formatLsn(from), system, made } satisfies Place) : null;
        const requests = rows.flatMap((row) => records.ofRow(row, order) ?? []);
        yield { requests, position, committedAt: null };
      }
    } catch (cause) {
      if (!signal.aborted) throw sourceError(cause, connection);
    }
  }

  async *changes(position: Position, signal: AbortSignal): AsyncIterable<Batch> {
    const { connection } = this.options;
    try {
      const place = parsePlace(position);
      const from = parseLsn(place.lsn);
      const { askMs, idleMs, lookMs } = this.pace;
      await using log = await connect(connection, signal, true);
      let records = await this.look(place, signal, (ordinary) => checkSlot(ordinary, this.slot, from));
      if ((await systemOf(log)) !== place.system)
        throw new SourceError('lostPosition', 'This is another cluster than before; all must be read anew.');
      await using stream = new SlotStream(log, connection, this.slot, this.publication, from, askMs);
      const batch = async ({ changes, upTo, committedAt }: Part): Promise<Batch> => ({
        requests: await this.requestsOf(changes, records, signal),
        position: upTo === null ? null : JSON.stringify({ ...place, lsn: formatLsn(upTo) } satisfies Place),
        committedAt,
        kept: () => {
          if (upTo !== null) stream.acknowledge(upTo);
        },
      });
      const transactions = new Transactions(from, idleMs);
      for (let lookAt = Date.now() + lookMs; ; ) {
        for (const streamed of await stream.take()) {
          const missing = streamed.tag === 'relation' ? missingIn(records, streamed) : undefined;
          if (missing !== undefined) {
            // If it is still so, the look says what to do.
            await this.look(place, signal);
            throw new SourceError(
              'lostPosition',
              `Some changes in the log lack the column "${missing}", which the table has again; all must be read anew.`,
            );
          }
          transactions.add(streamed, records);
          for (const part of transactions.take(true)) yield await batch(part);
        }
        for (const part of transactions.take(false)) yield await batch(part);
        if (Date.now() < lookAt) continue;
        records = await this.look(place, signal);
        lookAt = Date.now() + lookMs;
      }
    } catch (cause) {
      if (!signal.aborted) throw sourceError(cause, connection);
    }
  }

  /** Checks everything and makes the publication where it is ours to make. @throws SourceError */
  private async setUp(ordinary: Connected): Promise<{ records: Records; made: string }> {
    const { options, publication: name } = this;
    const records = await this.records(ordinary);
    const before = await publicationFindings(ordinary, records, name, options.makePublication);
    refuse([
      ...readingFindings(records, options.connection.user),
      ...(await serverFindings(ordinary, this.slot)),
      ...before.findings,
    ]);
    if (!before.publication) await ordinary.rows(publicationSql(name, records));
    const { findings, publication } = await publicationFindings(ordinary, records, name, false);
    refuse(findings);
    return { records, made: publication!.made };
  }

  /**
   * Whether the table and the publication are still what they were. The connection ends with it: one that stays would
   * hold up a database that is to end when its last session does.
   * @throws SourceError
   */
  private async look(
    place: Place,
    signal: AbortSignal,
    more: (ordinary: Connected) => Promise<void> = async () => {},
  ): Promise<Records> {
    await using ordinary = await connect(this.options.connection, signal);
    const records = await this.records(ordinary);
    const { findings, publication } = await publicationFindings(ordinary, records, this.publication, false);
    refuse(findings);
    if (publication!.made !== place.made) {
      throw new SourceError(
        'lostPosition',
        `The publication ${this.publication} or its table was made anew, so that changes may not have been sent; all must be read anew.`,
      );
    }
    await more(ordinary);
    return records;
  }

  /**
   * The requests of changes. Rows that the stream told in part are read from the table as they are now: what changed
   * after the change at hand comes again, and a row that is not there any more needs no telling before its end is told.
   */
  private async requestsOf(
    changes: readonly Change[],
    records: Records,
    signal: AbortSignal,
  ): Promise<SourceRequest[]> {
    const partly = new Set(changes.filter(({ request }) => request === undefined).map(({ key }) => key));
    const found = new Map<string, Row>();
    if (partly.size > 0) {
      await using ordinary = await connect(this.options.connection, signal);
      const { name, type } = records.key;
      const sql = records.select(`WHERE t.${quoted(name)} = ANY ($1::${type}[])`);
      for (const row of await ordinary.rows(sql, [[...partly]])) found.set(row[0]!, row);
    }
    return changes.flatMap(({ key, order, request }) => {
      if (request !== undefined) return request ?? [];
      const row = found.get(key);
      return row ? (records.ofRow(row, order) ?? []) : [];
    });
  }

  private async records(ordinary: Connected): Promise<Records> {
    return new Records(await readTable(ordinary, this.options.table), this.options, this.intake);
  }
}

/** @throws SourceError 'lostPosition' for what is no place */
function parsePlace(position: Position): Place {
  try {
    return v.parse(placeSchema, JSON.parse(position));
  } catch (cause) {
    throw new SourceError(
      'lostPosition',
      `${position.slice(0, 80)} is no place in a write-ahead log; all must be read anew.`,
      {
        cause,
      },
    );
  }
}
