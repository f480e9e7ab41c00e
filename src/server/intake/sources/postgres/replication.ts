import * as v from 'valibot';
import type { ReplicationOptions } from '../postgresOptions.ts';
import { type Batch, type Position, type Source, SourceError, type SourceRequest } from '../source.ts';
import { atOneInstant, type Connected, connect, literal, quoted } from './connection.ts';
import { sourceError } from './fault.ts';
import { readingFindings, serverFindings } from './findings.ts';
import { expectSame, type Fingerprint, filesOf, readFingerprint } from './fingerprint.ts';
import { Proof } from './lastTaken.ts';
import { formatLsn, type Lsn, orderOf, parseLsn } from './lsn.ts';
import { nameFor } from './publication.ts';
import { PublicationKeeper } from './publicationKeeper.ts';
import { type Intake, Records } from './records.ts';
import { checkSlot, longPrepared, makeSlot, preparedTransactions, systemOf } from './slot.ts';
import { SlotStream } from './stream.ts';
import { readTable } from './table.ts';
import { batchRows, type Change, differenceOf, type Part, Transactions } from './transactions.ts';

/** Milliseconds between what is done again and again while the stream goes on. */
interface Pace {
  /** Telling the server where we are, and asking whether it is there. */
  readonly askMs: number;
  /** Keeping a place where nothing happened for us; less than `askMs`, so that each answer is kept. */
  readonly idleMs: number;
  /** Looking at the catalogue: a table that leaves the publication does so without a word in the stream. */
  readonly lookMs: number;
}
const usualPace: Pace = { askMs: 10_000, idleMs: 5_000, lookMs: 60_000 };

const lsn = v.pipe(v.string(), v.regex(/^[0-9A-F]+\/[0-9A-F]+$/));
const placeSchema = v.strictObject({
  /** All that was committed before it has been taken. */
  lsn,
  /** The cluster that it is a place of. */
  system: v.string(),
  /** The last transaction that was taken; after the first reading the place at which it was made, and no mark. */
  last: v.strictObject({ lsn, mark: v.string() }),
  /** What table and publication were when all was read. */
  catalogue: v.record(v.string(), v.string()),
});
type Place = v.InferOutput<typeof placeSchema>;

/** A table that is read once, in a snapshot, and then followed in the write-ahead log: docs/postgresql.md. */
export class ReplicationSource implements Source {
  readonly id: string;
  readonly whole = true;
  private readonly options: ReplicationOptions;
  private readonly intake: Intake;
  private readonly pace: Pace;
  private readonly log: (text: string) => void;
  /** What was told to the log. */
  private readonly told = new Set<string>();
  private readonly publication: string;
  private readonly keeper: PublicationKeeper;
  private readonly slot: string;

  /** @param log told in a sentence what somebody should know */
  constructor(
    options: ReplicationOptions,
    intake: Intake,
    pace = usualPace,
    log: (text: string) => void = () => {},
  ) {
    this.pace = pace;
    this.log = log;
    this.id = options.id;
    this.options = options;
    this.intake = intake;
    this.publication = options.publication ?? nameFor(options);
    this.keeper = new PublicationKeeper({
      ...{ publication: this.publication, make: options.makePublication },
      ...{ user: options.connection.user, quietMs: pace.lookMs },
    });
    this.slot = options.slot ?? nameFor(options);
  }

  async *initial(signal: AbortSignal): AsyncIterable<Batch> {
    const { connection } = this.options;
    try {
      await using ordinary = await connect(connection, signal);
      await using log = await connect(connection, signal, true);
      const { records, catalogue } = await this.setUp(ordinary);
      const system = await systemOf(log);
      const { from, snapshot } = await makeSlot(ordinary, log, this.slot, signal, this.pace.lookMs);
      await ordinary.rows('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      await ordinary.rows(`SET TRANSACTION SNAPSHOT ${literal(snapshot)}`);
      await ordinary.rows(`DECLARE requests NO SCROLL CURSOR FOR ${records.select('')}`);
      const order = orderOf(from);
      const lsn = formatLsn(from);
      const place: Place = { lsn, system, last: { lsn, mark: '' }, catalogue };
      for (let read = batchRows; read === batchRows; ) {
        read = 0;
        for await (const { rows } of ordinary.pieces(`FETCH ${batchRows} FROM requests`)) {
          read += rows.length;
          const requests = rows.flatMap((row) => records.ofRow(row, order) ?? []);
          yield { requests, position: null, committedAt: null };
        }
      }
      yield { requests: [], position: JSON.stringify(place), committedAt: null };
    } catch (cause) {
      if (!signal.aborted) throw sourceError(cause, connection);
    }
  }

  async *changes(position: Position, signal: AbortSignal): AsyncIterable<Batch> {
    const { connection } = this.options;
    try {
      const began = parsePlace(position);
      const from = parseLsn(began.lsn);
      const { askMs, idleMs, lookMs } = this.pace;
      await using log = await connect(connection, signal, true);
      let confirmed: Lsn = from;
      let { records, place } = await this.look(began, signal, async (ordinary) => {
        confirmed = await checkSlot(ordinary, this.slot, from, signal);
      });
      if ((await systemOf(log)) !== place.system)
        throw new SourceError('lostPosition', 'This is another cluster than before; all must be read anew.');
      const proof = new Proof(place.last, confirmed);
      // Where the slot knows less than we took, it tells that again: the proof that it is the server that told it.
      await using stream = new SlotStream(log, connection, this.slot, this.publication, confirmed, askMs);
      const batches = async function* (this: ReplicationSource, part: Part): AsyncIterable<Batch> {
        const { changes, upTo, last, committedAt } = part;
        const whole: Batch = {
          requests: changes.flatMap(({ request }) => request ?? []),
          ...{ position: null, committedAt },
        };
        if (upTo !== null) place = { ...place, lsn: formatLsn(upTo), last: last ?? place.last };
        const end = {
          position: upTo === null ? null : JSON.stringify(place),
          kept: () => {
            if (upTo !== null) stream.acknowledge(upTo);
          },
        };
        const partly = changes.filter(({ request }) => request === undefined);
        if (partly.length === 0) return yield { ...whole, ...end };
        yield whole;
        for await (const { requests, last } of this.readAgain(partly, records, signal))
          yield { requests, position: null, committedAt, ...(last ? end : {}) };
      }.bind(this);
      const transactions = new Transactions(from, idleMs);
      let lookedAt = Date.now();
      for (let lookAt = lookedAt + lookMs; ; ) {
        for (const streamed of await stream.take()) {
          if (!proof.given) {
            proof.take(streamed);
            continue;
          }
          if (streamed.tag === 'relation') {
            const difference = differenceOf(records, streamed);
            if (difference !== undefined) {
              // If it is still so, the look says what to do.
              await this.look(place, signal);
              throw new SourceError(
                'lostPosition',
                `Some changes in the log ${difference}, which is otherwise now; all must be read anew.`,
              );
            }
            // Something of the table or the publication was changed, or the connection is new.
            lookAt = Math.min(lookAt, lookedAt + lookMs / 10);
          }
          transactions.add(streamed, records);
          for (const part of transactions.take(true)) yield* batches(part);
        }
        for (const part of transactions.take(false)) yield* batches(part);
        if (Date.now() < lookAt) continue;
        ({ records, place } = await this.look(place, signal));
        lookedAt = Date.now();
        lookAt = lookedAt + lookMs;
      }
    } catch (cause) {
      if (!signal.aborted) throw sourceError(cause, connection);
    }
  }

  /** Checks everything, and sees to the publication where it is ours. @throws SourceError */
  private async setUp(ordinary: Connected): Promise<{ records: Records; catalogue: Fingerprint }> {
    const { records, published } = await this.seen(ordinary);
    const found = [
      ...readingFindings(records, this.options.connection.user),
      ...(await serverFindings(ordinary, this.slot)),
    ];
    const done = await this.keeper.keep(ordinary, records, published, found);
    if (done !== null) this.log(`${done}.`);
    // Before the slot is made: what is changed from now on is known at the next look.
    return { records, catalogue: await readFingerprint(ordinary, records, this.publication) };
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
  ): Promise<{ records: Records; place: Place }> {
    await using ordinary = await connect(this.options.connection, signal);
    const { records, catalogue, published } = await this.seen(ordinary, filesOf(place.catalogue));
    const done = await this.keeper.keep(ordinary, records, published, null);
    if (done !== null) throw new SourceError('lostPosition', `${done}; all must be read anew.`);
    expectSame(place.catalogue, catalogue, records);
    await more(ordinary);
    for (const text of await preparedTransactions(ordinary, longPrepared)) {
      if (!this.told.has(text)) this.log(text);
      this.told.add(text);
    }
    return { records, place: { ...place, catalogue } };
  }

  /**
   * Rows that the stream told in part, as they are in the table now: what changed after the change at hand comes again,
   * and a row that is not there any more needs no telling before its end is told.
   */
  private async *readAgain(
    changes: readonly Change[],
    records: Records,
    signal: AbortSignal,
  ): AsyncIterable<{ requests: SourceRequest[]; last: boolean }> {
    const orders = new Map(changes.map(({ key, order }) => [key, order]));
    await using ordinary = await connect(this.options.connection, signal);
    const { name, type } = records.key;
    const sql = records.select(`WHERE t.${quoted(name)} = ANY ($1::${type}[])`);
    for await (const { rows, last } of ordinary.pieces(sql, [[...orders.keys()]]))
      yield { requests: rows.flatMap((row) => records.ofRow(row, orders.get(row[0]!)!) ?? []), last };
  }

  /** Table, catalogue and publication as they stand together. @param known object ids of the table as it was before */
  private seen(ordinary: Connected, known: readonly string[] = []) {
    return atOneInstant(ordinary, async () => {
      const table = await readTable(ordinary, this.options.table, known);
      const records = new Records(table, this.options, this.intake);
      const catalogue = await readFingerprint(ordinary, records, this.publication);
      return { records, catalogue, published: await this.keeper.look(ordinary, records) };
    });
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
