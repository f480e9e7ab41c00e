import { type Manifest, parseFile, type SnapshotFile } from '../model/manifest.ts';
import type { SnapshotFacts } from '../model/snapshot.ts';
import { wordsSchema } from '../model/words.ts';
import { zonesSchema } from '../model/zones.ts';
import { readChecked } from './snapshotReader.ts';

/** What a snapshot says of its data beside the requests, but for the instant that they are of. @throws SnapshotError */
export async function snapshotFacts(
  folder: string,
  manifest: Manifest,
): Promise<Omit<SnapshotFacts, 'asOf'>> {
  const text = async (file: SnapshotFile) => new TextDecoder().decode(await readChecked(folder, file));
  const json = async (file: SnapshotFile | null) => file && (JSON.parse(await text(file)) as object);
  const { files, kind, title, timeZone, weekStart, pointStep, approximateZones, goals } = manifest;
  return {
    kind,
    title,
    timeZone,
    weekStart,
    pointStep,
    approximateZones,
    goals,
    zones: parseFile(files.zones.name, zonesSchema, await text(files.zones)),
    words: parseFile(files.words.name, wordsSchema, await text(files.words)),
    geometry: await json(files.geometry),
    calendar: await json(files.calendar),
    targets: await json(files.targets),
  };
}
