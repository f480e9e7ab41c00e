import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '../../src/model/manifest.ts';
import { versionHeader } from '../../src/server/answers/question.ts';
import { openStore } from '../../src/server/intake/store/store.ts';
import { preparePage } from '../../src/server/page.ts';
import { channelsNow } from '../../src/server/referenceChanges.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { snapshotFacts } from '../../src/server/snapshotFacts.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { heardSince, toldVersion } from '../../tests/support/liveEvents.ts';
import { patience } from '../../tests/support/patience.ts';
import { runs, startedBy } from '../../tests/support/processes.ts';
import { type Product, startProduct } from '../../tests/support/product.ts';
import { publishedContent, storedContent } from '../../tests/support/published.ts';
import { randomCity } from '../../tests/support/randomCity.ts';
import { seeded } from '../../tests/support/seeded.ts';
import type { Fault, FaultResult } from './fault.ts';
import { makeFolder } from './folder.ts';
import { compare } from './publishing/reader.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Which process is killed; `all`: the one that starts the others. */
const victims = ['door', 'intake', 'answers', 'all'] as const;
type Victim = (typeof victims)[number];

/** Times as fast as the clock: some changes in each second. */
const speed = 20_000;
/** Milliseconds within which it is killed after all was well. */
const within = 1500;

/** Each process of the server is killed apart, again and again, while requests come in and pages follow. */
export const fault: Fault = {
  name: 'processes',
  async run({ short, log }) {
    await preparePage(root, `${root}/dist`, log);
    const results: FaultResult[] = [];
    for (const [i, victim] of victims.entries()) {
      const folder = await makeFolder();
      try {
        results.push(await killApart(victim, folder, { kills: short ? 1 : 40, seed: i + 1, log }));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }
    return results;
  },
};

interface Kills {
  readonly kills: number;
  readonly seed: number;
  readonly log: (text: string) => void;
}

async function killApart(victim: Victim, data: string, { kills, seed, log }: Kills): Promise<FaultResult> {
  const random = seeded(seed);
  const wrong: string[] = [];
  let [survived, followed, reloads] = [0, 0, 0];
  await writeSnapshot(data, { ...randomCity(seed, 400), kind: 'sample' });
  let product = await start(data);
  try {
    for (let kill = 0; kill < kills; kill++) {
      const ms = random() * within;
      try {
        const version = await toldVersion(product.address);
        // It is there once somebody asks.
        if (victim === 'answers') await until(product, () => askAll(product));
        await wait(ms);
        const others = startedBy(product.pid);
        if (victim === 'all') {
          await product.kill();
          product = await start(data);
        } else {
          const killed = product.process(victim)!;
          process.kill(killed.pid, 'SIGKILL');
          if (victim === 'answers') await until(product, () => askAll(product));
          await until(product, () => ![killed.pid, undefined].includes(product.process(victim)?.pid));
          await untilReady(product);
          const left = others.filter(({ pid, command }) => command.includes('Process.ts') && !runs(pid));
          if (left.length > 1) throw new Error(`${left.map(({ command }) => command).join(', ')} ended, too`);
        }
        const { sequences, isReload } = await heardSince(product.address, version, 2);
        if (sequences.some((sequence, i) => sequence <= version + i))
          throw new Error(`a page at ${version} heard of ${sequences.join(', ')}`);
        // Only where nobody is left who knows what leads up to what is published.
        if (isReload && victim !== 'all') throw new Error(`a page at ${version} had to begin anew`);
        followed += sequences.length;
        reloads += Number(isReload);
        survived++;
      } catch (error) {
        wrong.push(`seed ${seed}, kill ${kill} after ${ms.toFixed(0)} ms: ${(error as Error).message}`);
        if (product.hasEnded()) product = await start(data);
      }
    }
    const { code } = await product.stop();
    if (code !== 0) wrong.push(`seed ${seed}: it ended with ${code}`);
    await compareStore(data).catch((error: Error) => wrong.push(`seed ${seed}: ${error.message}`));
  } finally {
    await product.kill();
  }
  log(
    `${victim}: ${kills} kills, ${survived} survived: pages heard of ${followed} deltas, began anew ${reloads} times`,
  );
  const what =
    victim === 'all' ? 'kill -9 of the process that starts the others' : `kill -9 of the process ${victim}`;
  return { what, tried: kills, survived, wrong };
}

async function start(data: string): Promise<Product> {
  const product = await startProduct(null, { DATA_DIR: data, OPERATIONS_PORT: 'off' }, undefined, [
    '--speed',
    String(speed),
  ]);
  await until(product, () => product.said().includes('Ready.'));
  return product;
}

/** Asks how many requests there are; whether it was answered, by the published number. @throws Error for another one */
async function askAll({ address }: Product): Promise<boolean> {
  const response = await fetch(`${address}api/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  }).catch(() => null);
  // Cut, or not answered for now: it is asked again.
  if (!response || response.status === 503) return false;
  const [{ received }] = (await response.json()) as [{ received: number }];
  const sequence = Number(response.headers.get(versionHeader)!.split('@')[0]);
  const manifest = (await (await fetch(`${address}data/rows/manifest.json`)).json()) as Manifest;
  const total = manifest.files.deltas.find(({ to }) => to === sequence)?.total ?? null;
  // What leads up to an older version may lie in the segments by now.
  if (total !== null && received !== total)
    throw new Error(`asked, there are ${received} requests in version ${sequence}, expected ${total}`);
  return true;
}

function untilReady(product: Product): Promise<void> {
  return until(product, () =>
    fetch(`${product.address}readyz`).then(
      ({ ok }) => ok,
      () => false,
    ),
  );
}

async function until({ hasEnded, said }: Product, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (const from = performance.now(); !(await isSo()); await wait(20)) {
    if (hasEnded()) throw new Error(`the server ended: ${said().slice(-500)}`);
    if (performance.now() - from > patience) throw new Error(`not ready: ${said().slice(-500)}`);
  }
}

/** What is published and what the store has. @throws Error where they differ */
async function compareStore(data: string): Promise<void> {
  const { folder, manifest } = await readManifest(data);
  const facts = await snapshotFacts(folder, manifest);
  const { words } = facts;
  const channel = channelsNow(words.channel, referenceData());
  const store = openStore(`${data}/store.sqlite`, { ...facts, words: () => ({ ...words, channel }) });
  try {
    compare('what is published', (await publishedContent(folder)).content, storedContent(store.months()));
  } finally {
    store.close();
  }
}
