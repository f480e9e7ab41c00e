import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { StartNews } from '../../model/doing.ts';
import { say } from '../door/answer.ts';
import type { Clock } from '../intake/sources/source.ts';
import { type DeltaEvent, Ring, type RingLimit, usualRing, type WireDelta } from './ring.ts';

/** Why a page cannot go on from what it has. */
export type ReloadReason = 'tooOld' | 'newWords';

/** What the data are as of: the manifest's. */
export interface HubVersion {
  readonly sequence: number;
  readonly asOf: number;
}

export interface HubOptions {
  /** The publisher's. */
  readonly clock: Clock;
  /** The version that is published as the hub starts; until `open` tells one, pages are asked to come again. */
  readonly version?: HubVersion;
  /** The deltas that lead up to it, the oldest first, each from where the one before leads to. */
  readonly ring?: Iterable<DeltaEvent | WireDelta>;
  readonly heartbeatMs?: number;
  /** What else pages are told with each beat: what is still done, which sources are away, what the last match told, which ratings there are; null: nothing. */
  readonly news?: () => StartNews | null;
  /** Bytes of events that may come while a client takes nothing; then it is dropped. */
  readonly maxBuffered?: number;
  readonly ringLimit?: RingLimit;
  /** How many clients there may be at a time. */
  readonly maxClients?: number;
}

/** Counts since the start, but for `clients`, which are those of now. */
export interface HubCounts {
  readonly clients: number;
  /** Clients that were too slow. */
  readonly dropped: number;
  /** Clients that came when there were too many. */
  readonly refused: number;
  /** Deltas that were sent, one for each client. */
  readonly sent: number;
  /** Bytes of all that was sent. */
  readonly bytes: number;
}

/** Tells open pages of every delta, as server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). */
export interface Hub {
  /**
   * Tells what is published as a publisher begins, the first one or one after it: pages get what they lack, or are
   * told to open the manifest anew where that is not known.
   * @param ring the deltas that lead up to it, as in the options
   * @throws Error if they do not
   */
  open(version: HubVersion, ring?: Iterable<DeltaEvent | WireDelta>): void;
  /** @throws Error if the delta does not go on from the last one */
  push(event: DeltaEvent | WireDelta): void;
  /** Tells all pages to open the manifest anew, which has this version now. */
  reload(reason: ReloadReason, version: HubVersion): void;
  /** No page is told any more of the deltas that lead up to a sequence: call it before their files are deleted. */
  forget(sequence: number): void;
  /**
   * Serves the events at a path: `?since=SEQUENCE`, or the header Last-Event-ID, which wins; without either from now
   * on. All streams end when the server closes.
   */
  serve(server: FastifyInstance, path: string): void;
  counts(): HubCounts;
  /** Ends all streams, for good. */
  close(): void;
}

interface Client {
  readonly response: ServerResponse;
  /** Place in the ring of the next delta that it is to get. */
  place: number;
  /** Whether it has yet to take what was written. */
  waiting: boolean;
  /** Bytes of the deltas that came since it has taken anything. */
  missed: number;
}

/** Clients that are written to before others get a turn. */
const slice = 500;
/** How long a client that is dropped has to take its last words, in ms. */
const lastWords = 5000;
const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const;
/** Within how many ms after a lost connection pages come back, each at a time of its own. */
const retry = { from: 1000, to: 2000 };

export function makeHub(options: HubOptions): Hub {
  const {
    clock,
    news = () => null,
    heartbeatMs = 5000,
    maxBuffered = 1 << 20,
    maxClients = 12_000,
  } = options;
  const ring = new Ring(options.ringLimit ?? usualRing);
  const clients = new Set<Client>();
  let version: HubVersion | null = null;
  let [dropped, refused, sent, bytes] = [0, 0, 0, 0];
  let closed = false;

  const beats = setInterval(() => {
    if (!version) return;
    const beat = beatOf(clock, version, news());
    for (const client of clients) if (!client.waiting) write(client, beat);
  }, heartbeatMs);
  beats.unref();

  function write(client: Client, text: Buffer | string): void {
    bytes += text.length;
    client.waiting = !client.response.write(text);
  }

  /** Sends what a client has not had yet, as far as it takes it. */
  function advance(client: Client): void {
    while (!client.waiting && client.place < ring.end) {
      const event = ring.at(client.place);
      if (!event) {
        drop(client);
        return;
      }
      client.place++;
      sent++;
      write(client, event);
    }
  }

  function drop(client: Client): void {
    dropped++;
    end(client, reloadOf('tooOld'));
  }

  /** Says the last words to a client and lets it go; if it does not take them, without. */
  function end(client: Client, words: string): void {
    clients.delete(client);
    client.response.end(words);
    bytes += words.length;
    const { socket } = client.response;
    setTimeout(() => socket?.destroy(), lastWords).unref();
  }

  let going = false;
  let again = false;
  /** Goes round all clients, a slice at a time, so that a push to thousands holds up nobody else. */
  function goRound(): void {
    again = going;
    if (going) return;
    going = true;
    const round = clients.values();
    const next = () => {
      for (let i = 0; i < slice; i++) {
        const client = round.next();
        if (client.done) {
          going = false;
          if (again) goRound();
          return;
        }
        advance(client.value);
      }
      setImmediate(next);
    };
    next();
  }

  function open(next: HubVersion, deltas: Iterable<DeltaEvent | WireDelta> = []): void {
    const events = [...deltas];
    for (const [i, event] of events.entries()) checkFollows(event, events[i - 1]?.file.to ?? event.file.from);
    const last = events.at(-1)?.file.to ?? next.sequence;
    if (last !== next.sequence)
      throw new Error(
        `hub: the deltas lead to sequence ${last}, expected ${next.sequence} as in the manifest`,
      );
    const known = version?.sequence ?? null;
    const missed = events.findIndex(({ file }) => file.from === known);
    if (known !== null && missed >= 0) {
      for (const event of events.slice(missed)) push(event);
      return;
    }
    if (known !== null && known !== next.sequence) reload('tooOld', next);
    version = next;
    if (ring.end > ring.start) return;
    for (const event of events) ring.push(event);
    // Whoever is here has them.
    for (const client of clients) client.place = ring.end;
  }

  function push(event: DeltaEvent | WireDelta): void {
    checkFollows(event, version?.sequence ?? event.file.from);
    const size = ring.push(event);
    version = { sequence: event.file.to, asOf: event.file.asOf };
    for (const client of clients) {
      if (!client.waiting) continue;
      client.missed += size;
      if (client.missed > maxBuffered) drop(client);
    }
    goRound();
  }

  function reload(reason: ReloadReason, next: HubVersion): void {
    ring.forget(Number.POSITIVE_INFINITY);
    version = next;
    for (const client of clients) end(client, reloadOf(reason));
  }

  function take(since: number | null, now: HubVersion, reply: FastifyReply): void {
    reply.hijack();
    const response = reply.raw;
    // Gone before it was answered: nothing would ever tell that it is.
    if (response.destroyed) return;
    // The body ends with the connection: no frame around each event.
    response.removeHeader('transfer-encoding');
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) response.setHeader(name, value);
    response.writeHead(200, streamHeaders);
    response.socket?.setNoDelay(true);
    const place = since === null || since === now.sequence ? ring.end : ring.placeOf(since);
    const client: Client = { response, place: place ?? ring.end, waiting: false, missed: 0 };
    clients.add(client);
    // A connection that breaks is over, which is all that there is to know about it.
    response.on('error', () => {});
    response.on('close', () => clients.delete(client));
    response.on('drain', () => {
      if (!clients.has(client)) return;
      client.waiting = false;
      client.missed = 0;
      advance(client);
    });
    const pause = Math.round(retry.from + Math.random() * (retry.to - retry.from));
    write(client, `retry: ${pause}\n${beatOf(clock, now, news())}`);
    if (place === null) end(client, reloadOf('tooOld'));
    else advance(client);
  }

  function serve(server: FastifyInstance, path: string): void {
    const answer = async (request: FastifyRequest, reply: FastifyReply) => {
      const asked = askedOf(request);
      const since = asked === null ? null : Number(asked);
      if (asked !== null && !(/^\d{1,15}$/.test(asked) && Number.isSafeInteger(since)))
        return say(
          reply,
          400,
          `${path}: got since ${JSON.stringify(asked.slice(0, 40))}, expected a sequence such as 17`,
        );
      if (closed) return say(reply.header('retry-after', 5), 503, `${path}: the server is stopping`);
      if (!version)
        return say(
          reply.header('retry-after', 2),
          503,
          `${path}: there are no data yet; /readyz says what is being done`,
        );
      if (clients.size >= maxClients) {
        refused++;
        return say(
          reply.header('retry-after', 30),
          503,
          `${path}: ${maxClients} pages are open, no more are taken; try again later`,
        );
      }
      if (request.method === 'HEAD') return reply.headers(streamHeaders).send();
      take(since, version, reply);
      return reply;
    };
    server.route({ method: ['GET', 'HEAD'], url: path, exposeHeadRoute: false, handler: answer });
    server.addHook('preClose', async () => close());
  }

  function close(): void {
    closed = true;
    clearInterval(beats);
    for (const client of clients) end(client, '');
  }

  if (options.version) open(options.version, options.ring);
  return {
    open,
    push,
    reload,
    forget: (sequence) => ring.forget(sequence),
    serve,
    counts: () => ({ clients: clients.size, dropped, refused, sent, bytes }),
    close,
  };
}

function checkFollows({ file }: Pick<DeltaEvent, 'file'>, sequence: number): void {
  if (file.from !== sequence || file.to <= file.from)
    throw new Error(
      `hub: got a delta from ${file.from} to ${file.to}, expected one that goes on from ${sequence}`,
    );
}

/** The sequence that a page says it has, as it says it; null if it says none. */
function askedOf(request: FastifyRequest): string | null {
  const last = request.headers['last-event-id'];
  if (typeof last === 'string' && last !== '') return last;
  const { since } = request.query as { since?: unknown };
  return since === undefined ? null : String(since);
}

function beatOf(clock: Clock, { sequence, asOf }: HubVersion, news: StartNews | null): string {
  const now = Math.round(clock.now() * 1000) / 1000;
  return `event: beat\ndata: ${JSON.stringify({ now, sequence, asOf, ...(news && { news }) })}\n\n`;
}

function reloadOf(reason: ReloadReason): string {
  return `event: reload\ndata: ${JSON.stringify({ reason })}\n\n`;
}
