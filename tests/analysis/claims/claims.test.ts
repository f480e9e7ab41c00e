import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Bucket } from '../../../src/analysis/buckets.ts';
import { answeredClaim } from '../../../src/analysis/claims/answered.ts';
import { changesClaim, whereaboutsClaim } from '../../../src/analysis/claims/changes.ts';
import { happyClaim, overdueClaim } from '../../../src/analysis/claims/counts.ts';
import { extremesClaim } from '../../../src/analysis/claims/extremes.ts';
import { leadClaim, topicsClaim } from '../../../src/analysis/claims/groups.ts';
import { timelineClaim } from '../../../src/analysis/claims/timeline.ts';
import type { Answer, Ask } from '../../../src/model/ask.ts';
import { plainChoice } from '../../../src/model/choice.ts';
import { makeCity } from '../../../src/model/city.ts';
import type { Comparison } from '../../../src/model/comparison.ts';
import type { ChoiceDimension } from '../../../src/model/dimension.ts';
import type { Filter } from '../../../src/model/filter.ts';
import type { Manifest } from '../../../src/model/manifest.ts';
import { type MeasureId, measures } from '../../../src/model/measures.ts';
import { requestColumnNames } from '../../../src/model/schema.ts';
import { makeScreen, type Screen } from '../../../src/model/screen.ts';
import { randomCity } from '../../support/randomCity.ts';

const source = randomCity(1, 1);
const city = makeCity(source.zones, source.words, source.timeZone);
const today = city.timeZone.dayOf(source.asOf);
const days = { from: today - 60, to: today };
const manifest = {
  ...{ asOf: source.asOf, cut: source.asOf, timeZone: source.timeZone },
  ...{ days, rows: 1, fields: [...requestColumnNames], goals: {} },
} as unknown as Manifest;

function screenOf(filter: Filter = {}, measure: MeasureId = 'received', comparison: Comparison = 'before') {
  return makeScreen(city, manifest, { ...plainChoice(filter, measure), comparison });
}
const screen: Screen = screenOf();
const outside: Screen = screenOf({ opened: { from: today - 900, to: today - 800 } });

const ask = (by: ChoiceDimension, { filter, measure }: Screen = screen): Ask => ({
  ...{ by: [by], measures: ['received', measure], filter },
});
/** Counts received by keys. */
const counted = (counts: Readonly<Record<string, number>>): Answer => {
  const keys = Object.keys(counts).map(Number);
  return { rows: keys.length, keys: [keys], ints: { received: Object.values(counts) } };
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the largest group', () => {
  const lead = (counts: Readonly<Record<string, number>>, at = screen) =>
    leadClaim(at, ask('category', at), counted(counts), 'category');

  it('is the first of equal ones, and never what names none where another does', () => {
    const claim = lead({ '-1': 90, '0': 4, '1': 7, '2': 7 });
    expect(claim).toMatchObject({ kind: 'lead', key: 1, count: 7, total: 108 });
    expect(claim?.proof.filter).toEqual({ category: ['category-1'] });
    expect(claim?.figure).toEqual({ measure: 'received', cell: { kind: 'value', value: 7, n: 7 } });
    expect(lead({ '-1': 3 })).toMatchObject({ kind: 'lead', key: -1, count: 3, total: 3 });
    expect(lead({ '-1': 3 })?.proof.filter).toEqual({ category: ['none'] });
  });

  it('is none where there is no request, and not known outside of the days of the data', () => {
    expect(lead({})).toMatchObject({ kind: 'nothing', of: 'requests' });
    expect(lead({ '0': 0 })).toMatchObject({ kind: 'nothing', of: 'requests' });
    expect(lead({}, outside)).toMatchObject({ kind: 'outside', figure: { cell: { kind: 'outside' } } });
  });

  it('is not claimed where a count is withheld', () => {
    vi.spyOn(measures.received, 'value').mockReturnValue({ kind: 'suppressed' });
    expect(lead({ '0': 4 })).toBeNull();
    expect(topicsClaim(screen, ask('topic'), counted({ '0': 4 }), 0.8)).toBeNull();
  });

  it('keeps the comparison and the measure, and all else that is chosen', () => {
    const chosen = screenOf({ hour: ['7'], opened: days }, 'open', 'none');
    expect(lead({ '2': 1 }, chosen)?.proof).toEqual({
      ...plainChoice({ hour: ['7'], opened: days, category: ['category-2'] }, 'open'),
      comparison: 'none',
    });
  });
});

describe('the most frequent topics', () => {
  const topics = (counts: Readonly<Record<string, number>>) =>
    topicsClaim(screen, ask('topic'), counted(counts), 0.8);

  it('are as few as have the share', () => {
    expect(topics({ '0': 10, '1': 60, '2': 25, '3': 5 })).toMatchObject({
      ...{ kind: 'topics', key: 1, count: 60, topics: 2, reached: 0.85 },
    });
    expect(topics({ '4': 1 })).toMatchObject({ key: 4, count: 1, topics: 1, reached: 1 });
    expect(topics({})).toMatchObject({ kind: 'nothing', of: 'topics' });
  });
});

describe('how soon requests were answered', () => {
  const answered = (counts: Readonly<Record<string, number>>, target: number | null) =>
    answeredClaim(screen, ask('responseTime'), counted(counts), target);
  const counts = { '-1': 5, '0': 10, '4': 20, '5': 30, '8': 1 };

  it('is told within the target, or within a day where no bucket ends there', () => {
    expect(answered(counts, 8)).toMatchObject({ answered: 30, hours: 8, pending: 5, total: 66 });
    expect(answered(counts, 8).proof.filter.responseTime).toEqual([
      ...['lt-15m', '15m-1h', '1h-2h', '2h-4h', '4h-8h'],
    ]);
    expect(answered(counts, 5)).toMatchObject({ answered: 60, hours: 24 });
    expect(answered(counts, null)).toMatchObject({ answered: 60, hours: 24 });
    expect(answered({}, 8)).toMatchObject({ kind: 'nothing', of: 'requests' });
    expect(answered({ '-1': 3 }, 8)).toMatchObject({ answered: 0, pending: 3, total: 3 });
  });
});

describe('when most requests came', () => {
  const bucket = (from: number, to: number, value: number): Bucket => ({
    ...{ key: from, from, to, value, complete: to - from === 6 },
  });
  const weeks = ['week'] as const;
  const timeline = (buckets: readonly Bucket[], at = screen) =>
    timelineClaim(at, { by: weeks, measures: ['received'], filter: { hour: ['7'] } }, buckets, 'week');

  it('is the earliest of equal ones; of a week that is not whole, its days in the data', () => {
    const claim = timeline([bucket(1, 3, 9), bucket(4, 10, 2), bucket(11, 17, 9)]);
    expect(claim).toMatchObject({ kind: 'timeline', total: 20, days, key: 1, most: 9 });
    expect(claim.proof.filter).toEqual({ hour: ['7'], opened: { from: 1, to: 3 } });
  });

  it('is never where there is none, and nothing without data', () => {
    expect(timeline([bucket(1, 7, 0)])).toMatchObject({ kind: 'nothing', of: 'requests' });
    const empty = makeScreen(city, { ...manifest, days: null }, plainChoice({}, 'received'));
    expect(timeline([], empty)).toMatchObject({ kind: 'nothing', of: 'data', figure: null });
  });
});

describe('the highest and the lowest zone', () => {
  const rates = (received: Readonly<Record<string, number>>, completed: readonly number[]): Answer => ({
    ...counted(received),
    ints: { received: Object.values(received), completed },
  });
  const extremes = (answer: Answer, measure: MeasureId = 'completionRate') => {
    const at = screenOf({}, measure);
    return extremesClaim(at, ask('zone', at), answer);
  };

  it('passes over those with too few requests, unless all are such', () => {
    const some = extremes(rates({ '0': 40, '1': 9, '2': 20 }, [30, 9, 10]));
    expect(some).toMatchObject({ thin: true, highest: { key: 0, value: 0.75 }, lowest: { key: 2 } });
    expect(some.proof.filter).toEqual({ zone: ['zone-0'] });
    expect(extremes(rates({ '0': 4, '1': 9 }, [3, 9]))).toMatchObject({ thin: false, highest: { key: 1 } });
  });

  it('is the first and the last of equal ones, and one zone both', () => {
    const equal = extremes(rates({ '1': 20, '2': 20, '3': 20 }, [10, 10, 10]));
    expect(equal).toMatchObject({ highest: { key: 1 }, lowest: { key: 3 } });
    expect(extremes(rates({ '2': 20 }, [10]))).toMatchObject({ highest: { key: 2 }, lowest: { key: 2 } });
  });

  it('takes no zone with too few residents, and says where none has a value', () => {
    const perHead = extremes(counted({ '0': 10, '1': 4, '3': 40 }), 'per1000');
    expect(perHead).toMatchObject({ zones: 9, highest: { key: 0, value: 10 }, lowest: { key: 1, value: 2 } });
    expect(extremes(counted({}), 'completionRate')).toMatchObject({ kind: 'noExtremes', zones: 9 });
  });
});

describe('changes', () => {
  it('are counted, or it is told why there is nothing to count', () => {
    const month = { opened: { from: today - 27, to: today } };
    expect(changesClaim(screenOf(month), 3)).toMatchObject({ kind: 'changes', count: 3 });
    expect(changesClaim(screenOf(month, 'received', 'none'), 0)).toMatchObject({ days: null });
    expect(changesClaim(screenOf({ opened: days }), 0)).toMatchObject({ kind: 'uncompared', days: 61 });
  });

  const moved = { dimension: 'topic', id: 'topic-2', measure: 'received' } as const;
  const part = (key: number, now: number, before: number) => ({
    ...{ key, now: { value: now, n: now }, before: { value: before, n: before } },
  });

  it('happened where most of them did', () => {
    const groups = [part(0, 30, 10), part(1, 12, 10), part(-1, 10, 10)];
    const claim = whereaboutsClaim(screen, moved, 'zone', 'count', groups);
    expect(claim).toMatchObject({ by: 'zone', spread: 'most', keys: [0], share: 20 / 22 });
    expect(claim?.proof.filter).toEqual({ topic: ['topic-2'], zone: ['zone-0'] });
    expect(whereaboutsClaim(screen, moved, 'zone', 'count', [part(0, 5, 5)])).toBeNull();
    expect(whereaboutsClaim(screen, moved, 'zone', 'count', [])).toBeNull();
  });

  it('of channels happened in what is chosen of them', () => {
    const chosen = screenOf({ channel: ['channel-3'], account: ['account-0', 'account-1'] });
    const where = (groups: Parameters<typeof whereaboutsClaim>[4]) =>
      whereaboutsClaim(chosen, moved, 'channel', 'count', groups)?.proof.filter;
    expect(where([part(0, 9, 1), part(1, 3, 3)])).toEqual({ topic: ['topic-2'], account: ['account-0'] });
    expect(where([part(3, 9, 1), part(1, 3, 3)])).toEqual({ topic: ['topic-2'], channel: ['channel-3'] });
  });
});

describe('counts', () => {
  const figures = (open: number, overdue: number): Answer => ({
    ...{ rows: 1, keys: [], ints: { open: [open], overdue: [overdue] } },
  });
  const whole: Ask = { by: [], measures: ['open', 'overdue', 'overdueRate'], filter: { hour: ['3'] } };

  it('of what is overdue have the list of it as their proof; of nothing open nothing is said', () => {
    const claim = overdueClaim(screen, whole, figures(8, 2));
    expect(claim).toMatchObject({ overdue: { value: 2 }, share: { value: 0.25, n: 8 } });
    expect(claim?.proof.list).toEqual({ measure: 'overdue', filter: { hour: ['3'] } });
    expect(overdueClaim(screen, whole, figures(0, 0))).toBeNull();
    const untold = { ...screen, fields: ['stage'] } as Screen;
    expect(overdueClaim(untold, whole, figures(8, 2))).toBeNull();
  });

  it('of ratings are said where there are some', () => {
    expect(happyClaim(screen, { kind: 'value', value: 0.9, n: 30 })).toMatchObject({ ratings: 30 });
    expect(happyClaim(screen, { kind: 'noData' })).toMatchObject({ kind: 'nothing', of: 'ratings' });
  });
});
