import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAddress, writeAddress } from '../../src/app/address.ts';
import { makeCity } from '../../src/model/city.ts';
import type { Filter } from '../../src/model/filter.ts';
import { defaultFilter, defaultMeasure } from '../../src/model/screen.ts';
import { writeSnapshot } from '../../src/server/snapshotWriter.ts';
import { randomCity } from '../support/randomCity.ts';

const source = randomCity(2, 50);
const city = makeCity(source.zones, source.words, source.timeZone);
const usual = { filter: { opened: { from: 100, to: 127 } }, measure: 'completionRate' } as const;

// Guards: an address shows another person the same, and says only what differs from a page without one.
describe('the address', () => {
  const filters: readonly Filter[] = [
    usual.filter,
    {},
    { opened: { from: 90, to: 90 } },
    { ...usual.filter, zone: ['zone-1', 'none'], topic: ['topic-3'], weekday: ['1', '7'] },
  ];
  test.each(filters.map((filter) => ({ filter })))('reads back what was written: $filter', ({ filter }) => {
    const text = writeAddress({ filter, measure: 'open', list: 'overdue' }, usual);
    expect(readAddress(text, city, usual)).toEqual({ filter, measure: 'open', list: 'overdue', unknown: [] });
  });

  test('is empty for the page as it opens', () => {
    expect(writeAddress({ ...usual, list: null }, usual)).toBe('');
    expect(readAddress('', city, usual)).toEqual({ ...usual, list: null, unknown: [] });
  });

  test('names what the city does not have, and keeps the rest', () => {
    const read = readAddress(
      '?zone=zone-1,zone-99&opened=soon&measure=speed&category=category-2',
      city,
      usual,
    );
    expect(read.filter).toEqual({ ...usual.filter, zone: ['zone-1'], category: ['category-2'] });
    expect(read.unknown).toEqual(['opened=soon', 'zone=zone-99', 'measure=speed']);
    expect(read.measure).toBe('completionRate');
  });
});

test('a page opens with 28 days only where there are 28 before them, and with a measure that the source knows', async () => {
  const dir = await mkdtemp(join(tmpdir(), 's360-'));
  const manifest = await writeSnapshot(dir, source);
  await rm(dir, { recursive: true });
  const days = manifest.days!;
  expect(defaultFilter(city, manifest).opened).toEqual({ from: days.to - 27, to: days.to });
  expect(
    defaultFilter(city, { ...manifest, days: { from: days.to - 55, to: days.to } }).opened,
  ).toBeDefined();
  expect(
    defaultFilter(city, { ...manifest, days: { from: days.to - 54, to: days.to } }).opened,
  ).toBeUndefined();
  expect(defaultMeasure(manifest)).toBe('completionRate');
  expect(defaultMeasure({ ...manifest, fields: ['rid', 'opened'] })).toBe('received');
});
