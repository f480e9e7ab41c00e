import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Provider } from '../../../src/i18n/Provider.tsx';
import { makeText } from '../../../src/i18n/text.ts';
import { type Answer, type Ask, cellOf, changeOf } from '../../../src/model/ask.ts';
import { makeCity } from '../../../src/model/city.ts';
import type { Cell } from '../../../src/model/measures.ts';
import { describeChange } from '../../../src/views/card/change.ts';
import { Value } from '../../../src/views/card/Value.tsx';
import { plain } from '../../support/plainText.ts';
import { randomCity } from '../../support/randomCity.ts';

const source = randomCity(1, 10);
const context = {
  city: makeCity(source.zones, source.words, source.timeZone),
  fields: ['responded' as const],
};
const ask: Ask = { by: ['channel'], measures: ['firstResponseP50', 'received'], filter: {} };
const answer: Answer = {
  rows: 3,
  keys: [[0, 1, 2]],
  ints: { received: [5, 5, 5], responded: [5, 5, 5], responseP50: [7200, 7200, 7200] },
  bounds: { responseP50: [720, null, 0] },
};
const cell = (row: number) => cellOf(context, ask, answer, row, 'firstResponseP50');
const shown = (of: Cell, language: 'ar' | 'en') => {
  const value = createElement(Value, { measure: 'firstResponseP50', cell: of });
  // biome-ignore lint/correctness/noChildrenProp: the Provider's type asks for them among its props
  return plain(renderToStaticMarkup(createElement(Provider, { language, children: value })));
};

// Guards: an estimate is never shown as an exact figure, nor an exact figure as an estimate.
test('a cell has the bound of its row in its own unit; none where it is exact', () => {
  expect([0, 1, 2].map(cell)).toEqual([
    { kind: 'value', value: 2, n: 5, bound: 0.2 },
    { kind: 'value', value: 2, n: 5, bound: null },
    { kind: 'value', value: 2, n: 5 },
  ]);
  expect(cellOf(context, ask, answer, 0, 'received')).toEqual({ kind: 'value', value: 5, n: 5 });
});

test('an estimate says that it is one, and how far it may be off', () => {
  expect(shown(cell(0), 'en')).toMatch(
    /data-bound="0.2".* aria-description="An estimate, exact to within 12 min.*≈ 2\.0 h</,
  );
  expect(shown(cell(1), 'en')).toMatch(/data-bound="".* aria-description="An estimate; .*≈ 2\.0 h</);
  expect(shown(cell(0), 'ar')).toMatch(/≈ 2\.0 ساعة</);
  expect(shown(cell(2), 'en')).not.toMatch(/≈|aria-description=|data-bound/);
});

test('a change from or to an estimate is an estimate', () => {
  const text = makeText('en');
  const written = (now: Cell, before: Cell) =>
    renderToStaticMarkup(describeChange(text, 'firstResponseP50', now, before, '')!.text as never);
  expect(changeOf('firstResponseP50', cell(2), cell(0))).toMatchObject({ value: 0, bound: null });
  expect(written(cell(0), cell(2))).toMatch(/≈/);
  expect(written(cell(2), cell(2))).not.toMatch(/≈/);
});
