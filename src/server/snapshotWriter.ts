import { readdir, rm } from 'node:fs/promises';
import type { Ask } from '../model/ask.ts';
import { usualChoice } from '../model/choice.ts';
import { linkAsks, linkDimensions } from '../model/links.ts';
import { type Manifest, manifestText } from '../model/manifest.ts';
import { encodeOverview } from '../model/overview.ts';
import type { RequestTable } from '../model/requestTable.ts';
import { makeScreen, overviewAsks } from '../model/screen.ts';
import {
  type PutFile,
  type SnapshotBasis,
  SnapshotBuilder,
  type SnapshotFacts,
  type SnapshotSource,
} from '../model/snapshot.ts';
import { formsOf, writeDurably, writeHashed } from './files.ts';
import { openSnapshot } from './openSnapshot.ts';

/** Writes files of a folder under their hash, packed. */
export function putIn(folder: string): PutFile {
  return (stem, ending, content) => writeHashed(folder, stem, ending, content, ending === 'json' ? 9 : 5);
}

/** A snapshot that is being written under `dir/rows/`. What was there stays whole until it is finished. */
export class SnapshotWriter {
  private readonly folder: string;
  private readonly builder: SnapshotBuilder;

  /** @param basis what the rows are told relative to, before the first of them is written */
  constructor(dir: string, basis: SnapshotBasis, sequence = 1) {
    this.folder = `${dir}/rows`;
    this.builder = new SnapshotBuilder(putIn(this.folder), basis, { sequence });
  }

  /**
   * Writes the requests of one month or of several, all later than those before.
   * @param onMonth told how many of the table's rows are written, after each month
   */
  add(table: RequestTable, onMonth?: (month: string, rows: number) => void): Promise<void> {
    return this.builder.add(table, onMonth);
  }

  /** Writes the rest, the manifest last, and removes the files that it does not name. */
  async finish(facts: SnapshotFacts): Promise<Manifest> {
    const manifest = await this.builder.finish(facts);
    const opening = await putOpeningFiles(this.folder, manifest, putIn(this.folder));
    const complete = { ...manifest, files: { ...manifest.files, ...opening } };
    await writeDurably(`${this.folder}/manifest.json`, manifestText(complete));
    await removeOthers(this.folder, complete);
    return complete;
  }
}

/**
 * Writes a snapshot under `dir/rows/`: immutable files named by their content's hash, and the manifest last.
 * @param onProgress told what is being written and which part of the work is done, 0 to 1
 */
export async function writeSnapshot(
  dir: string,
  source: SnapshotSource,
  onProgress: (what: string, part: number) => void = () => {},
): Promise<Manifest> {
  const writer = new SnapshotWriter(dir, source);
  onProgress('sorting', 0);
  await writer.add(source.table, (month, rows) => onProgress(month, (0.9 * rows) / source.table.length));
  onProgress('overview', 0.92);
  const manifest = await writer.finish(source);
  onProgress('done', 1);
  return manifest;
}

/** What is published beside the rows so that a page opens with figures. */
export type OpeningFiles = Pick<Manifest['files'], 'overview' | 'links'>;

/**
 * Puts the answers of the first view, and those of links with one choice, by the engine that answers the page.
 * @throws SnapshotError
 */
export async function putOpeningFiles(
  folder: string,
  manifest: Manifest,
  put: PutFile,
): Promise<OpeningFiles> {
  const { city, engine } = await openSnapshot(folder, manifest);
  try {
    const screen = makeScreen(city, manifest, usualChoice(city, manifest));
    const answered = async (asked: readonly Ask[]) => {
      const { version, answers } = await engine.answer(asked);
      return encodeOverview(version, asked, answers);
    };
    const overview = await put('overview', 'json', await answered(overviewAsks(screen)));
    const links: NonNullable<OpeningFiles['links']> = [];
    for (const dimension of linkDimensions) {
      if (city.words[dimension].length === 0) continue;
      const text = await answered(linkAsks(screen, dimension));
      links.push({ ...(await put(`link-${dimension}`, 'json', text)), dimension });
    }
    return { overview, links };
  } finally {
    await engine.dispose();
  }
}

async function removeOthers(folder: string, manifest: Manifest): Promise<void> {
  const named = namedBy(manifest);
  for (const name of await readdir(folder))
    if (!named.has(name)) await rm(`${folder}/${name}`, { force: true });
}

/** The names of all files that a manifest needs, and its own. */
export function namedBy(manifest: Manifest): Set<string> {
  const named = new Set(['manifest.json']);
  for (const file of Object.values(manifest.files).flat())
    if (file) for (const name of formsOf(file.name)) named.add(name);
  return named;
}
