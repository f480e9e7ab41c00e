import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openDuckdb } from '../engine/duckdbEngine.ts';
import type { Engine } from '../engine/engine.ts';
import { openNodeDatabase } from '../engine/nodeDatabase.ts';
import { type City, makeCity } from '../model/city.ts';
import { decodeDelta } from '../model/delta.ts';
import {
  type Manifest,
  manifestAfter,
  parseFile,
  parseManifest,
  SnapshotError,
  type SnapshotFile,
} from '../model/manifest.ts';
import { basisOf } from '../model/segment/basis.ts';
import { decodeSegment } from '../model/segment/details.ts';
import { readHead } from '../model/segment/head.ts';
import { streamOf } from '../model/segment/segment.ts';
import { wordsSchema } from '../model/words.ts';
import { zonesSchema } from '../model/zones.ts';

export interface Snapshot {
  readonly folder: string;
  /** Of the data after all deltas. */
  readonly manifest: Manifest;
  readonly city: City;
  readonly engine: Engine;
}

/**
 * Reads the manifest of a snapshot's folder: the folder itself, or `rows` in it.
 * @throws SnapshotError
 */
export async function readManifest(dir: string): Promise<{ folder: string; manifest: Manifest }> {
  for (const folder of [dir, join(dir, 'rows')]) {
    const text = await contentOf(folder, 'manifest.json');
    if (text !== null) return { folder, manifest: parseManifest(text.toString()) };
  }
  throw new SnapshotError({ kind: 'missing', file: join(dir, 'rows', 'manifest.json') });
}

/** The manifest of a snapshot's folder; null where there is none. @throws SnapshotError for one that cannot be used */
export async function manifestOf(dir: string): Promise<Manifest | null> {
  try {
    return (await readManifest(dir)).manifest;
  } catch (error) {
    if (error instanceof SnapshotError && error.fault.kind === 'missing') return null;
    throw error;
  }
}

/**
 * Loads a snapshot and its deltas into an engine in this process, every file checked against its hash.
 * @throws SnapshotError
 */
export async function openSnapshot(folder: string, manifest: Manifest): Promise<Snapshot> {
  const text = async (file: SnapshotFile) => new TextDecoder().decode(await readChecked(folder, file));
  const { files } = manifest;
  const zones = parseFile(files.zones.name, zonesSchema, await text(files.zones));
  const words = parseFile(files.words.name, wordsSchema, await text(files.words));
  const city = makeCity(zones, words, manifest.timeZone);
  const calendar = files.calendar && (JSON.parse(await text(files.calendar)) as object);
  const { timeZone, cut } = manifest;
  const basis = basisOf({ timeZone, cut, calendar });
  const database = await openNodeDatabase();
  try {
    const loader = await openDuckdb(database, city, manifest);
    for (const [i, { rows, ...segment }] of files.segments.entries()) {
      const details = files.details[i]!;
      const [head, rest] = await Promise.all([readChecked(folder, segment), readChecked(folder, details)]);
      try {
        await loader.append(streamOf(decodeSegment(readHead(head, rows), rest, basis)), rows);
      } catch (error) {
        throw new SnapshotError({
          kind: 'broken',
          file: `${segment.name} and ${details.name}`,
          detail: error instanceof Error ? error.message : String(error),
        });
      }
    }
    const engine = await loader.ready();
    let now = manifest;
    for (const file of files.deltas) {
      await engine.apply(decodeDelta(await readChecked(folder, file), file));
      now = manifestAfter(now, file);
    }
    return { folder, manifest: now, city, engine };
  } catch (error) {
    await database.dispose();
    throw error;
  }
}

/**
 * Reads one of the manifest's files.
 * @throws SnapshotError if it is missing, cannot be read, or its bytes are not those named
 */
export async function readChecked(folder: string, file: SnapshotFile): Promise<Uint8Array> {
  const bytes = await contentOf(folder, file.name);
  if (!bytes) throw new SnapshotError({ kind: 'missing', file: file.name });
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) {
    throw new SnapshotError({
      kind: 'broken',
      file: file.name,
      detail: 'its bytes are not those that were published',
    });
  }
  return bytes;
}

/** Null: there is no such file. @throws SnapshotError `unreachable` where there is one that cannot be read */
async function contentOf(folder: string, name: string): Promise<Buffer | null> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new SnapshotError({ kind: 'unreachable', file: name, detail: message });
  }
}
