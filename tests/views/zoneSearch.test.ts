import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeCity } from '../../src/model/city.ts';
import { foundAs, search, searchIndex } from '../../src/views/zoneSearchIndex.ts';

const zones = JSON.parse(readFileSync(new URL('../../data/zones.json', import.meta.url), 'utf8'));
const topic = [{ id: 'waste', en: 'Waste collection', ar: 'جمع النفايات', service: null }];
const none = {
  category: [],
  channel: [],
  service: [],
  entity: [],
  stage: [],
  priority: [],
  language: [],
  customerKind: [],
};
const index = searchIndex(makeCity(zones, { ...none, topic }, 'Asia/Dubai'));
const first = (query: string) => search(index, query).found[0]?.word.en;

describe('search', () => {
  it('finds a zone in either language, folded', () => {
    expect(first('mirdif')).toBe('Mirdif');
    expect(first('مردف')).toBe('Mirdif');
    expect(first('البرشاء الاولي')).toBe('Al Barsha First');
    expect(first('barsha first')).toBe('Al Barsha First');
  });

  it('finds a zone by its number, and by a spelling that sounds like it', () => {
    expect(first('251')).toBe('Mirdif');
    expect(first('al barshaa')).toBe('Al Barsha First');
  });

  it('finds topics and places', () => {
    expect(search(index, 'waste').found.map((entry) => entry.kind)).toContain('topic');
    expect(search(index, 'BurJuman').found.map((entry) => entry.kind)).toContain('place');
  });

  it('puts zones in the order of their numbers', () => {
    const names = search(index, 'al barsha').found.map((entry) => entry.word.en);
    expect(names.slice(0, 3)).toEqual(['Al Barsha First', 'Al Barsha Second', 'Al Barsha Third']);
  });

  it('finds nothing for nothing, and says how many more there are', () => {
    expect(search(index, '  ')).toEqual({ found: [], more: 0 });
    const { found, more } = search(index, 'a', 5);
    expect(found).toHaveLength(5);
    expect(more).toBeGreaterThan(50);
  });

  it('says by which former name a zone was found', () => {
    const [entry] = search(index, 'Deira Islands').found;
    expect(entry?.word.en).toBe('Nakhlat Deira');
    expect(foundAs(entry!, 'Deira Islands')).toBe('Deira Islands');
    expect(foundAs(entry!, 'nakhlat')).toBeNull();
  });
});
