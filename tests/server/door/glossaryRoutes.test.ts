import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCity } from '../../../src/model/city.ts';
import {
  choiceDimensions,
  type Dimension,
  dimensions,
  isWordDimension,
} from '../../../src/model/dimension.ts';
import { measureIds } from '../../../src/model/measures.ts';
import { choiceOf } from '../../../src/server/answers/choice.ts';
import type {
  DimensionEntry,
  MeasureEntry,
  Named,
  VersionEntry,
} from '../../../src/server/answers/glossary.ts';
import { readQuestion } from '../../../src/server/answers/question.ts';
import { serveGlossary } from '../../../src/server/door/glossaryRoutes.ts';
import { readManifest } from '../../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../../src/server/snapshotWriter.ts';
import { randomCity } from '../../support/randomCity.ts';

// Guards: a program finds by itself what it may ask: everything that is named can be asked, and nothing else is.

const source = randomCity(8, 300);
const server = Fastify();
const nothing = Fastify();
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-glossary-'));
  await writeSnapshot(dir, source);
  serveGlossary(server, join(dir, 'rows'));
  serveGlossary(nothing, join(dir, 'nothing'));
});
afterAll(() => rm(dir, { recursive: true }));

async function get<T>(url: string): Promise<T> {
  const { statusCode, body } = await server.inject(url);
  expect(statusCode, body).toBe(200);
  return JSON.parse(body) as T;
}

test('all measures and dimensions are named, in both languages', async () => {
  const measures = await get<MeasureEntry[]>('/api/measures');
  expect(measures.map(({ id }) => id)).toEqual([...measureIds]);
  expect(measures.find(({ id }) => id === 'completionRate')).toEqual({
    ...{ id: 'completionRate', en: 'Completion rate', ar: 'نسبة الإنجاز', unit: 'share', better: 'up' },
  });
  const found = await get<DimensionEntry[]>('/api/dimensions');
  expect(found.map(({ id }) => id)).toEqual([...dimensions]);
  for (const { id, en, ar } of [...measures, ...found]) {
    expect(en, id).toMatch(/[a-z]/);
    expect(ar, id).toMatch(/[\u0600-\u06ff]/);
  }
  expect(
    readQuestion({ by: found.map(({ id }) => id), measures: measures.map(({ id }) => id) }),
  ).toBeTruthy();
});

test('each value of a dimension can be a clause; those of time are days', async () => {
  const { manifest } = await readManifest(dir);
  const city = makeCity(source.zones, source.words, source.timeZone);
  const counts = new Map(
    (await get<DimensionEntry[]>('/api/dimensions')).map(({ id, values }) => [id, values]),
  );
  expect(['hour', 'weekday', 'responseTime', 'day'].map((id) => counts.get(id as Dimension))).toEqual([
    ...[24, 7, 9, null],
  ]);
  for (const dimension of choiceDimensions) {
    const values = await get<Named[]>(`/api/dimensions/${dimension}`);
    expect(values.length, dimension).toBe(counts.get(dimension)! + 1);
    const { filter } = choiceOf(city, manifest, undefined, [`${dimension}=${values.map(({ id }) => id)}`]);
    expect(new Set(filter[dimension]), dimension).toEqual(new Set(values.map(({ id }) => id)));
    if (isWordDimension(dimension))
      expect(values.slice(0, -1).map(({ en }) => en)).toEqual(city.words[dimension].map(({ en }) => en));
  }
  expect(await get('/api/dimensions/month')).toBeNull();
});

test('of which data answers are is told, and not sent again while it stays', async () => {
  const { manifest } = await readManifest(dir);
  expect(await get<VersionEntry>('/api/version')).toEqual({
    version: `${manifest.sequence}@${manifest.asOf}`,
    asOf: new Date(manifest.asOf * 1000).toISOString(),
    requests: 300,
  });
  const { headers } = await server.inject('/api/version');
  const again = await server.inject({
    url: '/api/version',
    headers: { 'if-none-match': String(headers.etag) },
  });
  expect(again.statusCode).toBe(304);
});

test('what is not there is said', async () => {
  const unknown = await server.inject('/api/dimensions/colour');
  expect([unknown.statusCode, unknown.body]).toEqual([
    404,
    expect.stringMatching(/^colour: no dimension; expected one of zone, place/),
  ]);
  for (const url of ['/api/version', '/api/dimensions', '/api/dimensions/zone']) {
    const { statusCode, headers, body } = await nothing.inject(url);
    expect([statusCode, headers['retry-after']], url).toEqual([503, '2']);
    expect(body).toContain('there are no data yet');
  }
});
