import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseManifest } from '../../src/model/manifest.ts';
import { makeServer } from '../../src/server/server.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { ZonesLayer } from '../../src/server/zonesLayer.ts';
import { geoJson, kml, type Layer } from '../support/layerFiles.ts';
import { makeSampleCity } from '../support/sampleCity.ts';

const source = makeSampleCity({ rows: 300, seed: 4, asOf: Date.UTC(2026, 10, 20, 9) / 1000, events: false });
const schematic = source.geometry as Topology<Record<string, GeometryCollection<{ id: string }>>>;
const shapes = feature(schematic, schematic.objects.zones!).features.slice(0, 100);
const layer = {
  type: 'FeatureCollection',
  features: shapes.map((shape) => ({ ...shape, properties: { NUMBER: shape.properties.id.slice(1) } })),
} as Layer;

let root: string;
let server: FastifyInstance;
const manifestOf = async () => parseManifest((await server.inject('/data/rows/manifest.json')).body);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 's360-'));
  await writeSnapshot(join(root, 'data'), source);
  await writeFile(join(root, 'layer.kml'), kml(layer));
  const zonesLayer = await ZonesLayer.open(join(root, 'layer.kml'), { source: 'Planning | التخطيط' });
  server = await makeServer({ page: root, data: join(root, 'data'), zonesLayer });
});
afterAll(async () => {
  await server.close();
  await rm(root, { recursive: true });
});

// Guards: ZONES_LAYER replaces the geometry that is served, and nothing else, and nothing on disk.
test('the manifest names the layer, and the file is what it names', async () => {
  const before = await readdir(join(root, 'data/rows'));
  const onDisk = parseManifest(await readFile(join(root, 'data/rows/manifest.json'), 'utf8'));
  const manifest = await manifestOf();
  const { geometry } = manifest.files;
  expect(geometry?.name).toMatch(/^layer-[0-9a-f]{16}\.json$/);
  expect({ ...manifest, files: { ...manifest.files, geometry: null } }).toEqual({
    ...onDisk,
    files: { ...onDisk.files, geometry: null },
  });
  const url = `/data/rows/${geometry!.name}`;
  const plain = await server.inject(url);
  expect(plain.headers['cache-control']).toContain('immutable');
  expect(plain.rawPayload.length).toBe(geometry!.bytes);
  expect(createHash('sha256').update(plain.rawPayload).digest('hex')).toBe(geometry!.sha256);
  const drawn = JSON.parse(plain.body) as Topology<Record<string, GeometryCollection<{ id: string }>>> & {
    source: object;
  };
  expect(drawn.source).toEqual({ en: 'Planning', ar: 'التخطيط' });
  expect(drawn.objects.zones!.geometries.length).toBe(100);
  const brotli = await server.inject({ url, headers: { 'accept-encoding': 'br' } });
  const gzip = await server.inject({ url, headers: { 'accept-encoding': 'gzip' } });
  expect(String(brotliDecompressSync(brotli.rawPayload))).toBe(plain.body);
  expect(String(gunzipSync(gzip.rawPayload))).toBe(plain.body);
  expect(await readdir(join(root, 'data/rows'))).toEqual(before);
  expect((await server.inject(`/data/rows/layer-${'0'.repeat(16)}.json`)).statusCode).toBe(404);
});

test('the manifest is not sent twice, and without the setting it is the one on disk', async () => {
  const first = await server.inject('/data/rows/manifest.json');
  const again = await server.inject({
    url: '/data/rows/manifest.json',
    headers: { 'if-none-match': String(first.headers.etag) },
  });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  const without = await makeServer({ page: root, data: join(root, 'data') });
  const body = (await without.inject('/data/rows/manifest.json')).body;
  expect(body).toBe(await readFile(join(root, 'data/rows/manifest.json'), 'utf8'));
  await without.close();
});

test('a snapshot of other zones, published while the server runs, keeps its own geometry', async () => {
  const zones = source.zones.zones.map((zone, i) => ({ id: `w${i}`, en: zone.en, ar: zone.ar }));
  await writeSnapshot(join(root, 'other'), { ...source, zones: { ...source.zones, zones, places: [] } });
  const zonesLayer = await ZonesLayer.open(join(root, 'layer.kml'), {});
  const other = await makeServer({ page: root, data: join(root, 'other'), zonesLayer });
  const manifest = parseManifest((await other.inject('/data/rows/manifest.json')).body);
  expect(manifest.files.geometry?.name).toMatch(/^geometry-/);
  await expect(zonesLayer.fit(join(root, 'other/rows'), manifest)).rejects.toThrow(
    /0 of 225 zones are matched.*npm run zones -- --check/,
  );
  await other.close();
});

test('a layer that is none is refused when the server starts', async () => {
  await expect(ZonesLayer.open(join(root, 'none.zip'), {})).rejects.toThrow(
    /ZONES_LAYER=.*there is no such file/,
  );
  await writeFile(join(root, 'points.json'), geoJson({ type: 'FeatureCollection', features: [] }));
  await expect(ZonesLayer.open(join(root, 'points.json'), {})).rejects.toThrow(/without a polygon/);
});
