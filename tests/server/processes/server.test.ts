import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseManifest } from '../../../src/model/manifest.ts';
import { writeSnapshot } from '../../../src/server/snapshotWriter.ts';
import { heardSince, toldVersion } from '../../support/liveEvents.ts';
import { runs, startedBy } from '../../support/processes.ts';
import { type Product, startProduct } from '../../support/product.ts';
import { randomCity } from '../../support/randomCity.ts';

// Guards: a process of the server that dies takes nothing with it but its own work, is said, and comes again; and that
// nothing of the server is left when it has ended.

let data: string;
let server: Product | null = null;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 's360-processes-'));
  await writeSnapshot(data, { ...randomCity(3, 400), kind: 'sample' });
});
afterEach(async () => {
  await server?.kill();
  server = null;
  await rm(data, { recursive: true, force: true });
});

const patience = { timeout: 60_000 };

async function start(): Promise<Product> {
  server = await startProduct(null, { DATA_DIR: data }, undefined, ['--speed', '20000']);
  await expect.poll(server.said, patience).toContain('Ready.');
  return server;
}

const published = async () =>
  parseManifest(await readFile(`${data}/rows/manifest.json`, 'utf8')).files.deltas.at(-1)?.to ?? 0;

const answers = async (address: string) =>
  fetch(`${address}healthz`).then(
    ({ ok }) => ok,
    () => false,
  );

test('a door that is killed listens again where it did, and pages go on from where they were', async () => {
  const { address, process: of, said } = await start();
  const before = await toldVersion(address);
  const [door, intake] = [of('door')!, of('intake')!];
  process.kill(door.pid, 'SIGKILL');
  await expect.poll(() => runs(door.pid)).toBe(false);
  await expect.poll(() => answers(address), patience).toBe(true);
  expect(of('door')!.pid).not.toBe(door.pid);
  expect(said()).toContain(
    'the door, which answers whoever asks, ended (ended with SIGKILL); it is started again',
  );
  // What came while it was away comes from the files that intake wrote.
  const { sequences, isReload } = await heardSince(address, before, 4);
  expect(sequences).toEqual(sequences.map((_, i) => before + 1 + i));
  expect([sequences.length >= 4, isReload]).toEqual([true, false]);
  expect(of('intake')!.pid).toBe(intake.pid);
  const state = await (await fetch(`${address}admin/state.json`)).json();
  expect(state.city.sources).toMatchObject([{ id: 'simulator' }]);
  expect((await fetch(`${address}readyz`)).status).toBe(200);
});

test('while intake is away the door answers, says so, and goes on with it', async () => {
  const { address, process: of } = await start();
  const before = await toldVersion(address);
  const { pid } = of('intake')!;
  process.kill(pid, 'SIGKILL');
  const ready = async () => (await fetch(`${address}readyz`)).json();
  await expect.poll(ready).toMatchObject({ ready: false, ailments: [{ part: 'city' }] });
  expect(await answers(address)).toBe(true);
  expect((await fetch(`${address}data/rows/manifest.json`)).status).toBe(200);
  await expect.poll(ready, patience).toMatchObject({ ready: true });
  const { sequences, isReload } = await heardSince(address, before, 3);
  expect(sequences).toEqual(sequences.map((_, i) => before + 1 + i));
  expect(isReload).toBe(false);
  expect(of('intake')!.pid).not.toBe(pid);
});

test('a signal to all of them, as a terminal sends it, ends all with what was taken published', async () => {
  const { pid, signal, stop } = await start();
  const others = startedBy(pid);
  for (const one of others.filter(({ command }) => command.includes('Process.ts')))
    process.kill(one.pid, 'SIGINT');
  expect(others.filter(({ pid }) => runs(pid))).toEqual(others);
  signal('SIGINT');
  expect((await stop()).code).toBe(0);
  expect(others.filter(({ pid }) => runs(pid))).toEqual([]);
  const last = await published();
  server = await startProduct(null, { DATA_DIR: data }, undefined, ['--still']);
  await expect.poll(server.said, patience).toContain('Ready.');
  expect(await published()).toBe(last);
});

test('where the one that starts them is killed all end, and the next start has the store', async () => {
  const { pid, kill } = await start();
  const others = startedBy(pid);
  expect(others.length).toBeGreaterThanOrEqual(2);
  await kill();
  expect(others.filter(({ pid }) => runs(pid))).toEqual([]);
  await start();
});

test('one that cannot be opened ends with its reason', async () => {
  await writeFile(`${data}/letters.txt`, 'of another program');
  await rm(`${data}/rows/manifest.json`);
  await expect(startProduct(null, { DATA_DIR: data })).rejects.toThrow(/expected a snapshot in it/);
});
