import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patience } from '../../../src/server/live/patience.ts';
import { makeServer } from '../../../src/server/server.ts';
import { rawAnswer, requestFor, stalledReader } from '../../support/rawHttp.ts';

let page: string;
const servers: FastifyInstance[] = [];

beforeAll(async () => {
  page = await mkdtemp(join(tmpdir(), 's360-'));
  await mkdir(join(page, 'assets'));
  await writeFile(join(page, 'assets/large-1.wasm'), Buffer.alloc(24 << 20));
});
afterAll(async () => {
  for (const server of servers) {
    server.server.closeAllConnections();
    await server.close();
  }
  await rm(page, { recursive: true });
});

async function serve(maxConnections?: number) {
  const server = await makeServer({ page, data: page, ...(maxConnections && { maxConnections }) });
  servers.push(server);
  await server.listen({ port: 0, host: '127.0.0.1' });
  return { server, port: (server.server.address() as { port: number }).port };
}

const countOf = (server: FastifyInstance) =>
  new Promise<number>((done) => server.server.getConnections((_, count) => done(count)));

test('readers who take nothing are let go, whatever they asked for', async () => {
  // Guards: connections, files and buffers that a reader holds for as long as it wishes.
  const { server, port } = await serve();
  expect(server.server.timeout).toBe(patience.connectionTimeout);
  // As the server does it, sooner.
  server.server.timeout = 300;
  const held = [
    await stalledReader(port, requestFor('GET', '/assets/large-1.wasm')),
    await stalledReader(port, requestFor('GET', '/assets/large-1.wasm', { connection: 'keep-alive' })),
    await stalledReader(port, requestFor('GET', '/assets/large-1.wasm').repeat(3)),
  ];
  await expect.poll(() => countOf(server)).toBe(0);
  for (const socket of held) {
    socket.resume();
    await expect.poll(() => socket.destroyed).toBe(true);
    expect(socket.bytesRead).toBeLessThan(24 << 20);
  }
});

test('a full server ends more connections as they come, and goes on', async () => {
  // Guards: memory and descriptors that grow with the number of those who come.
  const { server, port } = await serve(3);
  const held: Socket[] = [];
  for (let i = 0; i < 3; i++) held.push(await stalledReader(port, requestFor('GET', '/assets/large-1.wasm')));
  const refused = await new Promise<number>((done) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(requestFor('GET', '/healthz')));
    socket.on('error', () => {});
    socket.on('close', () => done(socket.bytesRead));
    socket.resume();
  });
  expect(refused).toBe(0);
  held[0]!.destroy();
  await expect.poll(() => countOf(server)).toBe(2);
  expect((await rawAnswer(port, requestFor('GET', '/healthz'))).status).toBe(200);
  for (const socket of held) socket.destroy();
});
