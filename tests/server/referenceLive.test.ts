import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AdminState } from '../../src/model/adminState.ts';
import { requestColumnNames } from '../../src/model/schema.ts';
import { snapshotFacts } from '../../src/server/snapshotFacts.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { type Product, startProduct } from '../support/product.ts';
import { publishedContent } from '../support/published.ts';

let dir: string;
let server: Product | null = null;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-reference-live-'));
  for (const name of ['drop', 'reference']) await mkdir(`${dir}/${name}`);
  await writeFile(
    `${dir}/mapping.json`,
    JSON.stringify({ columns: { ref: 'Ref', opened: 'Opened', entity: 'Unit' }, timeZone: 'Asia/Dubai' }),
  );
  await writeFile(
    `${dir}/config.json`,
    JSON.stringify({
      title: { en: 'Requests', ar: 'الطلبات' },
      data: 'city',
      server: { operations: false },
      sources: [
        {
          ...{ kind: 'csvFolder', id: 'exports', folder: 'drop', mapping: 'mapping.json' },
          ...{ settleSeconds: 0.01, everySeconds: 0.05 },
        },
      ],
    }),
  );
});
afterEach(async () => {
  await server?.kill();
  server = null;
  await rm(dir, { recursive: true, force: true });
});

const entities = JSON.parse(await readFile(new URL('../../data/entities.json', import.meta.url), 'utf8')) as {
  source: string;
  entries: Record<string, unknown>[];
};

/** data/entities.json after a reorganisation on 1 July 2025. */
function reorganised(): typeof entities {
  const [old, ...others] = entities.entries;
  return {
    ...entities,
    entries: [
      { ...old, until: '2025-06-30', successor: 'city-cleanliness' },
      ...others,
      { id: 'city-cleanliness', en: 'City Cleanliness', ar: 'نظافة المدينة', from: '2025-07-01' },
    ],
  };
}

const write = (text: string) => writeFile(`${dir}/reference/entities.json`, text);

async function drop(name: string, rows: readonly string[]): Promise<void> {
  await writeFile(`${dir}/${name}`, ['Ref,Opened,Unit', ...rows, ''].join('\n'));
  await rename(`${dir}/${name}`, `${dir}/drop/${name}`);
  await writeFile(`${dir}/drop/${name}.done`, '');
}

/** The ids of the entities that are published, by reference. */
async function published(): Promise<Record<string, string | undefined>> {
  const folder = `${dir}/city/rows`;
  const [{ content }, { manifest }] = await Promise.all([publishedContent(folder), readManifest(folder)]);
  const { words } = await snapshotFacts(folder, manifest);
  return Object.fromEntries(
    [...content.values()].map((text) => {
      const values = text.split(',');
      return [values[0], words.entity[Number(values[entityAt])]?.id];
    }),
  );
}
const entityAt = 1 + requestColumnNames.indexOf('entity');

const state = async () => (await (await fetch(`${server!.address}admin/state.json`)).json()) as AdminState;
const fileOf = async () => (await state()).server.reference!.files.find(({ name }) => name === 'entities')!;

test('a reorganisation is taken while the server runs: it changes what comes after it, and no earlier request', async () => {
  await drop('a.csv', ['A-1,2024-03-01 09:00,Waste Operations', 'A-2,2025-06-29 09:00,Waste Operations']);
  server = await startProduct(`${dir}/config.json`, { REFERENCE_DIR: `${dir}/reference` });
  await expect.poll(() => server!.said()).toContain('Ready.');
  await expect.poll(published).toEqual({ 'A-1': 'waste-operations', 'A-2': 'waste-operations' });

  // A file that does not pass is told with its line, and nothing is another than before.
  const wrong = JSON.stringify(reorganised(), null, 1).replace('"2025-06-30"', '"2025-06-31"');
  const line = wrong.split('\n').findIndex((text) => text.includes('2025-06-31')) + 1;
  const sentence = `data/entities.json, line ${line}, entries.0.until: got "2025-06-31", expected a date such as`;
  await write(wrong);
  await expect
    .poll(async () => (await fileOf()).refused?.faults)
    .toMatchObject([{ line, at: 'entries.0.until', got: '"2025-06-31"' }]);
  expect(server.said().replaceAll('\\"', '"')).toContain(sentence);
  expect(server.said()).toContain('data/entities.json is not taken; the one before stays in force');
  await drop('b.csv', ['B-1,2025-07-01 09:00,Waste Operations']);
  await expect.poll(published).toMatchObject({ 'B-1': 'waste-operations' });

  await write(JSON.stringify(reorganised(), null, 1));
  await expect.poll(fileOf).toMatchObject({ refused: null, since: expect.any(Number) });
  await drop('c.csv', [
    'C-1,2025-06-30 09:00,Waste Operations',
    'C-2,2025-07-01 09:00,Waste Operations',
    'C-3,2025-07-02 09:00,نظافة المدينة',
    // Its system has renamed the department of all its requests.
    'A-2,2025-06-29 09:00,City Cleanliness',
  ]);
  const after = {
    'A-1': 'waste-operations',
    'A-2': 'waste-operations',
    'B-1': 'waste-operations',
    'C-1': 'waste-operations',
    'C-2': 'city-cleanliness',
    'C-3': 'city-cleanliness',
  };
  await expect.poll(published).toEqual(after);

  // A start has them too.
  expect((await server.stop()).code).toBe(0);
  server = await startProduct(`${dir}/config.json`, { REFERENCE_DIR: `${dir}/reference` });
  await expect.poll(() => server!.said()).toContain('Ready.');
  expect(await published()).toEqual(after);
  await server.stop();

  // With a file that does not pass it does not start, and says why.
  await write(wrong);
  server = await startProduct(`${dir}/config.json`, { REFERENCE_DIR: `${dir}/reference` });
  await expect.poll(() => server!.hasEnded()).toBe(true);
  expect(server.said().replaceAll('\\"', '"')).toContain(sentence);
});
