import { expect, test } from 'vitest';
import type { JobState } from '../../src/model/job.ts';
import type { Match } from '../../src/model/match.ts';
import { Diary } from '../../src/server/diary.ts';
import { Readiness } from '../../src/server/live/health.ts';
import type { Metrics } from '../../src/server/live/metrics.ts';

test('what came of a match, and a job that failed or was lost, are said once, and loud where somebody must look', () => {
  // Guards: that a difference is not found on /admin alone, where nobody looks every day.
  const matched: Match[] = [];
  const lines: [level: string, line: object, text: string][] = [];
  const level = (name: string) => (line: object, text: string) => lines.push([name, line, text]);
  const diary = new Diary({
    logger: {},
    say: (text) => lines.push(['said', {}, text]),
    metrics: {
      matched: (match: Match) => matched.push(match),
      ran: ({ last }: JobState) => ran.push(last!.outcome),
    } as unknown as Metrics,
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
  const job = { name: 'match', schedule: { daily: '02:30' }, next: 60, running: null, leftUntil: null };
  const last = { at: 1, seconds: 2, result: null, error: null };
  const result = { code: 'matched', sources: 3, equal: 2, requests: 10 } as const;
  const ran: string[] = [];
  const tell = () => {
    for (const match of [equal, differed, failed, { ...equal, outcome: 'unasked' } as const])
      watch.matched!(match);
    watch.ran!({ ...job, failures: 0, last: { ...last, outcome: 'done', result } });
    watch.ran!({ ...job, failures: 2, last: { ...last, outcome: 'failed', error: 'no space left' } });
    watch.ran!({ ...job, failures: 1, last: { ...last, outcome: 'lost' } });
  };
  tell();
  expect(lines.map(([name]) => name)).toEqual(['said', 'said', 'said', 'said', 'said']);
  expect(ran).toEqual(['done', 'failed', 'lost']);
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
    ['info', 'job "match": 2 of 3 sources are as the store, 10 requests differed'],
    [
      'error',
      'job "match" failed 2 times one after the other, and is tried again at 1970-01-01T00:01:00.000Z: no space left',
    ],
    [
      'error',
      'job "match" failed, and is tried again at 1970-01-01T00:01:00.000Z: whoever ran it ended in the midst of it',
    ],
  ]);
  expect(lines[1]![1]).toMatchObject({ source: 'crm', outcome: 'differed', differences: 10, mended: true });
});

test('what the system says of a full disk is said in words, where somebody looks', () => {
  // Guards: an administrator's page that only says that the log says why.
  const said: string[] = [];
  let now = 0;
  const readiness = new Readiness([], { now: () => now });
  const diary = new Diary({
    logger: false,
    say: (text) => said.push(text),
    metrics: { publisher: () => {} } as unknown as Metrics,
    readiness,
  });
  const fail = (code: string) =>
    diary.watch.published!({ kind: 'failed', what: 'publish', error: { name: 'Error', code, at: [] } });
  fail('ENOSPC');
  now = 1000;
  const why = 'the disk is full: make room; it is tried again by itself (ENOSPC)';
  expect(readiness.ailments()).toContainEqual(
    expect.objectContaining({ part: 'publisher', why: `changes cannot be published: ${why}` }),
  );
  expect(said).toEqual([`publish failed, it is tried again: ${why}`]);
  fail('EODD');
  expect(said[1]).toContain('EODD');
});

test('a source is not told to be away before anybody asks it', () => {
  // Guards: filling a large store takes longer than a source may be silent, and is no fault of the source.
  let now = 1000;
  const readiness = new Readiness([{ id: 'crm', limit: 300 }], { now: () => now });
  readiness.does({ what: 'fill', part: 0.1 });
  now += 200;
  readiness.does({ what: 'index', part: null });
  readiness.ends('fill');
  now += 200;
  expect(readiness.news().away).toEqual([]);
  readiness.troubled('crm', 'no connection');
  expect(readiness.news().away).toEqual([{ id: 'crm', seconds: 400 }]);
  readiness.troubled('crm', null);
  readiness.ends('index');
  expect(readiness.news().away).toEqual([{ id: 'crm', seconds: 400 }]);
  readiness.heard('crm');
  readiness.does({ what: 'start', part: null });
  now += 301;
  expect(readiness.news().away).toEqual([{ id: 'crm', seconds: 301 }]);
});
