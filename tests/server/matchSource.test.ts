import { expect, test } from 'vitest';
import { Matcher } from '../../src/server/matching/matcher.ts';
import { matchHash } from '../../src/server/matching/matchHash.ts';
import type { Look, Matchable, Source, SourceRequest, StageSum } from '../../src/server/sources/source.ts';
import { later, openTestStore, rowOf } from '../support/storedRequests.ts';

/** A source of a few requests of one part, all at order `asOf`. */
function city(refs: string[], hook: { beforeSums?: () => void } = {}) {
  const rows = new Set(refs);
  const req = (ref: string, order: number): SourceRequest => ({
    ref,
    order,
    row: rowOf(ref),
    personal: null,
  });
  const matchable: Matchable = {
    sums: async () => {
      hook.beforeSums?.();
      const stage = new Map<number | null, StageSum>();
      let sum = 0;
      for (const ref of rows) sum = (sum + matchHash(ref, [])) % 2 ** 32;
      stage.set(null, { count: rows.size, sum });
      return { sums: new Map([['2026-01', stage]]), byMonth: true, summed: [] };
    },
    look: async (): Promise<Look> => {
      const held = [...rows];
      return {
        asOf: 100,
        isTold: () => true,
        async *rows() {
          yield { refs: held, requests: held.map((r) => req(r, 100)) };
        },
        async *rowsOf() {},
        async [Symbol.asyncDispose]() {},
      };
    },
  };
  const source: Source = { id: 's', matchable, async *initial() {}, async *changes() {} };
  const store = openTestStore();
  store.take('s', { requests: [...rows].map((r) => req(r, 1)), position: 'p', committedAt: null }, later);
  const matcher = new Matcher({
    sources: [source],
    store,
    now: () => later,
    onTaken: () => {},
    onMatch: () => {},
    signal: new AbortController().signal,
  });
  return { rows, store, matcher };
}

// Guards: what was only told is no settled matter: the next night mends it.
test('what a comparison told is mended by the next match', async () => {
  const { rows, store, matcher } = city(['a', 'b']);
  rows.add('c');
  const told = await matcher.match('s', { mend: false, parts: null });
  expect([told.outcome, store.counts().requests]).toEqual(['differed', 2]);
  const night = await matcher.match('s', { mend: true, parts: null });
  expect([night.outcome, night.mended, store.counts().requests]).toEqual(['differed', true, 3]);
});

// Guards: a difference that arose while rows were read was not looked at, and must not be passed over for good.
test('what is lost while a match goes on is found by the next', async () => {
  let calls = 0;
  const hook: { beforeSums?: () => void } = {};
  const { rows, store, matcher } = city(['a', 'b'], hook);
  rows.add('c');
  // After the look, before the second sums: a row that the stream will never tell.
  hook.beforeSums = () => {
    if (++calls === 2) rows.add('d');
  };
  await matcher.match('s', { mend: true, parts: null });
  const night = await matcher.match('s', { mend: true, parts: null });
  expect([night.outcome, store.counts().requests]).toEqual(['differed', 4]);
});
