import { spawn } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { SnapshotError } from '../model/manifest.ts';
import { readManifest } from './snapshotReader.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Where the sample city is made if there are no data of one's own. */
export const sampleFolder = fileURLToPath(new URL('../../.data/sample', import.meta.url));
/** What a live city keeps beside its published files. */
const ownNames = /^(rows|store\.sqlite.*)$/;

/**
 * How many requests the sample city needs that is to be made; null where there are data. A folder without a snapshot
 * gets one, unless it holds something else; one that was made by an earlier version is made anew.
 * @param wanted SAMPLE_ROWS
 */
export async function missingSample(data: string, wanted: string | undefined): Promise<string | null> {
  try {
    await readManifest(data);
    return null;
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    const { kind } = error.fault;
    const old = kind === 'tooOld' && data === sampleFolder ? await oldSample(data) : null;
    if (old !== null) return wanted ?? old;
    if (kind !== 'missing') throw error;
    const names = await readdir(data).catch(() => []);
    const others = names.filter((name) => !ownNames.test(name));
    if (others.length > 0) {
      throw new Error(
        `DATA_DIR=${data}: expected a snapshot in it (rows/manifest.json) or an empty folder; found ${others.slice(0, 3).join(', ')}`,
      );
    }
    return wanted ?? '1000000';
  }
}

/** How many requests a sample city of an earlier version has; null where the snapshot is of something else. */
async function oldSample(data: string): Promise<string | null> {
  const manifest = JSON.parse(await readFile(`${data}/rows/manifest.json`, 'utf8')) as Record<
    string,
    unknown
  >;
  return manifest.kind === 'sample' && typeof manifest.rows === 'number' ? String(manifest.rows) : null;
}

/** Makes the sample city in a process of its own, so that the page is built meanwhile. */
export async function makeSample(data: string, rows: string): Promise<void> {
  for (const name of await readdir(data).catch(() => []))
    if (name.startsWith('store.sqlite')) await rm(`${data}/${name}`);
  const script = fileURLToPath(new URL('../../scripts/sample.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, '--rows', rows, '--out', data], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  await new Promise<void>((done, fail) => {
    child.once('error', fail);
    child.once('exit', (code) =>
      code === 0 ? done() : fail(new Error(`the sample city could not be made (exit ${code})`)),
    );
  });
}
