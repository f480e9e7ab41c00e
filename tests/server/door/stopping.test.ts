import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Stopping } from '../../../src/server/door/stopping.ts';
import { makeHub } from '../../../src/server/live/hub.ts';
import { makeServer } from '../../../src/server/server.ts';
import { requestFor, stalledReader } from '../../support/rawHttp.ts';

const left: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of left.splice(0).reverse()) await one();
});

async function stoppable(graceMs: number, others: () => Promise<void>) {
  const page = await mkdtemp(join(tmpdir(), 's360-'));
  left.push(() => rm(page, { recursive: true }));
  await mkdir(join(page, 'assets'));
  await writeFile(join(page, 'assets/large-1.wasm'), Buffer.alloc(24 << 20));
  const hub = makeHub({ clock: { now: () => 1 }, version: { sequence: 0, asOf: 1 } });
  const server = await makeServer({ page, data: page, live: (on) => hub.serve(on, '/live/rows') });
  left.push(() => server.close());
  await server.listen({ port: 0, host: '127.0.0.1' });
  const codes: number[] = [];
  let end: (code: number) => void = () => {};
  const ended = new Promise<number>((done) => {
    end = done;
  });
  const stopping = new Stopping({
    servers: () => [server],
    ...{ others, graceMs },
    exit(code) {
      codes.push(code);
      end(code);
    },
  });
  return { port: (server.server.address() as { port: number }).port, server, codes, ended, stopping };
}

const closed = (socket: Socket) =>
  new Promise<void>((done) => {
    if (socket.destroyed) done();
    else socket.once('close', () => done());
  });

test('whatever readers do, the server ends once their grace is over, and not before what was taken is published', async () => {
  // Guards: one reader who takes nothing kept the server from ending for as long as it wished.
  const steps: string[] = [];
  const { port, ended, server, codes, stopping } = await stoppable(300, async () => {
    // Readers are still there.
    const count = await new Promise<number>((done) => server.server.getConnections((_, n) => done(n)));
    steps.push(`published with ${count} readers`);
  });
  const keepAlive = { connection: 'keep-alive' };
  const half = (text: string) =>
    new Promise<Socket>((done) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text, () => done(socket)));
      socket.on('error', () => {});
      socket.resume();
    });
  const readers = [
    await stalledReader(port, requestFor('GET', '/assets/large-1.wasm', keepAlive)),
    await stalledReader(port, requestFor('GET', '/assets/large-1.wasm')),
    await stalledReader(port, requestFor('GET', '/live/rows', keepAlive)),
    await stalledReader(port, requestFor('GET', '/none', keepAlive)),
    await half('GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx-slow: '),
    await half(
      'POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 100\r\ncontent-type: text/plain\r\n\r\nx',
    ),
    await half(''),
  ];
  const count = () => new Promise<number>((done) => server.server.getConnections((_, n) => done(n)));
  await expect.poll(count).toBe(readers.length);
  void stopping.stop(0);
  expect(await ended).toBe(0);
  expect(steps).toEqual([`published with ${readers.length} readers`]);
  expect(await count()).toBe(0);
  for (const reader of readers) reader.resume();
  await Promise.all(readers.map(closed));
  expect(codes).toEqual([0]);
});

test('without readers nothing is waited for', async () => {
  const { ended, stopping } = await stoppable(600_000, async () => {});
  void stopping.stop(0);
  expect(await ended).toBe(0);
});
