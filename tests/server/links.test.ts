import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Ask, type Frame, keyOf } from '../../src/model/ask.ts';
import { plainChoice, usualChoice } from '../../src/model/choice.ts';
import { choose, during } from '../../src/model/filter.ts';
import { frameOfLink, linkChoice, linkDimensions } from '../../src/model/links.ts';
import { frameOfOverview, overviewSchema } from '../../src/model/overview.ts';
import { askBefore, asks, makeScreen } from '../../src/model/screen.ts';
import { openSnapshot, type Snapshot } from '../../src/server/openSnapshot.ts';
import { readChecked, readManifest } from '../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { randomCity } from '../support/randomCity.ts';

// Guards: what a link with one choice shows before the engine is up is what the engine then answers.
let dir: string;
let snapshot: Snapshot;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-'));
  await writeSnapshot(dir, randomCity(29, 1500, 'Asia/Dubai'));
  snapshot = await openSnapshot(`${dir}/rows`, (await readManifest(`${dir}/rows`)).manifest);
});
afterAll(async () => {
  await snapshot.engine.dispose();
  await rm(dir, { recursive: true, force: true });
});

async function read(name: string): Promise<Frame> {
  const { manifest } = snapshot;
  const file = [manifest.files.overview!, ...(manifest.files.links ?? [])].find((one) => one.name === name)!;
  const json = JSON.parse(new TextDecoder().decode(await readChecked(`${dir}/rows`, file))) as unknown;
  return frameOfOverview(v.parse(overviewSchema, json));
}

test('each value’s answers are the engine’s', async () => {
  const { city, manifest, engine } = snapshot;
  const usual = usualChoice(city, manifest);
  const overview = await read(manifest.files.overview!.name);
  let compared = 0;
  for (const dimension of linkDimensions) {
    const file = manifest.files.links?.find((link) => link.dimension === dimension);
    if (!file) {
      expect(city.words[dimension]).toEqual([]);
      continue;
    }
    const grouped = await read(file.name);
    for (const { id } of city.words[dimension].slice(0, 4)) {
      const screen = makeScreen(
        city,
        manifest,
        plainChoice(choose(usual.filter, dimension, [id]), usual.measure),
      );
      const frame = frameOfLink(city, manifest, usual, { dimension, id }, overview, grouped);
      const asked: Ask[] = Object.values(asks).flatMap((of) => {
        const ask = of(screen);
        return [ask, askBefore(screen, ask)].filter((one) => one !== null);
      });
      const there = asked.filter((ask) => frame.answers.has(keyOf(ask)));
      expect(there.map((ask) => ask.by.join())).toEqual(
        expect.arrayContaining(['', 'category', 'channel', 'topic', 'responseTime']),
      );
      const { version, answers } = await engine.answer(there);
      expect(version).toBe(frame.version);
      for (const [i, ask] of there.entries()) {
        expect(frame.answers.get(keyOf(ask)), `${dimension}=${id} by ${ask.by}`).toEqual(answers[i]);
        compared++;
      }
    }
  }
  expect(compared).toBeGreaterThan(100);
});

test('a file answers one value of one dimension over the usual period, and nothing else', () => {
  const usual = during({}, { from: 100, to: 127 });
  const one = choose(usual, 'zone', ['C1']);
  expect(linkChoice(one, usual)).toEqual({ dimension: 'zone', id: 'C1' });
  expect(linkChoice(usual, usual)).toBeNull();
  expect(linkChoice(choose(usual, 'zone', ['C1', 'C2']), usual)).toBeNull();
  expect(linkChoice(choose(one, 'category', ['report']), usual)).toBeNull();
  expect(linkChoice(choose(usual, 'stage', ['closed']), usual)).toBeNull();
  expect(linkChoice(during(one, { from: 100, to: 110 }), usual)).toBeNull();
});
