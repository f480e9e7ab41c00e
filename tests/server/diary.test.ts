import { expect, test } from 'vitest';
import type { Match } from '../../src/model/match.ts';
import { Diary } from '../../src/server/diary.ts';
import { Readiness } from '../../src/server/live/health.ts';
import type { Metrics } from '../../src/server/live/metrics.ts';

test('what came of a match, and a daily job that failed, are said once, and loud where somebody must look', () => {
  // Guards: that a difference is not found on /admin alone, where nobody looks every day.
  const matched: Match[] = [];
  const lines: [level: string, line: object, text: string][] = [];
  const level = (name: string) => (line: object, text: string) => lines.push([name, line, text]);
  const diary = new Diary({
    logger: {},
    say: (text) => lines.push(['said', {}, text]),
    metrics: { matched: (match: Match) => matched.push(match) } as unknown as Metrics,
    readiness: new Readiness([]),
  });
  const { watch } = diary;
  const equal: Match = {
    ...{ source: 'crm', at: 1, seconds: 3, outcome: 'equal', requests: 1000, parts: 2, read: 0 },
    ...{ differences: [], mended: false, why: null },
  };
  const differed: Match = {
    ...{ ...equal, outcome: 'differed', read: 1, mended: true },
    differences: [{ part: '2026-01', missing: 7, other: 2, extra: 1, unreadable: 5 }],
  };
  const failed: Match = { ...equal, outcome: 'failed', why: 'no connection' };
  const last = { at: 1, seconds: 2, result: 'crm: the same', error: null };
  const tell = () => {
    for (const match of [equal, differed, failed, { ...equal, outcome: 'unasked' } as const])
      watch.matched!(match);
    watch.ran!({ name: 'match', due: '02:30', last });
    watch.ran!({ name: 'match', due: '02:30', last: { ...last, result: null, error: 'no space left' } });
  };
  tell();
  expect(lines.map(([name]) => name)).toEqual(['said', 'said', 'said', 'said']);
  expect(matched).toHaveLength(4);
  lines.length = 0;
  diary.log = { info: level('info'), warn: level('warn'), error: level('error') } as unknown as NonNullable<
    typeof diary.log
  >;
  tell();
  expect(lines.map(([name, , text]) => [name, text])).toEqual([
    ['info', 'held against its source: the same 1,000 requests in 2 parts (0 read row by row)'],
    [
      'warn',
      'held against its source: 10 of 1,000 requests differed, mended: 2026-01 7 missing, 2 otherwise, 1 too many',
    ],
    ['warn', 'held against its source: no connection'],
    ['error', 'the daily "match" failed, and is done again at 02:30: no space left'],
  ]);
  expect(lines[1]![1]).toMatchObject({ source: 'crm', outcome: 'differed', differences: 10, mended: true });
});
