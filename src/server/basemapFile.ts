import { type FileHandle, open } from 'node:fs/promises';
import { Compression, PMTiles, type Source, TileType } from 'pmtiles';
import type { Basemap } from './basemap.ts';

const usualAttribution = '© OpenStreetMap contributors';

/**
 * Looks at a PMTiles archive of streets: version 3, vector tiles that a browser can unpack, in the layers of the
 * Protomaps basemap.
 * @throws Error that says what the file is, what was expected and what to do
 */
export async function openBasemap(path: string): Promise<Basemap> {
  const wrong = (got: string, cause?: unknown) =>
    new Error(`BASEMAP=${path}: ${got}; docs/maps.md says how to make one`, { cause });
  const file = await open(path).catch((cause: NodeJS.ErrnoException) => {
    throw wrong(
      cause.code === 'ENOENT' ? 'there is no such file' : `could not be read: ${cause.message}`,
      cause,
    );
  });
  try {
    const { size } = await file.stat();
    const start = await read(file, 0, Math.min(size, 8));
    const magic = new TextDecoder('latin1').decode(start.subarray(0, 7));
    if (magic !== 'PMTiles') throw wrong('got no PMTiles archive, expected one of version 3');
    if (start[7] !== 3) throw wrong(`got a PMTiles archive of version ${start[7]}, expected version 3`);
    const archive = new PMTiles(sourceOf(path, file));
    const header = await archive.getHeader().catch((cause: unknown) => {
      throw wrong(`its header cannot be read (${String(cause)}); is the file complete?`, cause);
    });
    const end = Math.max(
      header.tileDataOffset + (header.tileDataLength ?? 0),
      header.jsonMetadataOffset + header.jsonMetadataLength,
    );
    if (size < end) throw wrong(`the file has ${size} bytes and should have ${end}; copy it again`);
    if (header.tileType !== TileType.Mvt)
      throw wrong(`got tiles of type ${TileType[header.tileType] ?? header.tileType}, expected vector tiles`);
    if (header.tileCompression !== Compression.Gzip && header.tileCompression !== Compression.None) {
      const found = Compression[header.tileCompression] ?? header.tileCompression;
      throw wrong(`got tiles packed with ${found}, expected gzip or none`);
    }
    const metadata = (await archive.getMetadata().catch((cause: unknown) => {
      throw wrong(`its metadata cannot be read (${String(cause)})`, cause);
    })) as { attribution?: unknown; vector_layers?: unknown };
    const layers = Array.isArray(metadata.vector_layers)
      ? (metadata.vector_layers as { id?: unknown }[]).map(({ id }) => String(id))
      : [];
    if (!layers.includes('earth') || !layers.includes('roads')) {
      throw wrong(
        `got layers ${layers.join(', ') || 'without names'}, expected those of the Protomaps basemap (earth, water, roads, …)`,
      );
    }
    const text = typeof metadata.attribution === 'string' ? metadata.attribution : '';
    return { path, attribution: text.replace(/<[^>]*>/g, '').trim() || usualAttribution };
  } finally {
    await file.close();
  }
}

function sourceOf(path: string, file: FileHandle): Source {
  return {
    getKey: () => path,
    getBytes: async (offset, length) => {
      const bytes = await read(file, offset, length);
      return {
        data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
      };
    },
  };
}

async function read(file: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  const { bytesRead } = await file.read(buffer, 0, length, offset);
  return buffer.subarray(0, bytesRead);
}
