import type { Engine } from '../engine/engine.ts';
import type { Frame } from '../model/ask.ts';
import { type City, makeCity } from '../model/city.ts';
import { type Manifest, type SegmentFile, SnapshotError, versionOf } from '../model/manifest.ts';
import { frameOfOverview, overviewSchema } from '../model/overview.ts';
import { wordsSchema } from '../model/words.ts';
import { zonesSchema } from '../model/zones.ts';
import { readJson, type SnapshotFiles } from './files.ts';

/** What is known before the engine is up: enough to paint the first view. */
export interface Opening {
  readonly files: SnapshotFiles;
  readonly manifest: Manifest;
  readonly city: City;
  /** The overview's answers; none where the snapshot has no overview or it is of another version. */
  readonly overview: Frame | null;
}

/** How far the rows and the engine have come. */
export interface LoadProgress {
  readonly rows: number;
  readonly totalRows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

/** Reads manifest, zones, words and overview. @throws SnapshotError */
export async function openFeed(files: SnapshotFiles, signal?: AbortSignal): Promise<Opening> {
  const manifest = await files.manifest(signal);
  const named = manifest.files;
  const [zones, words, overview] = await Promise.all([
    readJson(files, named.zones, zonesSchema, signal),
    readJson(files, named.words, wordsSchema, signal),
    named.overview ? readJson(files, named.overview, overviewSchema, signal).catch(() => null) : null,
  ]);
  return {
    files,
    manifest,
    city: makeCity(zones, words, manifest.timeZone),
    overview: overview && overview.version === versionOf(manifest) ? frameOfOverview(overview) : null,
  };
}

/**
 * Starts the engine and streams the snapshot's segments into it.
 * @throws SnapshotError for a file that is missing or broken; Error where the engine cannot run here
 */
export async function loadEngine(
  { files, manifest, city }: Opening,
  onProgress: (progress: LoadProgress) => void,
  signal?: AbortSignal,
): Promise<Engine> {
  const { segments } = manifest.files;
  const totalBytes = segments.reduce((sum, segment) => sum + segment.bytes, 0);
  let rows = 0;
  let bytes = 0;
  const report = () => onProgress({ rows, totalRows: manifest.rows, bytes, totalBytes });
  const download = (segment: SegmentFile) => {
    const promise = files.bytes(
      segment,
      (more) => {
        bytes += more;
        report();
      },
      signal,
    );
    promise.catch(() => {});
    return promise;
  };
  report();
  // Downloads run ahead of the engine by a few segments, which it takes in order.
  const ahead = 4;
  const coming = segments.slice(0, ahead).map(download);
  const [{ openDuckdb }, { openBrowserDatabase }] = await Promise.all([
    import('../engine/duckdbEngine.ts'),
    import('../engine/browserDatabase.ts'),
  ]);
  const database = await openBrowserDatabase();
  try {
    const loader = await openDuckdb(database, city, manifest);
    for (const [i, segment] of segments.entries()) {
      const stream = await coming[i]!;
      const next = segments[i + ahead];
      if (next) coming.push(download(next));
      signal?.throwIfAborted();
      try {
        await loader.append(stream, segment.rows);
      } catch (error) {
        throw new SnapshotError({ kind: 'broken', file: segment.name, detail: String(error) });
      }
      rows += segment.rows;
      report();
    }
    return loader.ready();
  } catch (error) {
    await database.dispose();
    throw error;
  }
}

/** Looks up references by rid; the files that hold them are loaded when first needed. */
export function referenceBook({ files, manifest }: Opening) {
  const loaded = new Map<string, Promise<string[]>>();
  return async (rids: readonly number[], signal?: AbortSignal): Promise<string[]> => {
    return Promise.all(
      rids.map(async (rid) => {
        const file = manifest.files.refs.find(
          ({ firstRid, rows }) => rid >= firstRid && rid < firstRid + rows,
        );
        if (!file) return `#${rid}`;
        let refs = loaded.get(file.name);
        if (!refs) {
          refs = files
            .bytes(file, undefined, signal)
            .then(async (bytes) => (await import('../model/segment.ts')).decodeRefs(bytes));
          refs.catch(() => loaded.delete(file.name));
          loaded.set(file.name, refs);
        }
        return (await refs)[rid - file.firstRid] ?? `#${rid}`;
      }),
    );
  };
}
