import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readConfig } from '../../src/server/config.ts';
import { openCity } from '../../src/server/intake/openCity.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 's360-open-'));
  await mkdir(`${folder}/drop`);
  await writeFile(
    `${folder}/config.json`,
    JSON.stringify({
      title: { en: 'Requests', ar: 'الطلبات' },
      data: 'city',
      sources: [
        {
          kind: 'csvFolder',
          id: 'exports',
          folder: 'drop',
          mapping: 'mapping.json',
          settleSeconds: 0.01,
          everySeconds: 0.05,
        },
      ],
    }),
  );
  await writeFile(
    `${folder}/mapping.json`,
    JSON.stringify({ columns: { ref: 'Ref', opened: 'Opened' }, constants: { category: 'report' } }),
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Opens the city of the configuration, and ends it. Returns how many requests its store has then. */
async function openOnce(): Promise<number> {
  const { live, store } = await openCity(
    { kind: 'config', config: await readConfig(`${folder}/config.json`, {}) },
    {},
  );
  const { requests } = store.counts();
  await live.stop();
  return requests;
}

test('a city whose sources had nothing to tell at first starts again, and takes what comes', async () => {
  // Guards: an export that was refused on the first day, after which no start went on.
  expect(await openOnce()).toBe(0);
  expect(await openOnce()).toBe(0);
  await writeFile(`${folder}/drop/a.csv`, 'Ref,Opened\nA-1,2026-11-20 09:00\nA-2,2026-11-21 09:00\n');
  await writeFile(`${folder}/drop/a.csv.done`, '');
  expect(await openOnce()).toBe(2);
});

test('a city whose store is gone is not begun anew over what was published of it', async () => {
  await writeFile(`${folder}/drop/a.csv`, 'Ref,Opened\nA-1,2026-11-20 09:00\n');
  await writeFile(`${folder}/drop/a.csv.done`, '');
  expect(await openOnce()).toBe(1);
  await rm(`${folder}/city/store.sqlite`);
  await expect(openOnce()).rejects.toThrow(/the store is empty, and .* holds what was published from it/);
});
