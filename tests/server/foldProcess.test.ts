import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, open, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Manifest } from '../../src/model/manifest.ts';
import { endedError, foldBeside } from '../../src/server/intake/publish/foldProcess.ts';
import { errorText } from '../../src/server/live/errorText.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { randomCity } from '../support/randomCity.ts';

const foldProcess = new URL('../../src/server/intake/publish/foldProcess.ts', import.meta.url);
let dir: string;
let manifest: Manifest;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-beside-'));
  manifest = await writeSnapshot(dir, randomCity(5, 300));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

test('what a page opens with is made in a process of its own, the same as in this one', async () => {
  // Guards: the first snapshot's manifest, which has no deltas and no overview, goes the way of every fold.
  const { overview: _, links: __, ...files } = manifest.files;
  const without: Manifest = { ...manifest, files: { ...files, overview: null } };
  expect(await foldBeside(`${dir}/rows`, without)).toEqual(manifest);
});

test('the last words of a process that failed are told', async () => {
  const [first, ...others] = manifest.files.segments;
  const spoiled = { ...first!, sha256: first!.sha256.replace(/^./, (one) => (one === '0' ? '1' : '0')) };
  const broken: Manifest = { ...manifest, files: { ...manifest.files, segments: [spoiled, ...others] } };
  await expect(foldBeside(`${dir}/rows`, broken)).rejects.toMatchObject({
    code: 'exit-1',
    message: expect.stringMatching(/^fold: ended with 1: .*kind: 'broken'/s),
  });
  // Guards: that of a fold which met a full disk nobody knows why it failed.
  const words = "Error: ENOSPC: no space left on device, write {\n  errno: -28,\n  code: 'ENOSPC',\n}";
  expect(errorText(endedError(null, 1, words))).toContain('the disk is full');
  expect(errorText(endedError('SIGKILL', null, ''))).toBe('failed: Error (SIGKILL)');
});

test.runIf(process.platform === 'linux')(
  'it ends with the one that started it, however that ends',
  async () => {
    // Guards: a server that is killed leaves an engine of some hundred megabytes at work. This one waits for a file that
    // never tells anything, as at a disk that hangs.
    const name = 'zones-0123456789abcdef.json';
    execFileSync('mkfifo', [`${dir}/rows/${name}`]);
    await using _pipe = await open(`${dir}/rows/${name}`, 'r+');
    const { zones } = manifest.files;
    const waiting: Manifest = { ...manifest, files: { ...manifest.files, zones: { ...zones, name } } };
    await writeFile(`${dir}/waiting.json`, JSON.stringify(waiting));
    const starter = spawn(
      process.execPath,
      [
        ...['--import', 'tsx', '--input-type=module', '-e'],
        `import { readFileSync } from 'node:fs';
    import { foldBeside } from ${JSON.stringify(foldProcess.href)};
    foldBeside(${JSON.stringify(`${dir}/rows`)}, JSON.parse(readFileSync(${JSON.stringify(`${dir}/waiting.json`)}, 'utf8')));`,
      ],
      { stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const waits = async () => (await readersOf(name)).filter((pid) => pid !== process.pid);
    await expect.poll(waits, { timeout: 120_000, interval: 100 }).toHaveLength(1);
    starter.kill('SIGKILL');
    await expect.poll(waits, { timeout: 30_000, interval: 100 }).toEqual([]);
  },
);

/** The processes that have a file open. */
async function readersOf(name: string): Promise<number[]> {
  const found: number[] = [];
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    const files = await readdir(`/proc/${pid}/fd`).catch(() => []);
    const links = await Promise.all(files.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
    if (links.some((link) => link.endsWith(`/${name}`))) found.push(Number(pid));
  }
  return found;
}
