import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { type Hub, makeHub } from '../../src/server/live/hub.ts';

/** A connection whose buffers a test fills and empties. */
class Connection extends EventEmitter {
  /** Whether what is written is taken at once. */
  takes = true;
  destroyed = false;
  ended = false;
  readonly socket = null;
  readonly texts: string[] = [];
  setHeader() {}
  removeHeader() {}
  writeHead() {}
  write(text: Buffer | string): boolean {
    this.texts.push(String(text));
    return this.takes;
  }
  end(words: string) {
    this.ended = true;
    this.texts.push(words);
  }
  get deltas(): number {
    return this.texts.filter((text) => text.startsWith('event: delta')).length;
  }
}

type Answer = (request: object, reply: object) => Promise<unknown>;

/** Opens a stream as Fastify would. */
async function opened(hub: Hub, connection: Connection): Promise<Connection> {
  let answer: Answer = async () => {};
  const server = { route: ({ handler }: { handler: Answer }) => (answer = handler), addHook: () => {} };
  hub.serve(server as unknown as FastifyInstance, '/live/rows');
  const raw = connection as unknown as ServerResponse;
  await answer(
    { method: 'GET', headers: {}, query: { since: '0' } },
    { raw, hijack() {}, getHeaders: () => ({}) },
  );
  return connection;
}

function delta(from: number) {
  const name = `delta-${from}-0123456789abcdef.arrow`;
  const file = { name, sha256: '0'.repeat(64), bytes: 2 << 20, rows: 1, from, to: from + 1 };
  // Too large to go with its event, so that all events are as long as each other.
  return { file: { ...file, asOf: 1, total: 1, days: null }, bytes: new Uint8Array(2 << 20) };
}

const quiet = { clock: { now: () => 1 }, version: { sequence: 0, asOf: 1 } };

/** Bytes of one delta's event. */
async function eventBytes(): Promise<number> {
  const hub = makeHub(quiet);
  const connection = await opened(hub, new Connection());
  hub.push(delta(0));
  await expect.poll(() => connection.deltas).toBe(1);
  hub.close();
  return connection.texts.find((text) => text.startsWith('event: delta'))!.length;
}

test('what a page misses while it takes nothing is counted anew each time', async () => {
  // Guards: a page that is slow for a moment now and then, and catches up each time, is dropped in the end.
  const size = await eventBytes();
  const hub = makeHub({ ...quiet, maxBuffered: 4 * size });
  const page = await opened(hub, new Connection());
  let sequence = 0;
  for (let round = 0; round < 5; round++) {
    page.takes = false;
    hub.push(delta(sequence++));
    await expect.poll(() => page.deltas).toBe(sequence);
    // Three that it misses, of four that it may.
    for (let i = 0; i < 3; i++) hub.push(delta(sequence++));
    expect([page.ended, page.deltas]).toEqual([false, sequence - 3]);
    page.takes = true;
    page.emit('drain');
    await expect.poll(() => page.deltas).toBe(sequence);
  }
  expect(hub.counts()).toMatchObject({ dropped: 0, clients: 1, sent: 20 });
  hub.close();
});

test('a page that takes nothing is dropped with the event that is one too many, and no sooner', async () => {
  // Guards: memory that a page which takes nothing may hold.
  const size = await eventBytes();
  const hub = makeHub({ ...quiet, maxBuffered: 4 * size });
  const page = await opened(hub, new Connection());
  page.takes = false;
  hub.push(delta(0));
  await expect.poll(() => page.deltas).toBe(1);
  for (let from = 1; from <= 4; from++) hub.push(delta(from));
  expect([page.ended, hub.counts().dropped]).toEqual([false, 0]);
  hub.push(delta(5));
  expect([page.ended, hub.counts().dropped, hub.counts().clients]).toEqual([true, 1, 0]);
  // What comes after its last words is nothing.
  page.emit('drain');
  expect(page.texts.at(-1)).toContain('tooOld');
  hub.close();
});

test('a page that was gone before it was answered is none', async () => {
  // Guards: a count of pages that grows for ever.
  const hub = makeHub(quiet);
  const connection = new Connection();
  connection.destroyed = true;
  await opened(hub, connection);
  expect(hub.counts().clients).toBe(0);
  hub.close();
});
