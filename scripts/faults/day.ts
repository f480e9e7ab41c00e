import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { AdminState } from '../../src/model/adminState.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { makeSample } from '../../src/server/sampleData.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { openStore } from '../../src/server/store/store.ts';
import { freePort } from '../../tests/support/freePort.ts';
import { type Postgres, startPostgres } from '../../tests/support/postgres.ts';
import { publishedContent } from '../../tests/support/published.ts';
import { type Child, startChild } from './clients/child.ts';
import { openStream } from './clients/eventReader.ts';
import { Clerk, createTable, mapping, retypeStage, swapTable, tables } from './day/crm.ts';
import { differences } from './day/differences.ts';
import { startHostile } from './day/hostile.ts';
import type { DayPagesMessage } from './day/pages.ts';
import { type Product, startProduct, type Vitals, vitalsOf } from './day/product.ts';
import type { Fault, FaultResult } from './fault.ts';

const run = promisify(execFile);

interface DaySettings {
  readonly seconds: number;
  readonly pages: number;
  readonly processes: number;
  readonly sampleRows: number;
  /** Readers at a time that take nothing. */
  readonly slow: number;
  /** Milliseconds between two commits of the CRM. */
  readonly everyMs: number;
}

/** A day of a city goes by in ten minutes, and all that can go wrong does so at once. */
export const fault: Fault = {
  name: 'day',
  run: async ({ short, log }) => [
    await day(
      short
        ? { seconds: 24, pages: 60, processes: 1, sampleRows: 4000, slow: 4, everyMs: 40 }
        : { seconds: 600, pages: 2000, processes: 2, sampleRows: 100_000, slow: 40, everyMs: 20 },
      log,
    ),
  ],
};

/** Times as fast as the clock: a day in 144 seconds. */
const speed = 600;
/** How long the server may take to end whatever its readers do, ms: docs/operations.md. */
const grace = 15_000;
/** Beside its data, bytes of the disk. */
const room = 64 << 20;

async function day(settings: DaySettings, log: (text: string) => void): Promise<FaultResult> {
  const { seconds, pages, processes, sampleRows, slow, everyMs } = settings;
  const what = `a day of live traffic in ${seconds} s with ${pages} pages, hostile readers, a dead source, a full disk and two migrations of the CRM at once`;
  const folder = await mkdtemp(join(tmpdir(), 's360-day-'));
  const data = join(folder, 'data');
  const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const wrong: string[] = [];
  try {
    await using postgres = await startPostgres();
    for (const table of tables) await postgres.query(createTable(table));
    await makeSample(`${folder}/sample`, String(sampleRows), { onFirst: async () => {}, onProgress() {} });
    await mkdir(data);
    const mounted = await mount(data, 4 * (await bytesOf(`${folder}/sample`)) + room);
    if (mounted) ends.unshift(() => run('umount', ['-l', data]));
    else log('no right to mount a small disk here: the disk does not fill up');
    await cp(`${folder}/sample`, data, { recursive: true });

    const operations = await freePort();
    await writeFile(`${folder}/crm.json`, JSON.stringify(mapping));
    await writeFile(
      `${folder}/services360.json`,
      JSON.stringify({
        title: { en: 'A day', ar: 'يوم' },
        data: 'data',
        server: { operations: { port: operations } },
        publish: { foldAfterRequests: 2000, foldAfterMinutes: 1 },
        sources: [
          { kind: 'simulator', speed },
          ...tables.map((table) => ({
            ...{ kind: 'postgres', id: table, follow: 'replication', table, key: 'ref' },
            ...{ connection: postgres.connection(), mapping: 'crm.json' },
          })),
          {
            kind: 'open311',
            id: 'dead',
            endpoint: `http://127.0.0.1:${await freePort()}/v2`,
            since: '2026-01-01',
          },
        ],
      }),
    );
    const product = await startProduct(`${folder}/services360.json`, { LOG_LEVEL: 'info' });
    ends.unshift(() => product.kill());
    const port = Number(new URL(product.address).port);
    await followed(operations, product);
    const clock = cityClock(`${product.address}live/rows`);
    ends.unshift(async () => clock.stop());

    const groups: Child<DayPagesMessage>[] = Array.from({ length: processes }, (_, i) =>
      startChild<DayPagesMessage>('../day/pages.ts', {
        url: `${product.address}live/rows`,
        pages: Math.floor(pages / processes) + (i < pages % processes ? 1 : 0),
      }),
    );
    for (const group of groups) ends.unshift(() => group.kill());
    for (const [i, group] of groups.entries())
      await group.until(
        ({ connected }) => connected >= Math.floor(pages / processes),
        120_000,
        `the pages of process ${i}`,
      );
    log(`${pages} pages are connected`);

    const names = await readdir(`${data}/rows`);
    const large = names.filter((name) => /details-\w+\.arrow$/.test(name)).slice(0, 5);
    const hostile = startHostile(
      port,
      [...large.map((name) => `/data/rows/${name}`), ...(await largeAssets(product.address))],
      slow,
    );
    ends.unshift(async () => hostile.leave());
    const clerk = new Clerk(postgres, () => clock.now() - 30, everyMs, 7);
    ends.unshift(() => clerk.stop());

    const vitals: Vitals[] = [];
    const started = performance.now();
    const at = (share: number) => pause(Math.max(0, 1000 * seconds * share - (performance.now() - started)));
    const sampling = setInterval(() => {
      const found = vitalsOf(product.pid);
      if (found) vitals.push(found);
    }, 500);
    ends.unshift(async () => clearInterval(sampling));

    await at(0.3);
    log('the CRM is upgraded: one table is copied and swapped, the other gets a column of another kind');
    const client = await postgres.client();
    await Promise.all([
      postgres.query(swapTable('requests')),
      retypeStage(client, 'visits', 'services360_visits'),
    ]);
    await client.end();
    if (mounted) {
      await at(0.35);
      await fillUp(data);
      log('the disk is full');
      await at(0.55);
      await rm(`${data}/ballast`);
      log('the disk has room again');
    }
    await at(1);
    await clerk.stop();
    clearInterval(sampling);
    if (product.hasEnded()) throw new Error(`the server ended: ${product.said().slice(-2000)}`);
    log(
      `${clerk.committed} commits of the CRM, ${clerk.refused} while a table was moved; ${JSON.stringify(hostile.counts)}`,
    );

    const { server, city } = await adminState(operations);
    if (city?.sources.find(({ id }) => id === 'dead')?.trouble == null)
      wrong.push('the administrator is not told that a source is dead');
    if (!city?.shared.some(({ requests }) => requests > 0))
      wrong.push('the administrator is not told of the placeholder phone');
    if (server.pages < pages) wrong.push(`the server tells ${server.pages} pages, expected ${pages}`);
    const lines = product.said().split('\n');
    for (const table of tables)
      if (!lines.some((line) => line.includes(`"source":"${table}"`) && /lostPosition|misfit/.test(line)))
        wrong.push(`the log says nothing of the migration of ${table}`);
    if (mounted && !lines.some((line) => /disk is full|ENOSPC/.test(line)))
      wrong.push('the log says nothing of the full disk');
    wrong.push(...(await settled(postgres, data, groups, log)));
    wrong.push(...levels(vitals, log));

    await hostile.stop(false);
    const { code, tookMs } = await product.stop();
    log(`the server ended with ${code} after ${Math.round(tookMs)} ms, readers that take nothing beside it`);
    if (code !== 0 || tookMs > grace)
      wrong.push(`the server ended with ${code} after ${Math.round(tookMs)} ms, expected 0 within ${grace}`);
    const messages = await Promise.all(groups.map((group) => group.until(() => true, 5000, 'a message')));
    for (const { wrong: odd, words } of messages) if (odd > 0) wrong.push(...words);
    log(
      `${messages.reduce((sum, { deltas }) => sum + deltas, 0)} deltas came, ${messages.reduce((sum, { reloads }) => sum + reloads, 0)} times a page was told to load anew`,
    );

    const { manifest } = await readManifest(data);
    const store = openStore(`${data}/store.sqlite`, {
      timeZone: manifest.timeZone,
      zones: referenceData().zones,
      words: (kept) => kept!,
    });
    try {
      wrong.push(...(await differences(data, store, postgres, tables)));
    } finally {
      store.close();
    }
    return { what, tried: 1, survived: wrong.length === 0 ? 1 : 0, wrong };
  } finally {
    for (const end of ends) await end();
  }
}

async function adminState(operations: number): Promise<AdminState> {
  const answer = await fetch(`http://127.0.0.1:${operations}/admin/state.json`);
  return (await answer.json()) as AdminState;
}

/** Waits until the tables of the CRM are followed. */
async function followed(operations: number, product: Product): Promise<void> {
  for (let waited = 0; waited < 120_000; waited += 200) {
    const state = await adminState(operations).catch(() => null);
    const following =
      state?.city?.sources.filter(({ phase }) => phase === 'following').map(({ id }) => id) ?? [];
    if (tables.every((table) => following.includes(table))) return;
    if (product.hasEnded()) break;
    await pause(200);
  }
  throw new Error(`the tables of the CRM are not followed: ${product.said().slice(-2000)}`);
}

/** The city's clock, as its beats tell it. */
function cityClock(url: string) {
  let [told, at] = [0, 0];
  const request = openStream(url, null, {
    onEvent({ event, data }) {
      if (event !== 'beat') return;
      told = (JSON.parse(data) as { now: number }).now;
      at = performance.now();
    },
    onEnd() {},
  });
  return {
    /** Epoch seconds. */
    now: () => told + (speed * (performance.now() - at)) / 1000,
    stop: () => request.destroy(),
  };
}

/** Mounts a small disk of so many bytes; false where there is no right to. */
function mount(folder: string, bytes: number): Promise<boolean> {
  return run('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=700`, 'tmpfs', folder]).then(
    () => true,
    () => false,
  );
}

async function bytesOf(folder: string): Promise<number> {
  let sum = 0;
  for (const entry of await readdir(folder, { recursive: true }))
    sum += (await stat(join(folder, entry))).size;
  return sum;
}

async function fillUp(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  await writeFile(`${folder}/ballast`, new Uint8Array(bavail * bsize)).catch(() => {});
}

/** The addresses of the page's scripts, as the page names them. */
async function largeAssets(address: string): Promise<string[]> {
  const page = await fetch(address).then((answer) => answer.text());
  return [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path!).slice(0, 3);
}

/** Waits until the CRM's rows have come and all pages have what is published; says what has not within two minutes. */
async function settled(
  postgres: Postgres,
  data: string,
  groups: readonly Child<DayPagesMessage>[],
  log: (text: string) => void,
): Promise<string[]> {
  for (const table of tables)
    await postgres.query(
      `INSERT INTO ${table} (ref, opened, updated, stage, category, channel) SELECT '${markOf(table)}', max(opened), max(updated), 'received', 'report', 'website' FROM ${table}`,
    );
  const started = performance.now();
  while (performance.now() - started < 120_000) {
    const { manifest } = await readManifest(data);
    const sequence = manifest.files.deltas.at(-1)?.to ?? manifest.sequence;
    const told = await Promise.all(groups.map((group) => group.until(() => true, 5000, 'a message')));
    const behind = told.some(({ behindMost }) => behindMost === null || behindMost < sequence);
    if (!behind && (await hasMarks(data))) {
      log(`settled after ${Math.round(performance.now() - started)} ms at sequence ${sequence}`);
      return [];
    }
    await pause(250);
  }
  return ['two minutes after the last commit not all that was written is with all pages'];
}

const markOf = (table: string) => `mark-${table}`;

async function hasMarks(data: string): Promise<boolean> {
  const { content } = await publishedContent((await readManifest(data)).folder);
  const refs = new Set([...content.values()].map((text) => text.slice(0, text.indexOf(','))));
  return tables.every((table) => refs.has(markOf(table)));
}

/** Whether descriptors and memory stand where they stood: the last third of the day beside the second one. */
function levels(vitals: readonly Vitals[], log: (text: string) => void): string[] {
  const third = Math.floor(vitals.length / 3);
  const median = (list: readonly Vitals[], of: (one: Vitals) => number) =>
    list.map(of).sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
  const [middle, last] = [vitals.slice(third, 2 * third), vitals.slice(2 * third)];
  const descriptors = [middle, last].map((list) => median(list, (one) => one.descriptors)) as [
    number,
    number,
  ];
  const memory = [middle, last].map((list) => median(list, (one) => one.memory / 1e6)) as [number, number];
  const most = Math.max(...vitals.map((one) => one.memory / 1e6));
  log(
    `descriptors ${descriptors.join(' then ')}; memory ${memory.map(Math.round).join(' then ')} MB, at most ${Math.round(most)}`,
  );
  return [
    ...(descriptors[1] > descriptors[0] + 100
      ? [`descriptors grew from ${descriptors[0]} to ${descriptors[1]}`]
      : []),
    ...(memory[1] > 1.3 * memory[0] + 50 ? [`memory grew from ${memory[0]} to ${memory[1]} MB`] : []),
  ];
}
