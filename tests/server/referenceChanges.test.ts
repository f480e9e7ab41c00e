import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Manifest, parseManifest } from '../../src/model/manifest.ts';
import { changesOf, channelsNow, factsNow, publishFacts } from '../../src/server/referenceChanges.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { snapshotFacts } from '../../src/server/snapshotFacts.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { makeSampleCity } from '../support/sampleCity.ts';

// Guards: a new holiday, target or number of residents in data/ reaches a running city at its next start, and is said.
const asOf = Date.UTC(2026, 10, 20, 9) / 1000;
let dir: string;
let folder: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-reference-'));
  folder = `${dir}/rows`;
});
afterEach(() => rm(dir, { recursive: true, force: true }));

async function published(kind: Manifest['kind']) {
  const manifest = await writeSnapshot(dir, { ...makeSampleCity({ rows: 400, seed: 2, asOf }), kind });
  return { manifest, facts: await snapshotFacts(folder, manifest) };
}

const reference = referenceData();
const [zone, ...zones] = reference.zones.zones;
const targets = reference.targets as { entries: object[] };
const calendar = reference.calendar as { holidays: object[] };
const changed = {
  ...reference,
  zones: { ...reference.zones, zones: [{ ...zone!, residents: 123_456 }, ...zones] },
  targets: { ...targets, entries: targets.entries.slice(1) },
  calendar: { ...calendar, holidays: calendar.holidays.slice(0, -2) },
  goals: [...reference.goals, { measure: 'onTimeRate', value: 0.123, from: '2026-11-01' }],
};

test.each(['live', 'sample'] as const)(
  'a %s city has the reference files as they are now, and what changed is said',
  async (kind) => {
    const { facts, manifest } = await published(kind);
    expect(changesOf(facts, factsNow(facts, reference, asOf))).toEqual([]);
    expect(await publishFacts(folder, manifest, factsNow(facts, reference, asOf), facts.words)).toBe(
      manifest,
    );

    const now = factsNow(facts, changed, asOf);
    expect(changesOf(facts, now)).toEqual([
      expect.stringMatching(/^data\/zones\.json changed .*: 1 entries new or changed, 1 gone or changed/),
      expect.stringMatching(/^data\/calendar\.json changed .*: 0 entries new or changed, 2 gone or changed/),
      expect.stringMatching(/^data\/targets\.json changed .*: 0 entries new or changed, 1 gone or changed/),
      expect.stringMatching(/^data\/goals\.json changed .*: 1 entries new or changed/),
    ]);
    await publishFacts(folder, manifest, now, facts.words);
    const after = parseManifest(await readFile(`${folder}/manifest.json`, 'utf8'));
    const read = await snapshotFacts(folder, after);
    expect(read.zones.zones[0]!.residents).toBe(123_456);
    expect(read.targets).toEqual(changed.targets);
    expect(read.goals).toMatchObject({ onTimeRate: 0.123 });
    expect(read.goals.open).toBe(facts.goals.open);
    // The segments are told relative to it: it changes with them.
    expect(read.calendar).toEqual(facts.calendar);
    expect(after.files.segments).toEqual(manifest.files.segments);
  },
);

test('a city that was imported from a file keeps its own', async () => {
  const { facts } = await published('import');
  expect(factsNow(facts, changed, asOf)).toBe(facts);
});

test('zones of other numbers are not put in the place of those that the requests have', async () => {
  const { facts } = await published('live');
  const now = factsNow(facts, { ...changed, zones: { ...reference.zones, zones } }, asOf);
  expect(now.zones).toBe(facts.zones);
  expect(now.targets).toBe(changed.targets);
});

test('a city that was published before channels said so knows which are digital, and keeps its own', () => {
  const own = { id: 'kiosk', en: 'Kiosk', ar: 'كشك', digital: true };
  const published = referenceData().words.channel.map(({ id, en, ar }) => ({ id, en, ar }));
  const now = channelsNow([...published, own], referenceData());
  expect(now.map(({ id }) => id)).toEqual([...published.map(({ id }) => id), 'kiosk']);
  expect(now.flatMap(({ id, digital }) => (digital ? [id] : []))).toEqual([
    ...['website', 'social-media', 'whatsapp', 'fares', 'mobile-app', 'email', 'platform-04', 'my-city'],
    'city-guard',
    'kiosk',
  ]);
});

test("a sample city's words have the names and ends of data/, new ones after them, beside the same segments", async () => {
  // Guards: that an entry that ends, or another name, does not publish a million requests anew.
  const { facts, manifest } = await published('sample');
  const [old, ...others] = reference.words.entity;
  const ended = { ...old!, until: '2026-11-29', successor: 'city-cleanliness' };
  const successor = {
    id: 'city-cleanliness',
    en: 'City Cleanliness',
    ar: 'نظافة المدينة',
    from: '2026-11-30',
  };
  const words = { ...reference.words, entity: [successor, ended, ...others] };
  const now = factsNow(facts, { ...reference, words }, asOf);
  expect(now.words.entity.map(({ id }) => id)).toEqual([
    ...facts.words.entity.map(({ id }) => id),
    'city-cleanliness',
  ]);
  const after = await publishFacts(folder, manifest, now, facts.words);
  expect(after.files.segments).toEqual(manifest.files.segments);
  const read = await snapshotFacts(folder, after);
  expect(read.words.entity.find(({ id }) => id === old!.id)).toEqual(ended);
  expect(await publishFacts(folder, after, factsNow(read, { ...reference, words }, asOf), read.words)).toBe(
    after,
  );

  // A channel of another city is none of it.
  const channels = (now.words.channel as readonly { id: string }[]).map(({ id }) => id);
  expect(channels).toContain('my-city');
  expect(channels).not.toContain('city-guard');

  // A code that means something else is not put beside them.
  const turned = { ...now, words: { ...now.words, entity: now.words.entity.toReversed() } };
  expect(await publishFacts(folder, after, turned, read.words)).toBe(after);
});
