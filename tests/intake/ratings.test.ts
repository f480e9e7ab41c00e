import { expect, it } from 'vitest';
import { unmarked } from '../../src/i18n/isolate.ts';
import { joinRatings } from '../../src/intake/ratings/joinRatings.ts';
import { type RatingProblem, RatingsError, ratingText } from '../../src/intake/ratings/ratingProblem.ts';
import { RatingWords } from '../../src/intake/ratings/ratingWords.ts';
import { readRatings } from '../../src/intake/ratings/readRatings.ts';
import { formatDay, parseDay } from '../../src/model/day.ts';
import { countRatings, happyShare, notKnown, notTold } from '../../src/model/ratings.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import { arabicDigits, csv, fileOf } from '../support/exports.ts';
import { turnedNumbers } from '../support/turnedNumbers.ts';

const { words, synonyms } = referenceData();
const known = new RatingWords(words, synonyms);
type Row = readonly (string | number)[];

const read = (rows: readonly Row[], name = 'ratings.csv') => readRatings(fileOf(csv(rows), name), known);

async function said(rows: readonly Row[], language: 'en' | 'ar' = 'en') {
  return (await read(rows)).problems.map((problem) => ratingText(problem, language));
}

const header = ['Day', 'Service', 'Channel', 'Happy', 'Neutral', 'Unhappy'];
const inArabic = ['التاريخ', 'الخدمة', 'القناة', 'سعيد', 'محايد', 'غير سعيد'];

const flat = (entries: Awaited<ReturnType<typeof read>>['entries']) =>
  entries.map(({ day, service, channel, counts }) => [
    formatDay(day),
    'unknown' in service ? `? ${service.unknown}` : service.id,
    'unknown' in channel ? `? ${channel.unknown}` : channel.id,
    counts.happy,
    counts.neutral,
    counts.unhappy,
    counts.untold,
  ]);

// Guards: both forms and both languages say the same, by the same words as an import of requests.
it('reads counts by face, or a row for each face, in English and Arabic', async () => {
  const right = [
    ['2026-03-31', 'waste-collection', 'service-centre', 10_061, 12, 3, 0],
    ['2026-04-01', 'bulky-waste', 'mobile-app', 8, 0, 2, 0],
  ];
  const files: Row[][] = [
    [
      header,
      ['31/03/2026', 'Waste collection', 'Customer Happiness Centre', '10,061', 12, 3],
      ['01/04/2026', 'Pick-up of furniture and large items', 'Smart App', 8, 0, 2],
    ],
    [
      inArabic,
      [arabicDigits('31/03/2026'), 'جمع النفايات', 'مركز إسعاد المتعاملين', '١٠٬٠٦١', '١٢', '٣'],
      [arabicDigits('01/04/2026'), 'رفع الأثاث والمخلفات الضخمة', 'التطبيق الذكي', '٨', '٠', '٢'],
    ],
    [
      ['Date', 'Service', 'Channel', 'Answer', 'Count'],
      ['2026-03-31', 'waste-collection', 'counter', 'Happy', 10_061],
      ['2026-03-31', 'waste-collection', 'counter', 'Neutral', 12],
      ['2026-03-31', 'waste-collection', 'counter', 'Unhappy', 3],
      ['2026-04-01', 'bulky-waste', 'app', 'happy', 8],
      ['2026-04-01', 'bulky-waste', 'app', 'unhappy', 2],
    ],
    [
      ['التاريخ', 'الخدمة', 'القناة', 'التقييم', 'العدد'],
      ['2026-03-31', 'جمع النفايات', 'مركز الخدمة', 'سعيد', 10_061],
      ['2026-03-31', 'جمع النفايات', 'مركز الخدمة', 'محايد', 12],
      ['2026-03-31', 'جمع النفايات', 'مركز الخدمة', 'غير سعيد', 3],
      ['2026-04-01', 'رفع الأثاث والمخلفات الضخمة', 'تطبيق', 'سعيد', 8],
      ['2026-04-01', 'رفع الأثاث والمخلفات الضخمة', 'تطبيق', 'غير سعيد', 2],
    ],
  ];
  for (const rows of files) {
    const { entries, problems } = await read(rows);
    expect(flat(entries)).toEqual(right);
    expect(problems).toEqual([]);
  }
});

// Guards: where a per cent contradicts the counts, the counts rule, and both numbers are said with their line.
it('keeps 10,061 of 125,027 as 8.05 %, not the 6.5 that stands beside it', async () => {
  const wide: Row[] = [
    [...header, 'Total', 'Happy %', 'Unhappy %'],
    ['2025-06-30', '', '', 103_966, 11_000, 10_061, 125_027, '83.2 %', '6.5%'],
    ['2025-07-31', '', '', 103_966, 11_000, 10_061, 125_027, '83.15', '8.05'],
    ['2025-08-31', '', '', 103_966, 11_000, 10_061, 125_027, '0.83', '8'],
  ];
  const long: Row[] = [
    ['Date', 'Answer', 'Count', 'Per cent'],
    ['2025-06-30', 'Happy', 103_966, '83.2'],
    ['2025-06-30', 'Neutral', 11_000, '8.8'],
    ['2025-06-30', 'Unhappy', 10_061, '6.5'],
    ['2025-06-30', 'Total', 125_027, '100'],
  ];
  const arabic: Row[] = [
    [...inArabic, 'نسبة السعادة', 'نسبة غير سعيد'],
    ['2025-06-30', '', '', '١٠٣٬٩٦٦', '١١٬٠٠٠', '١٠٬٠٦١', '٨٣٫٢٪', '٦٫٥٪'],
  ];
  for (const [rows, line] of [
    [wide, 2],
    [long, 4],
    [arabic, 2],
  ] as const) {
    const { entries, problems } = await read(rows);
    expect(entries[0]!.counts).toEqual({ happy: 103_966, neutral: 11_000, unhappy: 10_061, untold: 0 });
    expect(problems).toMatchObject([{ code: 'share', line, face: 'unhappy', part: 10_061, whole: 125_027 }]);
  }
  expect(await said(wide)).toEqual([
    'line 2: the per cent of unhappy is "6.5%", but 10,061 of 125,027 is 8.05 %: the counts are kept, the per cent is not. Ask whoever made the table which is right',
  ]);
  expect(unmarked((await said(wide, 'ar'))[0]!)).toMatch(/السطر 2.*6\.5%.*10,061 من 125,027 هي 8\.05 %/);
});

// Guards: answers are never rescaled to a total, and a total without its parts makes no per cent.
it('keeps a total of 21,275 whose answers sum to 17,663 as 3,612 without an answer', async () => {
  const rows: Row[] = [
    [...header, 'Total'],
    ['2025-06-30', '', '', 9_163, 2_000, 6_500, 21_275],
    ['2025-07-31', '', '', 10, 2, 3, 12],
  ];
  expect((await read(rows)).entries.map(({ counts }) => counts)).toEqual([
    { happy: 9_163, neutral: 2_000, unhappy: 6_500, untold: 3_612 },
    { happy: 10, neutral: 2, unhappy: 3, untold: 0 },
  ]);
  const texts = await said(rows);
  expect(texts[0]).toContain(
    'the total is 21,275, but the answers sum to 17,663: of the other 3,612 no answer',
  );
  expect(texts[1]).toContain('the answers are kept, the total is not');
  const { entries, problems } = await read([
    ['Date', 'Answer', 'Count', 'Total'],
    ['2025-06-30', 'Unhappy', 10_061, 125_027],
  ]);
  expect(entries[0]!.counts).toEqual({ happy: 0, neutral: 0, unhappy: 0, untold: 125_027 });
  expect(problems).toMatchObject([{ code: 'partial', missing: ['happy', 'neutral'] }]);
});

// Guards: what cannot be read is said with its line, and nothing else of the table is lost by it.
it('leaves out rows that cannot be read, counts unknown words, adds what is told twice, and says each', async () => {
  const rows: Row[] = [
    header,
    ['2026-03-31', 'Waste collection', 'Counter', 5, 1, 0],
    ['yesterday', 'Waste collection', 'Counter', 5, 1, 0],
    ['2026-03-31', 'Waste collection', 'Counter', 'many', 1, 0],
    ['2026-03-31', 'Waste collection', 'Counter', 2, '', 1],
    ['2026-03-31', 'Moon rockets', 'Kiosk 9', 7, 0, 0],
    ['2026-04-01', 'moon  rockets', '', 1, 0, 2],
  ];
  const { entries, rows: count } = await read(rows);
  expect(count).toBe(6);
  expect(flat(entries)).toEqual([
    ['2026-03-31', 'waste-collection', 'service-centre', 7, 1, 1, 0],
    ['2026-03-31', '? Moon rockets', '? Kiosk 9', 7, 0, 0, 0],
    ['2026-04-01', '? moon  rockets', null, 1, 0, 2, 0],
  ]);
  expect(await said(rows)).toEqual([
    expect.stringMatching(/^line 3: got the day "yesterday", expected one such as .*left out/),
    expect.stringMatching(/^line 4: "Happy" is "many", expected a whole number/),
    expect.stringMatching(/^line 5: "Neutral" is empty, and taken as 0/),
    expect.stringMatching(/^line 5: tells the day, service and channel of line 2 again/),
    expect.stringMatching(/^line 6: the service "Moon rockets" is not known: its 10 ratings are counted/),
    expect.stringMatching(/^line 6: the channel "Kiosk 9" is not known: its 7 ratings are counted/),
  ]);
  for (const text of await said(rows, 'ar')) expect(text).toMatch(/^السطر \d: .*\p{Script=Arabic}/u);
});

it('says which column is missing, and that no row can be read', async () => {
  const noFaces = await read([
    ['Day', 'Service', 'Happy', 'Unhappy'],
    ['2026-03-31', 'x', 1, 2],
  ]).catch((error: Error & { arabic: string }) => error);
  expect(noFaces).toMatchObject({
    message: expect.stringContaining('ratings.csv: no column neutral (محايد); got "Day", "Service"'),
    arabic: expect.stringContaining('لا يوجد عمود \u2068neutral (محايد)\u2069'),
  });
  const requests = read([
    ['Reference', 'Opened', 'Type'],
    ['R-1', '2026-03-31', 'Complaint'],
  ]);
  await expect(requests).rejects.toThrow('no column day (التاريخ), happy (سعيد), neutral (محايد), unhappy');
  await expect(read([header, ['soon', '', '', 1, 2, 3]])).rejects.toThrow(
    'none of 1 rows has a day and counts',
  );
});

// Guards: days are read by all days of the file, and where none tells the order that is said.
it('takes the order of day and month from the whole file', async () => {
  const rows = (second: string): Row[] => [
    header,
    ['03/04/2026', '', '', 1, 0, 0],
    [second, '', '', 1, 0, 0],
  ];
  expect(flat((await read(rows('04/25/2026'))).entries).map(([day]) => day)).toEqual([
    '2026-03-04',
    '2026-04-25',
  ]);
  expect((await read(rows('25/04/2026'))).problems).toEqual([]);
  expect(await said(rows('05/06/2026'))).toEqual([
    expect.stringMatching(/^line 2: the day "03\/04\/2026" is taken as 2026-04-03/),
  ]);
});

// Guards: a later table corrects an earlier one and adds nothing to it; other days stay.
it('puts a later file in the place of an earlier one, day by day', async () => {
  const first = await read([
    header,
    ['2026-03-30', 'x', 'counter', 1, 1, 1],
    ['2026-03-31', 'x', '', 2, 2, 2],
  ]);
  const second = await read(
    [header, ['2026-03-31', 'X', '', 9, 0, 1], ['2026-04-01', '', 'counter', 4, 0, 0]],
    'b',
  );
  const { ratings, replaced } = joinRatings([first, second], false);
  expect(replaced).toEqual([{ file: 'b', entries: 1 }]);
  expect(ratings).toMatchObject({
    ...{ day: ['2026-03-30', '2026-03-31', '2026-04-01'].map((day) => parseDay(day)), happy: [1, 9, 4] },
    ...{ channels: ['service-centre'], channel: [0, notTold, 0], service: [notKnown, notKnown, notTold] },
  });
});

// Guards: a choice of services or channels narrows all but its own list; months reach a year back whatever the period.
it('counts the ratings of a choice', async () => {
  const rows: Row[] = [
    header,
    ['2025-01-10', 'waste-collection', 'counter', 100, 0, 0],
    ['2026-02-10', 'waste-collection', 'counter', 6, 1, 3],
    ['2026-03-01', 'waste-collection', 'counter', 8, 1, 1],
    ['2026-03-02', 'bulky-waste', 'app', 1, 0, 1],
    ['2026-03-03', 'bulky-waste', 'counter', 2, 0, 0],
  ];
  const { ratings } = joinRatings([await read(rows)], false);
  const whole = { ...ratings, mark: 'x' };
  const period = { from: parseDay('2026-03-01')!, to: parseDay('2026-03-31')! };
  const place = (id: string) => whole.services.indexOf(id);
  const at = countRatings(whole, { period, services: ['bulky-waste'], channels: ['service-centre'] });
  expect(happyShare(at.all)).toEqual({ kind: 'value', value: 1, n: 2 });
  expect(happyShare(at.services.get(place('waste-collection'))!)).toEqual({
    kind: 'value',
    value: 0.8,
    n: 10,
  });
  expect(happyShare(at.channels.get(whole.channels.indexOf('mobile-app'))!)).toEqual({
    ...{ kind: 'value', value: 0.5, n: 2 },
  });
  const all = countRatings(whole, { period, services: [], channels: [] });
  expect([...all.months.values()].map(({ happy }) => happy)).toEqual([6, 11]);
  expect(countRatings(whole, { period, services: ['roads'], channels: [] }).all.happy).toBe(0);
  expect(happyShare({ happy: 0, neutral: 0, unhappy: 0, untold: 9 })).toEqual({ kind: 'noData' });
});

// Guards: a column's Latin name and a value with signs stand in an Arabic reason as they are in the table.
it('holds what it quotes apart from its Arabic words', () => {
  const line = 7;
  const problems: RatingProblem[] = [
    { code: 'day', line, got: '31.13.2026' },
    { code: 'count', line, column: 'Happy', got: '-5' },
    { code: 'answer', line, got: 'so-so (2)' },
    { code: 'share', line, got: '6.5%', face: 'happy', part: 10_061, whole: 125_027 },
    { code: 'total', line, got: 30, sum: 26 },
    { code: 'total', line, got: 26, sum: 30 },
    { code: 'partial', line, got: 30, missing: ['happy', 'neutral'] },
    { code: 'added', line, first: 3 },
    { code: 'empty', line, column: 'Neutral' },
    { code: 'order', line, got: '01/02/2026', day: '2026-02-01' },
    { code: 'unknown', line, what: 'channel', got: 'X-1', ratings: 12 },
  ];
  const columns = { code: 'columns', missing: ['day'], header: ['Day 1', 'الخدمة', '+Happy'] } as const;
  const texts = problems.map((problem) => ratingText(problem, 'ar'));
  for (const text of [...texts, new RatingsError('r.csv', columns).arabic]) {
    expect(turnedNumbers(text, 'rtl'), text).toEqual([]);
    expect(text.replace(/[\u2066-\u2068][^\u2069]*\u2069/g, '')).not.toMatch(/[A-Za-z]/);
  }
});
