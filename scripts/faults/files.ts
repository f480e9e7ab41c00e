import { readFile, rm, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { servedFiles } from '../../src/feed/files.ts';
import { type Manifest, SnapshotError } from '../../src/model/manifest.ts';
import { readChecked, readManifest } from '../../src/server/snapshotReader.ts';
import { seeded } from '../../tests/support/seeded.ts';
import type { Fault, FaultResult } from './fault.ts';
import { damaged } from './files/damage.ts';
import { type PublishedFile, publish } from './files/published.ts';
import { makeFolder } from './folder.ts';

/** How long a decoder may look at a damaged file of some kilobytes, in milliseconds. */
const longest = 10_000;

/** Files that come to a reader with other bytes than were published. */
export const fault: Fault = {
  name: 'files',
  async run({ short, log }) {
    const folder = await makeFolder();
    const plainFetch = globalThis.fetch;
    try {
      const published = await publish(folder);
      const { files, manifest } = published;
      const random = seeded(5);
      const tries = triesOf(files, short ? 300 : 12_000, random);
      log(
        `${files.length} files of ${new Set(files.map(({ kind }) => kind)).size} kinds, ${manifest.rows} requests`,
      );
      const results = [
        await serverReads(`${folder}/rows`, tries),
        await pageReads(tries),
        decoded(tries),
        await manifestReads(`${folder}/rows`, manifest, short ? 100 : 4000, random),
      ];
      return results;
    } finally {
      globalThis.fetch = plainFetch;
      await rm(folder, { recursive: true, force: true });
    }
  },
};

interface Try extends PublishedFile {
  readonly damaged: Uint8Array;
}

/** Damages files, of each kind as many. */
function triesOf(files: readonly PublishedFile[], count: number, random: () => number): Try[] {
  const kinds = [...new Set(files.map(({ kind }) => kind))];
  return Array.from({ length: count }, (_, i) => {
    const kind = kinds[i % kinds.length];
    const alike = files.filter((file) => file.kind === kind);
    const file = alike[Math.floor(random() * alike.length)]!;
    return { ...file, damaged: damaged(file.bytes, random) };
  });
}

/** As the server, the terminal and the fold read a file. */
async function serverReads(folder: string, tries: readonly Try[]): Promise<FaultResult> {
  const outcome = new Outcome('a damaged file, as the server reads it', tries.length);
  for (const { file, bytes, damaged } of tries) {
    const path = `${folder}/${file.name}`;
    await writeFile(path, damaged);
    await outcome.refuses(file.name, () => readChecked(folder, file));
    await writeFile(path, bytes);
  }
  return outcome.result;
}

/** As the page reads a file. */
async function pageReads(tries: readonly Try[]): Promise<FaultResult> {
  const outcome = new Outcome('a damaged file, as the page reads it', tries.length);
  const files = servedFiles('http://city/');
  for (const { file, damaged } of tries) {
    globalThis.fetch = async () => new Response(Uint8Array.from(damaged));
    await outcome.refuses(file.name, () => files.bytes(file));
  }
  return outcome.result;
}

/** What decoders do with a damaged file that no hash was checked of: refuse it in words, or go on to the end. */
function decoded(tries: readonly Try[]): FaultResult {
  const found = { refused: 0, same: 0, other: 0 };
  const outcome = new Outcome('', tries.length);
  for (const { file, kind, text, decode, damaged } of tries) {
    const started = performance.now();
    try {
      found[decode(damaged) === text ? 'same' : 'other']++;
      outcome.survives();
    } catch (error) {
      found.refused++;
      const told = error instanceof Error ? error.message : String(error);
      if ([`${kind}: `, `${file.name}: `].some((name) => told.startsWith(name))) outcome.survives();
      else outcome.fails(`${file.name}: not refused in words: ${error}`);
    }
    const ms = performance.now() - started;
    if (ms > longest) outcome.fails(`${file.name}: took ${ms} ms to decode`);
  }
  const { refused, same, other } = found;
  return {
    ...outcome.result,
    what: `a damaged file that a decoder gets unchecked (${refused} refused, ${same} without effect, ${other} with other values)`,
  };
}

/** A manifest, which no hash is known of. */
async function manifestReads(
  folder: string,
  manifest: Manifest,
  count: number,
  random: () => number,
): Promise<FaultResult> {
  const outcome = new Outcome('a damaged manifest, as the server and the page read it', count);
  const path = `${folder}/manifest.json`;
  const bytes = new Uint8Array(await readFile(path));
  const files = servedFiles('http://city/');
  for (let i = 0; i < count; i++) {
    const other = damaged(bytes, random);
    await writeFile(path, other);
    globalThis.fetch = async () => new Response(Uint8Array.from(other));
    const readers = [async () => (await readManifest(folder)).manifest, () => files.manifest()];
    await outcome.refuses('manifest.json', readers[i % 2]!, manifest);
  }
  await writeFile(path, bytes);
  return outcome.result;
}

/** Counts what became of the tries. */
class Outcome {
  private readonly what: string;
  private readonly tried: number;
  private readonly wrong: string[] = [];
  private survived = 0;

  constructor(what: string, tried: number) {
    this.what = what;
    this.tried = tried;
  }

  survives(): void {
    this.survived++;
  }

  fails(why: string): void {
    this.wrong.push(why);
  }

  /** Expects a SnapshotError that names the file. @param harmless what may be read all the same */
  async refuses(name: string, read: () => Promise<unknown>, harmless?: unknown): Promise<void> {
    try {
      const found = await read();
      if (harmless !== undefined && isDeepStrictEqual(found, harmless)) this.survives();
      else this.fails(`${name}: damaged bytes were taken`);
    } catch (error) {
      if (error instanceof SnapshotError && error.message.startsWith(`${name}: `)) this.survives();
      else this.fails(`${name}: not refused in words: ${error}`);
    }
  }

  get result(): FaultResult {
    return { what: this.what, tried: this.tried, survived: this.survived, wrong: this.wrong };
  }
}
