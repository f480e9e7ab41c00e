import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CityAway, CityLink, type CityLinkOptions } from '../../src/server/door/intakeLink.ts';
import { makeHub } from '../../src/server/live/hub.ts';
import { hubFeed } from '../../src/server/live/hubFeed.ts';
import type { ErrorWords } from '../../src/server/live/logger.ts';
import type { Opened, PublisherNews } from '../../src/server/intake/liveCity.ts';
import { checkReference } from '../../src/server/reference/check.ts';
import { readTexts, referenceFolder } from '../../src/server/reference/folder.ts';
import { snapshotFacts } from '../../src/server/snapshotFacts.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { systemClock } from '../../src/server/sources/source.ts';
import { randomCity } from '../support/randomCity.ts';

let data: string;
const links: CityLink[] = [];
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 's360-link-'));
  await writeSnapshot(data, randomCity(3, 400));
});
afterEach(async () => {
  for (const link of links.splice(0)) await link.stop(1000);
  await rm(data, { recursive: true, force: true });
});

function linkOf(more: Partial<CityLinkOptions> = {}) {
  const crashes: { error: ErrorWords; pause: number }[] = [];
  const opened: Opened[] = [];
  const published: PublisherNews[] = [];
  const hub = makeHub({ clock: systemClock });
  const pages = hubFeed(hub);
  let opens = 0;
  const link = new CityLink({
    task: { kind: 'sample', data, speed: 50_000 },
    watch: {
      opened(one) {
        opened.push(one);
        pages.opened(one);
      },
      published(news) {
        published.push(news);
        pages.published(news);
      },
    },
    onOpen: () => opens++,
    onCrash: (error, pause) => crashes.push({ error, pause }),
    firstWait: 20,
    longestWait: 50,
    ...more,
  });
  links.push(link);
  const sequences = () =>
    published.flatMap((news) => (news.kind === 'published' ? [news.delta.file.to] : []));
  return { link, crashes, opened, sequences, opens: () => opens };
}

/** The thread, to end it as a fault of its own would. */
function threadOf(link: CityLink): Worker {
  return (link as unknown as { worker: Worker }).worker;
}

test('a city in a thread of its own tells what it publishes, answers, and stops with all published', async () => {
  // Guards: what crosses to the thread that answers is whole: versions in order, bytes, counts; and the orderly end.
  const { link, opened, sequences } = linkOf();
  await expect(link.ask('counts', [])).rejects.toThrow(CityAway);
  await link.start();
  // Its calendar is not that of data/, so that all is published anew.
  expect(opened).toMatchObject([{ version: { sequence: 2 }, ring: [], pace: 50_000 }]);
  expect((await link.ask('counts', [])).requests).toBeGreaterThanOrEqual(400);
  expect(await link.ask('sources', [])).toMatchObject([{ id: 'simulator' }]);
  await expect.poll(() => sequences().length).toBeGreaterThan(2);
  await link.stop();
  const told = sequences();
  expect(told).toEqual(told.map((_, i) => i + 3));
  const manifest = JSON.parse(await readFile(`${data}/rows/manifest.json`, 'utf8'));
  expect(manifest.files.deltas.at(-1).to).toBe(told.at(-1));
});

test('a thread that ends by itself is told of, started again, and goes on from where it was', async () => {
  // Guards: a fault of intake neither ends the server nor loses what open pages have; the store's lock is free again.
  const { link, crashes, opened, sequences, opens } = linkOf();
  await link.start();
  await expect.poll(() => sequences().length).toBeGreaterThan(1);
  const question = link.ask('counts', []);
  await threadOf(link).terminate();
  await expect(question.catch((error: unknown) => error)).resolves.toSatisfy(
    (answer: unknown) => answer instanceof CityAway || typeof answer === 'object',
  );
  await expect.poll(opens).toBe(2);
  expect(crashes).toMatchObject([{ pause: 20 }]);
  // The pages' hub took what came after it: it throws where deltas do not follow.
  const before = sequences().length;
  await expect.poll(() => sequences().length).toBeGreaterThan(before);
  expect(opened[1]!.version.sequence).toBeGreaterThanOrEqual(opened[0]!.version.sequence);
  const told = sequences();
  expect(new Set(told).size).toBe(told.length);
});

test('a thread without memory ends alone, and is tried again with longer and longer pauses', async () => {
  // Guards: a process that dies of one large reading; and a thread that is started again without a pause.
  const { link, crashes } = linkOf({ heap: 12 });
  link.start().catch(() => {});
  await expect.poll(() => crashes.length, { timeout: 120_000 }).toBeGreaterThan(2);
  expect(crashes.slice(0, 3).map(({ pause }) => pause)).toEqual([20, 40, 50]);
  expect(crashes[0]!.error.code).toBe('ERR_WORKER_OUT_OF_MEMORY');
});

test('a city that cannot be opened says why in its own words, once', async () => {
  // Guards: that the words of the store reach whoever starts the server, and that it is not tried for ever.
  await rm(`${data}/rows/manifest.json`);
  const { link, crashes } = linkOf();
  await expect(link.start()).rejects.toThrow(/manifest\.json/);
  expect(crashes).toEqual([]);
});

test('a city that is given other reference files publishes what it has and goes on with them', async () => {
  // Guards: that a reorganisation needs no new start, and that open pages are told to take the new names.
  const reference = await referenceFiles();
  const { link, crashes, opened, opens } = linkOf();
  await link.start({ kind: 'sample', data, speed: 0, reference });
  const { sequence } = opened[0]!.version;
  const entities = structuredClone(reference.entities) as { entries: { id: string; until?: string }[] };
  entities.entries[0]!.until = '2026-11-29';
  link.renew({ kind: 'sample', data, speed: 0, reference: { ...reference, entities } });
  await expect.poll(opens).toBe(2);
  expect(crashes).toEqual([]);
  // No delta leads there: who has one before it opens the manifest anew.
  expect(opened[1]).toMatchObject({ version: { sequence: sequence + 1 }, ring: [] });
  const { folder, manifest } = await readManifest(data);
  const { words } = await snapshotFacts(folder, manifest);
  expect(words.entity.find(({ id }) => id === entities.entries[0]!.id)?.until).toBe('2026-11-29');

  // Nothing changed: nobody has to do anything.
  link.renew({ kind: 'sample', data, speed: 0, reference: { ...reference, entities } });
  await expect.poll(opens).toBe(3);
  expect(opened[2]!.version.sequence).toBe(sequence + 1);
});

test('reference files with which the city cannot be opened are given back', async () => {
  // Guards: a city that is away for good because of a file that its check lets pass.
  const reference = await referenceFiles();
  const told: string[] = [];
  const good = { kind: 'sample', data, speed: 0, reference } as const;
  const { link, crashes, opens } = linkOf({
    onUnfit(text) {
      told.push(text);
      return good;
    },
  });
  await link.start(good);
  link.renew({ ...good, reference: { ...reference, entities: { entries: 'none' } } });
  await expect.poll(opens).toBe(2);
  expect(told).toEqual([expect.stringMatching(/data\/entities\.json: entries: got "none", expected Array/)]);
  expect(crashes).toEqual([]);
});

async function referenceFiles() {
  return checkReference(await readTexts(referenceFolder())).files;
}
