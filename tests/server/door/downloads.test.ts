import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gunzipSync, gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBasemap } from '../../../src/server/basemapFile.ts';
import { makeServer } from '../../../src/server/server.ts';
import { rawAnswer, requestFor, stalledReader } from '../../support/rawHttp.ts';
import { makeStreets } from '../../support/streets.ts';

/** More than the kernels' buffers take, and nothing that packs well. */
const large = Buffer.alloc(12 << 20, Buffer.from(Array.from({ length: 997 }, (_, i) => (i * i) % 251)));

let root: string;
let server: FastifyInstance;
let port: number;
let streets: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 's360-'));
  await mkdir(join(root, 'page/assets'), { recursive: true });
  await mkdir(join(root, 'data/rows'), { recursive: true });
  await writeFile(join(root, 'page/index.html'), '<p>page</p>');
  await writeFile(join(root, 'page/assets/engine-1.wasm'), large);
  // Packed forms as large as the file: what is served is what lies there.
  await writeFile(join(root, 'page/assets/engine-1.wasm.br'), large);
  await writeFile(join(root, 'page/assets/engine-1.wasm.gz'), large);
  await writeFile(join(root, 'page/assets/plain-1.wasm'), large);
  await writeFile(join(root, 'page/assets/empty-1.js'), '');
  await writeFile(join(root, 'data/rows/manifest.json'), JSON.stringify({ list: 'x'.repeat(100_000) }));
  await writeFile(join(root, 'streets.pmtiles'), makeStreets({ maxZoom: 8 }));
  server = await makeServer({
    page: join(root, 'page'),
    data: join(root, 'data'),
    basemap: await openBasemap(join(root, 'streets.pmtiles')),
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = server.server.address() as { port: number });
  streets = `/basemap/${(await server.inject('/basemap/info.json')).json().file}`;
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

/** Descriptors of this process, which is the server's. */
const descriptors = () => readdirSync('/proc/self/fd').length;
const connections = () =>
  new Promise<number>((done) => server.server.getConnections((_, count) => done(count)));

test.runIf(process.platform === 'linux').each([
  ['packed with gzip', '/assets/engine-1.wasm', 'gzip'],
  ['packed with brotli', '/assets/engine-1.wasm', 'br'],
  ['as it is', '/assets/engine-1.wasm', 'identity'],
  ['without packed forms', '/assets/plain-1.wasm', 'gzip, br'],
  ['packed when it is asked for', '/data/rows/manifest.json', 'gzip'],
])('a download that breaks off leaves no file open: %s', async (_, path, encoding) => {
  // Guards: each broken-off download left one open, until there were none left and the server ended.
  await expect.poll(connections).toBe(0);
  const before = descriptors();
  const request = requestFor('GET', path, { 'accept-encoding': encoding });
  /** When a reader leaves: at once, as the answer begins, after some of it, without having asked. */
  const leaves = [0, 1, 200_000, -1];
  await Promise.all(
    Array.from({ length: 160 }, (_, i) => {
      const after = leaves[i % leaves.length]!;
      return new Promise<void>((done) => {
        let got = 0;
        const socket = connect(port, '127.0.0.1', () => {
          if (after < 0) socket.destroy();
          else socket.write(request, () => after === 0 && socket.destroy());
        });
        socket.on('data', (bytes) => {
          got += bytes.length;
          if (got >= after) socket.resetAndDestroy();
        });
        socket.on('error', () => {});
        socket.on('close', () => done());
      });
    }),
  );
  await expect.poll(connections).toBe(0);
  await expect.poll(descriptors).toBeLessThanOrEqual(before);
});

test.runIf(process.platform === 'linux')('answers without a body leave no file open', async () => {
  // Guards: a file that is opened to be told of, and not read.
  const headers = { 'accept-encoding': 'br' };
  const { etag } = (await server.inject({ url: '/assets/engine-1.wasm', method: 'HEAD', headers })).headers;
  const before = descriptors();
  for (let i = 0; i < 20; i++) {
    const ask = (method: 'GET' | 'HEAD', url: string, more: Record<string, string> = {}) =>
      server.inject({ method, url, headers: { ...headers, ...more } });
    const answers = await Promise.all([
      ask('HEAD', '/assets/engine-1.wasm'),
      ask('GET', '/assets/engine-1.wasm', { 'if-none-match': String(etag) }),
      ask('GET', '/assets/engine-1.wasm', { 'if-match': '"x"' }),
      ask('GET', '/assets/engine-1.wasm', { 'accept-encoding': '*;q=0' }),
      ask('GET', '/assets/empty-1.js', { 'accept-encoding': 'identity' }),
      ask('GET', '/assets/none-1.js'),
      ask('GET', '/assets/'),
      ask('HEAD', streets),
      ask('GET', streets, { range: 'bytes=999999999-' }),
      ask('GET', streets, { 'if-none-match': '*' }),
      ask('GET', '/basemap/streets-0000000000000000.pmtiles'),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([
      200, 304, 412, 406, 200, 404, 404, 200, 416, 304, 404,
    ]);
  }
  await expect.poll(descriptors).toBeLessThanOrEqual(before);
});

test('HEAD says what GET says, without the body', async () => {
  // Guards: whoever asks for a size alone makes the server read, or pack, the whole file.
  const encodings = ['gzip', 'br', 'identity'];
  for (const path of [
    '/',
    '/assets/engine-1.wasm',
    '/assets/empty-1.js',
    '/data/rows/manifest.json',
    streets,
  ])
    for (const encoding of encodings) {
      const headers = { 'accept-encoding': encoding };
      const got = await rawAnswer(port, requestFor('GET', path, headers));
      const head = await rawAnswer(port, requestFor('HEAD', path, headers));
      const isSaid = (answer: typeof got) =>
        [...answer.headers].filter(([name]) => name !== 'date').sort(([a], [b]) => (a < b ? -1 : 1));
      expect([path, encoding, head.status, head.body.length]).toEqual([path, encoding, 200, 0]);
      expect(isSaid(head)).toEqual(isSaid(got));
      expect(Number(got.headers.get('content-length'))).toBe(got.body.length);
    }
});

test('each packed form has a version of its own, is made once, and is what the file is', async () => {
  // Guards: a browser that is told that it has one form when it has another; the same work for each reader.
  const path = '/data/rows/manifest.json';
  const ask = (headers: Record<string, string>) => rawAnswer(port, requestFor('GET', path, headers));
  const answers = await Promise.all(
    ['gzip', 'br', 'identity', 'gzip', 'gzip'].map((encoding) => ask({ 'accept-encoding': encoding })),
  );
  const etags = answers.map(({ headers }) => headers.get('etag')!);
  expect(new Set(etags.slice(0, 3)).size).toBe(3);
  expect(new Set([etags[0], etags[3], etags[4]]).size).toBe(1);
  expect(gunzipSync(answers[0]!.body)).toEqual(answers[2]!.body);
  expect(answers.map(({ headers }) => headers.get('vary'))).toEqual(Array(5).fill('accept-encoding'));
  for (const [i, encoding] of ['gzip', 'br', 'identity'].entries()) {
    const tagged = { 'accept-encoding': encoding, 'if-none-match': `"none", W/${etags[i]}` };
    const again = await ask(tagged);
    expect([again.status, again.body.length, again.headers.get('etag')]).toEqual([304, 0, etags[i]]);
    expect(again.headers.has('vary') && again.headers.has('cache-control')).toBe(true);
    expect(again.headers.has('content-encoding') || again.headers.has('content-type')).toBe(false);
    const other = await ask({ ...tagged, 'if-none-match': etags[(i + 1) % 3]! });
    expect(other.status).toBe(200);
  }
  expect((await ask({ 'accept-encoding': 'gzip;q=0, br;q=0' })).headers.has('content-encoding')).toBe(false);
});

test('packed forms of an older version of a file are not served', async () => {
  // Guards: a build that ended between a page and its packed forms.
  const folder = join(root, 'page');
  await writeFile(join(folder, 'index.html.gz'), gzipSync('old'));
  await writeFile(join(folder, 'index.html.br'), brotliCompressSync('old'));
  await new Promise((done) => setTimeout(done, 20));
  await writeFile(join(folder, 'index.html'), '<p>page</p>');
  const answer = await rawAnswer(port, requestFor('GET', '/', { 'accept-encoding': 'gzip' }));
  expect(String(gunzipSync(answer.body))).toBe('<p>page</p>');
});

test('a file that shrinks or goes while it is sent breaks its answer off, and nothing else', async () => {
  // Guards: a part that is taken for the whole, a connection whose next answer is taken for the rest of this one.
  for (const harm of [truncate, unlink]) {
    const path = join(root, 'page/assets/harmed-1.wasm');
    await writeFile(path, large);
    const before = descriptorsOrNone();
    const both = [
      requestFor('GET', '/assets/harmed-1.wasm', { connection: 'keep-alive' }),
      requestFor('GET', '/healthz'),
    ];
    const socket = await stalledReader(port, both.join(''));
    await harm(path);
    let end = '';
    socket.on('data', (bytes) => {
      end = (end + bytes.toString('latin1')).slice(-2000);
    });
    const ended = new Promise<void>((done) => socket.on('close', () => done()));
    socket.resume();
    await ended;
    // A file that is gone is read to its end: it is open.
    const isWhole = harm === unlink;
    expect([end.includes('{"ok":true}'), socket.bytesRead > large.length]).toEqual([isWhole, isWhole]);
    await expect.poll(connections).toBe(0);
    await expect.poll(descriptorsOrNone).toBeLessThanOrEqual(before);
  }
  expect((await server.inject('/assets/harmed-1.wasm')).statusCode).toBe(404);
});

const descriptorsOrNone = () => (process.platform === 'linux' ? descriptors() : 0);

test('OPTIONS and methods that are not allowed are told which are', async () => {
  // Guards: 404 for an address that is there, and a body that is read though nobody wants it.
  const paths = [
    '/',
    '/assets/engine-1.wasm',
    '/data/rows/manifest.json',
    streets,
    '/basemap/info.json',
    '/healthz',
  ];
  for (const path of paths) {
    const options = await rawAnswer(port, requestFor('OPTIONS', path));
    expect([path, options.status, options.headers.get('allow')]).toEqual([path, 204, 'GET, HEAD, OPTIONS']);
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const body = { 'content-type': 'application/x-none', 'content-length': '4' };
      const answer = await rawAnswer(port, `${requestFor(method, path, body)}body`);
      expect([path, method, answer.status, answer.headers.get('allow')]).toEqual([
        path,
        method,
        405,
        'GET, HEAD, OPTIONS',
      ]);
    }
  }
  expect((await rawAnswer(port, requestFor('POST', '/none'))).status).toBe(404);
  expect((await rawAnswer(port, requestFor('OPTIONS', '/data/rows/notes.txt'))).status).toBe(404);
  expect((await rawAnswer(port, requestFor('PROPFIND', '/'))).status).toBe(501);
});
