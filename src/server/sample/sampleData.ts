import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { manifestText, SnapshotError } from '../../model/manifest.ts';
import { writeDurably } from '../files.ts';
import { readManifest } from '../snapshotReader.ts';
import { moveTruth } from './truthFile.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Where the sample city is made if there are no data of one's own. */
export const sampleFolder = fileURLToPath(new URL('../../../.data/sample', import.meta.url));
/** What a live city keeps beside its published files. */
const ownNames = /^(rows|ratings|making(\.report)?|(store|house)\.sqlite.*)$/;

/**
 * How many requests the sample city needs that is to be made; null where there are data. A folder without a snapshot
 * gets one, unless it holds something else; one that was made by an earlier version is made anew.
 * @param wanted SAMPLE_ROWS
 */
export async function missingSample(data: string, wanted: string | undefined): Promise<string | null> {
  try {
    await readManifest(data);
    return await unfinished(data);
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    const { kind } = error.fault;
    const old = kind === 'tooOld' && data === sampleFolder ? await oldSample(data) : null;
    if (old !== null) return sizeOf(wanted, old);
    if (kind !== 'missing') throw error;
    const names = await readdir(data).catch(() => []);
    const others = names.filter((name) => !ownNames.test(name));
    if (others.length > 0) {
      throw new Error(
        `DATA_DIR=${data}: expected a snapshot in it (rows/manifest.json) or an empty folder; found ${others.slice(0, 3).join(', ')}`,
      );
    }
    return sizeOf(wanted, '1000000');
  }
}

function sizeOf(wanted: string | undefined, usual: string): string {
  if (!wanted || /^\d+$/.test(wanted)) return wanted || usual;
  throw new Error(`SAMPLE_ROWS=${wanted}: expected a whole number of requests, such as ${usual}`);
}

/** How many requests a city is to have that was shown before it was whole; null where it is. */
async function unfinished(data: string): Promise<string | null> {
  const wanted = await readFile(`${making(data)}/wanted`, 'utf8').catch(() => null);
  return wanted === null ? null : wanted.trim();
}

/** How many requests a sample city of an earlier version has; null where the snapshot is of something else. */
async function oldSample(data: string): Promise<string | null> {
  const manifest = JSON.parse(await readFile(`${data}/rows/manifest.json`, 'utf8')) as Record<
    string,
    unknown
  >;
  return manifest.kind === 'sample' && typeof manifest.rows === 'number' ? String(manifest.rows) : null;
}

/** Where the whole city is made while a smaller one is shown; that it is there tells that the city is not whole yet. */
const making = (data: string) => `${data}/making`;

export interface Growth {
  /** A smaller city can be shown while the whole one is made. */
  readonly onFirst: (requests: number) => Promise<void>;
  /** How far the first and the whole city are, from 0 to 1. */
  readonly onProgress: (what: 'sample' | 'grow', part: number) => void;
}

/** Requests of the city that is shown while a larger one is made; it is there in seconds. */
const firstRows = 50_000;

/**
 * Makes the sample city of a folder: at first a smaller one of the same seed, so that there is something to look at in
 * seconds, then the whole one in its place. What is broken off is begun again at the next start.
 * @param rows of the whole city
 */
export async function makeSample(data: string, rows: string, { onFirst, onProgress }: Growth): Promise<void> {
  for (const name of await readdir(data).catch(() => []))
    if (name.startsWith('store.sqlite')) await rm(`${data}/${name}`);
  await rm(making(data), { recursive: true, force: true });
  if (!(Number(rows) > firstRows)) {
    await runSample(data, rows, 1, (part) => onProgress('sample', part));
    return;
  }
  await mkdir(making(data), { recursive: true });
  await writeFile(`${making(data)}/wanted`, rows);
  await runSample(data, String(firstRows), 1, (part) => onProgress('sample', part));
  await onFirst(firstRows);
  await runSample(making(data), rows, 2, (part) => onProgress('grow', part));
  await takeOver(data);
}

/** Puts the city that was made in the place of the one that is served. Its files stay until nobody needs them any more. */
async function takeOver(data: string): Promise<void> {
  const from = `${making(data)}/rows`;
  const { manifest } = await readManifest(making(data));
  for (const name of await readdir(from))
    if (name !== 'manifest.json') await rename(`${from}/${name}`, `${data}/rows/${name}`);
  await writeDurably(`${data}/rows/manifest.json`, manifestText({ ...manifest, live: true }));
  await moveTruth(making(data), data);
  await rm(making(data), { recursive: true, force: true });
}

/** Makes a sample city in a process of its own, below all else. */
async function runSample(
  out: string,
  rows: string,
  sequence: number,
  onPart: (part: number) => void,
): Promise<void> {
  // Files are as private as the folder that they are put in.
  await mkdir(`${out}/rows`, { recursive: true, mode: 0o700 });
  const maker = fileURLToPath(new URL('./sampleProcess.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', maker, out, rows, String(sequence)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const end = () => child.kill();
  process.once('exit', end);
  let errors = '';
  child.stderr!.on('data', (part: Buffer) => {
    errors = (errors + part).slice(-2000);
  });
  child.on('message', (message) => onPart((message as { part: number }).part));
  // What is shown goes before what is to be shown later.
  if (sequence > 1) child.once('spawn', () => setPriority(child.pid!, 10));
  try {
    await new Promise<void>((done, fail) => {
      child.once('error', fail);
      child.once('close', (code, signal) =>
        code === 0
          ? done()
          : fail(new Error(`the sample city could not be made (${signal ?? code}): ${errors.trim()}`)),
      );
    });
  } finally {
    process.removeListener('exit', end);
  }
}
