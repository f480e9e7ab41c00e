import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { makeText } from '../../../src/i18n/text.ts';
import { Attached } from '../../../src/views/requests/requestList.tsx';
import { plain } from '../../support/plainText.ts';

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
});
