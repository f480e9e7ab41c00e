import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultWords } from '../../src/app/savedViews/faultWords.ts';
import { keptText, lineOf, proposedName, sameForm } from '../../src/app/savedViews/viewWords.ts';
import { makeText } from '../../src/i18n/text.ts';
import { plainChoice } from '../../src/model/choice.ts';
import { parseChoice } from '../../src/model/choiceText.ts';
import { makeCity } from '../../src/model/city.ts';
import { during } from '../../src/model/filter.ts';
import { longestName } from '../../src/model/records/savedView.ts';
import { randomCity } from '../support/randomCity.ts';

// Guards: a saved view goes on to mean what its reader saved: the usual period goes on with the data, chosen days stay,
// and the page says which; two texts of one choice are one view.

const source = randomCity(3, 50);
const city = makeCity(source.zones, source.words, source.timeZone);
const usual = plainChoice({ opened: { from: 20_000, to: 20_027 } }, 'completionRate');
const later = plainChoice({ opened: { from: 20_100, to: 20_127 } }, 'completionRate');
const known = { city, usual };
const english = makeText('en', 'latn');
const arabic = makeText('ar', 'latn');
const zone = city.words.zone[0]!;
const category = city.words.category[0]!;

test('the usual period goes on with the data, chosen days and all of them are kept', () => {
  const chosen = { ...usual, filter: { ...usual.filter, zone: [zone.id] } };
  const readLater = (text: string) => parseChoice(text, city, later).choice.filter;
  expect(readLater(keptText(chosen, usual))).toEqual({ opened: later.filter.opened, zone: [zone.id] });
  const week = { from: 20_021, to: 20_027 };
  expect(readLater(keptText({ ...usual, filter: { opened: week } }, usual))).toEqual({ opened: week });
  expect(readLater(keptText({ ...usual, filter: {} }, usual))).toEqual({});
});

describe('in words', () => {
  test.each([
    [english, 'Last 28 days, moving on with the data'],
    [arabic, 'آخر 28 يومًا، وتتقدّم مع البيانات'],
  ])('the line says that the usual period goes on', (text, words) => {
    expect(lineOf(text, known, usual)).toContain(words);
  });

  test('the line says that chosen days stay, and which', () => {
    const line = lineOf(english, known, { ...usual, filter: during({}, { from: 20_021, to: 20_027 }) });
    expect(line).toContain('2024, always these days');
    expect(lineOf(english, known, { ...usual, filter: {} })).toContain('All, moving on with the data');
  });

  test('a name is proposed of what is chosen, the period and the measure', () => {
    const choice = {
      ...usual,
      measure: 'overdue' as const,
      filter: { ...usual.filter, zone: [zone.id], category: [category.id] },
    };
    expect(proposedName(english, known, choice)).toBe(
      `${english.name(zone)} · ${english.name(category)} · Last 28 days · Overdue`,
    );
    expect(proposedName(arabic, known, usual)).toBe('جميع الطلبات · آخر 28 يومًا');
  });

  test('it is never longer than a name may be', () => {
    const ids = (of: 'zone' | 'topic' | 'channel' | 'category') => city.words[of].map(({ id }) => id);
    const choice = {
      ...usual,
      filter: { zone: ids('zone'), topic: ids('topic'), channel: ids('channel'), category: ids('category') },
    };
    const name = proposedName(english, known, choice);
    expect([...name].length).toBeLessThanOrEqual(longestName);
    expect(name).toMatch(/^.{60,}…$/u);
  });
});

test('texts of one choice have one form, whatever is open over the page; a newer page’s is left alone', () => {
  const ids = city.words.zone.slice(0, 3).map(({ id }) => id);
  fc.assert(
    fc.property(fc.shuffledSubarray(ids, { minLength: 1 }), (zones) => {
      const choice = { ...usual, filter: { ...usual.filter, zone: zones } };
      const now = keptText({ ...choice, list: { measure: 'open', filter: choice.filter } }, usual);
      expect(sameForm(`zone=${zones.join(',')}&v=1`, known)).toBe(now);
      expect(sameForm(`v=1&measure=completionRate&zone=${zones.join(',')}&view=areas`, known)).toBe(now);
    }),
  );
  expect(sameForm('v=2&zone=all', known)).toBe('v=2&zone=all');
});

test.each([
  [english, 'There are 500 saved views'],
  [arabic, 'بلغ عدد العروض المحفوظة الحد الأقصى: 500'],
])('why something was refused is said in the reader’s language', (text, words) => {
  expect(faultWords(text, { kind: 'tooMany', most: 500 })).toContain(words);
  expect(faultWords(text, { kind: 'choice', unknown: [{ kind: 'period', value: 'soon' }] })).toContain(
    'soon',
  );
});
