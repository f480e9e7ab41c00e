import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeBareServer } from '../../src/server/door/bareServer.ts';
import type { FollowedCity } from '../../src/server/door/followedCity.ts';
import { makeServer } from '../../src/server/server.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { followCity } from '../support/followedCity.ts';
import { type Nginx, startNginx } from '../support/nginx.ts';
import { randomCity } from '../support/randomCity.ts';

// Guards: docs/nginx.conf is one that nginx starts with, and what the server promises its pages holds behind it.

let root: string;
let city: FollowedCity & AsyncDisposable;
let server: FastifyInstance;
let operations: FastifyInstance;
let nginx: Nginx;
let session: ClientHttp2Session;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 's360-'));
  await mkdir(join(root, 'page'));
  await writeFile(join(root, 'page/index.html'), '<p>page</p>');
  const data = join(root, 'data');
  await writeSnapshot(data, randomCity(5, 2000));
  city = await followCity({ kind: 'sample', data, speed: 3600 });
  server = await makeServer({ page: join(root, 'page'), data, live: (on) => city.serve(on) });
  await server.listen({ port: 0, host: '127.0.0.1' });
  operations = await makeBareServer({ hosts: [], logger: false }, (on) => city.serveOperations(on));
  await operations.listen({ port: 0, host: '127.0.0.1' });
  const [port, operationsPort] = [server, operations].map(
    (one) => (one.server.address() as { port: number }).port,
  );
  nginx = await startNginx(port!, operationsPort!);
  session = connect(nginx.address, { rejectUnauthorized: false });
});
afterAll(async () => {
  session.close();
  await nginx[Symbol.asyncDispose]();
  await city[Symbol.asyncDispose]();
  await server.close();
  await operations.close();
  await rm(root, { recursive: true });
});

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Asks over HTTP/2. @param enough ends the answer early */
function get(
  path: string,
  headers: Readonly<Record<string, string>> = {},
  enough: (text: string) => boolean = () => false,
): Promise<Got> {
  return new Promise((done, fail) => {
    const asked = session.request({ ':path': path, ...headers });
    const chunks: Buffer[] = [];
    let got: IncomingHttpHeaders = {};
    const end = () => done({ headers: got, body: Buffer.concat(chunks) });
    asked.on('response', (found) => {
      got = found;
    });
    asked.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (!enough(String(Buffer.concat(chunks)))) return;
      end();
      asked.close();
    });
    asked.once('end', end);
    asked.once('error', fail);
    asked.end();
  });
}

test('the page comes over TLS and HTTP/2 with all its headers', async () => {
  const { headers, body } = await get('/');
  expect([session.alpnProtocol, headers[':status'], String(body)]).toEqual(['h2', 200, '<p>page</p>']);
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['strict-transport-security']).toBe('max-age=31536000');
});

test('packed data pass as they are, and what is there already is not sent again', async () => {
  const { manifest } = await readManifest(join(root, 'data'));
  const [segment] = manifest.files.segments;
  const { headers, body } = await get(`/data/rows/${segment!.name}`, { 'accept-encoding': 'br' });
  expect([headers['content-encoding'], headers['cache-control']]).toEqual([
    'br',
    expect.stringContaining('immutable'),
  ]);
  expect(brotliDecompressSync(body)).toEqual(await readFile(join(root, 'data/rows', segment!.name)));
  // The manifest of a living city may be another one by the second look.
  await expect
    .poll(async () => {
      const first = await get('/data/rows/manifest.json');
      const again = await get('/data/rows/manifest.json', { 'if-none-match': String(first.headers.etag) });
      return [again.headers[':status'], again.body.length];
    })
    .toEqual([304, 0]);
});

test('events come as they are told, and a stream goes on from the last one', async () => {
  const sawDelta = (text: string) => /^event: delta$/m.test(text) && text.endsWith('\n\n');
  const { sequence } = JSON.parse(String((await get('/data/rows/manifest.json')).body)) as {
    sequence: number;
  };
  const { headers, body } = await get(`/live/rows?since=${sequence}`, {}, sawDelta);
  expect(headers['content-type']).toContain('text/event-stream');
  const id = Number(/^id: (\d+)$/m.exec(String(body))![1]);
  const next = await get('/live/rows', { 'last-event-id': String(id) }, sawDelta);
  expect(/^id: (\d+)$/m.exec(String(next.body))![1]).toBe(String(id + 1));
});

test('those who watch the server see its metrics', async () => {
  const { headers, body } = await get('/metrics');
  expect(headers[':status']).toBe(200);
  expect(String(body)).toContain('# HELP ');
  expect((await server.inject('/metrics')).statusCode).toBe(404);
});
