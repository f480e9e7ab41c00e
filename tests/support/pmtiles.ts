import { gzipSync } from 'node:zlib';
import type { FeatureCollection } from 'geojson';
import GeoJSONVT from 'geojson-vt';
import { zxyToTileId } from 'pmtiles';
import { fromGeojsonVt } from 'vt-pbf';

export interface ArchiveOptions {
  /** By the name of their layer. */
  readonly layers: Readonly<Record<string, FeatureCollection>>;
  readonly bounds: readonly [west: number, south: number, east: number, north: number];
  readonly maxZoom: number;
  readonly metadata?: object;
}

/**
 * Vector tiles as one PMTiles archive, version 3, with one directory:
 * https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
 */
export function makeArchive({ layers, bounds, maxZoom, metadata = {} }: ArchiveOptions): Uint8Array {
  const indexes = Object.entries(layers).map(
    ([name, data]) => [name, new GeoJSONVT(data, { maxZoom, indexMaxZoom: maxZoom })] as const,
  );
  const tiles: { id: number; bytes: Uint8Array }[] = [];
  for (let z = 0; z <= maxZoom; z++) {
    const [left, top] = tileAt(bounds[0], bounds[3], z);
    const [right, bottom] = tileAt(bounds[2], bounds[1], z);
    for (let x = left; x <= right; x++) {
      for (let y = top; y <= bottom; y++) {
        const found = indexes.flatMap(([name, index]) => {
          const tile = index.getTile(z, x, y);
          return tile ? [[name, tile] as const] : [];
        });
        if (found.length === 0) continue;
        const bytes = fromGeojsonVt(Object.fromEntries(found), { version: 2 });
        tiles.push({ id: zxyToTileId(z, x, y), bytes: gzipSync(bytes) });
      }
    }
  }
  tiles.sort((a, b) => a.id - b.id);
  const vectorLayers = Object.keys(layers).map((id) => ({ id, fields: {} }));
  const root = gzipSync(directoryOf(tiles));
  const json = gzipSync(JSON.stringify({ vector_layers: vectorLayers, ...metadata }));
  const tileBytes = tiles.reduce((sum, { bytes }) => sum + bytes.length, 0);

  const headerLength = 127;
  const header = new DataView(new ArrayBuffer(headerLength));
  new Uint8Array(header.buffer).set(new TextEncoder().encode('PMTiles'));
  header.setUint8(7, 3);
  const numbers = [
    headerLength,
    root.length,
    headerLength + root.length,
    json.length,
    headerLength + root.length + json.length,
    0,
    headerLength + root.length + json.length,
    tileBytes,
    tiles.length,
    tiles.length,
    tiles.length,
  ];
  for (const [i, value] of numbers.entries()) header.setBigUint64(8 + 8 * i, BigInt(value), true);
  // Clustered; directories and tiles in gzip; vector tiles.
  for (const [i, value] of [1, 2, 2, 1, 0, maxZoom].entries()) header.setUint8(96 + i, value);
  for (const [i, degrees] of bounds.entries()) header.setInt32(102 + 4 * i, Math.round(degrees * 1e7), true);
  header.setUint8(118, 0);
  header.setInt32(119, Math.round(((bounds[0] + bounds[2]) / 2) * 1e7), true);
  header.setInt32(123, Math.round(((bounds[1] + bounds[3]) / 2) * 1e7), true);
  return Buffer.concat([new Uint8Array(header.buffer), root, json, ...tiles.map(({ bytes }) => bytes)]);
}

function tileAt(longitude: number, latitude: number, z: number): [number, number] {
  const size = 2 ** z;
  const sine = Math.sin((latitude * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  const within = (value: number) => Math.min(size - 1, Math.max(0, Math.floor(value * size)));
  return [within(longitude / 360 + 0.5), within(y)];
}

/** Tile ids as steps, then run lengths, lengths and offsets; an offset of 0 follows the tile before. */
function directoryOf(tiles: readonly { readonly id: number; readonly bytes: Uint8Array }[]): Uint8Array {
  const out: number[] = [];
  const varint = (value: number) => {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) out.push((rest % 128) + 128);
    out.push(rest);
  };
  varint(tiles.length);
  for (const [i, { id }] of tiles.entries()) varint(id - (tiles[i - 1]?.id ?? 0));
  for (const _ of tiles) varint(1);
  for (const { bytes } of tiles) varint(bytes.length);
  for (const tile of tiles) varint(tile === tiles[0] ? 1 : 0);
  return Uint8Array.from(out);
}
