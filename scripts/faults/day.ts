import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openStore } from '../../src/server/intake/store/store.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { makeSample } from '../../src/server/sample/sampleData.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { freePort } from '../../tests/support/freePort.ts';
import { startPostgres } from '../../tests/support/postgres.ts';
import { startProduct } from '../../tests/support/product.ts';
import { type Child, startChild } from './clients/child.ts';
import { Administrator } from './day/administrator.ts';
import { cityClock } from './day/cityClock.ts';
import { Clerk, createTable, mapping, retypeStage, swapTable, tables } from './day/crm.ts';
import { differences } from './day/differences.ts';
import { bytesOf, mountDisk } from './day/disk.ts';
import { largeAssets, startHostile } from './day/hostile.ts';
import type { DayPagesMessage } from './day/pages.ts';
import { settled } from './day/settling.ts';
import { watchVitals } from './day/vitals.ts';
import type { Fault, FaultResult } from './fault.ts';

interface DaySettings {
  readonly seconds: number;
  readonly pages: number;
  readonly processes: number;
  readonly sampleRows: number;
  /** Readers at a time that take nothing. */
  readonly slow: number;
  /** Milliseconds between two commits of the CRM. */
  readonly everyMs: number;
  /** Folder for pictures of the administrator's page. */
  readonly pictures?: string;
}

/** A day of a city goes by in ten minutes, and all that can go wrong does so at once. */
export const fault: Fault = {
  name: 'day',
  run: async ({ short, log, pictures }) => [
    await day(
      {
        ...(short
          ? { seconds: 60, pages: 60, processes: 1, sampleRows: 4000, slow: 4, everyMs: 40 }
          : { seconds: 600, pages: 2000, processes: 2, sampleRows: 30_000, slow: 40, everyMs: 20 }),
        ...(pictures === undefined ? {} : { pictures }),
      },
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
/** What says that the disk is full. */
const isFull = /disk is full|ENOSPC|no space/i;
/** Which part of the day the disk is full, and for how long it must be so that /admin says so. */
const [fullShare, toldAfterSeconds] = [0.2, 60];
/** Of the pages, those that are connected at a time. */
const connectedShare = 0.95;
/** How long all may take that comes before the day, ms. */
const patience = 400_000;

async function day(settings: DaySettings, log: (text: string) => void): Promise<FaultResult> {
  const { seconds, pages, processes, sampleRows, slow, everyMs, pictures } = settings;
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
    const disk = await mountDisk(data, 4 * (await bytesOf(`${folder}/sample`)) + room);
    if (disk) ends.unshift(() => disk.leave());
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
    const administrator = new Administrator(operations);
    ends.unshift(() => administrator.stop());
    await administrator.until(
      'the tables of the CRM are followed',
      ({ city }) =>
        tables.every((table) => city?.sources.find(({ id }) => id === table)?.phase === 'following'),
      patience,
    );
    const clock = cityClock(`${product.address}live/rows`, speed);
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
        // A few may just be coming again: the server lets those go that take too long to read on a busy machine.
        ({ connected }) => connected >= connectedShare * Math.floor(pages / processes),
        patience,
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

    const photograph = async (name: string) => {
      if (pictures === undefined) return;
      await administrator
        .photograph(pictures, name)
        .catch(({ message }: Error) => wrong.push(`no picture of ${name}: ${message.slice(0, 200)}`));
    };
    const vitals = watchVitals(product.pid);
    ends.unshift(async () => vitals.stop());
    const started = performance.now();
    const at = (share: number) => pause(Math.max(0, 1000 * seconds * share - (performance.now() - started)));

    await at(0.3);
    log('the CRM is upgraded: one table is copied and swapped, the other gets a column of another kind');
    const client = await postgres.client();
    await Promise.all([
      postgres.query(swapTable('requests')),
      retypeStage(client, 'visits', 'services360_visits'),
    ]);
    await client.end();
    await at(0.35);
    await disk?.fill();
    if (disk) log('the disk is full');
    await at(0.45);
    await photograph('midst');
    await at(0.55);
    await disk?.empty();
    if (disk) log('the disk has room again');
    await at(1);
    await clerk.stop();
    vitals.stop();
    if (product.hasEnded()) throw new Error(`the server ended: ${product.said().slice(-2000)}`);
    log(
      `${clerk.committed} commits of the CRM, ${clerk.refused} while a table was moved; ${JSON.stringify(hostile.counts)}`,
    );
    wrong.push(...(await settled(postgres, data, tables, groups, log)), ...vitals.growth(log));
    await photograph('end');

    const { troubles, ailments, mostShared, mostPages, strange } = administrator;
    for (const text of strange) wrong.push(`/admin/state.json told something else than a state: ${text}`);
    for (const id of [...tables, 'dead']) {
      const said = [...(troubles.get(id) ?? [])];
      const isKept = administrator.latest?.city?.problems.some(
        ({ source, problem }) => source === id && problem === 'readAnew',
      );
      if (!(id === 'dead' ? said.some((text) => /unreachable/.test(text)) : isKept))
        wrong.push(`the administrator is not told of ${id}`);
      log(`/admin said of ${id}: ${said.map((text) => text.slice(0, 200)).join(' | ')}`);
    }
    log(
      `/admin said of the server: ${[...ailments]
        .map((text) => text.slice(0, 160))
        .slice(0, 6)
        .join(' | ')}`,
    );
    if (mostShared === 0) wrong.push('the administrator is not told of the placeholder phone');
    if (mostPages < connectedShare * pages)
      wrong.push(`the server told at most ${mostPages} pages, expected ${pages}`);
    log(`${mostPages} pages at most`);
    // The page tells of it after a minute: the short day's is full for less.
    if (
      disk &&
      seconds * fullShare > toldAfterSeconds &&
      ![...ailments, ...[...troubles.values()].flatMap((said) => [...said])].some((text) => isFull.test(text))
    )
      wrong.push('the administrator is not told of the full disk');
    const lines = product.said().split('\n');
    for (const table of tables)
      if (!lines.some((line) => line.includes(`"source":"${table}"`) && /lostPosition|misfit/.test(line)))
        wrong.push(`the log says nothing of the migration of ${table}`);
    if (disk && !lines.some((line) => isFull.test(line))) wrong.push('the log says nothing of the full disk');

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
