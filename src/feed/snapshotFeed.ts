import type { Frame } from '../model/ask.ts';
import { type City, makeCity } from '../model/city.ts';
import { type Manifest, versionOf } from '../model/manifest.ts';
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
            .then(async (bytes) => (await import('../model/segment/refs.ts')).decodeRefs(bytes));
          refs.catch(() => loaded.delete(file.name));
          loaded.set(file.name, refs);
        }
        return (await refs)[rid - file.firstRid] ?? `#${rid}`;
      }),
    );
  };
}
