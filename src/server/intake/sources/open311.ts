import { createHash } from 'node:crypto';
import type { FlatRecord } from '../../../intake/formats/flatten.ts';
import { fold } from '../../../model/fold.ts';
import { Open311Client, type Surroundings, surroundings } from './open311Client.ts';
import type { Open311Options } from './open311Options.ts';
import { follow, mostOpen, type Open311State, positionOf, stateOf } from './open311Position.ts';
import { idOf, idsAtOnce, Open311Reading } from './open311Reading.ts';
import type { RecordIntake } from './recordIntake.ts';
import { type Batch, type Source, SourceError, type SourceRequest } from './source.ts';

/** So many groups of open ids are asked for before new requests are looked for again. */
const groupsInARow = 20;
/** After so many answers in a row that it does not exist, a request is gone. */
const missesToGo = 3;
/** So many requests are remembered as told, so that the overlap tells them once. */
const mostTold = 50_000;

/**
 * A server of Open311 GeoReport v2 (wiki.open311.org/GeoReport_v2). New requests are found by the time of their
 * opening, which is all that the standard lets one ask by; changes by asking for the open ones again.
 * @param log told in a sentence without personal data what somebody should know
 */
export function open311Source(
  options: Open311Options,
  intake: RecordIntake,
  log: (text: string) => void,
  around: Surroundings = surroundings,
): Source {
  const ended = async function* (signal: AbortSignal, batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
    try {
      for await (const batch of batches) {
        if (signal.aborted) return;
        yield batch;
      }
    } catch (cause) {
      if (!signal.aborted) throw cause;
    }
  };
  return {
    id: options.id,
    initial: (signal) => ended(signal, new Reader(options, intake, log, around).initial(signal)),
    changes: (position, signal) => {
      const state = stateOf(position, options.id);
      return ended(signal, new Reader(options, intake, log, around).changes(state, signal));
    },
  };
}

/** What is wrong with a server of Open311, and what could be better: whether it answers, and names its services. */
export async function checkOpen311(
  options: Open311Options,
  around: Surroundings = surroundings,
): Promise<{ readonly level: 'error' | 'advice'; readonly text: string }[]> {
  const at = `Open311 source "${options.id}": ${options.endpoint}`;
  try {
    const services = await new Open311Client(options, around, 1).get(
      'services',
      {},
      new AbortController().signal,
    );
    if (services === null)
      return [
        {
          level: 'error',
          text: `${at}: got no list of services (404), expected one; is it the address of GeoReport v2, and the jurisdiction right?`,
        },
      ];
    if (services.length > 0) return [];
    return [{ level: 'advice', text: `${at}: its list of services is empty, so no request has a topic` }];
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause;
    return [{ level: 'error', text: cause.message }];
  }
}

class Reader {
  private readonly options: Open311Options;
  private readonly intake: RecordIntake;
  private readonly log: (text: string) => void;
  private readonly around: Surroundings;
  private readonly client: Open311Client;
  private readonly reading: Open311Reading;
  private readonly closedWords: ReadonlySet<string>;
  /** By service_code. */
  private groups: ReadonlyMap<string, string> = new Map();
  /** What was told of a request last, by its id. */
  private readonly told = new Map<string, string>();
  private saidFull = false;

  constructor(
    options: Open311Options,
    intake: RecordIntake,
    log: (text: string) => void,
    around: Surroundings,
  ) {
    this.options = options;
    this.intake = intake;
    this.log = log;
    this.around = around;
    this.client = new Open311Client(options, around);
    this.reading = new Open311Reading(options, this.client);
    this.closedWords = new Set(options.closedWords.map(fold));
  }

  async *initial(signal: AbortSignal): AsyncGenerator<Batch> {
    await this.readServices(signal);
    const now = this.now();
    const state: Open311State = { watermark: now, open: new Map() };
    for await (const records of this.reading.opened(Date.parse(this.options.since) / 1000, now, signal)) {
      const requests = this.taken(records, state);
      if (requests.length > 0) yield { requests, position: null, committedAt: null };
    }
    yield { requests: [], position: positionOf(state), committedAt: null };
  }

  async *changes(state: Open311State, signal: AbortSignal): AsyncGenerator<Batch> {
    await this.readServices(signal);
    const { overlapMinutes, reopenMinutes, everySeconds } = this.options;
    for (;;) {
      const now = this.now();
      // A clock that was set back must not leave a time out.
      const from = Math.min(state.watermark, now) - overlapMinutes * 60;
      for await (const records of this.reading.opened(from, now, signal)) {
        const requests = this.taken(records, state);
        if (requests.length > 0) yield batchOf(requests, state);
      }
      state.watermark = now;
      yield batchOf([], state);
      for (let group = 0; group < groupsInARow; group++) {
        const due = dueOf(state, this.now() - reopenMinutes * 60);
        if (due.length === 0) break;
        yield batchOf(await this.again(due, state, signal), state);
      }
      await this.around.sleep(everySeconds * 1000, signal);
    }
  }

  private now(): number {
    return Math.floor(this.around.clock.now());
  }

  /** Asks for some open requests again. */
  private async again(
    ids: readonly string[],
    state: Open311State,
    signal: AbortSignal,
  ): Promise<readonly SourceRequest[]> {
    const { records, missing } = await this.reading.byId(ids, signal);
    const requests = [...this.taken(records, state)];
    for (const id of missing) {
      const missed = (state.open.get(id)?.missed ?? 0) + 1;
      if (missed < missesToGo) this.follow(state, id, missed);
      else {
        state.open.delete(id);
        requests.push(this.intake.gone(id, Math.floor(this.around.clock.now() * 1000)));
      }
    }
    // What came neither as a request nor as missing waits as long as the others.
    const came = new Set([...records.map(idOf), ...missing]);
    for (const id of ids) if (!came.has(id)) this.follow(state, id, state.open.get(id)?.missed);
    return requests;
  }

  private follow(state: Open311State, id: string, missed?: number): void {
    const oneGaveWay = follow(state, id, this.now(), missed);
    if (!oneGaveWay || this.saidFull) return;
    this.saidFull = true;
    this.intake.doubt('requests', 'tooManyOpen');
    this.log(
      `more than ${mostOpen} requests are open; changes of those asked for longest ago are not seen any more`,
    );
  }

  /** The requests of some records that were not told before, each as it is now; the open ones are followed. */
  private taken(records: readonly FlatRecord[], state: Open311State): readonly SourceRequest[] {
    const requests: SourceRequest[] = [];
    for (const record of records) {
      const id = idOf(record);
      // A request that was just made has a token only, until it has an id.
      if (id === '') {
        this.intake.doubt('ref', 'noId', { ref: record.get('token') ?? null, order: 0 });
        continue;
      }
      const closed = this.closedWords.has(fold(record.get('status') ?? ''));
      if (closed) state.open.delete(id);
      else this.follow(state, id);
      if (!this.isNews(id, record)) continue;
      const request = this.intake.read(this.completed(record, closed), orderOf(record));
      if (request) requests.push(request);
    }
    return requests;
  }

  /** The record with what the standard tells only in another way: when it was closed, and its service's group. */
  private completed(record: FlatRecord, closed: boolean): Readonly<Record<string, string>> {
    const closedAt = record.get('closed_datetime') || (closed ? (record.get('updated_datetime') ?? '') : '');
    return {
      ...Object.fromEntries(record),
      closed_datetime: closedAt,
      service_group: this.groups.get(record.get('service_code') ?? '') ?? '',
    };
  }

  /** Whether a record differs from what was told of its request last; remembers it. */
  private isNews(id: string, record: FlatRecord): boolean {
    const digest = createHash('sha1')
      .update(JSON.stringify([...record]))
      .digest('base64');
    const news = this.told.get(id) !== digest;
    this.told.delete(id);
    this.told.set(id, digest);
    if (this.told.size > mostTold) this.told.delete(this.told.keys().next().value!);
    return news;
  }

  private async readServices(signal: AbortSignal): Promise<void> {
    const services = await this.client.get('services', {}, signal);
    if (services === null) {
      throw new SourceError(
        'misfit',
        `Open311 source "${this.options.id}": the server knows no services there (404); check "endpoint" and "jurisdiction"`,
      );
    }
    this.groups = new Map(
      services.map((service) => [service.get('service_code') ?? '', service.get('group') ?? '']),
    );
  }
}

function batchOf(requests: readonly SourceRequest[], state: Open311State): Batch {
  const last = requests.reduce((most, { order }) => Math.max(most, order), 0);
  return { requests, position: positionOf(state), committedAt: last > 0 ? last / 1000 : null };
}

/** The ids asked for longest ago, if that was before an instant. */
function dueOf({ open }: Open311State, before: number): readonly string[] {
  const due: string[] = [];
  for (const [id, { asked }] of open) {
    if (asked <= before) due.push(id);
    if (due.length === idsAtOnce) break;
  }
  return due;
}

/** Epoch ms at which a request was changed last; where nothing tells, at which it was opened. */
function orderOf(record: FlatRecord): number {
  const [updated, requested] = ['updated_datetime', 'requested_datetime'].map((name) =>
    Date.parse(record.get(name) ?? ''),
  );
  return updated! || requested! || 0;
}
