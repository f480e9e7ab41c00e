import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { PMTiles } from 'pmtiles';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseBasemap } from '../../src/model/basemap.ts';
import { openBasemap } from '../../src/server/basemapFile.ts';
import { makeServer } from '../../src/server/server.ts';
import { makeArchive } from '../support/pmtiles.ts';
import { makeStreets } from '../support/streets.ts';

const archive = makeStreets({ maxZoom: 8 });
const size = archive.length;
let root: string;
let server: FastifyInstance;
let url: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 's360-'));
  await writeFile(join(root, 'city.pmtiles'), archive);
  const basemap = await openBasemap(join(root, 'city.pmtiles'));
  server = await makeServer({ page: root, data: root, basemap });
  url = `/basemap/${parseBasemap((await server.inject('/basemap/info.json')).json())!.file}`;
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

const ask = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  server.inject({ method, url, headers });
const bytes = (from: number, to: number) => Buffer.from(archive.subarray(from, to + 1));

// Guards: tiles come by ranges, as RFC 9110 has them, and are never packed on the way.
test.each<[string, number, number]>([
  ['bytes=0-16383', 0, 16_383],
  ['bytes=100-100', 100, 100],
  [`bytes=${size - 10}-`, size - 10, size - 1],
  [`bytes=10-${size + 500}`, 10, size - 1],
  ['bytes=-20', size - 20, size - 1],
  [`bytes=-${size + 9}`, 0, size - 1],
])('%s is answered with these bytes', async (range, from, to) => {
  const answer = await ask({ range, 'accept-encoding': 'gzip, br' });
  expect(answer.statusCode).toBe(206);
  expect(answer.headers['content-range']).toBe(`bytes ${from}-${to}/${size}`);
  expect(answer.headers['content-length']).toBe(String(to - from + 1));
  expect(answer.headers['content-encoding']).toBeUndefined();
  expect(answer.rawPayload.equals(bytes(from, to))).toBe(true);
});

test.each([`bytes=${size}-`, `bytes=${size + 5}-${size + 9}`, 'bytes=-0'])(
  '%s cannot be answered',
  async (range) => {
    const answer = await ask({ range });
    expect([answer.statusCode, answer.headers['content-range'], answer.body]).toEqual([
      416,
      `bytes */${size}`,
      '',
    ]);
  },
);

test.each(['bytes=0-1,5-6', 'bytes=9-5', 'bytes=-', 'lines=1-2', 'bytes=a-b'])(
  '%s is answered with the whole file',
  async (range) => {
    const answer = await ask({ range });
    expect([answer.statusCode, answer.rawPayload.length]).toEqual([200, size]);
  },
);

test('a range of another version is answered with the whole file, the same version with the range', async () => {
  const { etag } = (await ask({}, 'HEAD')).headers;
  const range = 'bytes=0-9';
  expect((await ask({ range, 'if-range': String(etag) })).statusCode).toBe(206);
  expect((await ask({ range, 'if-range': '"other"' })).statusCode).toBe(200);
  expect((await ask({ 'if-none-match': String(etag) })).statusCode).toBe(304);
});

test('HEAD tells the size and that ranges are taken, and sends nothing', async () => {
  const whole = await ask({}, 'HEAD');
  expect([whole.statusCode, whole.body]).toEqual([200, '']);
  expect(whole.headers).toMatchObject({ 'accept-ranges': 'bytes', 'content-length': String(size) });
  const part = await ask({ range: 'bytes=5-9' }, 'HEAD');
  expect([part.statusCode, part.headers['content-length'], part.body]).toEqual([206, '5', '']);
});

test('a file that was replaced has another name, and the old name is gone', async () => {
  const path = join(root, 'replaced.pmtiles');
  await writeFile(path, archive);
  const other = await makeServer({ page: root, data: root, basemap: await openBasemap(path) });
  const fileNow = async () => parseBasemap((await other.inject('/basemap/info.json')).json())!.file;
  const before = await fileNow();
  await writeFile(path, makeStreets({ maxZoom: 7 }));
  expect(await fileNow()).not.toBe(before);
  expect((await other.inject(`/basemap/${before}`)).statusCode).toBe(404);
  await other.close();
});

// Guards: a page without a basemap hears so without an error, and nothing else is served there.
test('without a basemap there is none', async () => {
  const without = await makeServer({ page: root, data: root });
  const info = await without.inject('/basemap/info.json');
  expect([info.statusCode, info.body]).toEqual([200, 'null']);
  expect((await without.inject(url)).statusCode).toBe(404);
  expect((await server.inject('/basemap/city.pmtiles')).statusCode).toBe(404);
  await without.close();
});

test('the archive that the tests make is one to the library too', async () => {
  const tiles = new PMTiles({
    getKey: () => 'city',
    getBytes: async (offset, length) => ({
      data: Uint8Array.from(archive.subarray(offset, offset + length)).buffer,
    }),
  });
  expect(await tiles.getHeader()).toMatchObject({ specVersion: 3, tileType: 1, minZoom: 0, maxZoom: 8 });
  expect((await tiles.getZxy(8, 167, 109))!.data.byteLength).toBeGreaterThan(100);
  expect((await openBasemap(join(root, 'city.pmtiles'))).attribution).toBe('© OpenStreetMap');
});

// Guards: a file that is no basemap stops the start with a sentence.
test.each<[string, () => Promise<Uint8Array | null>, RegExp]>([
  ['missing', async () => null, /BASEMAP=.*: there is no such file; docs\/maps\.md/],
  ['text', async () => Buffer.from('hello, this is no archive'), /got no PMTiles archive/],
  [
    'version 2',
    async () => Buffer.concat([Buffer.from('PMTiles\u0002'), Buffer.alloc(200)]),
    /version 2, expected version 3/,
  ],
  ['a header alone', async () => archive.subarray(0, 90), /header cannot be read/],
  [
    'cut short',
    async () => archive.subarray(0, size - 100),
    new RegExp(`has ${size - 100} bytes and should have ${size}`),
  ],
  [
    'pictures',
    async () => {
      const copy = Uint8Array.from(archive);
      copy[99] = 2;
      return copy;
    },
    /tiles of type Png, expected vector tiles/,
  ],
  [
    'zstd',
    async () => {
      const copy = Uint8Array.from(archive);
      copy[98] = 4;
      return copy;
    },
    /packed with Zstd, expected gzip/,
  ],
  [
    'another schema',
    async () =>
      makeArchive({
        layers: { transportation: { type: 'FeatureCollection', features: [] } },
        bounds: [55, 25, 56, 26],
        maxZoom: 1,
      }),
    /got layers transportation, expected those of the Protomaps basemap/,
  ],
])('a file is refused: %s', async (name, make, message) => {
  const path = join(root, `${name}.pmtiles`);
  const content = await make();
  if (content) await writeFile(path, content);
  await expect(openBasemap(path)).rejects.toThrow(message);
});
