import { describe, expect, test } from 'vitest';
import { matchWords } from '../../src/app/matchWords.ts';
import { makeText } from '../../src/i18n/text.ts';
import type { MatchNews } from '../../src/model/match.ts';
import { plain } from '../support/plainText.ts';

/** 02:30 of 28 November 2026 in Dubai. */
const at = Date.UTC(2026, 10, 27, 22, 30) / 1000;
const hour = 3600;

function said(language: 'en' | 'ar', news: MatchNews, hours: number): string {
  return plain(matchWords(makeText(language), news, news.at + hours * hour, 'Asia/Dubai'));
}

// Guards: a reader is never told that the data are the source's when nobody has looked, or when they were not.
describe('whether the data are what the source has', () => {
  const equal: MatchNews = { at, outcome: 'equal', requests: 0 };
  const cases: readonly [string, MatchNews, number, string, string][] = [
    ['this morning', equal, 6, 'Matched with the source last night', 'طابق المصدر الليلة الماضية'],
    [
      'three days ago',
      equal,
      72,
      'Last matched with the source on 28 Nov 2026, 02:30',
      'طابق المصدر آخر مرة في 28 نوفمبر 2026، 02:30',
    ],
    [
      'by day, when somebody asked',
      { ...equal, at: at + 12 * hour },
      1,
      'Last matched with the source on 28 Nov 2026, 14:30',
      'طابق المصدر آخر مرة في 28 نوفمبر 2026، 14:30',
    ],
    [
      'put right',
      { at, outcome: 'mended', requests: 12 },
      6,
      '12 requests differed from the source last night and were put right',
      'اختلف 12 طلبًا عن المصدر الليلة الماضية وصُحّحت',
    ],
    [
      'left',
      { at, outcome: 'left', requests: 1 },
      72,
      '1 request differed from the source on 28 Nov 2026, 02:30 and was left as it was',
      'اختلف طلب واحد عن المصدر في 28 نوفمبر 2026، 02:30 وتُرك كما هو',
    ],
    [
      'failed',
      { at, outcome: 'failed', requests: 0 },
      6,
      'Could not be matched with the source',
      'تعذّرت المطابقة مع المصدر',
    ],
  ];
  test.each(cases)('%s', (_, news, hours, english, arabic) => {
    expect(said('en', news, hours)).toBe(english);
    expect(said('ar', news, hours)).toBe(arabic);
  });
});
