import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { makeCity } from '../../../src/model/city.ts';
import { cityItems } from '../../../src/views/search/cityItems.ts';
import { search, searchIndex } from '../../../src/views/search/searchIndex.ts';
import { isNear } from '../../../src/views/search/sound.ts';
import { seeded } from '../../support/seeded.ts';

// Guards: what people type finds first what they mean, in both languages and however they spell it.
const read = (file: string) => JSON.parse(readFileSync(`data/${file}.json`, 'utf8'));
const services = read('services').services as {
  id: string;
  en: string;
  ar: string;
  topics: { id: string; en: string; ar: string }[];
}[];
const city = makeCity(
  read('zones'),
  {
    category: read('categories').entries,
    channel: read('channels').entries,
    account: [],
    entity: read('entities').entries,
    service: services,
    topic: services.flatMap(({ id, topics }) => topics.map((topic) => ({ ...topic, service: id }))),
    stage: [],
    priority: [],
    language: [],
    customerKind: [],
  },
  'Asia/Dubai',
);
const index = searchIndex(cityItems(city));
const names = (query: string) =>
  search(index, query).found.map(({ item }) => `${item.kind} ${item.names[0]}`);

const typed: readonly (readonly [query: string, first: string])[] = [
  // Districts, as one types them.
  ['Deira', 'district Deira'],
  ['deira', 'district Deira'],
  ['dera', 'district Deira'],
  ['Daira', 'district Deira'],
  ['diera', 'district Deira'],
  ['ديرة', 'district Deira'],
  ['ديره', 'district Deira'],
  ['دير', 'district Deira'],
  ['Bur Dubai', 'district Bur Dubai'],
  ['burdubai', 'district Bur Dubai'],
  ['bar dubai', 'district Bur Dubai'],
  ['بر دبي', 'district Bur Dubai'],
  ['بردبي', 'district Bur Dubai'],
  ['Jumeirah', 'district Jumeirah'],
  ['Jumeira', 'district Jumeirah'],
  ['jumayra', 'district Jumeirah'],
  ['jumaira', 'district Jumeirah'],
  ['jumera', 'district Jumeirah'],
  ['jumeriah', 'district Jumeirah'],
  ['جميرا', 'district Jumeirah'],
  ['جميره', 'district Jumeirah'],
  ['جميرة', 'district Jumeirah'],
  ['al barsha', 'district Al Barsha'],
  ['albarsha', 'district Al Barsha'],
  ['barsha', 'district Al Barsha'],
  ['al barshaa', 'district Al Barsha'],
  ['Al-Barsha', 'district Al Barsha'],
  ['البرشاء', 'district Al Barsha'],
  ['البرشا', 'district Al Barsha'],
  ['برشاء', 'district Al Barsha'],
  ['al quoz', 'district Al Quoz'],
  ['al qouz', 'district Al Quoz'],
  ['koz', 'district Al Quoz'],
  ['القوز', 'district Al Quoz'],
  ['قوز', 'district Al Quoz'],
  ['jebel ali', 'district Jebel Ali'],
  ['jabal ali', 'district Jebel Ali'],
  ['jabel ali', 'district Jebel Ali'],
  ['جبل على', 'district Jebel Ali'],
  ['nad al sheba', 'district Nad Al Sheba'],
  ['muhaisnah', 'district Muhaisnah'],
  ['muhaisna', 'district Muhaisnah'],
  // Zones.
  ['mirdif', 'zone Mirdif'],
  ['mirdff', 'zone Mirdif'],
  ['mirdiff', 'zone Mirdif'],
  ['مردف', 'zone Mirdif'],
  ['ميردف', 'zone Mirdif'],
  ['251', 'zone Mirdif'],
  ['٢٥١', 'zone Mirdif'],
  ['jumeirah 1', 'zone Jumeira First'],
  ['jumeirah first', 'zone Jumeira First'],
  ['جميرا الاولى', 'zone Jumeira First'],
  ['البرشاء الاولي', 'zone Al Barsha First'],
  ['barsha first', 'zone Al Barsha First'],
  ['karama', 'zone Al Karama'],
  ['karamah', 'zone Al Karama'],
  ['كرامه', 'zone Al Karama'],
  ['نهده', 'district Al Nahda'],
  ['naif', 'zone Naif'],
  ['نايف', 'zone Naif'],
  ['satwa', 'zone Al Satwa'],
  ['JVC', 'zone Al Barsha South Fourth'],
  ['downtown', 'zone Burj Khalifa'],
  ['hatta', 'zone Hatta'],
  ['حتا', 'zone Hatta'],
  ['palm jumeirah', 'zone Nakhlat Jumeira'],
  // Places and sectors.
  ['burjuman', 'place BurJuman Metro Station'],
  ['global village', 'place Global Village'],
  ['القرية العالمية', 'place Global Village'],
  ['sector 3', 'sector Sector 3'],
  // Kinds, channels, services, topics, entities.
  ['complaint', 'category Complaint'],
  ['complaints', 'category Complaint'],
  ['شكوى', 'category Complaint'],
  ['شكاوى', 'category Complaint'],
  ['استفسار', 'category Inquiry'],
  ['whatsapp', 'channel WhatsApp'],
  ['whats app', 'channel WhatsApp'],
  ['واتساب', 'channel WhatsApp'],
  ['واتس اب', 'channel WhatsApp'],
  ['call center', 'channel Call centre'],
  ['مركز الاتصال', 'channel Call centre'],
  ['garbage', 'service Waste collection'],
  ['waste', 'service Waste collection'],
  ['نفايه', 'service Waste collection'],
  ['زبالة', 'service Waste collection'],
  ['waste collection', 'service Waste collection'],
  ['stray cats', 'topic Stray cats and dogs'],
  ['pothole', 'topic Pothole or damaged road'],
  ['makani', 'topic Makani number and plate'],
  ['dewa', 'entity Dubai Electricity and Water Authority'],
  ['dubai police', 'entity Dubai Police'],
  ['هيئة الطرق', 'entity Roads and Transport Authority'],
];

describe('what is typed finds first what is meant', () => {
  test.each(typed)('%s', (query, first) => {
    expect(names(query)[0]).toBe(first);
  });
  it('in enough ways', () => expect(typed.length).toBeGreaterThanOrEqual(60));
});

describe('search', () => {
  it('lists the zones of a name behind its district, first before second, and before what has it as a by-name', () => {
    expect(names('Jumeirah').slice(0, 4)).toEqual([
      'district Jumeirah',
      'zone Jumeira First',
      'zone Jumeira Second',
      'zone Jumeira Third',
    ]);
    expect(names('Jumeirah').indexOf('zone Al Barsha South Fourth')).toBeGreaterThan(4);
  });

  it('offers the nearest where nothing is called so, and nothing where nothing is near', () => {
    const { found, nearest, more } = search(index, 'mordeef city');
    expect(nearest).toBe(true);
    expect(more).toBe(0);
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThanOrEqual(5);
    expect(search(index, 'xqzwv')).toEqual({ found: [], more: 0, nearest: true });
  });

  it('says by which other name something was found', () => {
    const [hit] = search(index, 'Deira Islands').found;
    expect(hit).toMatchObject({ item: { id: 'C101' }, alias: 'Deira Islands' });
    expect(search(index, 'nakhlat deira').found[0]?.alias).toBeNull();
  });

  it('finds nothing for nothing, and says how many more there are', () => {
    expect(search(index, '  ')).toEqual({ found: [], more: 0, nearest: false });
    const { found, more } = search(index, 'a', 5);
    expect(found).toHaveLength(5);
    expect(more).toBeGreaterThan(50);
  });

  it('finds a name with any one letter wrong, left out, put in or exchanged', () => {
    const random = seeded(5);
    for (const { item } of index.entries.filter((entry) => entry.item.kind === 'district')) {
      const name = item.names[0]!;
      if (name.length < 10) continue;
      const at = 4 + Math.floor(random() * (name.length - 5));
      for (const wrong of [
        name.slice(0, at) + name.slice(at + 1),
        `${name.slice(0, at)}k${name.slice(at)}`,
        `${name.slice(0, at)}k${name.slice(at + 1)}`,
      ])
        expect([wrong, search(index, wrong).found.map((hit) => hit.item.id)]).toEqual([
          wrong,
          expect.arrayContaining([item.id]),
        ]);
    }
  });
});

describe('isNear', () => {
  it('takes one change of a letter, not two, and none in short words', () => {
    expect(['mirdf', 'mirdift', 'mirtif', 'mridif'].map((word) => isNear(word, 'mirdif', false))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['mird', 'mirdiftt', 'martaf', 'mir'].some((word) => isNear(word, 'mirdif', false))).toBe(false);
    expect(isNear('mirt', 'mirdif', true)).toBe(true);
  });
});
