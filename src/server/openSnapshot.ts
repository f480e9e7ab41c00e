import { openDuckdb } from '../engine/duckdbEngine.ts';
import type { SqlEngine } from '../engine/engine.ts';
import { openNodeDatabase } from '../engine/nodeDatabase.ts';
import type { LearningBook } from '../engine/references.ts';
import { type City, makeCity } from '../model/city.ts';
import { decodeDelta } from '../model/delta.ts';
import {
  type Manifest,
  manifestAfter,
  parseFile,
  SnapshotError,
  type SnapshotFile,
} from '../model/manifest.ts';
import { basisOf } from '../model/segment/basis.ts';
import { decodeSegment } from '../model/segment/details.ts';
import { readHead } from '../model/segment/head.ts';
import { streamOf } from '../model/segment/segment.ts';
import { wordsSchema } from '../model/words.ts';
import { zonesSchema } from '../model/zones.ts';
import { readChecked } from './snapshotReader.ts';

export interface Snapshot {
  readonly folder: string;
  /** Of the data after all deltas. */
  readonly manifest: Manifest;
  readonly city: City;
  readonly engine: SqlEngine;
}

/**
 * Loads a snapshot and its deltas into an engine in this process, every file checked against its hash.
 * @param references what the requests of its lists are called by
 * @throws SnapshotError
 */
export async function openSnapshot(
  folder: string,
  manifest: Manifest,
  references?: LearningBook,
): Promise<Snapshot> {
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
    const loader = await openDuckdb(database, city, manifest, references);
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
      const delta = decodeDelta(await readChecked(folder, file), file);
      await engine.apply(delta);
      references?.learn(delta.values.rid, delta.refs);
      now = manifestAfter(now, file);
    }
    return { folder, manifest: now, city, engine };
  } catch (error) {
    await database.dispose();
    throw error;
  }
}
