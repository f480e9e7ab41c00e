import type { Engine } from '../engine/engine.ts';
import type { Frame } from '../model/ask.ts';
import { type City, makeCity } from '../model/city.ts';
import type { Delta } from '../model/delta.ts';
import type { LinkDimension } from '../model/links.ts';
import { type DeltaFile, type Manifest, manifestAfter, SnapshotError, versionOf } from '../model/manifest.ts';
import { frameOfOverview, overviewSchema } from '../model/overview.ts';
import { seasonsSchema } from '../model/season.ts';
import { wordsSchema } from '../model/words.ts';
import { zonesSchema } from '../model/zones.ts';
import { readJson, type SnapshotFiles } from './files.ts';
import { References } from './references.ts';

/** What is known before the engine is up: enough to paint the first view. */
export interface Opening {
  readonly files: SnapshotFiles;
  /** Of the data as they are now: a change moves it on. */
  readonly manifest: Manifest;
  readonly city: City;
  /** The overview's answers; none where the snapshot has no overview or it is of another version. */
  readonly overview: Frame | null;
  readonly references: References;
}

/** A delta and what the manifest or the stream says of it. */
export interface Step {
  readonly file: DeltaFile;
  readonly delta: Delta;
}

/** Reads manifest, zones, words, overview and the calendar's seasons. @throws SnapshotError */
export async function openFeed(files: SnapshotFiles, signal?: AbortSignal): Promise<Opening> {
  const manifest = await files.manifest(signal);
  const named = manifest.files;
  const [zones, words, overview, seasons] = await Promise.all([
    readJson(files, named.zones, zonesSchema, signal),
    readJson(files, named.words, wordsSchema, signal),
    named.overview ? readJson(files, named.overview, overviewSchema, signal).catch(() => null) : null,
    // Without them a comparison is by dates and weekdays alone.
    named.calendar ? readJson(files, named.calendar, seasonsSchema, signal).catch(() => []) : [],
  ]);
  return {
    files,
    manifest,
    city: makeCity(zones, words, manifest.timeZone, seasons),
    overview: overview && overview.version === versionOf(manifest) ? frameOfOverview(overview) : null,
    references: new References(files, manifest),
  };
}

/**
 * The answers of the first view grouped by a dimension, for a link that chooses in it; null where the snapshot has none
 * of this version.
 */
export async function readLinks(
  { files, manifest }: Opening,
  dimension: LinkDimension,
  signal?: AbortSignal,
): Promise<Frame | null> {
  const file = manifest.files.links?.find((link) => link.dimension === dimension);
  if (!file) return null;
  const links = await readJson(files, file, overviewSchema, signal).catch(() => null);
  return links && links.version === versionOf(manifest) ? frameOfOverview(links) : null;
}

/** The deltas that a manifest names, fetched, checked and decoded. @throws SnapshotError */
export async function readDeltas(
  files: SnapshotFiles,
  list: readonly DeltaFile[],
  signal?: AbortSignal,
): Promise<Step[]> {
  const { decodeDelta } = await import('../model/delta.ts');
  return Promise.all(
    list.map(async (file) => {
      const bytes = await files.bytes(file, undefined, signal);
      try {
        return { file, delta: decodeDelta(bytes, file) };
      } catch (error) {
        throw new SnapshotError({ kind: 'broken', file: file.name, detail: String(error) });
      }
    }),
  );
}

/** Takes the deltas that a manifest names into an engine that holds its segments. @throws SnapshotError */
export async function caughtUp(opening: Opening, engine: Engine, signal?: AbortSignal): Promise<Opening> {
  const { files, manifest, references } = opening;
  if (manifest.files.deltas.length === 0) return opening;
  const [steps, { joinedChange }] = await Promise.all([
    readDeltas(files, manifest.files.deltas, signal),
    import('../model/delta.ts'),
  ]);
  await engine.apply(joinedChange(steps.map(({ delta }) => delta)));
  for (const { delta } of steps) references.learn(delta.values.rid, delta.refs);
  return { ...opening, manifest: steps.reduce((before, { file }) => manifestAfter(before, file), manifest) };
}
