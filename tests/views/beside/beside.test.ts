import { describe, expect, it } from 'vitest';
import { makeText } from '../../../src/i18n/text.ts';
import type { Area } from '../../../src/model/area.ts';
import type { Answer, Ask } from '../../../src/model/ask.ts';
import {
  added,
  type Beside,
  besideOf,
  besideParts,
  cutFrom,
  moved,
  readBeside,
  removed,
} from '../../../src/model/beside.ts';
import { plainChoice } from '../../../src/model/choice.ts';
import { makeCity } from '../../../src/model/city.ts';
import type { Manifest } from '../../../src/model/manifest.ts';
import { type Aggregate, aggregates, measures } from '../../../src/model/measures.ts';
import { requestColumnNames } from '../../../src/model/schema.ts';
import { makeScreen } from '../../../src/model/screen.ts';
import { areaMeasures, areaSplits } from '../../../src/views/areas/allAreas.ts';
import { besideQuestion, fromCity, partOfCity } from '../../../src/views/beside/besideAnswers.ts';
import { plainEngine } from '../../support/plainEngine.ts';
import { randomCity } from '../../support/randomCity.ts';

// Guards: what stands side by side is of each area what a look at every request says, and at most four stand there.
const source = randomCity(23, 1200);
const oracle = plainEngine(source);
const city = makeCity(source.zones, source.words, source.timeZone);
const today = city.timeZone.dayOf(source.asOf);
const manifest = {
  ...{ asOf: source.asOf, cut: source.asOf, timeZone: source.timeZone },
  days: { from: today - 75, to: today },
  rows: 1200,
  fields: [...requestColumnNames],
  goals: { completionRate: 0.7 },
} as unknown as Manifest;
const opened = { from: today - 27, to: today };
const choice = { opened, category: ['category-1', 'category-2'] };
const screen = makeScreen(city, manifest, plainChoice({ ...choice, zone: ['zone-8'] }, 'completionRate'));
const en = makeText('en');
const areas: readonly Area[] = [
  { dimension: 'district', id: 'district-0' },
  { dimension: 'zone', id: 'zone-4' },
  { dimension: 'place', id: 'place-1' },
  { dimension: 'zone', id: 'zone-0' },
];

function answerOf(ask: Ask): Answer {
  const rows = [...oracle(ask)].map(([key, ints]) => ({
    keys: key === '' ? [] : key.split(',').map(Number),
    ints,
  }));
  const ints: Partial<Record<Aggregate, (number | null)[]>> = {};
  for (const part of aggregates) ints[part] = rows.map((row) => row.ints[part] ?? null);
  return { rows: rows.length, keys: ask.by.map((_, d) => rows.map((row) => row.keys[d]!)), ints };
}

const question = besideQuestion(en, screen, areas);
const columns = question.columns(question.asks.map(answerOf));

it('says of how many chosen areas only the first four stand there, until one of them is another', () => {
  const more: Area[] = [...areas, { dimension: 'zone', id: 'zone-1' }];
  const first = besideOf(more);
  expect(first.areas).toHaveLength(4);
  expect(cutFrom(more, first)).toBe(5);
  expect(cutFrom(areas, besideOf(areas))).toBe(0);
  expect(cutFrom(more, moved(first, areas[0]!, 1))).toBe(0);
  expect(cutFrom(more, removed(first, areas[0]!))).toBe(0);
});

describe('areas of unlike kinds side by side', () => {
  it('are asked for in one go, those of a kind by one question', () => {
    expect(question.asks.filter(({ by }) => by[0] === 'zone').map(({ by }) => by.join())).toEqual([
      ...['zone', 'zone,category', 'zone,channel', 'zone', 'zone,day', 'zone,topic'],
    ]);
    // Three kinds of areas, and the city.
    expect(question.asks).toHaveLength(4 * 6);
  });

  it('stand in their order, each with the oracle’s figures under the choice, and the city', () => {
    expect(columns.areas.map(({ line }) => `${line.kind}:${line.id}`)).toEqual([
      ...['district:district-0', 'zone:zone-4', 'place:place-1', 'zone:zone-0'],
    ]);
    for (const [at, column] of [...columns.areas, columns.city].entries()) {
      const area = areas[at];
      const filter = area ? { ...choice, [area.dimension]: [area.id] } : choice;
      const plain = oracle({ by: [], measures: areaMeasures, filter }).get('')!;
      for (const measure of areaMeasures) {
        if (measure === 'per1000') continue;
        expect(column.line.cells[measure], `${at} ${measure}`).toEqual(measures[measure].value(plain, null));
      }
      const received = (more: object) =>
        oracle({ by: [], measures: ['received'], filter: { ...filter, ...more } }).get('')?.received ?? 0;
      for (const split of areaSplits)
        source.words[split].forEach((word, code) => {
          const chosen: readonly string[] = split === 'category' ? choice.category : [word.id];
          const own = chosen.includes(word.id) ? received({ [split]: [word.id] }) : 0;
          expect(column.line.split[split][code], `${at} ${word.id}`).toBe(own);
        });
      const topics = source.words.topic
        .map((word) => ({ id: word.id, received: received({ topic: [word.id] }) }))
        .filter((topic) => topic.received > 0)
        .sort((a, b) => b.received - a.received);
      expect(column.topics.map((topic) => topic.received)).toEqual(
        topics.slice(0, 5).map((topic) => topic.received),
      );
      for (const topic of column.topics)
        expect(topics.find(({ id }) => id === topic.id)?.received).toBe(topic.received);
    }
  });

  it('have lines of the same days, a day without a request being a zero', () => {
    const days = [...oracle({ by: ['day'], measures: ['received'], filter: choice }).keys()].map(Number);
    days.sort((a, b) => a - b);
    const over = days.filter((day) => day < today);
    for (const [at, { trends }] of columns.areas.entries()) {
      const filter = { ...choice, [areas[at]!.dimension]: [areas[at]!.id] };
      const plain = oracle({ by: ['day'], measures: ['received'], filter });
      expect(trends.received.values).toEqual(over.map((day) => plain.get(String(day))?.received ?? 0));
      expect(trends.completionRate.values).toHaveLength(over.length);
    }
  });

  it('differ from the city by rates, and are a part of it by counts', () => {
    const [zone] = [columns.areas[1]!];
    const [own, all] = [zone.line.cells.completionRate, columns.city.line.cells.completionRate];
    if (own.kind !== 'value' || all.kind !== 'value') throw new Error('expected values');
    expect(fromCity(zone, columns.city, 'completionRate')?.change).toBeCloseTo(own.value - all.value, 12);
    expect(fromCity(zone, columns.city, 'received')).toBeNull();
    expect(partOfCity(zone, columns.city, 'completionRate')).toBeNull();
    const [few, many] = [zone.line.cells.received, columns.city.line.cells.received];
    if (few.kind !== 'value' || many.kind !== 'value') throw new Error('expected values');
    expect(partOfCity(zone, columns.city, 'received')).toBeCloseTo(few.value / many.value, 12);
  });
});

describe('the choice', () => {
  const four: Beside = { areas, city: true };

  it('refuses a fifth and one that is there', () => {
    const fifth: Area = { dimension: 'sector', id: 'sector-1' };
    expect(added(four, fifth)).toEqual({ kind: 'full' });
    expect(added(four, areas[1]!)).toEqual({ kind: 'there' });
    const three = removed(four, areas[1]!);
    expect(three.areas).toEqual([areas[0], areas[2], areas[3]]);
    expect(added(three, fifth)).toEqual({
      kind: 'added',
      beside: { areas: [...three.areas, fifth], city: true },
    });
    expect(besideOf([...areas, fifth, areas[0]!]).areas).toEqual(areas);
  });

  it('is moved by columns and stays at its ends', () => {
    expect(moved(four, areas[2]!, -1).areas).toEqual([areas[0], areas[2], areas[1], areas[3]]);
    expect(moved(four, areas[0]!, -1)).toBe(four);
    expect(moved(four, areas[3]!, 1)).toBe(four);
  });

  it('is in the address, and what is not known or too much is named', () => {
    expect(besideParts(four).join()).toBe('district:district-0,zone:zone-4,place:place-1,zone:zone-0,city');
    expect(readBeside(city, besideParts(four))).toEqual({ beside: four, unknown: [] });
    const empty: Beside = { areas: [], city: false };
    expect(readBeside(city, besideParts(empty))).toEqual({ beside: empty, unknown: [] });
    const parts = [
      'zone:zone-1',
      'zone:zone-1',
      'zone:moon',
      'category:category-1',
      'zone',
      ...besideParts(four),
    ];
    expect(readBeside(city, parts)).toEqual({
      beside: { areas: [{ dimension: 'zone', id: 'zone-1' }, ...areas.slice(0, 3)], city: true },
      unknown: ['zone:moon', 'category:category-1', 'zone', 'zone:zone-0'],
    });
  });
});
