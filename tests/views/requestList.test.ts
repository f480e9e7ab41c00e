import { parse } from 'csv-parse/sync';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { makeText } from '../../src/i18n/text.ts';
import { makeCity } from '../../src/model/city.ts';
import { Attached, csvOfPage, type RequestItem } from '../../src/views/requestList.tsx';
import { plain } from '../support/plainText.ts';
import { randomCity } from '../support/randomCity.ts';

// Guards: how many files came with a request is shown and said in words, and what is not known or none shows nothing.
describe('attachments in the list', () => {
  const shown = (count: number | null, language: 'ar' | 'en') =>
    plain(renderToStaticMarkup(createElement(Attached, { count, text: makeText(language) })));

  test.each([
    ['en', 1, '1 attachment', '1'],
    ['en', 254, '254 attachments', '254'],
    ['ar', 1, 'مرفق واحد', '1'],
    ['ar', 2, 'مرفقان', '2'],
    ['ar', 5, '5 مرفقات', '5'],
    ['ar', 12, '12 مرفقًا', '12'],
    ['ar', 100, '100 مرفق', '100'],
  ] as const)('%s: %i are "%s"', (language, count, words, number) => {
    const markup = shown(count, language);
    expect(markup).toContain(`role="img" aria-label="${words}" title="${words}"`);
    expect(markup).toMatch(new RegExp(`<svg[^>]*aria-hidden="true".*</svg>${number}</span>$`));
  });

  test.each([0, null])('%s shows nothing', (count) => {
    expect(shown(count, 'en')).toBe('');
  });

  test('are a column of the CSV, in which none is 0 and unknown is empty', () => {
    const { zones, words, timeZone } = randomCity(1, 10);
    const city = makeCity(zones, words, timeZone);
    const row: RequestItem = {
      ...{ rid: 1, ref: 'R-1', stage: 0, opened: 1_790_000_000, due: null, resolved: null },
      ...{ zone: 0, topic: 0, entity: 0, attachments: 3 },
    };
    const cells = (language: 'ar' | 'en', name: string) => {
      const rows = [3, 0, null].map((attachments) => ({ ...row, attachments }));
      const text = csvOfPage(makeText(language), city, rows);
      return (parse(text, { columns: true, bom: true }) as Record<string, string>[]).map(
        (cell) => cell[name],
      );
    };
    expect(cells('en', 'Attachments')).toEqual(['3', '0', '']);
    expect(cells('ar', 'عدد المرفقات')).toEqual(['3', '0', '']);
    expect(cells('en', 'Reference')).toEqual(['R-1', 'R-1', 'R-1']);
  });
});
