import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Intake, type IntakeTask } from '../../../src/server/intake/intake.ts';
import type { Opened } from '../../../src/server/intake/watch.ts';
import { snapshotFacts } from '../../../src/server/snapshotFacts.ts';
import { readManifest } from '../../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../../src/server/snapshotWriter.ts';
import { randomCity } from '../../support/randomCity.ts';

// Guards: reference files that change while the city runs, also where it cannot be opened with them, and where its
// process begins again.

let dir: string;
let data: string;
let file: string;
const opened: Intake[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-intake-'));
  data = `${dir}/city`;
  file = `${dir}/reference/entities.json`;
  await writeSnapshot(data, randomCity(3, 400));
  await cp(new URL('../../../data', import.meta.url), `${dir}/reference`, { recursive: true });
  vi.stubEnv('REFERENCE_DIR', `${dir}/reference`);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const one of opened.splice(0)) await one.stop();
  await rm(dir, { recursive: true, force: true });
});

interface Entities {
  readonly entries: { readonly id: string; until?: string }[];
}

const entities = async () => JSON.parse(await readFile(file, 'utf8')) as Entities;

async function openIntake(task?: IntakeTask) {
  const versions: Opened[] = [];
  const said: string[] = [];
  const states: boolean[] = [];
  const faults: string[] = [];
  let next: IntakeTask | null = null;
  const intake = new Intake(
    task ?? { city: { kind: 'sample', data, speed: 0 }, sample: null, reference: null },
    {
      watch: { opened: (one) => versions.push(one), reference: (sentences) => said.push(...sentences) },
      onTask(one) {
        next = one;
      },
      onOpen: (isOpen) => states.push(isOpen),
      onFault: (error) => faults.push(String(error)),
    },
  );
  opened.push(intake);
  await intake.start();
  return { intake, versions, said, states, faults, next: () => next! };
}

test('a changed file closes the city, and opens it with the file in force', async () => {
  const { intake, versions, said, states, next } = await openIntake();
  const { sequence } = versions[0]!.version;
  const changed = await entities();
  changed.entries[0]!.until = '2026-11-29';
  await writeFile(file, JSON.stringify(changed));
  await expect.poll(() => states).toEqual([true, false, true]);
  // No delta leads there: who has one before it opens the manifest anew.
  expect(versions[1]).toMatchObject({ version: { sequence: sequence + 1 }, ring: [] });
  expect(said).toEqual(['data/entities.json was changed, and is in force now']);
  const { folder, manifest } = await readManifest(data);
  const { words } = await snapshotFacts(folder, manifest);
  const { id } = changed.entries[0]!;
  expect(words.entity.find((one) => one.id === id)?.until).toBe('2026-11-29');
  expect(intake.reference()?.files.find(({ name }) => name === 'entities')?.since).not.toBe(null);

  // A run that comes later begins with what is in force, whatever stands in the folder by then.
  await intake.stop();
  opened.length = 0;
  await writeFile(file, '{ "entries": ');
  const later = await openIntake(next());
  expect(later.versions[0]!.version.sequence).toBe(sequence + 1);
  const refused = () => later.intake.reference()?.files.find(({ name }) => name === 'entities')?.refused;
  await expect.poll(refused).not.toBe(null);
  expect(later.said.join('\n')).toContain('data/entities.json is not taken; the one before stays in force');
  expect(later.states).toEqual([true]);
});

test('a file with which the city cannot be opened is given back', async () => {
  // Guards: a city that is away for good because of a file that its check lets pass.
  const { intake, said, states, faults, versions } = await openIntake();
  const changed = await entities();
  changed.entries[0]!.until = '2026-11-29';
  // Nor with the former ones: what is published is broken, which only a new start may find mended.
  const { words } = (await readManifest(data)).manifest.files;
  await rm(`${data}/rows/${words.name}`);
  await writeFile(file, JSON.stringify(changed));
  await expect.poll(() => said.join('\n')).toContain('cannot be opened with the changed');
  await expect.poll(() => faults).toHaveLength(1);
  expect([states, versions.length, intake.city]).toEqual([[true, false], 1, null]);
});
