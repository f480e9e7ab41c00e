import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unknownWords } from '../../src/app/addressWords.ts';
import { makeText } from '../../src/i18n/text.ts';
import { areaDimensions } from '../../src/model/area.ts';
import { type Choice, mapModes, openViews, plainChoice } from '../../src/model/choice.ts';
import { choiceText, parseChoice, periodOf, periodText } from '../../src/model/choiceText.ts';
import { makeCity } from '../../src/model/city.ts';
import { choiceDimensions, isWordDimension, responseTimes } from '../../src/model/dimension.ts';
import { choose, during, type Filter, sameFilter } from '../../src/model/filter.ts';
import { measureIds } from '../../src/model/measures.ts';
import { randomCity } from '../support/randomCity.ts';

const source = randomCity(2, 50);
const odd = ['a,b', 'a%2Cb', '100%', 'a+b&c=d', 'شكوى', 'city', 'x:y', '%', ' '];
const oddWords = odd.map((id) => ({ id, en: id, ar: id }));
const city = makeCity(
  { ...source.zones, zones: [...source.zones.zones, ...oddWords] },
  { ...source.words, category: [...source.words.category, ...oddWords] },
  source.timeZone,
);
const usual = plainChoice({ opened: { from: 100, to: 127 } }, 'completionRate');

const idsOf = (dimension: (typeof choiceDimensions)[number]): readonly string[] => {
  if (isWordDimension(dimension)) return ['none', ...city.words[dimension].map(({ id }) => id)];
  if (dimension === 'responseTime') return responseTimes.map(({ id }) => id);
  return dimension === 'hour' ? ['0', '9', '10', '23'] : ['1', '7'];
};
const period = fc
  .tuple(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 900 }))
  .map(([from, days]) => ({ from, to: from + days }));
const anyFilter = fc
  .tuple(
    fc.option(fc.oneof(period, fc.constant(usual.filter.opened!))),
    fc.array(
      fc
        .constantFrom(...choiceDimensions)
        .chain((d) =>
          fc.tuple(fc.constant(d), fc.uniqueArray(fc.constantFrom(...idsOf(d)), { maxLength: 4 })),
        ),
      { maxLength: 4 },
    ),
  )
  .map(([opened, all]) =>
    all.reduce<Filter>((filter, [d, ids]) => choose(filter, d, ids), during({}, opened)),
  );
const area = fc
  .constantFrom(...areaDimensions)
  .chain((dimension) =>
    fc.constantFrom(...city.words[dimension].map(({ id }) => id)).map((id) => ({ dimension, id })),
  );
const anyChoice: fc.Arbitrary<Choice> = fc
  .record({
    filter: anyFilter,
    measure: fc.constantFrom(...measureIds),
    comparison: fc.oneof(fc.constantFrom('before' as const, 'yearBefore' as const, 'none' as const), period),
    map: fc.constantFrom(...mapModes),
    list: fc.option(fc.record({ measure: fc.constantFrom(...measureIds), filter: anyFilter })),
    request: fc.option(
      fc.oneof(fc.constantFrom('SR-2026-0000001', 'a,b&c%2C:'), fc.string({ minLength: 1 })),
    ),
    view: fc.option(fc.constantFrom(...openViews)),
    beside: fc.option(
      fc.record({
        areas: fc.uniqueArray(area, { maxLength: 4, selector: ({ dimension, id }) => `${dimension} ${id}` }),
        city: fc.boolean(),
      }),
    ),
  })
  .map((choice) => ({ ...choice, request: choice.list && choice.request }));

/** With its ids in one order. */
function sorted(filter: Filter): Filter {
  return choiceDimensions.reduce((all, d) => choose(all, d, [...(filter[d] ?? [])].sort()), filter);
}
const inOrder = (choice: Choice): Choice => ({
  ...choice,
  filter: sorted(choice.filter),
  list: choice.list && { ...choice.list, filter: sorted(choice.list.filter) },
});

// Guards: a link, a kept view, a file's facts hold a choice as one text, and nothing of it is lost or made up.
describe('the text of a choice', () => {
  test('reads back as the choice, with what is usual left out and with all of it told', () => {
    fc.assert(
      fc.property(anyChoice, (choice) => {
        const read = { choice: inOrder(choice), unknown: [] };
        expect(parseChoice(choiceText(choice, usual), city, usual)).toEqual(read);
        const other = plainChoice({ opened: { from: 1, to: 2 }, zone: ['zone-1'] }, 'open');
        const told = choiceText(choice);
        expect(parseChoice(`?${told}`, city, plainChoice({}, 'open'))).toEqual(read);
        expect(parseChoice(choiceText(choice, other), city, other)).toEqual(read);
      }),
    );
  });

  test('is one: equal choices have equal texts, others others', () => {
    fc.assert(
      fc.property(anyChoice, anyChoice, (a, b) => {
        const turned: Choice = {
          ...a,
          filter: choiceDimensions
            .toReversed()
            .reduce(
              (all, d) => choose(all, d, (a.filter[d] ?? []).toReversed()),
              during({}, a.filter.opened ?? null),
            ),
        };
        expect(sameFilter(turned.filter, a.filter)).toBe(true);
        expect(choiceText(turned, usual)).toBe(choiceText(a, usual));
        const same = JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
        if (choiceText(a, usual) === choiceText(b, usual)) expect(inOrder(a)).toEqual(inOrder(b));
        else expect(same).toBe(false);
      }),
    );
    expect(choiceText(usual, usual)).toBe('v=1');
    expect(choiceText(usual)).toBe('v=1&opened=1970-04-11..1970-05-08&measure=completionRate');
  });

  test('whatever it is, is read as a choice, and every part is in it or told', () => {
    const names = [
      'v',
      'opened',
      'zone',
      'category',
      'hour',
      'measure',
      'compare',
      'map',
      'list',
      'view',
      'beside',
    ];
    const name = fc.oneof(
      fc.constantFrom(
        ...names,
        'list.opened',
        'list.zone',
        'request',
        'list.moon',
        '__proto__',
        'constructor',
      ),
      fc.string(),
    );
    const value = fc.oneof(
      fc.constantFrom(
        'all',
        'none',
        'zone-1',
        'zone-1,zone-99',
        'heat',
        'areas',
        'open',
        '1',
        'year',
        'zone:zone-1',
      ),
      fc.constantFrom(
        '1970-01-01',
        '2026-02-30',
        '2026-01-02..2026-01-01',
        'constructor',
        '%',
        '%2C',
        ',',
        'city',
      ),
      fc.string(),
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.tuple(name, value), { maxLength: 6 }).map((parts) => new URLSearchParams(parts).toString()),
    );
    fc.assert(
      fc.property(text, (text) => {
        const { choice, unknown } = parseChoice(text, city, usual);
        const again = parseChoice(choiceText(choice, usual), city, usual);
        expect(again).toEqual({ choice: inOrder(choice), unknown: [] });
        const told = unknown.map(({ value }) => value);
        const whole = choiceText(choice);
        for (const [name, value] of new URLSearchParams(text)) {
          const kept = [value, ...value.split(',')].some(
            (part) => part === '' || whole.includes(encoded(part)),
          );
          const said = told.includes(name) || told.some((part) => value.includes(part));
          if (value !== '' && !kept && !foreign.test(name))
            expect({ text, name, said }).toMatchObject({ said: true });
        }
        expect(unknownWords(makeText('ar'), unknown)).not.toContain('undefined');
      }),
    );
  });

  test('keeps what a list is narrowed to beside the choice of the page', () => {
    const filter: Filter = { ...usual.filter, zone: ['zone-1'], topic: ['topic-3'] };
    const list = {
      measure: 'received',
      filter: { ...usual.filter, zone: ['zone-1'], channel: ['none'], responseTime: ['lt-15m'] },
    } as const;
    const choice = { ...plainChoice(filter, 'open'), list };
    const text = choiceText(choice, usual);
    expect(text).toBe(
      'v=1&zone=zone-1&topic=topic-3&measure=open&list=received&list.channel=none&list.topic=&list.responseTime=lt-15m',
    );
    expect(parseChoice(text, city, usual).choice).toEqual(choice);
  });

  test('names what the city does not have, and keeps the rest', () => {
    const { choice, unknown } = parseChoice(
      '?v=2&zone=zone-1,zone-99&zone=zone-2&opened=soon&measure=speed&category=category-2&list=open&list.zone=zone-98&list.opened=late&map=globe&view=moon&beside=zone:zone-1,zone:moon&from=garbage&compare=moon&weekday=9,2&hour=24&lang=en&utm_source=mail',
      city,
      usual,
    );
    const filter = { ...usual.filter, zone: ['zone-1'], category: ['category-2'], weekday: ['2'] };
    expect(choice).toEqual({
      ...plainChoice(filter, 'completionRate'),
      list: { measure: 'open', filter: choose(filter, 'zone', []) },
      beside: { areas: [{ dimension: 'zone', id: 'zone-1' }], city: false },
    });
    expect(unknown).toEqual([
      { kind: 'version', value: '2' },
      { kind: 'period', value: 'soon' },
      { kind: 'word', dimension: 'zone', value: 'zone-99' },
      { kind: 'word', dimension: 'hour', value: '24' },
      { kind: 'word', dimension: 'weekday', value: '9' },
      { kind: 'measure', value: 'speed' },
      { kind: 'period', value: 'late' },
      { kind: 'word', dimension: 'zone', value: 'zone-98' },
      { kind: 'comparison', value: 'moon' },
      { kind: 'map', value: 'globe' },
      { kind: 'view', value: 'moon' },
      { kind: 'beside', value: 'zone:moon' },
      { kind: 'twice', value: 'zone' },
      { kind: 'name', value: 'from' },
    ]);
    expect(unknownWords(makeText('en'), unknown)).toMatch(
      /the form “\u20682\u2069” of a newer page, the period “\u2068soon\u2069”, Zone “\u2068zone-99\u2069”.*the map “\u2068globe\u2069”, the view “\u2068moon\u2069”, “\u2068zone:moon\u2069” among the areas side by side, a second “\u2068zone\u2069” and “\u2068from\u2069”/,
    );
    expect(unknownWords(makeText('ar'), unknown)).toContain('المنطقة «\u2068zone-99\u2069»');
  });
});

test('an id of before texts had a form is as it was written', () => {
  const { choice, unknown } = parseChoice('?category=100%25,a%252Cb', city, usual);
  expect(choice.filter.category).toEqual(['100%', 'a%2Cb']);
  expect(unknown).toEqual([]);
  expect(choiceText(choice, usual)).toBe('v=1&category=100%2525,a%25252Cb');
});

test('a kept period is the text of a choice', () => {
  fc.assert(
    fc.property(period, (range) => {
      expect(periodOf(periodText(range))).toEqual(range);
      expect(parseChoice(periodText(range), city, usual).choice.filter).toEqual({ opened: range });
    }),
  );
  expect(periodOf('v=1')).toBeNull();
});

const foreign = /^(lang|utm_.*|fbclid|gclid)$/;

/** A part as a text has it. */
function encoded(part: string): string {
  return new URLSearchParams({ a: part }).toString().slice(2).replaceAll('%3A', ':');
}
