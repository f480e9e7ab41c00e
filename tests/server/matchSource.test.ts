import { expect, test } from 'vitest';
import type { RequestRow } from '../../src/model/schema.ts';
import { Matcher } from '../../src/server/intake/matching/matcher.ts';
import { matchHash } from '../../src/server/intake/matching/matchHash.ts';
import type {
  Look,
  Matchable,
  Source,
  SourceRequest,
  StageSum,
} from '../../src/server/intake/sources/source.ts';
import { allRows, later, openTestStore, rowOf } from '../support/storedRequests.ts';

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

// Guards: at any size one month at a time is held of a store that differs everywhere, and all is found and mended.
test('differences of many months are all found and mended, one month held at a time', async () => {
  const perMonth = 40;
  const month = (n: number) => `2026-${String(1 + n).padStart(2, '0')}`;
  const openedIn = (n: number) => Date.UTC(2026, n, 15, 8) / 1000;
  const theirs = new Map<string, Partial<RequestRow>>();
  for (let n = 0; n < 8; n++)
    for (let i = 0; i < perMonth; i++) theirs.set(`R-${n}-${i}`, { opened: openedIn(n), stage: 1 });
  const told = (ref: string, row: Partial<RequestRow> | null, order: number): SourceRequest => ({
    ...{ ref, order, personal: null },
    row: row && rowOf(ref, row),
  });
  const store = openTestStore();
  store.take(
    's',
    {
      requests: [...theirs].map(([ref, row]) => told(ref, row, 1)),
      ...{ position: 'p', committedAt: null },
    },
    later,
  );
  const spoil = (ref: string, row: Partial<RequestRow> | null) =>
    store.take('s', { requests: [told(ref, row, 2)], position: null, committedAt: null }, later);
  for (let n = 0; n < 7; n++) {
    spoil(`R-${n}-0`, null);
    spoil(`R-${n}-1`, { opened: openedIn(n), stage: 2 });
    spoil(`X-${n}`, { opened: openedIn(n), stage: 1 });
    spoil(`R-${n}-2`, { opened: openedIn((n + 3) % 7), stage: 1 });
  }

  const monthOf = ({ opened }: Partial<RequestRow>) => month(new Date(opened! * 1000).getUTCMonth());
  const look: Look = {
    asOf: 100,
    isTold: () => true,
    async *rows(parts) {
      done.push(`rows ${parts}`);
      const refs = [...theirs].flatMap(([ref, row]) => (parts.includes(monthOf(row)) ? [ref] : []));
      yield { refs, requests: refs.map((ref) => told(ref, theirs.get(ref)!, 100)) };
    },
    async *rowsOf(refs) {
      const found = refs.filter((ref) => theirs.has(ref));
      yield { refs: found, requests: found.map((ref) => told(ref, theirs.get(ref)!, 100)) };
    },
    async [Symbol.asyncDispose]() {},
  };
  const matchable: Matchable = {
    async sums() {
      const sums = new Map<string, Map<number | null, StageSum>>();
      for (const [ref, row] of theirs) {
        const part = sums.get(monthOf(row)) ?? new Map<number | null, StageSum>();
        const { count, sum } = part.get(row.stage!) ?? { count: 0, sum: 0 };
        part.set(row.stage!, { count: count + 1, sum: (sum + matchHash(ref, [])) % 2 ** 32 });
        sums.set(monthOf(row), part);
      }
      return { sums, byMonth: true, summed: [] };
    },
    look: async () => look,
  };
  const done: string[] = [];
  let most = 0;
  const watched = new Proxy(store, {
    get(of, name) {
      if (name !== 'refs') return Reflect.get(of, name).bind?.(of) ?? Reflect.get(of, name);
      return async (...args: Parameters<typeof store.refs>) => {
        const refs = await of.refs(...args);
        done.push(`refs ${args[1]}`);
        most = Math.max(most, refs.size);
        return refs;
      };
    },
  });
  const source: Source = { id: 's', matchable, async *initial() {}, async *changes() {} };
  const matcher = new Matcher({
    ...{ sources: [source], store: watched, now: () => later, signal: new AbortController().signal },
    ...{ onTaken: () => {}, onMatch: () => {} },
  });
  const match = await matcher.match('s', { mend: true, parts: null });
  // The references of a month are read when it is its turn, those of the month before are no more needed.
  expect(done).toEqual([0, 1, 2, 3, 4, 5, 6].flatMap((n) => [`refs ${month(n)}`, `rows ${month(n)}`]));
  expect(most).toBeLessThanOrEqual(perMonth + 1);
  const sum = (of: 'missing' | 'other' | 'extra') => match.differences.reduce((all, one) => all + one[of], 0);
  expect([match.outcome, sum('extra'), sum('missing') + sum('other')]).toEqual(['differed', 7, 21]);
  const kept = [...allRows(store).values()].map(({ ref, opened, stage }) => [ref, opened, stage]);
  expect(kept.sort()).toEqual([...theirs].map(([ref, { opened, stage }]) => [ref, opened, stage]).sort());
  expect((await matcher.match('s', { mend: true, parts: null })).outcome).toBe('equal');
});
