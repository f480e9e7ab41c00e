import type { Text } from '../../i18n/text.ts';
import type { AreaDimension } from '../../model/area.ts';
import { type Answer, type Ask, cellsOf, rowIndex } from '../../model/ask.ts';
import type { Dimension } from '../../model/dimension.ts';
import { choose, type Filter, without } from '../../model/filter.ts';
import { goalValue } from '../../model/goal.ts';
import { type Cell, type MeasureId, measures } from '../../model/measures.ts';
import { isSolid, isThin, type News, newsOf, shortfall } from '../../model/rule.ts';
import { askBefore, type Screen } from '../../model/screen.ts';
import { isOfCity } from '../../model/zones.ts';
import { usualChange } from '../map/mapZones.ts';
import { factsOf } from './area.ts';

/** The measures of the tables of areas, beside what was received by category and channel. */
export const areaMeasures = [
  'received',
  'per1000',
  'completionRate',
  'onTimeRate',
  'open',
  'overdue',
  'overdueRate',
  'firstResponseP50',
  'firstResponseP90',
] as const satisfies readonly MeasureId[];
export type AreaMeasure = (typeof areaMeasures)[number];
const changing = ['received', 'completionRate'] as const satisfies readonly MeasureId[];
/** What the requests of an area are told apart by. */
export const areaSplits = ['category', 'channel'] as const;
export type AreaSplit = (typeof areaSplits)[number];

/** The kinds of areas, the zones of the city that lie in no area of a kind (`rest`), and the whole city. */
export type LineKind = AreaDimension | 'rest' | 'city';

/** The rows that the table of areas can have. */
export const areaLevels = ['all', 'zone', 'place', 'district', 'sector'] as const;
export type AreaLevel = (typeof areaLevels)[number];

/** One area. */
export interface AreaLine {
  readonly kind: LineKind;
  readonly id: string;
  readonly name: string;
  /** The municipality's number of a zone; empty for others. */
  readonly code: string;
  /** The sector of a zone, the zone of a place. */
  readonly within: string;
  readonly residents: number | null;
  readonly cells: Readonly<Record<AreaMeasure, Cell>>;
  /** Requests received, by the codes of the categories and of the channels. */
  readonly split: Readonly<Record<AreaSplit, readonly number[]>>;
  readonly changes: Readonly<Partial<Record<MeasureId, News>>>;
}

type Facts = Pick<AreaLine, 'id' | 'name' | 'code' | 'within' | 'residents'> & {
  /** What the rows of an answer have for it; −1 where they are all its own. */
  readonly key: number;
};

/** Areas that are asked for together: by their kind, or one of them by its filter alone. */
export interface AreaBlock {
  readonly kind: LineKind;
  readonly by: readonly Dimension[];
  readonly filter: Filter;
  readonly areas: readonly Facts[];
  /** Measures whose change is asked for. */
  readonly changing: readonly AreaMeasure[];
}

/** The blocks of a table's rows. Zones of no district, or of no sector, are a row of their own. */
export function levelBlocks(text: Text, screen: Screen, level: AreaLevel): AreaBlock[] {
  const filter = without(screen.filter, 'zone');
  const kinds = level === 'all' ? (['zone', 'place'] as const) : [level];
  return kinds.flatMap((kind): AreaBlock[] => {
    const ids = screen.city.words[kind].flatMap((word) =>
      kind === 'zone' && !isOfCity(word) ? [] : [word.id],
    );
    const own = kindBlock(text, screen, kind, ids, filter);
    const rest = kind === 'district' || kind === 'sector' ? restBlock(text, screen, kind, filter) : null;
    return rest ? [own, rest] : [own];
  });
}

/** Areas of one kind as a block; their filter is the one that is given. */
export function kindBlock(
  text: Text,
  screen: Screen,
  kind: AreaDimension,
  ids: readonly string[],
  filter: Filter,
  ofChange: readonly AreaMeasure[] = changing,
): AreaBlock {
  const { city } = screen;
  const areas = ids.map((id): Facts => {
    const { word, code, residents, inZone, sector } = factsOf(city, { dimension: kind, id });
    const within = kind === 'place' ? inZone : kind === 'zone' ? sector : null;
    return {
      id,
      name: word ? text.name(word) : id,
      code: code ?? '',
      within: within ? text.name(within) : '',
      residents,
      key: city.codeOf(kind, id),
    };
  });
  return { kind, by: [kind], filter, areas, changing: ofChange };
}

/** The whole city as a block of one. */
export function cityBlock(text: Text, { city }: Screen, filter: Filter): AreaBlock {
  const residents = sumOf(city.zones.zones.map((zone) => zone.residents));
  const own: Facts = { id: 'city', name: text.t('zone.city'), code: '', within: '', residents, key: -1 };
  return { kind: 'city', by: [], filter, areas: [own], changing: areaMeasures };
}

function restBlock(
  text: Text,
  { city }: Screen,
  kind: 'district' | 'sector',
  filter: Filter,
): AreaBlock | null {
  const zones = city.zones.zones.filter(
    (zone, code) => isOfCity(zone) && (city.parents[kind][code] ?? -1) < 0,
  );
  if (zones.length === 0) return null;
  const own: Facts = {
    ...{ id: 'rest', code: '', within: '', key: -1 },
    name: text.t('areas.rest', { count: zones.length }),
    residents: sumOf(zones.map((zone) => zone.residents)),
  };
  const ids = zones.map(({ id }) => id);
  return { kind: 'rest', by: [], filter: choose(filter, 'zone', ids), areas: [own], changing };
}

function sumOf(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => typeof value === 'number');
  return known.length > 0 ? known.reduce((total, value) => total + value, 0) : null;
}

/** How many questions a block asks. */
const asksOfBlock = 2 + areaSplits.length;

/** The questions of some blocks, so many of each: its measures, its two splits, and how it was before. */
export function areaAsks(screen: Screen, blocks: readonly AreaBlock[]): (Ask | null)[] {
  return blocks.flatMap(({ by, filter, changing: ids }) => [
    { by, measures: areaMeasures, filter },
    ...areaSplits.map((split): Ask => ({ by: [...by, split], measures: ['received'], filter })),
    askBefore(screen, { by, measures: ids, filter }),
  ]);
}

/**
 * All areas of some blocks as lines, in their order. A request counts once in its zone and, where it has one, once in
 * its place: lines of both do not add up.
 * @param answers those of `areaAsks`, null where nothing was asked
 */
export function areaLines(
  screen: Screen,
  blocks: readonly AreaBlock[],
  answers: readonly (Answer | null)[],
): AreaLine[] {
  const asked = areaAsks(screen, blocks);
  return blocks.flatMap((block, b) => {
    const at = (i: number): Asked => ({
      ask: asked[asksOfBlock * b + i] ?? null,
      answer: answers[asksOfBlock * b + i] ?? null,
    });
    const [now, before] = [at(0), at(asksOfBlock - 1)];
    const columns = areaMeasures.map((id) => [id, columnOf(screen, now, block, id)] as const);
    const news = block.changing.map((id) => {
      const cells = columnOf(screen, now, block, id);
      if (!before.answer) return [id, null] as const;
      const earlier = columnOf(screen, before, block, id);
      const span = screen.before?.span ?? 1;
      const usual = usualChange(id, cells, earlier, span);
      return [id, cells.map((cell, i) => newsOf(id, cell, earlier[i]!, { usual, span }))] as const;
    });
    const splits = areaSplits.map((split, s) => [split, countsOf(screen, at(1 + s), block, split)] as const);
    return block.areas.map(
      ({ key: _, ...facts }, i): AreaLine => ({
        kind: block.kind,
        ...facts,
        cells: Object.fromEntries(columns.map(([id, cells]) => [id, cells[i]!])) as AreaLine['cells'],
        split: Object.fromEntries(
          splits.map(([split, counts]) => [split, counts[i]!]),
        ) as unknown as AreaLine['split'],
        changes: Object.fromEntries(news.flatMap(([id, all]) => (all?.[i] ? [[id, all[i]] as const] : []))),
      }),
    );
  });
}

interface Asked {
  readonly ask: Ask | null;
  readonly answer: Answer | null;
}

function keysIn({ by }: AreaBlock, { key }: Facts): number[] {
  return by.length > 0 ? [key] : [];
}

function columnOf(screen: Screen, { ask, answer }: Asked, block: AreaBlock, id: MeasureId): Cell[] {
  if (!ask || !answer) return block.areas.map((): Cell => ({ kind: 'noData' }));
  const cellIn = cellsOf(screen, ask, answer, id);
  const rowOf = rowIndex(answer);
  return block.areas.map((area) => cellIn(rowOf(...keysIn(block, area))));
}

function countsOf({ city }: Screen, { answer }: Asked, block: AreaBlock, split: AreaSplit): number[][] {
  const rowOf = answer && rowIndex(answer);
  return block.areas.map((area) =>
    city.words[split].map(
      (_, word) => answer?.ints.received?.[rowOf?.(...keysIn(block, area), word) ?? -1] ?? 0,
    ),
  );
}

/** Requests that some lines hold together. */
export function receivedIn(lines: readonly AreaLine[]): number {
  return lines.reduce(
    (sum, { cells: { received } }) => sum + (received.kind === 'value' ? received.value : 0),
    0,
  );
}

/** What a measure should reach in each area; a count has no goal of a part. */
export function areaGoal(screen: Screen, id: AreaMeasure): number | null {
  const { unit } = measures[id];
  if (unit === 'count' || unit === 'per1000') return null;
  return goalValue(screen.manifest.goals, id, screen.goalChoice);
}

/** A measure's goal in words: of what should stay low by right, as what is overdue, it is a limit. */
export function goalWords({ t, formats }: Text, id: AreaMeasure, goal: number): string {
  return t(id === 'overdueRate' ? 'goal.limit' : 'goal.target', { value: formats.goal(id, goal) });
}

/** How far an area is from a measure's goal on the bad side; null where it is not judged: it then comes last. */
export function urgencyOf(line: AreaLine, id: AreaMeasure, goal: number | null): number | null {
  const cell = line.cells[id];
  if (cell.kind !== 'value' || !isSolid(id, cell)) return null;
  if (goal !== null) return shortfall(id, cell.value, goal);
  return measures[id].better === 'up' ? -cell.value : cell.value;
}

/** Whether an area has too few requests for a measure to be judged. */
export function isThinLine(line: AreaLine, id: AreaMeasure): boolean {
  return line.cells[id].kind !== 'value' || isThin(id, line.cells[id]);
}

/** The measure that the table opens by: the completion rate, or what was received where the source tells no stages. */
export function firstMeasure(screen: Screen): AreaMeasure {
  return measures.completionRate.requires.every((column) => screen.fields.includes(column))
    ? 'completionRate'
    : 'received';
}

/** Lines in the order of a key, either way; lines without one come last. Equal ones keep their order. */
export function inOrder(
  lines: readonly AreaLine[],
  keyOf: (line: AreaLine) => number | string | null,
  descending: boolean,
  locale: string,
): AreaLine[] {
  const collator = new Intl.Collator(locale, { numeric: true });
  const way = descending ? -1 : 1;
  return lines
    .map((line) => ({ line, key: keyOf(line) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      if (typeof a.key === 'string' || typeof b.key === 'string')
        return way * collator.compare(String(a.key), String(b.key));
      return way * (a.key - b.key);
    })
    .map(({ line }) => line);
}
