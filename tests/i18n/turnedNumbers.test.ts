import { describe, expect, test } from 'vitest';
import { adminCatalogue } from '../../src/i18n/adminCatalogue.ts';
import { messagesIn } from '../../src/i18n/catalogue.ts';
import type { Formats } from '../../src/i18n/format.ts';
import { importCatalogue } from '../../src/i18n/importCatalogue.ts';
import { isolate, unmarked } from '../../src/i18n/isolate.ts';
import { makeText } from '../../src/i18n/text.ts';
import { bareRanges } from '../support/drawnText.ts';
import { turnedNumbers } from '../support/turnedNumbers.ts';

const texts = (['latn', 'arab'] as const).flatMap((digits) => [
  makeText('ar', digits),
  makeText('ar', digits, importCatalogue),
  makeText('ar', digits, adminCatalogue),
]);
const catalogues = [messagesIn('ar'), importCatalogue.ar, adminCatalogue.ar];

/** The names of a message's places, at any depth, and whether they are numbers. */
function placesOf(message: string): Map<string, 'number' | 'text'> {
  const found = new Map<string, 'number' | 'text'>();
  for (const [, name, kind] of message.matchAll(/\{(\w+)(?:, (number|plural|select))?/g)) {
    if (name) found.set(name, kind === 'number' || kind === 'plural' ? 'number' : 'text');
  }
  return found;
}

// Guards: item 12 of the review. After an Arabic letter a bare 12.5%, +12, 2026-11-01 or 2026-000123 is drawn turned.
describe('numbers in Arabic sentences', () => {
  test('the check itself finds turned numbers, and takes isolated ones', () => {
    for (const bare of ['12.5%', '+12', '-12.0%', '2026-11-01', '2026-000123']) {
      expect(turnedNumbers(`من ${bare} إلى`, 'rtl'), bare).toEqual([bare]);
      expect(turnedNumbers(`من ${isolate(bare, 'rtl')} إلى`, 'rtl'), bare).toEqual([]);
    }
    expect(turnedNumbers('من 12,345.5 في 14:05', 'rtl')).toEqual([]);
  });

  const samples: Readonly<Record<string, (formats: Formats) => string>> = {
    share: (formats) => formats.share(0.125),
    change: (formats) => formats.change('received', 0.12),
    points: (formats) => formats.change('completionRate', -0.034),
    hours: (formats) => formats.hours(2.5),
    day: () => '2026-11-01',
    reference: () => '2026-000123',
    signed: () => '+12',
    period: (formats) => formats.range({ from: 20_760, to: 20_790 }),
    instant: (formats) => formats.instant(1_790_000_000, 'Asia/Dubai'),
  };

  test.each(Object.entries(samples))('every message with %s in its places', (_, sample) => {
    let seen = 0;
    const turned = texts.flatMap((text, of) =>
      Object.entries(catalogues[of % 3]!).flatMap(([id, message]) => {
        const places = placesOf(message);
        const values: Record<string, string | number> = {};
        const said = sample(text.formats);
        for (const [name, kind] of places) values[name] = kind === 'number' ? 12_345 : said;
        seen++;
        return text
          .t(id as 'app.title', values)
          .split('\n')
          .flatMap((line) =>
            [...turnedNumbers(line, 'rtl'), ...bareRanges(line)].map((found) => `${id}: ${found} in ${line}`),
          );
      }),
    );
    expect(turned).toEqual([]);
    expect(seen).toBeGreaterThan(1000);
  });

  test('what needs no isolating has none, and marks can be taken out of names', () => {
    expect([isolate('رقم الطلب', 'rtl'), isolate('12,345', 'rtl'), isolate('Zone 3', 'ltr')]).toEqual([
      'رقم الطلب',
      '12,345',
      'Zone 3',
    ]);
    expect(unmarked(makeText('ar').t('goal.target', { value: makeText('ar').formats.share(0.9) }))).toBe(
      'المستهدف 90.0%',
    );
  });

  test('names take the digits of the choice', () => {
    const name = { id: 'x', en: 'Wadi Al Safa 3', ar: 'وادي الصفا 3' };
    expect([makeText('ar', 'arab').name(name), makeText('ar').name(name), makeText('en').name(name)]).toEqual(
      ['وادي الصفا ٣', 'وادي الصفا 3', 'Wadi Al Safa 3'],
    );
  });
});
