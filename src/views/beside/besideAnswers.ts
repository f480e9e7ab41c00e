import { nameOfKey } from '../../i18n/names.ts';
import type { Text } from '../../i18n/text.ts';
import { type Area, areaDimensions } from '../../model/area.ts';
import type { Answer, Ask } from '../../model/ask.ts';
import { choose, without } from '../../model/filter.ts';
import { type Cell, measures } from '../../model/measures.ts';
import { type News, newsOf, standingOut } from '../../model/rule.ts';
import { asks, type Screen } from '../../model/screen.ts';
import {
  type AreaBlock,
  type AreaLine,
  type AreaMeasure,
  areaAsks,
  areaLines,
  areaMeasures,
  cityBlock,
  kindBlock,
} from '../areas/allAreas.ts';
import type { Trend } from '../figures/figures.tsx';
import { groupTrend, stepsIn } from '../figures/groupTrend.ts';
import { overRepresentation } from '../topics/overRepresentation.ts';

/** Topics that are named of each area. */
const mostTopics = 5;
/** What the lines over the period are of. */
export const trendMeasures = ['received', 'completionRate'] as const;
export type TrendMeasure = (typeof trendMeasures)[number];

/** One of the most frequent topics of an area. */
export interface BesideTopic {
  readonly id: string;
  readonly name: string;
  readonly received: number;
  /** How many times as frequent as in the city; null where chance may show it. */
  readonly times: number | null;
}

/** All that stands under one area, or under the city. */
export interface BesideColumn {
  readonly line: AreaLine;
  readonly trends: Readonly<Record<TrendMeasure, Trend>>;
  readonly topics: readonly BesideTopic[];
}

/** What is asked of some areas at once, and how it is read. */
export interface BesideQuestion {
  readonly screen: Screen;
  readonly asks: readonly Ask[];
  /** @param answers those of `asks`, in their order */
  columns(answers: readonly Answer[]): { readonly areas: BesideColumn[]; readonly city: BesideColumn };
}

/** One question about all areas, each kind of them in one go, and about the city that they are held against. */
export function besideQuestion(text: Text, screen: Screen, areas: readonly Area[]): BesideQuestion {
  const all = without(screen.filter, 'zone');
  const kinds = areaDimensions.flatMap((kind): AreaBlock[] => {
    const ids = areas.filter(({ dimension }) => dimension === kind).map(({ id }) => id);
    return ids.length > 0 ? [kindBlock(text, screen, kind, ids, choose(all, kind, ids), areaMeasures)] : [];
  });
  const blocks = [...kinds, cityBlock(text, screen, all)];
  const known = trendMeasures.filter((id) =>
    measures[id].requires.every((column) => screen.fields.includes(column)),
  );
  const ofLines = areaAsks(screen, blocks);
  const more = blocks.map(({ by, filter }) => ({
    trend: { by: [...by, ...asks.trend(screen).by], measures: known, filter } satisfies Ask,
    topics: { by: [...by, 'topic'], measures: ['received'], filter } satisfies Ask as Ask,
  }));
  const asked = [...ofLines, ...more.flatMap(({ trend, topics }) => [trend, topics])];
  return {
    screen,
    asks: asked.filter((ask) => ask !== null),
    columns(given) {
      const rest = [...given];
      const answers = asked.map((ask) => (ask ? (rest.shift() ?? null) : null));
      const lines = areaLines(screen, blocks, answers);
      const answered = blocks.map((_, b) => ({
        trend: answers[ofLines.length + 2 * b]!,
        topics: answers[ofLines.length + 2 * b + 1]!,
      }));
      const city = blocks.length - 1;
      const steps = stepsIn(answered[city]!.trend);
      const inCity = topicCounts(answered[city]!.topics, null);
      const columnOf = (b: number, key: number | null, line: AreaLine): BesideColumn => {
        const { trend, topics } = answered[b]!;
        const lineOf = (id: TrendMeasure) => groupTrend(screen, more[b]!.trend, trend, { key, steps }, id);
        return {
          line,
          trends: { received: lineOf('received'), completionRate: lineOf('completionRate') },
          topics: topTopics(text, screen, key === null ? inCity : topicCounts(topics, key), inCity),
        };
      };
      return {
        areas: areas.flatMap(({ dimension, id }) => {
          const b = blocks.findIndex(({ kind }) => kind === dimension);
          const line = lines.find((one) => one.kind === dimension && one.id === id);
          return line ? [columnOf(b, screen.city.codeOf(dimension, id), line)] : [];
        }),
        city: columnOf(city, null, lines.at(-1)!),
      };
    },
  };
}

/** Requests by topic, of one area or of all; −1 are those without a topic. */
function topicCounts(answer: Answer, key: number | null): Map<number, number> {
  const counts = new Map<number, number>();
  const topics = answer.keys.at(-1) ?? [];
  topics.forEach((topic, row) => {
    if (key !== null && answer.keys[0]?.[row] !== key) return;
    counts.set(topic, (counts.get(topic) ?? 0) + (answer.ints.received?.[row] ?? 0));
  });
  return counts;
}

function topTopics(
  text: Text,
  screen: Screen,
  here: ReadonlyMap<number, number>,
  inCity: ReadonlyMap<number, number>,
): BesideTopic[] {
  const sum = (counts: ReadonlyMap<number, number>) => [...counts.values()].reduce((a, b) => a + b, 0);
  const [allHere, allInCity] = [sum(here), sum(inCity)];
  return [...here]
    .filter(([topic, count]) => topic >= 0 && count > 0)
    .sort(([a, m], [b, n]) => n - m || a - b)
    .slice(0, mostTopics)
    .map(([topic, count]) => ({
      id: screen.city.words.topic[topic]?.id ?? '',
      name: nameOfKey(text, screen.city, 'topic', topic),
      received: count,
      times: here === inCity ? null : overRepresentation(count, allHere, inCity.get(topic) ?? 0, allInCity),
    }));
}

/** The best and the worst of the areas by a measure; the city is none of them. */
export function standoutsOf(areas: readonly BesideColumn[], measure: AreaMeasure) {
  return standingOut(
    measure,
    areas.map(({ line }) => line.cells[measure]),
  );
}

/** How an area differs from the city by a rate or a time; null for counts, which are parts of the city's. */
export function fromCity(area: BesideColumn, city: BesideColumn, measure: AreaMeasure): News | null {
  const { unit } = measures[measure];
  if (unit === 'count') return null;
  return newsOf(measure, area.line.cells[measure], city.line.cells[measure]);
}

/** What part of the city's an area's count is; null where that says nothing. */
export function partOfCity(area: BesideColumn, city: BesideColumn, measure: AreaMeasure): number | null {
  const [own, all]: Cell[] = [area.line.cells[measure], city.line.cells[measure]];
  if (measures[measure].unit !== 'count' || own?.kind !== 'value' || all?.kind !== 'value') return null;
  return all.value > 0 ? own.value / all.value : null;
}

/** The largest value of the areas' lines of a measure: what all of them are drawn up to. */
export function topOfTrends(areas: readonly BesideColumn[], measure: TrendMeasure): number {
  return Math.max(0, ...areas.flatMap(({ trends }) => trends[measure].values).map((value) => value ?? 0));
}
