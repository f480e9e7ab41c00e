import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readAddress, writeAddress } from '../../src/app/address.ts';
import { unknownWords } from '../../src/app/addressWords.ts';
import { makeText } from '../../src/i18n/text.ts';
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
    for (const list of [null, { measure: 'overdue', filter } as const]) {
      const address = {
        filter,
        measure: 'open',
        comparison: 'yearBefore',
        list,
        request: list && 'SR-2026-0000001',
        view: 'areas',
        beside: { areas: [{ dimension: 'district', id: 'district-1' }], city: true },
      } as const;
      expect(readAddress(writeAddress(address, usual), city, usual)).toEqual({ ...address, unknown: [] });
    }
  });

  test('keeps what a list is narrowed to beside the choice of the page', () => {
    const filter: Filter = { ...usual.filter, zone: ['zone-1'], topic: ['topic-3'] };
    const list = {
      measure: 'received',
      filter: { ...usual.filter, zone: ['zone-1'], channel: ['none'], responseTime: ['lt-15m'] },
    } as const;
    const text = writeAddress(
      { filter, measure: 'open', comparison: 'before', list, request: null, view: null, beside: null },
      usual,
    );
    expect(text).toBe(
      '?zone=zone-1&topic=topic-3&measure=open&list=received&list.channel=none&list.topic=&list.responseTime=lt-15m',
    );
    expect(readAddress(text, city, usual).list).toEqual(list);
    const all = { measure: 'open', filter: { channel: ['none'] } } as const;
    const stock = writeAddress(
      { filter, measure: 'open', comparison: 'before', list: all, request: null, view: null, beside: null },
      usual,
    );
    expect(readAddress(stock, city, usual).list).toEqual(all);
  });

  test('opens one request by its reference alone, in the list of all', () => {
    const { list, request } = readAddress('?request=SR-2026-000123', city, usual);
    expect({ list, request }).toEqual({
      list: { measure: 'received', filter: {} },
      request: 'SR-2026-000123',
    });
  });

  test('is empty for the page as it opens', () => {
    expect(
      writeAddress(
        { ...usual, comparison: 'before', list: null, request: null, view: null, beside: null },
        usual,
      ),
    ).toBe('');
    expect(readAddress('', city, usual)).toEqual({
      ...usual,
      comparison: 'before',
      list: null,
      request: null,
      view: null,
      beside: null,
      unknown: [],
    });
  });

  test('names what the city does not have, and keeps the rest', () => {
    const read = readAddress(
      '?zone=zone-1,zone-99&opened=soon&measure=speed&category=category-2&list=bar&view=moon&beside=zone:zone-1,zone:moon&from=garbage&compare=moon&weekday=9,2&hour=24&lang=en&utm_source=mail',
      city,
      usual,
    );
    expect(read.filter).toEqual({
      ...usual.filter,
      zone: ['zone-1'],
      category: ['category-2'],
      weekday: ['2'],
    });
    expect(read.unknown).toEqual([
      { kind: 'period', value: 'soon' },
      { kind: 'word', dimension: 'zone', value: 'zone-99' },
      { kind: 'word', dimension: 'hour', value: '24' },
      { kind: 'word', dimension: 'weekday', value: '9' },
      { kind: 'measure', value: 'speed' },
      { kind: 'list', value: 'bar' },
      { kind: 'comparison', value: 'moon' },
      { kind: 'view', value: 'moon' },
      { kind: 'beside', value: 'zone:moon' },
      { kind: 'name', value: 'from' },
    ]);
    expect(unknownWords(makeText('en'), read.unknown)).toMatch(
      /the period “\u2068soon\u2069”, Zone “\u2068zone-99\u2069”.*the list “\u2068bar\u2069”, .*the view “\u2068moon\u2069”, “\u2068zone:moon\u2069” among the areas side by side and “\u2068from\u2069”/,
    );
    expect(unknownWords(makeText('ar'), read.unknown)).toContain('المنطقة «\u2068zone-99\u2069»');
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
