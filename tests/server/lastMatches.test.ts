import * as v from 'valibot';
import { expect, test } from 'vitest';
import { startNewsSchema } from '../../src/model/doing.ts';
import type { Match } from '../../src/model/match.ts';
import { LastMatches } from '../../src/server/intake/matching/lastMatches.ts';

const equal: Match = {
  ...{ source: 'crm', at: 100, seconds: 3, outcome: 'equal', requests: 1000, parts: 2, read: 0 },
  ...{ differences: [], mended: false, why: null },
};
const differences = [{ part: '2026-01', missing: 7, other: 2, extra: 1, unreadable: 5 }];

test('pages are told the worst of the last match of each source', () => {
  // Guards: that one good source does not hide that another differs, and that an old match does not undo a newer one.
  const last = new LastMatches();
  expect(last.worst()).toBe(null);
  last.add({ ...equal, source: 'folder', outcome: 'unasked' });
  expect(last.worst()).toBe(null);
  last.add(equal);
  last.add({ ...equal, source: 'b', at: 90 });
  expect(last.worst()).toEqual({ at: 90, outcome: 'equal', requests: 0 });
  last.add({ ...equal, at: 200, outcome: 'differed', mended: true, differences });
  last.add({ ...equal, source: 'b', at: 201, outcome: 'differed', mended: true, differences });
  expect(last.worst()).toEqual({ at: 200, outcome: 'mended', requests: 20 });
  last.add({ ...equal, source: 'c', at: 150, outcome: 'differed', differences });
  expect(last.worst()).toEqual({ at: 150, outcome: 'left', requests: 10 });
  last.add({ ...equal, source: 'b', at: 300, outcome: 'failed' });
  last.add({ ...equal, source: 'b', at: 299 });
  expect(last.worst()).toEqual({ at: 300, outcome: 'failed', requests: 0 });
});

test('a page takes the news of a match, and of a newer server’s what it knows', () => {
  // Guards: that an outcome which a page does not know yet does not hide which sources are away.
  const news = { serving: true, doing: [], away: [{ id: 'crm', seconds: 400 }] };
  const matched = { at: 100, outcome: 'mended', requests: 3 };
  expect(v.parse(startNewsSchema, { ...news, matched })).toEqual({ ...news, matched });
  expect(v.parse(startNewsSchema, news)).toEqual(news);
  expect(v.parse(startNewsSchema, { ...news, matched: { ...matched, outcome: 'new' } })).toMatchObject(news);
});
