import { createHash } from 'node:crypto';
import { type Manifest, manifestText, parseFile, SnapshotError } from '../../../model/manifest.ts';
import { SnapshotBuilder, type SnapshotFacts } from '../../../model/snapshot.ts';
import { wordsSchema, wordsText } from '../../../model/words.ts';
import { writeDurably } from '../../files.ts';
import { readChecked, readManifest } from '../../snapshotReader.ts';
import { putIn } from '../../snapshotWriter.ts';
import type { Clock } from '../sources/source.ts';
import type { Store } from '../store/store.ts';

/** What a publisher begins with. */
export interface StartingOptions {
  /** Folder of the audience's files. */
  readonly folder: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly facts: Omit<SnapshotFacts, 'asOf'>;
  /**
   * Folds the deltas of a manifest, where it has some, and makes what a page opens with of what comes out.
   * @param signal aborts where the publisher stops: what is left of it is done by the next one
   */
  readonly fold: (folder: string, manifest: Manifest, signal?: AbortSignal) => Promise<Manifest>;
}

/** The snapshot that is gone on from, and whether it is a new one. */
export interface StartingPoint {
  readonly manifest: Manifest;
  readonly isNew: boolean;
}

/**
 * Finds the snapshot of the folder, or makes the first one of what is in the store; where folder and store are not of
 * the same past, as after one of them was restored, a file is damaged, or the calendar is another one, a new one.
 * @throws SnapshotError for a file that is there and cannot be read
 */
export async function startingPoint(options: StartingOptions): Promise<StartingPoint> {
  const { folder, store, facts } = options;
  const known = store.sequence();
  const found = await unlessDamaged(async () => (await readManifest(folder)).manifest);
  const last = found?.files.deltas.at(-1);
  const published = last?.to ?? found?.sequence ?? 0;
  const fits =
    found !== null &&
    found.timeZone === facts.timeZone &&
    hasCalendar(found, facts.calendar) &&
    (published === known || (published === known + 1 && last !== undefined)) &&
    (await unlessDamaged(() => wordsOf(folder, found))) === wordsText(facts.words);
  if (fits) return { manifest: found, isNew: false };
  return { manifest: await publishAll(options, Math.max(published, known) + 1), isNew: true };
}

/** Whether a snapshot's segments are told relative to a calendar. */
function hasCalendar({ files }: Manifest, calendar: object | null): boolean {
  const sha256 = calendar && createHash('sha256').update(JSON.stringify(calendar)).digest('hex');
  return (files.calendar?.sha256 ?? null) === sha256;
}

/** The text of a snapshot's words, if all its files are what was published. @throws SnapshotError */
async function wordsOf(folder: string, { files }: Manifest): Promise<string> {
  for (const file of Object.values(files).flat()) if (file) await readChecked(folder, file);
  const text = new TextDecoder().decode(await readChecked(folder, files.words));
  return wordsText(parseFile(files.words.name, wordsSchema, text));
}

/** Null where a file is not there, or not what was published. */
async function unlessDamaged<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SnapshotError && ['missing', 'broken', 'tooOld'].includes(error.fault.kind))
      return null;
    throw error;
  }
}

/** Publishes all that is in the store as a snapshot of its own. */
async function publishAll(options: StartingOptions, sequence: number): Promise<Manifest> {
  const { folder, store, clock, facts, fold } = options;
  const upTo = store.lastChange();
  const asOf = Math.floor(clock.now());
  const builder = new SnapshotBuilder(putIn(folder), { ...facts, asOf }, { keepRids: true, sequence });
  for (const table of store.months()) await builder.add(table);
  const manifest = await builder.finish({ ...facts, asOf });
  const complete = { ...(await fold(folder, manifest)), live: true };
  await writeDurably(`${folder}/manifest.json`, manifestText(complete));
  store.publishedAll(upTo, sequence);
  return complete;
}
