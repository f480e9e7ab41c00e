import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Manifest } from '../../src/model/manifest.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Starts the product as `npm start` does, and waits for its address or its end. */
function start(settings: Record<string, string>, args: readonly string[] = []) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts', ...args], {
    cwd: root,
    env: { ...process.env, PORT: '0', SAMPLE_ROWS: '3000', ...settings },
  });
  let said = '';
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  const address = new Promise<string | null>((done) => {
    const listen = (chunk: Buffer) => {
      said += chunk;
      const found = said.match(/is at (http:\S+)[\s\S]*^Ready\.$/m)?.[1];
      if (found) done(found);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    void ended.then(() => done(null));
  });
  return { child, address, ended, said: () => said };
}

// Guards: the README's second command, on an empty folder and on one that is not a snapshot's.
test('the first start makes a sample city, the second serves it again, and both stop when told', async () => {
  const data = join(dir, 'data');
  const first = start({ DATA_DIR: data });
  const address = await first.address;
  expect(address, first.said()).not.toBeNull();
  const manifest = await (await fetch(`${address}data/rows/manifest.json`)).json();
  expect(manifest).toMatchObject({ kind: 'sample', rows: 3000 });
  expect(await (await fetch(address!)).text()).toContain('<div id="root">');
  expect((await fetch(`${address}healthz`)).status).toBe(200);
  first.child.kill('SIGTERM');
  expect(await first.ended).toBe(0);

  const second = start({ DATA_DIR: data });
  expect(await second.address).not.toBeNull();
  expect(second.said()).not.toContain('sample city, once');
  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
});

// Guards: the sample city goes on by itself, as fast as it is told to, and a city at a standstill does not.
test('the sample city lives', async () => {
  const data = join(dir, 'data');
  const run = start({ DATA_DIR: data }, ['--speed', '20000']);
  const address = await run.address;
  expect(address, run.said()).not.toBeNull();
  const manifest = async () => (await (await fetch(`${address}data/rows/manifest.json`)).json()) as Manifest;
  const before = await manifest();
  const now = async () => {
    const { files, rows } = await manifest();
    return files.deltas.at(-1)?.total ?? rows;
  };
  await expect.poll(now).toBeGreaterThan(before.files.deltas.at(-1)?.total ?? before.rows);
  expect((await fetch(`${address}readyz`)).status).toBe(200);
  const metrics = run.said().match(/http:\S+\/metrics/)?.[0];
  expect(metrics, run.said()).toBeDefined();
  expect(await (await fetch(metrics!)).text()).toContain('services360_sequence');
  expect((await fetch(`${address}metrics`)).status).toBe(404);
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);

  const still = start({ DATA_DIR: data }, ['--still']);
  expect(await still.address, still.said()).not.toBeNull();
  expect(still.said()).toContain('nothing happens');
  still.child.kill('SIGTERM');
  expect(await still.ended).toBe(0);
});

test.each([
  [
    'a folder with something else',
    { DATA_DIR: 'other' },
    /expected a snapshot in it .* or an empty folder; found notes\.txt/,
  ],
  ['a port that is none', { PORT: 'http' }, /PORT=http: expected a number/],
])('%s is refused in a sentence', async (_, settings, sentence) => {
  await mkdir(join(dir, 'other'), { recursive: true });
  await writeFile(join(dir, 'other/notes.txt'), 'mine');
  const all = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, name === 'DATA_DIR' ? join(dir, value) : value]),
  );
  const run = start({ DATA_DIR: join(dir, 'data'), ...all });
  expect(await run.ended).toBe(1);
  expect(run.said()).toMatch(sentence);
});
