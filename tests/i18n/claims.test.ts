import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { drawClaim, sayClaim } from '../../src/i18n/claims.ts';
import { makeText } from '../../src/i18n/text.ts';
import { plainChoice } from '../../src/model/choice.ts';
import { makeCity } from '../../src/model/city.ts';
import type { Claim, ClaimKind } from '../../src/model/claim.ts';
import { dayOfDate } from '../../src/model/day.ts';
import type { Cell } from '../../src/model/measures.ts';
import { plain } from '../support/plainText.ts';
import { randomCity } from '../support/randomCity.ts';
import { turnedNumbers } from '../support/turnedNumbers.ts';

const source = randomCity(1, 1);
const city = makeCity(source.zones, source.words, source.timeZone);
const value = (number: number, n = number): Cell => ({ kind: 'value', value: number, n });
const days = { from: dayOfDate(2026, 10, 25), to: dayOfDate(2026, 11, 21) };

type Said = readonly [claim: Numbers, en: string, ar: string];
type Numbers = Claim extends infer One
  ? One extends Claim
    ? Omit<One, 'kind' | 'proof' | 'figure'>
    : never
  : never;

/** Sentences of every kind: a kind without one does not compile. */
const golden: Readonly<Record<ClaimKind, readonly Said[]>> = {
  nothing: [
    [{ of: 'requests' }, 'No requests in this choice.', 'لا طلبات في هذا الاختيار.'],
    [{ of: 'topics' }, 'No topics in this choice.', 'لا مواضيع في هذا الاختيار.'],
    [{ of: 'ratings' }, 'No ratings in the period.', 'لا تقييمات في الفترة.'],
    [{ of: 'data' }, 'This data set holds no requests.', 'لا تحتوي مجموعة البيانات هذه على أي طلبات.'],
  ],
  outside: [
    [
      { reach: days },
      'Not known: the data cover 25 Oct – 21 Nov 2026.',
      'غير معروف: تغطي البيانات 25 أكتوبر – 21 نوفمبر 2026.',
    ],
  ],
  lead: [
    [
      { dimension: 'category', key: 2, count: 1, total: 4 },
      'category-2 comes first with 25.0% of 4 requests.',
      'تأتي «category-2» أولًا بنسبة 25.0% من 4 طلبات.',
    ],
    [
      { dimension: 'channel', key: -1, count: 2, total: 2 },
      'Not stated comes first with 100% of 2 requests.',
      'تأتي «غير محدد» أولًا بنسبة 100% من طلبين.',
    ],
  ],
  topics: [
    [
      { key: 3, count: 1, topics: 2, reached: 0.8 },
      'topic-3 is the most frequent topic with 1 request; 80.0% of all requests come from 2 topics.',
      'الموضوع الأكثر تكرارًا «topic-3» وله طلب واحد؛ و80.0% من الطلبات كلها من موضوعين.',
    ],
  ],
  answered: [
    [
      { answered: 9, hours: 2, pending: 1, total: 12 },
      '75.0% of 12 requests were answered within 2 h; 1 are not answered yet.',
      'أُجيب عن 75.0% من 12 طلبًا خلال ساعتين؛ وعدد ما هو بانتظار الرد 1.',
    ],
  ],
  timeline: [
    [
      { total: 1234, days, step: 'month', key: (2026 - 1970) * 12 + 10, most: 1000 },
      '1,234 requests from 25 Oct – 21 Nov 2026. Most in November 2026: 1,000.',
      '1,234 طلبًا في الفترة 25 أكتوبر – 21 نوفمبر 2026. أكثرها في نوفمبر 2026: 1,000.',
    ],
  ],
  extremes: [
    [
      {
        ...{ measure: 'completionRate', zones: 3, thin: false },
        ...{ highest: { key: 1, value: 0.9 }, lowest: { key: 0, value: 0.75 } },
      },
      '3 zones by Completion rate: highest zone-1 with 90.0%, lowest zone-0 with 75.0%.',
      '3 مناطق حسب نسبة الإنجاز: الأعلى zone-1 بقيمة 90.0%، والأدنى zone-0 بقيمة 75.0%.',
    ],
    [
      {
        ...{ measure: 'open', zones: 9, thin: true },
        ...{ highest: { key: 1, value: 40 }, lowest: { key: 0, value: 3 } },
      },
      '9 zones by Open: highest zone-1 with 40, lowest zone-0 with 3, of those with enough requests.',
      '9 مناطق حسب غير المنجزة: الأعلى zone-1 بقيمة 40، والأدنى zone-0 بقيمة 3، من المناطق ذات العدد الكافي من الطلبات.',
    ],
  ],
  noExtremes: [
    [
      { measure: 'onTimeRate', zones: 3 },
      '3 zones; none has a value for On time.',
      '3 مناطق، ولا قيمة لأيٍّ منها في نسبة الالتزام بالمدة المستهدفة.',
    ],
  ],
  points: [
    [
      { requests: 2 },
      'Where requests come from: 2 requests with a point.',
      'مصدر الطلبات: طلبان محددا الموقع.',
    ],
  ],
  overdue: [
    [{ overdue: value(12), share: value(0.25, 48) }, '12 overdue (25.0%)', '12 تجاوزت المدة (25.0%)'],
  ],
  changes: [
    [{ count: 0 }, 'Nothing has changed beyond the usual up and down.', 'لا تغيّر يتجاوز التفاوت المعتاد.'],
    [
      { count: 2 },
      '2 changes beyond the usual up and down, the clearest first.',
      'تغيّران يتجاوزان التفاوت المعتاد، أوضحهما أولًا.',
    ],
  ],
  uncompared: [
    [{ days: null }, 'no comparison chosen', 'لم تُختر مقارنة'],
    [
      { days: 28 },
      'The data do not reach back to an earlier period of 28 days.',
      'لا تمتد البيانات إلى فترة سابقة مدتها 28 يومًا.',
    ],
  ],
  mover: [
    [
      { dimension: 'topic', key: 1, measure: 'received', now: value(40), before: value(10), score: 5 },
      'More requests: 40 after 10',
      'طلبات أكثر: 40 بعد 10',
    ],
    [
      { dimension: 'zone', key: 1, measure: 'received', now: value(10), before: value(40), score: -5 },
      'Fewer requests: 10 after 40',
      'طلبات أقل: 10 بعد 40',
    ],
    [
      {
        ...{ dimension: 'zone', key: 1, measure: 'onTimeRate', score: -4 },
        ...{ now: { kind: 'value', value: 0.5, n: 90, bound: null }, before: { kind: 'noData' } },
      },
      'On time: ≈ 50.0% after no data',
      'نسبة الالتزام بالمدة المستهدفة: ≈ 50.0% بعد لا توجد بيانات',
    ],
  ],
  whereabouts: [
    [
      { by: 'zone', spread: 'most', keys: [1, -1], share: 0.62 },
      'Mostly in zone-1 and No zone: 62.0% of the change',
      'معظمه في zone-1 وبلا منطقة: 62.0% من التغيّر',
    ],
    [
      { by: 'zone', spread: 'beyond', keys: [1], share: 1.2 },
      'In zone-1: more than the whole change; elsewhere it went the other way',
      'في zone-1: ما يفوق التغيّر كله؛ وفي غيرها العكس',
    ],
    [
      { by: 'topic', spread: 'spread', keys: [4], share: 0.2 },
      'Over many topics; most topic-4: 20.0%',
      'موزّع على مواضيع كثيرة؛ أكثره topic-4: 20.0%',
    ],
  ],
  happy: [
    [
      { share: 0.9, ratings: 40 },
      'Happy: 90.0% of 40 ratings in the period. Pale rows rest on fewer than 10.',
      'السعداء: 90.0% من 40 تقييمًا في الفترة. الصفوف الباهتة تستند إلى أقل من 10.',
    ],
  ],
};

const all = Object.entries(golden).flatMap(([kind, said]) =>
  said.map(([numbers, en, ar]) => ({
    claim: { kind, ...numbers, proof: plainChoice({}, 'received'), figure: null } as unknown as Claim,
    ...{ kind, en, ar },
  })),
);

// Guards: what the page, a mail or a brief says of one claim is one sentence, and in Arabic its numbers stand as written.
describe('a claim is said', () => {
  test.each(all)('$kind: $en', ({ claim, en, ar }) => {
    expect(plain(sayClaim(makeText('en'), city, claim))).toBe(en);
    expect(plain(sayClaim(makeText('ar'), city, claim))).toBe(ar);
    expect(turnedNumbers(sayClaim(makeText('ar'), city, claim), 'rtl')).toEqual([]);
  });

  test.each(all)('with its figures drawn, in the same words: $en', ({ claim, en }) => {
    const text = makeText('en');
    const drawn: ReactNode = drawClaim(text, city, claim, ({ measure, cell }, key) => {
      const number =
        cell.kind === 'value' ? text.formats.measure(measure, cell.value) : text.t(`cell.${cell.kind}`);
      return createElement(
        'b',
        { key },
        cell.kind === 'value' && cell.bound === null ? `≈ ${number}` : number,
      );
    });
    const markup = renderToStaticMarkup(createElement('p', null, drawn));
    expect(plain(markup.replace(/<[^>]*>/g, ''))).toBe(en);
    const figures = claim.kind === 'mover' || claim.kind === 'overdue' ? 2 : 0;
    expect(markup.match(/<b>/g) ?? []).toHaveLength(figures);
  });
});
