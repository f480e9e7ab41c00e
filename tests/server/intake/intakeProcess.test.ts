import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CityAway, IntakeLink } from '../../../src/server/door/intakeLink.ts';
import type { IntakeTask } from '../../../src/server/intake/intake.ts';
import type { IntakeMessage } from '../../../src/server/intake/messages.ts';
import { systemClock } from '../../../src/server/intake/sources/source.ts';
import type { Opened, PublisherNews } from '../../../src/server/intake/watch.ts';
import { makeHub } from '../../../src/server/live/hub.ts';
import { hubFeed } from '../../../src/server/live/hubFeed.ts';
import type { ErrorWords } from '../../../src/server/live/logger.ts';
import { Child } from '../../../src/server/processes/child.ts';
import { writeSnapshot } from '../../../src/server/snapshotWriter.ts';
import { intakeFile } from '../../support/followedCity.ts';
import { patience } from '../../support/patience.ts';
import { randomCity } from '../../support/randomCity.ts';

let data: string;
const children: Child[] = [];
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 's360-intake-'));
  await writeSnapshot(data, randomCity(3, 400));
});
afterEach(async () => {
  for (const child of children.splice(0)) await child.stop(20_000);
  await rm(data, { recursive: true, force: true });
});

/** Intake in a process of its own, and what a door has of it; another door may come later. */
function startIntake(heap?: number) {
  const crashes: { error: ErrorWords; pause: number }[] = [];
  const failed: string[] = [];
  let door = makeDoor();
  const task: IntakeTask = {
    ...{ city: { kind: 'sample', data, speed: 50_000 }, sample: null, reference: null },
  };
  const child = new Child({
    ...{ file: intakeFile, task, firstWait: 20, longestWait: 50, ...(heap && { heap }) },
    onTold: (told) => told.kind === 'to' && door.link.hear(told.body as IntakeMessage),
    onStart: () => door.link.there(),
    onCrash(error, pause) {
      crashes.push({ error, pause });
      door.link.gone();
    },
    onFailed: (text) => failed.push(text),
  });
  children.push(child);

  function makeDoor() {
    const opened: Opened[] = [];
    const published: PublisherNews[] = [];
    const pages = hubFeed(makeHub({ clock: systemClock }));
    let opens = 0;
    const link = new IntakeLink({
      send: (body) => child.send({ kind: 'from', role: 'door', body }),
      watch: {
        opened(one) {
          opened.push(one);
          pages.opened(one);
        },
        // The hub throws where deltas do not follow.
        published(news) {
          published.push(news);
          pages.published(news);
        },
      },
      onOpen(isOpen) {
        if (isOpen) opens++;
      },
    });
    const deltas = () => published.flatMap((news) => (news.kind === 'published' ? [news.delta] : []));
    return {
      ...{ link, opened, deltas },
      sequences: () => deltas().map(({ file }) => file.to),
      opens: () => opens,
    };
  }

  child.start();
  return {
    ...{ child, crashes, failed },
    door: () => door,
    /** @param afterMs in which it is told what was meant for the one before it */
    async newDoor(afterMs: number) {
      door = makeDoor();
      await wait(afterMs);
      door.link.there();
      return door;
    },
  };
}

test('it tells what it publishes, answers, and ends with all published', async () => {
  // Guards: what crosses between the processes is whole: versions in order, bytes, counts; and the orderly end.
  const { child, door } = startIntake();
  const { link, opened, deltas, sequences, opens } = door();
  await expect(link.ask('counts', [])).rejects.toThrow(CityAway);
  await expect.poll(opens).toBe(1);
  // Its calendar is not that of data/, so that all is published anew.
  expect(opened).toMatchObject([{ version: { sequence: 2 }, ring: [], pace: 50_000 }]);
  expect((await link.ask('counts', [])).requests).toBeGreaterThanOrEqual(400);
  expect(await link.ask('sources', [])).toMatchObject([{ id: 'simulator' }]);
  expect(await link.ask('memory', [])).toBeGreaterThan(1e7);
  await expect.poll(() => sequences().length).toBeGreaterThan(2);
  expect(await child.stop(patience)).toBe(0);
  const told = sequences();
  expect(told).toEqual(told.map((_, i) => i + 3));
  const manifest = JSON.parse(await readFile(`${data}/rows/manifest.json`, 'utf8'));
  expect(manifest.files.deltas.at(-1).to).toBe(told.at(-1));
  // A small part of a large message would keep all of it for as long as the delta is told to pages.
  for (const { wire } of deltas()) expect(wire.buffer.byteLength).toBe(wire.byteLength);
});

test('one that was killed goes on from where it was', async () => {
  // Guards: a fault of intake neither ends the server nor loses what open pages have; the store's lock is free again.
  const { child, crashes, door } = startIntake();
  const { link, opened, sequences, opens } = door();
  await expect.poll(() => sequences().length).toBeGreaterThan(1);
  const question = link.ask('counts', []);
  process.kill(child.pid!, 'SIGKILL');
  await expect(question.catch((error: unknown) => error)).resolves.toSatisfy(
    (answer: unknown) => answer instanceof CityAway || typeof answer === 'object',
  );
  await expect.poll(opens).toBe(2);
  expect(crashes).toMatchObject([{ pause: 20 }]);
  const before = sequences().length;
  await expect.poll(() => sequences().length).toBeGreaterThan(before);
  expect(opened[1]!.version.sequence).toBeGreaterThanOrEqual(opened[0]!.version.sequence);
  const told = sequences();
  expect(new Set(told).size).toBe(told.length);
});

test('a door that comes later has the version that is published, what leads up to it, and all that follows', async () => {
  // Guards: pages that lose what came while the door was away, or are told deltas that do not follow each other. The
  // publisher goes on all the time.
  const { door, newDoor, crashes } = startIntake();
  await expect.poll(() => door().sequences().length).toBeGreaterThan(3);
  for (let tried = 0; tried < 8; tried++) {
    const later = await newDoor(tried % 2 === 0 ? 600 : 0);
    // Another one comes before this one knows anything.
    if (tried % 3 === 2) continue;
    await expect.poll(() => later.sequences().length).toBeGreaterThan(1);
    const [first] = later.opened;
    expect(later.opened).toHaveLength(1);
    expect(first!.ring.at(-1)?.file.to).toBe(first!.version.sequence);
    expect(first!.ring.length).toBeGreaterThan(2);
    const told = [...first!.ring.map(({ file }) => file.to), ...later.sequences()];
    expect(told).toEqual(told.map((_, i) => told[0]! + i));
    expect(later.opens()).toBe(1);
  }
  expect(crashes).toEqual([]);
});

test('one that cannot open its city says why in its own words, once', async () => {
  // Guards: that the words of the store reach whoever starts the server, and that it is not tried for ever.
  await rm(`${data}/rows/manifest.json`);
  const { failed, crashes } = startIntake();
  await expect.poll(() => failed).toEqual([expect.stringMatching(/manifest\.json/)]);
  expect(crashes).toEqual([]);
});
