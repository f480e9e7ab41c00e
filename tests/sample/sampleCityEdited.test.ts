import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { checkData, type FileName, fileNames } from '../../scripts/checkData.ts';
import { parseReference } from '../../src/intake/reference.ts';
import { choose } from '../../src/model/filter.ts';
import { openSnapshot } from '../../src/server/openSnapshot.ts';
import { readManifest } from '../../src/server/snapshotReader.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { makeSampleCity } from '../support/sampleCity.ts';

const folder = mkdtempSync(join(tmpdir(), 'edited-'));
afterAll(() => rmSync(folder, { recursive: true }));

// biome-ignore lint/suspicious/noExplicitAny: files are edited here as a person would, without their types.
type Loose = any;
const read = (file: string): Loose =>
  JSON.parse(readFileSync(new URL(`../../data/${file}.json`, import.meta.url), 'utf8'));

// Guards: whoever adds a topic, an entity or a channel edits files of data/ and nothing else.
it('a topic, an entity and a channel that only data/ knows are sampled, published and asked for', async () => {
  const data = Object.fromEntries(fileNames.map((file) => [file, read(file)])) as Record<FileName, Loose>;
  data.entities.entries.push({
    id: 'drone-control',
    en: 'Drone Control',
    ar: 'إدارة الرقابة على الطائرات المسيّرة',
    kind: 'department',
    synonyms: [],
  });
  data.services.services[0].topics.push({
    id: 'drone-noise',
    en: 'Noise of delivery drones',
    ar: 'ضوضاء طائرات التوصيل المسيّرة',
    entity: 'drone-control',
    weight: 5,
    categories: ['report', 'complaint'],
    virtualAppointment: false,
  });
  data.channels.entries.push({ id: 'kiosk', en: 'Kiosk', ar: 'جهاز الخدمة الذاتية', synonyms: [] });
  expect(checkData(data)).toEqual([]);

  const reference = parseReference({ ...data, geometry: read('geometry') });
  const asOf = Date.parse('2026-03-10T15:00:00+04:00') / 1000;
  const city = makeSampleCity({ rows: 6000, seed: 2, asOf, months: 2, reference });
  await writeSnapshot(folder, city);
  const { folder: rows, manifest } = await readManifest(folder);
  const { engine, city: words } = await openSnapshot(rows, manifest);
  try {
    for (const [dimension, id] of [
      ['topic', 'drone-noise'],
      ['entity', 'drone-control'],
      ['channel', 'kiosk'],
    ] as const) {
      const code = words.codeOf(dimension, id);
      let expected = 0;
      for (const value of city.table.column(dimension)) if (value === code) expected++;
      const {
        answers: [answer],
      } = await engine.answer([{ by: [], measures: ['received'], filter: choose({}, dimension, [id]) }]);
      expect(answer!.ints.received, dimension).toEqual([expected]);
      expect(expected, dimension).toBeGreaterThan(20);
    }
  } finally {
    await engine.dispose();
  }
});
