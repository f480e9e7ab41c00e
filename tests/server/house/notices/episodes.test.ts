import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Episode, turnOf } from '../../../../src/server/house/notices/episodes.ts';

// Guards: what does not work is told once it lasts, and once when it is over; however parts come and go, nobody is told
// of one more than once an hour, of what did not last at all, or of its end without its beginning.

const lasting = 600;

/** Goes through minutes, in each of which some parts are ill. */
function told(minutes: number, ill: (minute: number) => readonly string[], every = 60) {
  let episodes: readonly Episode[] = [];
  const begun: { at: number; parts: string[] }[] = [];
  const over: { at: number; parts: string[]; times: number[]; lasted: number[] }[] = [];
  const start = 1_800_000_000;
  for (let at = 0; at < minutes * 60; at += every) {
    const now = start + at;
    const conditions = ill(at / 60).map((part) => ({ part, since: now, why: 'w' }));
    const turn = turnOf(episodes, conditions, now, lasting);
    // As it comes back from the disk.
    episodes = JSON.parse(JSON.stringify(turn.after)) as Episode[];
    if (turn.begun.length > 0) begun.push({ at: at / 60, parts: turn.begun.map(({ part }) => part) });
    if (turn.over.length > 0)
      over.push({
        at: at / 60,
        parts: turn.over.map(({ part }) => part),
        times: turn.over.map(({ times }) => times),
        lasted: turn.over.map(({ since, wellSince }) => (wellSince! - since!) / 60),
      });
  }
  return { begun, over, episodes };
}

test('what lasts is told after ten minutes, and when it has been over for as long', () => {
  const { begun, over, episodes } = told(200, (minute) => (minute >= 5 && minute < 80 ? ['a'] : []));
  expect(begun).toEqual([{ at: 15, parts: ['a'] }]);
  expect(over).toEqual([{ at: 90, parts: ['a'], times: [1], lasted: [75] }]);
  expect(episodes).toEqual([]);
});

test('what does not last is not told', () => {
  const { begun, over } = told(300, (minute) => (minute % 60 < 9 ? ['a'] : []));
  expect([begun, over]).toEqual([[], []]);
});

test('a part that comes and goes is told once, with how often', () => {
  const { begun, over } = told(400, (minute) => (minute < 200 && minute % 10 < 5 ? ['a'] : []));
  expect(begun).toEqual([{ at: 10, parts: ['a'] }]);
  expect(over).toEqual([{ at: 205, parts: ['a'], times: [20], lasted: [195] }]);
});

test('the end is told an hour after the beginning at the earliest, and what happens until then with it', () => {
  const { begun, over } = told(300, (minute) => (minute < 15 || (minute >= 40 && minute < 50) ? ['a'] : []));
  expect(begun).toEqual([{ at: 10, parts: ['a'] }]);
  expect(over).toEqual([{ at: 70, parts: ['a'], times: [2], lasted: [50] }]);
});

test('what lasted while nothing might be told of it is told afterwards', () => {
  const { begun, over } = told(400, (minute) => (minute < 65 || (minute >= 85 && minute < 105) ? ['a'] : []));
  expect(begun.map(({ at }) => at)).toEqual([10]);
  expect(over).toEqual([
    { at: 75, parts: ['a'], times: [1], lasted: [65] },
    { at: 135, parts: ['a'], times: [1], lasted: [20] },
  ]);
});

test('parts that fail one soon after the other are told together', () => {
  const parts = Array.from({ length: 12 }, (_, index) => `source s${index}`);
  const { begun, over } = told(300, (minute) =>
    parts.filter((_, index) => minute >= index / 3 && minute < 100 + index / 3),
  );
  expect(begun).toHaveLength(1);
  expect(begun[0]!.parts.toSorted()).toEqual(parts.toSorted());
  expect(over.map(({ parts }) => parts.length)).toEqual([12]);
});

test('a clock that was years ahead keeps nothing from being told', () => {
  const future = 1_900_000_000;
  const now = 1_800_000_000;
  const one: Episode = {
    ...{ part: 'a', since: future, times: 1, wellSince: null, isTold: false, isOwed: false, toldAt: future },
  };
  const conditions = [{ part: 'a', since: now, why: 'w' }];
  const { after } = turnOf([one], conditions, now, lasting);
  expect(turnOf(after, conditions, now + lasting, lasting).begun).toHaveLength(1);
});

test('whatever comes and goes, of each part beginnings and ends take turns, an hour apart, and none is missed', () => {
  const flips = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.boolean()), { maxLength: 40 });
  fc.assert(
    fc.property(flips, flips, (a, b) => {
      const minutes = 1600;
      const states = [a, b].map((spans) =>
        spans.flatMap(([length, isIll]) => Array.from({ length }, () => isIll)),
      );
      const ill = (minute: number) => ['a', 'b'].filter((_, index) => states[index]![minute] ?? false);
      const end = Math.max(...states.map(({ length }) => length), 0);
      const { begun, over, episodes } = told(Math.min(minutes, end) + 200, (minute) =>
        minute < minutes ? ill(minute) : [],
      );
      for (const [index, part] of ['a', 'b'].entries()) {
        const news = [
          ...begun.filter(({ parts }) => parts.includes(part)).map(({ at }) => ({ at, isBegun: true })),
          ...over.filter(({ parts }) => parts.includes(part)).map(({ at }) => ({ at, isBegun: false })),
        ].toSorted((x, y) => x.at - y.at);
        for (const [n, one] of news.entries()) {
          if (n === 0) continue;
          expect(one.at - news[n - 1]!.at).toBeGreaterThanOrEqual(60);
          expect(one.isBegun && news[n - 1]!.isBegun).toBe(false);
        }
        // Two hundred minutes of calm are enough for all that is owed.
        if (news.length > 0) expect(news.at(-1)!.isBegun).toBe(false);
        const text = states[index]!.slice(0, minutes)
          .map((isIll) => (isIll ? 'x' : '.'))
          .join('');
        if (/x{11}/.test(text)) expect(news.length).toBeGreaterThan(0);
        if (!text.includes('x')) expect(news).toEqual([]);
      }
      expect(episodes).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
