import { describe, expect, it } from 'vitest';
import { makeText } from '../../../src/i18n/text.ts';
import type { Answer, Ask } from '../../../src/model/ask.ts';
import { plainChoice } from '../../../src/model/choice.ts';
import { makeCity } from '../../../src/model/city.ts';
import type { Manifest } from '../../../src/model/manifest.ts';
import { type Aggregate, aggregates, measures } from '../../../src/model/measures.ts';
import { isThin } from '../../../src/model/rule.ts';
import { requestColumnNames } from '../../../src/model/schema.ts';
import { makeScreen } from '../../../src/model/screen.ts';
import {
  type AreaLevel,
  type AreaLine,
  areaAsks,
  areaGoal,
  areaLines,
  areaMeasures,
  inOrder,
  levelBlocks,
  receivedIn,
  urgencyOf,
} from '../../../src/views/areas/allAreas.ts';
import { areaColumns, areaSheet } from '../../../src/views/areas/areaColumns.ts';
import { plainEngine } from '../../support/plainEngine.ts';
import { randomCity } from '../../support/randomCity.ts';

// Guards: the table of all zones and places says of each what a look at every request says.
const source = randomCity(11, 1500);
const oracle = plainEngine(source);
const city = makeCity(source.zones, source.words, source.timeZone);
const today = city.timeZone.dayOf(source.asOf);
const manifest = {
  asOf: source.asOf,
  cut: source.asOf,
  timeZone: source.timeZone,
  days: { from: today - 75, to: today },
  rows: 1500,
  fields: [...requestColumnNames],
  goals: { completionRate: 0.7, 'completionRate@category=category-1': 0.4, onTimeRate: 0.8 },
} as unknown as Manifest;
const opened = { from: today - 27, to: today };
const screen = makeScreen(city, manifest, plainChoice({ opened, zone: ['zone-1'] }, 'completionRate'));

function answerOf(ask: Ask): Answer {
  const rows = [...oracle(ask)].map(([key, ints]) => ({ keys: key.split(',').map(Number), ints }));
  rows.sort((a, b) => a.keys[0]! - b.keys[0]! || (a.keys[1] ?? 0) - (b.keys[1] ?? 0));
  const ints: Partial<Record<Aggregate, (number | null)[]>> = {};
  for (const part of aggregates) ints[part] = rows.map((row) => row.ints[part] ?? null);
  return { rows: rows.length, keys: ask.by.map((_, d) => rows.map((row) => row.keys[d]!)), ints };
}
const en = makeText('en');
function linesOf(level: AreaLevel): AreaLine[] {
  const blocks = levelBlocks(en, screen, level);
  const answered = areaAsks(screen, blocks).map((ask) => ask && answerOf(ask));
  return areaLines(screen, blocks, answered);
}
const lines = linesOf('all');

describe('the lines', () => {
  it('are all zones and all places, whatever is chosen of them', () => {
    expect(lines.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      ...source.zones.zones.map(({ id }) => `zone ${id}`),
      ...source.zones.places.map(({ id }) => `place ${id}`),
    ]);
  });

  it('have the measures, and the splits, that the oracle counts', () => {
    for (const [kind, areas] of [
      ['zone', source.zones.zones],
      ['place', source.zones.places],
    ] as const) {
      for (const { id } of areas) {
        const line = lines.find((one) => one.kind === kind && one.id === id)!;
        const choice = { opened, [kind]: [id] };
        const plain = oracle({ by: [], measures: areaMeasures, filter: choice }).get('')!;
        for (const measure of areaMeasures) {
          if (measure === 'per1000') continue;
          expect(line.cells[measure], `${id} ${measure}`).toEqual(measures[measure].value(plain, null));
        }
        for (const split of ['category', 'channel'] as const) {
          source.words[split].forEach((word, code) => {
            const own = oracle({ by: [], measures: ['received'], filter: { ...choice, [split]: [word.id] } });
            expect(line.split[split][code], `${id} ${word.id}`).toBe(own.get('')?.received ?? 0);
          });
        }
      }
    }
    expect(lines.find(({ id }) => id === 'zone-3')!.cells.per1000).toEqual({ kind: 'tooFew' });
    expect(lines.find(({ id }) => id === 'place-1')!.cells.per1000).toEqual({ kind: 'noData' });
  });

  it('say which zone or sector they lie in', () => {
    expect(lines.find(({ id }) => id === 'place-1')?.within).toBe('zone-2');
    expect(lines.find(({ id }) => id === 'zone-4')?.within).toBe('sector-1');
  });
});

describe('the lines of districts and sectors', () => {
  const inCity = oracle({ by: [], measures: ['received'], filter: { opened } }).get('')!.received ?? 0;
  const nowhere =
    oracle({ by: [], measures: ['received'], filter: { opened, zone: ['none'] } }).get('')?.received ?? 0;

  it.each(['district', 'sector'] as const)('of each %s are what its zones hold', (level) => {
    const own = linesOf(level);
    for (const word of city.words[level]) {
      const line = own.find(({ id }) => id === word.id)!;
      const zone = source.zones.zones
        .filter((_, code) => city.words[level][city.parents[level][code] ?? -1]?.id === word.id)
        .map(({ id }) => id);
      const plain = oracle({ by: [], measures: areaMeasures, filter: { opened, zone } }).get('')!;
      for (const measure of areaMeasures) {
        if (measure === 'per1000') continue;
        expect(line.cells[measure], `${word.id} ${measure}`).toEqual(measures[measure].value(plain, null));
      }
      const residents = source.zones.zones
        .filter(({ id }) => zone.includes(id))
        .reduce((sum, one) => sum + (one.residents ?? 0), 0);
      expect(line.residents).toBe(residents);
      expect(line.cells.per1000).toEqual(measures.per1000.value(plain, residents));
    }
  });

  it.each(['zone', 'district', 'sector'] as const)(
    'of every %s add up to the requests that name a zone, in all and by category and channel',
    (level) => {
      const own = linesOf(level);
      expect(receivedIn(own)).toBe(inCity - nowhere);
      for (const split of ['category', 'channel'] as const)
        source.words[split].forEach((word, code) => {
          const of = (more: object) =>
            oracle({
              by: [],
              measures: ['received'],
              filter: { opened, [split]: [word.id], ...more },
            }).get('')?.received ?? 0;
          const sum = own.reduce((total, line) => total + line.split[split][code]!, 0);
          expect(sum, `${level} ${word.id}`).toBe(of({}) - of({ zone: ['none'] }));
        });
    },
  );

  it('have the zones of no district as a row of their own, which is no area', () => {
    const rest = linesOf('district').at(-1)!;
    expect(rest).toMatchObject({ kind: 'rest', name: 'Other zones (3)' });
    const zone = ['zone-2', 'zone-7', 'zone-8'];
    const plain = oracle({ by: [], measures: ['received'], filter: { opened, zone } }).get('')!;
    expect(rest.cells.received).toEqual(measures.received.value(plain, null));
    const sheet = areaSheet(en, screen, linesOf('district'));
    expect(sheet.rows.map(([name, kind]) => `${name}: ${kind}`)).toEqual([
      ...['district-0: District', 'district-1: District', 'district-2: District'],
      'Other zones (3): Zones',
    ]);
  });
});

describe('the order', () => {
  const cell = (value: number, n: number) => ({ kind: 'value', value, n }) as const;
  const line = (id: string, value: number, n: number): AreaLine => ({
    ...lines[0]!,
    id,
    name: id,
    cells: { ...lines[0]!.cells, completionRate: cell(value, n), received: cell(n, n) },
  });

  it('puts the furthest below its target first, and thin lines last either way', () => {
    const some = [line('a', 1, 40), line('b', 0, 3), line('c', 0.5, 40), line('d', 0.69, 900)];
    const key = (one: AreaLine) => urgencyOf(one, 'completionRate', 0.7);
    expect(inOrder(some, key, true, 'en').map(({ id }) => id)).toEqual(['c', 'd', 'a', 'b']);
    expect(inOrder(some, key, false, 'en').map(({ id }) => id)).toEqual(['a', 'd', 'c', 'b']);
    for (const one of lines) {
      const { completionRate } = one.cells;
      const judged = completionRate.kind === 'value' && !isThin('completionRate', completionRate);
      expect(key(one) !== null, one.id).toBe(judged);
    }
  });

  it('has names by the reader’s language, numbers in them by their size', () => {
    const named = ['Zone 10', 'Zone 9', 'Abba'].map((name) => ({ ...lines[0]!, name }));
    expect(inOrder(named, ({ name }) => name, false, 'en').map(({ name }) => name)).toEqual([
      ...['Abba', 'Zone 9', 'Zone 10'],
    ]);
  });

  it('holds a choice against the goal of its category', () => {
    expect(areaGoal(screen, 'completionRate')).toBe(0.7);
    const one = makeScreen(
      city,
      manifest,
      plainChoice({ opened, category: ['category-1'] }, 'completionRate'),
    );
    expect(areaGoal(one, 'completionRate')).toBe(0.4);
    expect(areaGoal(screen, 'open')).toBeNull();
  });
});

describe('the sheet', () => {
  it('has typed columns, each rate with what is behind it, and a value or null in each cell', () => {
    const { columns, rows } = areaSheet(makeText('ar'), screen, lines);
    expect(new Set(columns.map(({ id }) => id)).size).toBe(columns.length);
    expect(rows).toHaveLength(lines.length);
    for (const row of rows) {
      expect(row).toHaveLength(columns.length);
      row.forEach((value, i) => {
        expect(value === null || typeof value === (columns[i]!.kind === 'text' ? 'string' : 'number')).toBe(
          true,
        );
      });
    }
    const at = (id: string) => columns.findIndex((column) => column.id === id);
    expect(rows.flat()).not.toContain('');
    expect(columns[at('firstResponseP50')]!.title).toContain('(بالساعات)');
    const sum = (id: string) => rows.slice(0, 9).reduce((total, row) => total + Number(row[at(id)] ?? 0), 0);
    const plain = oracle({ by: [], measures: ['received'], filter: { opened } }).get('')!.received ?? 0;
    const nowhere = oracle({ by: [], measures: ['received'], filter: { opened, zone: ['none'] } });
    expect(sum('received')).toBe(plain - (nowhere.get('')?.received ?? 0));
    expect(rows[0]![at('completionRateOf')]).toBe(rows[0]![at('received')]);
    expect(columns[at('completionRate')]?.kind).toBe('share');
    expect(columns[at('category:category-1')]?.kind).toBe('integer');
  });

  it('leaves out what the source does not tell', () => {
    const without = { ...screen, fields: screen.fields.filter((field) => field !== 'stage') };
    expect(areaColumns(en, without).map(({ id }) => id)).not.toContain('completionRate');
  });
});
