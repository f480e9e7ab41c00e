import { expect, test } from 'vitest';
import { plainText, subjectOf } from '../../../../src/server/house/messages/letterText.ts';
import { type Notice, noticeKind } from '../../../../src/server/house/notices/noticeKind.ts';

// Guards: a notice says in both languages which city, which part, since when by the city's clock, what that means and
// what to do, with the plurals and the directions of each language.

const city = { en: 'Requests of a city', ar: 'طلبات المدينة' };
const noon = Date.UTC(2026, 10, 21, 8) / 1000;
const notice: Notice = {
  ...{ city, timeZone: 'Asia/Dubai', admin: 'https://services360.city.example/admin' },
  begun: [{ part: 'source crm', since: noon, why: 'not heard for 900 s' }],
  over: [],
};

const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '').replaceAll('\u00a0', ' ');

test('one part', () => {
  const letter = noticeKind.write(notice);
  expect(subjectOf(letter)).toBe(
    'طلبات المدينة: خلل في: المصدر crm | Requests of a city: does not work: Source crm',
  );
  expect(plain(plainText(letter.ar))).toBe(
    `طلبات المدينة: ما يحتاج إلى معالجة

المصدر crm، منذ 21 نوفمبر 2026، 12:00. لا ترد أي بيانات من هذا المصدر. تبقى بياناته السابقة معروضة، وتُستأنف القراءة من حيث توقفت.

الإجراء المطلوب: يُرجى التأكد من عمل نظام المصدر، ومن الاتصال به عبر الشبكة، ومن أن حساب الدخول إليه ما زال صالحًا.

التفاصيل الفنية كما سجلها الخادم:

not heard for 900 s

الأوقات بتوقيت المدينة (Asia/Dubai).

صفحة الإدارة:

https://services360.city.example/admin`,
  );
  expect(plain(plainText(letter.en))).toContain('Source crm, since 21 Nov 2026, 12:00. Nothing is heard');
});

test('several parts, and how often', () => {
  const over = (part: string, minutes: number, times: number) => ({
    ...{ part, since: noon, until: noon + 60 * minutes, times },
  });
  const both = noticeKind.write({
    ...notice,
    begun: [
      { part: 'job forget', since: noon, why: 'x' },
      { part: 'disk', since: noon, why: 'y' },
    ],
    over: [over('publisher', 30, 1), over('source a', 120, 2), over('city', 60 * 73, 11)],
  });
  expect(subjectOf(both)).toBe(
    'طلبات المدينة: خلل في جزأين، 3 أجزاء عادت إلى العمل | Requests of a city: 2 parts do not work, 3 parts work again',
  );
  const [ar, en] = [both.ar, both.en].map((paragraphs) => plain(plainText(paragraphs)));
  expect(ar).toContain('المهمة الدورية: محو البيانات الشخصية، منذ');
  expect(ar).toContain('(لمدة ساعتين). تكرر الخلل خلال ذلك مرتين.');
  expect(ar).toContain('(لمدة 3 أيام). تكرر الخلل خلال ذلك 11 مرة.');
  expect(ar!.match(/تكرر الخلل/g)).toHaveLength(2);
  expect(en).toContain('Publishing: from 21 Nov 2026, 12:00 to 21 Nov 2026, 12:30 (30 min).');
  expect(en).toContain('It failed 2 times meanwhile.');
});
