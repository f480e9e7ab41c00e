import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { Provider } from '../../../src/i18n/Provider.tsx';
import { makeCity } from '../../../src/model/city.ts';
import { RequestDetail } from '../../../src/views/requests/requestDetail.tsx';
import type { RequestItem } from '../../../src/views/requests/requestItem.ts';
import { RequestList } from '../../../src/views/requests/requestList.tsx';
import { randomCity } from '../../support/randomCity.ts';

// Guards: a request whose source told something later that cannot be read is not shown as if it were so, neither in the
// list nor alone; and no other one is marked.

const nothing = {
  ...{ responded: null, dueResponse: null, dueResolution: null, resolved: null, stage: null, zone: null },
  ...{ place: null, category: null, channel: null, account: null, topic: null },
  ...{
    entity: null,
    priority: null,
    language: null,
    customerKind: null,
    satisfaction: null,
    attachments: null,
  },
};
const rows: RequestItem[] = [1, 2].map((rid) => ({
  rid,
  ref: `C-${rid}`,
  opened: 1_767_225_600,
  ...nothing,
}));
const { zones, words: dictionaries, timeZone } = randomCity(1, 5);
const city = makeCity(zones, dictionaries, timeZone);
const asOf = 1_767_225_700;

describe.each([
  ['en', 'Shown in an older state: what the source told last cannot be read'],
  ['ar', 'معروض بحالة سابقة: تعذّرت قراءة آخر ما ورد من المصدر'],
] as const)('%s', (language, words) => {
  const markup = (element: React.ReactElement) =>
    // biome-ignore lint/correctness/noChildrenProp: the Provider's type asks for them among its props
    renderToStaticMarkup(createElement(Provider, { language, children: element }));

  test('in the list', () => {
    const shown = markup(
      createElement(RequestList, {
        ...{ city, asOf, caption: '', rows, loading: false, error: null, old: new Set([2]) },
        order: { by: 'opened', descending: true },
        ...{ onOrder() {}, onOpen() {} },
      }),
    );
    const [first, second] = shown.split('data-rid=').slice(1);
    expect(first).not.toContain(words);
    expect(second).toContain(`role="img" aria-label="${words}" title="${words}"`);
  });

  test.each([true, false])('alone: %s', (old) => {
    const shown = markup(
      createElement(RequestDetail, {
        ...{ city, asOf, request: rows[1]!, old, place: null, onGo() {}, onBack: null },
        copy: () => Promise.resolve(true),
        link: null,
      }),
    );
    expect(shown.includes(words)).toBe(old);
  });
});
