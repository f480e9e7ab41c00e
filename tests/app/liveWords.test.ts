import { describe, expect, test } from 'vitest';
import { type LiveWords, liveWords } from '../../src/app/liveWords.ts';
import { begin, type LiveEvent, type LiveState, transition } from '../../src/feed/live/machine.ts';
import { makeText } from '../../src/i18n/text.ts';
import { plain } from '../support/plainText.ts';

const asOf = Date.UTC(2026, 10, 20, 10, 5) / 1000;
const period = { from: 20_697, to: 20_726 };
const file = { name: 'd', sha256: '', bytes: 1, from: 1, to: 2, asOf, total: 1, days: null };

function following(...events: readonly LiveEvent[]): LiveState {
  const moment = { at: 0, chance: 0.5 };
  return events.reduce(
    (state, event) => transition(state, event, moment).state,
    begin({ sequence: 1, asOf }, moment).state,
  );
}

const beat: LiveEvent = { kind: 'beat', now: asOf, sequence: 1 };

function said(language: 'en' | 'ar', state: LiveState, at = 0, kind: 'live' | 'sample' = 'live') {
  const words = liveWords(makeText(language), state, {
    manifest: { kind, timeZone: 'Asia/Dubai' },
    period,
    at,
  });
  return { ...words, words: plain(words.words), spoken: plain(words.spoken) };
}

// Guards: each state says in words how fresh the data are and what can be done; what is read aloud is not chatty.
describe('the words of a feed', () => {
  const cases: readonly [string, LiveState, number, Partial<LiveWords>, string][] = [
    [
      'live',
      following(beat),
      3_400,
      { sign: 'live', words: 'Live · 3 seconds ago', spoken: 'Live', action: null },
      'مباشر · قبل 3 ثوانٍ',
    ],
    ['live, just now', following(beat), 400, { sign: 'live', words: 'Live · just now' }, 'مباشر · الآن'],
    [
      'live, two minutes',
      following(beat),
      125_000,
      { words: 'Live · 2 minutes ago', spoken: 'Live' },
      'مباشر · قبل دقيقتين',
    ],
    [
      'connecting',
      following(),
      0,
      { sign: 'wait', words: 'Connecting… · as of 20 Nov 2026, 14:05' },
      'جارٍ الاتصال… · البيانات حتى 20 نوفمبر 2026، 14:05',
    ],
    [
      'behind',
      following(beat, { ...beat, sequence: 121 }),
      2_000,
      { sign: 'wait', words: 'Catching up: 120 changes' },
      'جارٍ استكمال التحديث: 120 تغييرًا',
    ],
    [
      'behind for a moment',
      following(beat, { ...beat, sequence: 121 }),
      900,
      { sign: 'live', words: 'Live · just now' },
      'مباشر · الآن',
    ],
    [
      'stale',
      following(beat, { kind: 'lost' }),
      0,
      { sign: 'stale', words: 'No connection · as of 20 Nov 2026, 14:05', action: 'retry' },
      'لا يوجد اتصال · البيانات حتى 20 نوفمبر 2026، 14:05',
    ],
    [
      'loading anew',
      following(beat, { kind: 'reload' }),
      0,
      { sign: 'wait', words: 'Loading the newest data…' },
      'جارٍ تحميل أحدث البيانات…',
    ],
    [
      'failed',
      following({ kind: 'tooNew' }),
      0,
      { sign: 'failed', words: 'This page is out of date', action: 'reload' },
      'هذه الصفحة لم تعد حديثة',
    ],
    [
      'paused',
      following(beat, { kind: 'hold', by: 'period' }),
      0,
      {
        sign: 'paused',
        words: 'Paused in the past',
        spoken: 'Paused while you look at 1 – 30 Sept 2026',
        action: 'goLive',
      },
      'متوقّف عند فترة سابقة',
    ],
  ];
  test.each(cases)('%s', (_, state, at, english, arabic) => {
    expect(said('en', state, at)).toMatchObject(english);
    expect(said('ar', state, at).words).toBe(arabic);
  });

  test('an invented city says that it is', () => {
    expect(said('en', following(beat), 3_400, 'sample').words).toBe('Live (simulated) · 3 seconds ago');
    expect(said('ar', following(beat), 3_400, 'sample').words).toBe('مباشر (محاكاة) · قبل 3 ثوانٍ');
  });

  test('a pause tells how much waits, in the form that Arabic has for it', () => {
    const waiting = (rows: number) => {
      const delta: LiveEvent = { kind: 'delta', delta: { file: { ...file, rows }, inline: null } };
      return following(beat, { kind: 'hold', by: 'period' }, delta);
    };
    const titles = [1, 2, 5, 11, 100].map((rows) => plain(said('ar', waiting(rows)).title).split(' · ')[1]);
    expect(titles).toEqual([
      'تغيير واحد بالانتظار',
      'تغييران بالانتظار',
      '5 تغييرات بالانتظار',
      '11 تغييرًا بالانتظار',
      '100 تغيير بالانتظار',
    ]);
  });

  test('seconds take every form of Arabic', () => {
    const seconds = [1, 2, 3, 11, 59].map((second) => said('ar', following(beat), second * 1_000).words);
    expect(seconds.map((words) => words.replace('مباشر · ', ''))).toEqual([
      'قبل ثانية واحدة',
      'قبل ثانيتين',
      'قبل 3 ثوانٍ',
      'قبل 11 ثانية',
      'قبل 59 ثانية',
    ]);
  });
});
