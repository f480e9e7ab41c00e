import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import type { PollingOptions } from '../postgresOptions.ts';
import { type Batch, type Position, type Source, SourceError } from '../source.ts';
import { atOneInstant, type Connected, connect } from './connection.ts';
import { sourceError } from './fault.ts';
import { refuse } from './findings.ts';
import { expectSame, type Fingerprint, filesAdded, readFingerprint } from './fingerprint.ts';
import { goneFindings, pollingFindings } from './pollingFindings.ts';
import { PollingReader } from './pollingReader.ts';
import { type Intake, Records } from './records.ts';
import { readTable } from './table.ts';

/** Milliseconds between what is done again and again beside the questions. */
interface Pace {
  /** Looking at the catalogue: rows that are written anew by ALTER TABLE have the instants that they had. */
  readonly lookMs: number;
}
const usualPace: Pace = { lookMs: 60_000 };

const microseconds = v.pipe(v.number(), v.integer());
const placeSchema = v.strictObject({
  seen: v.nullable(microseconds),
  reading: v.nullable(v.strictObject({ began: microseconds, at: microseconds, key: v.string() })),
  /** The last sweep: when it began, and the oldest transaction that was under way then; null where none can be made. */
  swept: v.nullable(v.strictObject({ at: microseconds, xid: v.pipe(v.string(), v.regex(/^\d+$/)) })),
  /** What the table was when all was read. */
  catalogue: v.record(v.string(), v.string()),
});
type Place = v.InferOutput<typeof placeSchema>;

/** A table or view that is asked again and again which rows changed: docs/postgresql.md. */
export class PollingSource implements Source {
  readonly id: string;
  readonly whole = true;
  private readonly options: PollingOptions;
  private readonly intake: Intake;
  private readonly pace: Pace;

  constructor(options: PollingOptions, intake: Intake, pace = usualPace) {
    this.id = options.id;
    this.options = options;
    this.intake = intake;
    this.pace = pace;
  }

  async *initial(signal: AbortSignal): AsyncIterable<Batch> {
    try {
      await using connected = await connect(this.options.connection, signal);
      const reader = await this.reader(connected);
      const { records } = reader;
      refuse(await goneFindings(connected, records, this.options));
      // Before the first row is read: what is changed from now on is known at the next look.
      const catalogue = await readFingerprint(connected, records, null);
      const swept = sweptOf(await this.underWay(connected, reader));
      yield* reader.neverChanged();
      let last: Batch | null = null;
      for await (const { batch, place } of reader.reading({ seen: null, reading: null })) {
        if (last) yield { ...last, position: null };
        last = { ...batch, position: JSON.stringify({ ...place, swept, catalogue } satisfies Place) };
      }
      if (last) yield last;
    } catch (cause) {
      if (!signal.aborted) throw sourceError(cause, this.options.connection);
    }
  }

  async *changes(position: Position, signal: AbortSignal): AsyncIterable<Batch> {
    try {
      await using connected = await connect(this.options.connection, signal);
      // The first answer is told even if nothing is in it: we are heard again.
      let told = false;
      let place = parsePlace(position);
      let reader = await this.reader(connected);
      let held = null as UnderWay | null;
      for (let lookAt = 0; ; ) {
        if (Date.now() >= lookAt) {
          reader = await this.reader(connected);
          const catalogue = await this.look(connected, reader, place);
          place = { ...place, catalogue };
          lookAt = Date.now() + this.pace.lookMs;
        }
        for await (const { batch, place: next } of reader.reading(place)) {
          const moved = next.seen !== place.seen || next.reading !== place.reading;
          place = { ...place, ...next };
          if (moved || batch.requests.length > 0 || !told)
            yield { ...batch, position: JSON.stringify(place) };
          told = true;
        }
        const now = await this.underWay(connected, reader);
        if (now && this.isSweepDue(place, now, held)) {
          for await (const batch of reader.sweep(place.seen!, place.swept!.xid))
            yield { ...batch, position: null };
          place = { ...place, swept: sweptOf(now) };
          yield { requests: [], position: JSON.stringify(place), committedAt: null };
        }
        if (now?.xid !== held?.xid) held = now?.isHeld ? now : null;
        await wait(this.options.everySeconds * 1000, undefined, { signal });
      }
    } catch (cause) {
      if (!signal.aborted) throw sourceError(cause, this.options.connection);
    }
  }

  private async reader(connected: Connected): Promise<PollingReader> {
    const { options, intake } = this;
    const records = new Records(
      await atOneInstant(connected, () => readTable(connected, options.table)),
      options,
      intake,
    );
    refuse(pollingFindings(records, options));
    return new PollingReader(connected, records, options, intake);
  }

  /** Whether the table is still what it was. @throws SourceError 'lostPosition' where it is not */
  private async look(connected: Connected, reader: PollingReader, place: Place): Promise<Fingerprint> {
    const { records } = reader;
    const catalogue = await readFingerprint(connected, records, null);
    expectSame(place.catalogue, catalogue, records);
    const added = filesAdded(place.catalogue, catalogue);
    const { kind, sql } = records.table;
    if (added.length > 0 && (kind === 'view' || (await reader.hasOlder(added, place.seen ?? 0)))) {
      throw new SourceError(
        'lostPosition',
        `${sql}: a partition with rows of earlier times was attached; all must be read anew.`,
      );
    }
    return catalogue;
  }

  /** What is under way now; null where rows tell no transaction, or not to our role, and where nobody wants sweeps. */
  private async underWay(connected: Connected, reader: PollingReader): Promise<UnderWay | null> {
    const { kind, systemColumns } = reader.records.table;
    if (kind === 'view' || !systemColumns || this.options.sweepMinutes === 0) return null;
    const [row] = await connected.rows(
      'SELECT txid_snapshot_xmin(s), txid_snapshot_xmin(s) < txid_snapshot_xmax(s) FROM txid_current_snapshot() s',
    );
    return { at: await reader.clock(), xid: row![0]!, isHeld: row![1] === 't' };
  }

  /**
   * Whether it is time, or a transaction has ended that was under way for longer than the overlap looks back.
   * @throws SourceError 'lostPosition' where the server counts fewer transactions than before
   */
  private isSweepDue({ swept, seen }: Place, now: UnderWay, held: UnderWay | null): boolean {
    if (swept === null || seen === null) return false;
    if (BigInt(now.xid) < BigInt(swept.xid)) {
      throw new SourceError(
        'lostPosition',
        `The server counts fewer transactions (${now.xid}) than before (${swept.xid}): it was restored from a backup; all must be read anew.`,
      );
    }
    const { sweepMinutes, overlapSeconds } = this.options;
    if (held && held.xid !== now.xid && now.at - held.at >= overlapSeconds * 1e6) return true;
    return now.at - swept.at >= sweepMinutes * 60e6;
  }
}

/** The server's transactions at an instant. */
interface UnderWay {
  /** Microseconds of the source's clock. */
  readonly at: number;
  /** The oldest that has not ended. */
  readonly xid: string;
  /** Whether others have ended that began after it. */
  readonly isHeld: boolean;
}

function sweptOf(now: UnderWay | null): Place['swept'] {
  return now && { at: now.at, xid: now.xid };
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
