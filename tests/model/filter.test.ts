import fc from 'fast-check';
import { expect, test } from 'vitest';
import { choiceDimensions } from '../../src/model/dimension.ts';
import {
  addClause,
  choose,
  during,
  type Filter,
  formatFilter,
  sameFilter,
  toggle,
  without,
} from '../../src/model/filter.ts';

const id = fc.stringMatching(/^[a-z0-9\u0621-\u064a-]{1,8}$/);
const anyFilter = fc
  .tuple(
    fc.option(fc.tuple(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 900 })), { nil: null }),
    fc.array(
      fc.tuple(fc.constantFrom(...choiceDimensions), fc.uniqueArray(id, { minLength: 1, maxLength: 4 })),
      { maxLength: 5 },
    ),
  )
  .map(([range, choices]) => {
    const opened = range ? { from: range[0], to: range[0] + range[1] } : null;
    return choices.reduce<Filter>((filter, [d, ids]) => choose(filter, d, ids), during({}, opened));
  });

// Guards: an address or a --where says exactly what was chosen.
test('a filter written as clauses reads back the same', () => {
  fc.assert(
    fc.property(anyFilter, (filter) => {
      const back = formatFilter(filter).reduce<Filter>(
        (all, [name, value]) => addClause(all, name, value),
        {},
      );
      expect(back).toEqual(filter);
      expect(sameFilter(back, filter)).toBe(true);
    }),
  );
});

test('choosing twice takes the choice out again', () => {
  fc.assert(
    fc.property(anyFilter, id, (filter, zone) => {
      fc.pre(!filter.zone?.includes(zone));
      expect(sameFilter(toggle(toggle(filter, 'zone', zone), 'zone', zone), filter)).toBe(true);
    }),
  );
});

test('a view leaves out its own dimension and those of the same group, and nothing else', () => {
  const filter: Filter = {
    opened: { from: 1, to: 2 },
    zone: ['a'],
    place: ['b'],
    sector: ['c'],
    topic: ['d'],
    category: ['e'],
  };
  expect(without(filter, 'place')).toEqual({ opened: { from: 1, to: 2 }, topic: ['d'], category: ['e'] });
  expect(without(filter, 'service')).toEqual({
    opened: { from: 1, to: 2 },
    zone: ['a'],
    place: ['b'],
    sector: ['c'],
    category: ['e'],
  });
  expect(without(filter, 'opened')).toEqual({
    zone: ['a'],
    place: ['b'],
    sector: ['c'],
    topic: ['d'],
    category: ['e'],
  });
});

test.each([
  ['opened', '2026-02-30..2026-03-01', /opened=2026-02-30/],
  ['opened', '2026-03-02..2026-03-01', /expected local days/],
  ['colour', 'red', /colour: not a dimension/],
  ['category', ',', /at least one id/],
])('%s=%s is refused in words', (name, value, sentence) => {
  expect(() => addClause({}, name, value)).toThrow(sentence);
});
