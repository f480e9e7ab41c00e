import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, expect, test } from 'vitest';
import { openStream, type ServerEvent } from '../../scripts/faults/clients/eventReader.ts';
import { type Hub, type HubOptions, makeHub } from '../../src/server/live/hub.ts';
import { type DeltaEvent, inlineLimit } from '../../src/server/live/ring.ts';

const clock = { now: () => 1_000_000.5 };
const open: { close(): void | Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

/** A delta of some bytes; `mess` makes them hard to pack. */
function delta(from: number, size = 20, mess = false): DeltaEvent {
  const bytes = new Uint8Array(size);
  let state = from + 1;
  for (let i = 0; i < size; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[i] = mess ? state >>> 24 : from;
  }
  return {
    file: {
      name: `delta-${from}-0123456789abcdef.arrow`,
      sha256: '0'.repeat(64),
      bytes: size,
      rows: 1,
      from,
      to: from + 1,
      asOf: 1_000_000 + from,
      total: 1,
      days: null,
    },
    bytes,
  };
}

async function serve(
  options: Partial<HubOptions> = {},
  prepare: (server: FastifyInstance) => unknown = () => {},
): Promise<{ hub: Hub; server: FastifyInstance; url: string }> {
  const hub = makeHub({ clock, version: { sequence: 0, asOf: 1_000_000 }, ...options });
  const server = Fastify();
  await prepare(server);
  hub.serve(server, '/live/rows');
  open.push(server);
  return { hub, server, url: `${await server.listen({ port: 0, host: '127.0.0.1' })}/live/rows` };
}

interface Page {
  readonly events: ServerEvent[];
  readonly request: ClientRequest;
  response(): Promise<IncomingMessage>;
  readonly ended: Promise<string>;
  /** Resolves when some event that it got passes. */
  until(passes: (event: ServerEvent) => boolean): Promise<void>;
}

function page(url: string, last: string | null = null): Page {
  const events: ServerEvent[] = [];
  const waiting: { passes: (event: ServerEvent) => boolean; done: () => void }[] = [];
  let opened!: (response: IncomingMessage) => void;
  const response = new Promise<IncomingMessage>((done) => {
    opened = done;
  });
  let over!: (why: string) => void;
  const ended = new Promise<string>((done) => {
    over = done;
  });
  const request = openStream(url, last, {
    onOpen: opened,
    onEvent(event) {
      events.push(event);
      for (const one of waiting) if (one.passes(event)) one.done();
    },
    onEnd: over,
  });
  open.push({ close: () => void request.destroy() });
  return {
    events,
    request,
    ended,
    response: () => response,
    until: (passes) =>
      new Promise((done) => {
        if (events.some(passes)) done();
        else waiting.push({ passes, done });
      }),
  };
}

const idsOf = ({ events }: Page) =>
  events.filter(({ event }) => event === 'delta').map(({ id }) => Number(id));
const isDelta = (to: number) => (event: ServerEvent) => event.id === String(to);
const isReload = ({ event }: ServerEvent) => event === 'reload';

test('a page is told the version at once, then each delta, whole and as it is', async () => {
  // Guards: the words on the wire that the page's feed reads, and headers under which proxies let events through.
  const { hub, url } = await serve();
  const one = page(`${url}?since=0`);
  await one.until(({ event }) => event === 'beat');
  expect(JSON.parse(one.events[0]!.data)).toEqual({ now: 1_000_000.5, sequence: 0, asOf: 1_000_000 });
  const { headers } = await one.response();
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
  });
  expect(headers['content-encoding']).toBeUndefined();
  const sent = delta(0);
  hub.push(sent);
  await one.until(isDelta(1));
  const { file, inline } = JSON.parse(one.events.at(-1)!.data) as { file: unknown; inline: string };
  expect(file).toEqual(sent.file);
  expect(new Uint8Array(gunzipSync(Buffer.from(inline, 'base64')))).toEqual(sent.bytes);
  expect(hub.counts()).toMatchObject({ clients: 1, sent: 1, dropped: 0 });
});

test('a large delta is only named', async () => {
  // Guards: that an event stays small, whatever is in a delta.
  const { hub, url } = await serve();
  const one = page(`${url}?since=0`);
  await one.until(({ event }) => event === 'beat');
  hub.push(delta(0, 40_000, true));
  hub.push(delta(1, 60_000, true));
  hub.push(delta(2, 2_000_000));
  await one.until(isDelta(3));
  const inline = one.events
    .filter(({ event }) => event === 'delta')
    .map(({ data }) => JSON.parse(data).inline);
  expect(inline[0].length).toBeGreaterThan(40_000);
  expect(inline[0].length).toBeLessThanOrEqual(inlineLimit);
  expect(inline.slice(1)).toEqual([undefined, undefined]);
});

test('a page that comes back gets what it missed, each once; Last-Event-ID goes before since', async () => {
  // Guards: that nothing is lost or told twice through a lost connection or a restart.
  const past = [0, 1, 2, 3].map((from) => delta(from));
  const { hub, url } = await serve({ ring: past, version: { sequence: 4, asOf: 1_000_003 } });
  const all = page(`${url}?since=0`);
  const some = page(`${url}?since=0`, '2');
  const none = page(`${url}?since=4`);
  const fromNow = page(url);
  await Promise.all([all.until(isDelta(4)), some.until(isDelta(4))]);
  for (const one of [none, fromNow]) await one.until(({ event }) => event === 'beat');
  hub.push(delta(4));
  const pages = [all, some, none, fromNow];
  for (const one of pages) await one.until(isDelta(5));
  expect(pages.map(idsOf)).toEqual([[1, 2, 3, 4, 5], [3, 4, 5], [5], [5]]);
});

test('a page that cannot go on is told to open the manifest anew', async () => {
  // Guards: that a page is never left with a gap that it does not know of.
  const past = [5, 6, 7, 8].map((from) => delta(from));
  const { hub, url } = await serve({
    ring: past,
    version: { sequence: 9, asOf: 1_000_008 },
    ringLimit: { events: 3, bytes: 1 << 20 },
  });
  for (const since of [0, 5, 10, 1e15 - 1]) {
    const one = page(`${url}?since=${since}`);
    expect(await one.ended).toBe('ended');
    expect(one.events.map(({ event }) => event)).toEqual(['beat', 'reload']);
    expect(JSON.parse(one.events[1]!.data)).toEqual({ reason: 'tooOld' });
  }
  const kept = page(`${url}?since=6`);
  await kept.until(isDelta(9));
  hub.reload('newWords', { sequence: 20, asOf: 1_000_020 });
  expect(await kept.ended).toBe('ended');
  expect(JSON.parse(kept.events.at(-1)!.data)).toEqual({ reason: 'newWords' });
  const old = page(`${url}?since=8`);
  expect(await old.ended).toBe('ended');
  expect(old.events.at(-1)!.event).toBe('reload');
  const young = page(`${url}?since=20`);
  await young.until(({ event }) => event === 'beat');
  hub.push(delta(20));
  await young.until(isDelta(21));
  hub.forget(21);
  expect(await page(`${url}?since=20`).ended).toBe('ended');
});

test('a delta that does not go on from the last one is refused', async () => {
  // Guards: that a fault of the publisher is not passed on to thousands of pages.
  const { hub } = await serve({ ring: [delta(0)], version: { sequence: 1, asOf: 1_000_000 } });
  expect(() => hub.push(delta(3))).toThrow('got a delta from 3 to 4, expected one that goes on from 1');
  expect(() => hub.push(delta(0))).toThrow('expected one that goes on from 1');
  expect(() => makeHub({ clock, version: { sequence: 9, asOf: 0 }, ring: [delta(0)] })).toThrow(
    'lead to sequence 1, expected 9',
  );
  expect(() => makeHub({ clock, version: { sequence: 3, asOf: 0 }, ring: [delta(0), delta(2)] })).toThrow(
    'expected one that goes on from 1',
  );
});

test('a page that takes nothing is dropped and told, and holds up nobody', async () => {
  // Guards: bounded memory with slow pages, and the others' speed.
  const { hub, url } = await serve({ maxBuffered: 500_000, ringLimit: { events: 5000, bytes: 1 << 30 } });
  const slow = page(`${url}?since=0`);
  const quick = page(`${url}?since=0`);
  (await slow.response()).pause();
  await quick.until(({ event }) => event === 'beat');
  let sequence = 0;
  // The kernels at both ends take some megabytes before the server feels anything.
  while (hub.counts().dropped === 0 && sequence < 2000) {
    hub.push(delta(sequence++, 40_000, true));
    await quick.until(isDelta(sequence));
  }
  expect(hub.counts()).toMatchObject({ dropped: 1, clients: 1 });
  expect(idsOf(quick)).toEqual(Array.from({ length: sequence }, (_, i) => i + 1));
  (await slow.response()).resume();
  await slow.until(isReload);
  expect(await slow.ended).toBe('ended');
  const had = idsOf(slow);
  expect(had).toEqual(Array.from({ length: had.length }, (_, i) => i + 1));
  expect(had.length).toBeLessThan(sequence);
});

test('a page that is late, but takes all each time, is not dropped', async () => {
  // Guards: only what came since a page took something counts against it, not what came late over its whole life.
  const responses: ServerResponse[] = [];
  const { hub, url } = await serve({ maxBuffered: 150_000 }, (made) => {
    made.addHook('onRequest', async (_, { raw }) => {
      const write = raw.write.bind(raw) as (...args: unknown[]) => boolean;
      // As a connection whose buffer is always full: each write has to wait until it drains.
      Object.assign(raw, { write: (...args: unknown[]) => write(...args) && false });
      responses.push(raw);
    });
  });
  const late = page(`${url}?since=0`);
  await late.until(({ event }) => event === 'beat');
  for (let sequence = 0; sequence < 12; sequence++) {
    hub.push(delta(sequence, 40_000, true));
    responses[0]!.emit('drain');
  }
  await late.until(isDelta(12));
  expect(idsOf(late)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
  expect(hub.counts()).toMatchObject({ dropped: 0, clients: 1 });
  // Without a drain between, the same is too much.
  for (let sequence = 12; hub.counts().dropped === 0 && sequence < 24; sequence++)
    hub.push(delta(sequence, 40_000, true));
  expect(hub.counts()).toMatchObject({ dropped: 1, clients: 0 });
});

test('a long past is sent as the page takes it', async () => {
  // Guards: that a page which comes back after long is no slow one, and that its past is not copied for it.
  const past = Array.from({ length: 200 }, (_, from) => delta(from, 40_000, true));
  const { hub, url } = await serve({
    ring: past,
    version: { sequence: 200, asOf: 1_000_199 },
    maxBuffered: 100_000,
  });
  const one = page(`${url}?since=0`);
  await one.until(({ event }) => event === 'delta');
  hub.push(delta(200));
  await one.until(isDelta(201));
  expect(idsOf(one)).toEqual(Array.from({ length: 201 }, (_, i) => i + 1));
  expect(hub.counts().dropped).toBe(0);
});

test('what cannot be answered is said in words', async () => {
  // Guards: a clear answer in place of a stream that never says anything.
  const { server, url } = await serve({ maxClients: 1 });
  for (const since of ['abc', '-1', '1.5', '', '1e3', '99999999999999999']) {
    const answer = await server.inject(`/live/rows?since=${since}`);
    expect([answer.statusCode, answer.body]).toEqual([
      400,
      `/live/rows: got since "${since}", expected a sequence such as 17\n`,
    ]);
  }
  const spoiled = await server.inject({ url: '/live/rows?since=0', headers: { 'last-event-id': 'x' } });
  expect(spoiled.statusCode).toBe(400);
  const first = page(`${url}?since=0`);
  await first.until(({ event }) => event === 'beat');
  const second = await server.inject('/live/rows?since=0');
  expect(second.statusCode).toBe(503);
  expect(second.headers['retry-after']).toBe('30');
  expect(second.body).toContain('1 pages are open');
});

test('pages that left are forgotten, and those that stay hear the clock', async () => {
  // Guards: that the count of clients does not grow for ever, and that a page can tell a quiet server from a dead one.
  const { hub, url } = await serve({ heartbeatMs: 20 });
  const leaves = page(`${url}?since=0`);
  const stays = page(`${url}?since=0`);
  for (const one of [leaves, stays]) await one.until(({ event }) => event === 'beat');
  expect(hub.counts().clients).toBe(2);
  leaves.request.destroy();
  await leaves.ended;
  let beats = 0;
  await stays.until(() => ++beats > 3);
  expect(stays.events.every(({ event }) => event === 'beat')).toBe(true);
  expect(hub.counts().clients).toBe(1);
});

test('a server that stops ends its streams', async () => {
  // Guards: a graceful stop that does not wait for pages which never leave.
  const { server, hub, url } = await serve();
  const one = page(`${url}?since=0`);
  await one.until(({ event }) => event === 'beat');
  await server.close();
  expect(await one.ended).toBe('ended');
  expect(hub.counts().clients).toBe(0);
});
