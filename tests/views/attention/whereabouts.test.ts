import { describe, expect, it } from 'vitest';
import type { Found } from '../../../src/analysis/movements.ts';
import type { Ask } from '../../../src/model/ask.ts';
import { plainChoice } from '../../../src/model/choice.ts';
import { makeCity } from '../../../src/model/city.ts';
import type { Manifest } from '../../../src/model/manifest.ts';
import type { MeasureId } from '../../../src/model/measures.ts';
import { requestColumnNames } from '../../../src/model/schema.ts';
import { makeScreen } from '../../../src/model/screen.ts';
import { lookQuestion, splitOf } from '../../../src/views/attention/whereabouts.ts';
import { plainAnswers } from '../../support/plainAnswers.ts';
import { plainEngine } from '../../support/plainEngine.ts';
import { randomCity } from '../../support/randomCity.ts';

// Guards: a change's zones and its line are those of its own requests, as a look at every request finds them.
const source = randomCity(31, 1500);
const oracle = plainEngine(source);
const city = makeCity(source.zones, source.words, source.timeZone);
const today = city.timeZone.dayOf(source.asOf);
const manifest = {
  ...{ asOf: source.asOf, cut: source.asOf, timeZone: source.timeZone },
  days: { from: today - 75, to: today },
  rows: 1500,
  fields: [...requestColumnNames],
  goals: {},
} as unknown as Manifest;
const opened = { from: today - 27, to: today };
const screen = makeScreen(city, manifest, plainChoice({ opened }, 'completionRate'));

const answerOf = plainAnswers(source);
const found = (dimension: Found['dimension'], key: number, measure: MeasureId) =>
  ({ dimension, key, id: city.words[dimension as 'topic'][key]!.id, measure }) as unknown as Found;
/** Topics of which there are more, or fewer, than before. */
const moved = city.words.topic.flatMap(({ id }, key) => {
  const count = (ask: Partial<Ask>) =>
    oracle({ by: [], measures: ['received'], filter: { opened, topic: [id] }, ...ask }).get('')?.received ??
    0;
  const filter = { opened: screen.before!.period, topic: [id] };
  return count({}) === count({ filter, at: screen.before!.at }) ? [] : [key];
});
const [one = 0, two = 0] = moved;
const movements = [
  found('topic', one, 'received'),
  found('topic', two, 'received'),
  found('topic', two, 'completionRate'),
  found('zone', 3, 'received'),
];
const question = lookQuestion(screen, movements);
const looks = question.read(question.asks.map(answerOf));

describe('a look at a change', () => {
  it('asks once for all changes of a dimension, by zone, and for those of a zone by topic', () => {
    expect(question.asks.map(({ by, at }) => `${by.join()}${at === undefined ? '' : ' before'}`)).toEqual([
      ...['topic,zone', 'topic,zone before', 'topic,day'],
      ...['zone,topic', 'zone,topic before', 'zone,day'],
    ]);
    expect(splitOf({ ...screen, filter: { zone: ['zone-1'] } }, 'topic')).toBe('channel');
    expect(splitOf({ ...screen, filter: { zone: ['zone-1'] } }, 'channel')).toBe('topic');
  });

  it('names the zones of the largest parts of the change of its own requests', () => {
    expect(two).toBeGreaterThan(one);
    for (const topic of [`topic-${one}`, `topic-${two}`]) {
      const by = (ask: Partial<Ask>) =>
        oracle({ by: ['zone'], measures: ['received'], filter: { opened, topic: [topic] }, ...ask });
      const before = by({
        filter: { opened: screen.before!.period, topic: [topic] },
        at: screen.before!.at,
      });
      const now = by({});
      const parts = [...new Set([...now.keys(), ...before.keys()])].map((key) => ({
        key: Number(key),
        by: (now.get(key)?.received ?? 0) - (before.get(key)?.received ?? 0),
      }));
      const total = parts.reduce((sum, part) => sum + part.by, 0);
      const { where } = looks.get(`topic ${topic} received`)!;
      expect(where!.by).toBe('zone');
      const own = where!.keys.map((key) => parts.find((part) => part.key === key)!.by);
      expect(own.reduce((sum, part) => sum + part, 0) / total).toBeCloseTo(where!.share, 12);
      const largest = parts.map((part) => part.by * Math.sign(total)).sort((a, b) => b - a);
      expect(own.map((part) => part * Math.sign(total))).toEqual(largest.slice(0, own.length));
    }
  });

  it('has its measure over the days of the period that are over', () => {
    const plain = oracle({ by: ['day'], measures: ['received'], filter: { opened, zone: ['zone-3'] } });
    const { trend } = looks.get('zone zone-3 received')!;
    const over = trend.values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
    const days = [...plain].filter(([day]) => Number(day) < today);
    expect(over).toBe(days.reduce((sum, [, ints]) => sum + (ints.received ?? 0), 0));
  });
});
