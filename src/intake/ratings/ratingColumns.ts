import { fold } from '../../model/fold.ts';
import { type Face, faces } from '../../model/ratings.ts';

/** Where a table of ratings tells what, by index among its columns. */
export interface RatingColumns {
  readonly day: number;
  /** Several where a word stands in each language; of them the first that is known counts. */
  readonly service: readonly number[];
  readonly channel: readonly number[];
  /** One column for each face; null: `answer` and `count` tell one face a row. */
  readonly wide: Readonly<Record<Face, number>> | null;
  readonly answer: number | null;
  readonly count: number | null;
  /** The number of all, and shares in per cent: of each face, or of the row's. */
  readonly total: number | null;
  readonly shares: Readonly<Partial<Record<Face | 'row', number>>>;
}

/** What each column may be called, folded. */
const names = {
  day: [
    ...['day', 'date', 'rating date', 'rated on', 'survey date', 'response date', 'report date'],
    ...['اليوم', 'التاريخ', 'تاريخ التقييم', 'تاريخ الاستبيان', 'تاريخ اليوم'],
  ],
  service: [
    ...['service', 'service name', 'main service', 'service en', 'service ar', 'service english'],
    ...['service arabic', 'topic', 'الخدمة', 'اسم الخدمة', 'الخدمة الرئيسية', 'الموضوع'],
  ],
  channel: [
    ...['channel', 'channel name', 'service channel', 'channel en', 'channel ar', 'channel english'],
    ...['channel arabic', 'القناة', 'قناة', 'اسم القناة', 'قناة الخدمة', 'قناة تقديم الخدمة'],
  ],
  happy: ['happy', 'happy count', 'happy ratings', 'happy faces', 'سعيد', 'سعيدون', 'السعداء', 'عدد السعداء'],
  neutral: [
    ...['neutral', 'neutral count', 'neutral ratings', 'neutral faces'],
    ...['محايد', 'محايدون', 'المحايدون', 'عدد المحايدين'],
  ],
  unhappy: [
    ...['unhappy', 'not happy', 'unhappy count', 'unhappy ratings', 'unhappy faces'],
    ...['غير سعيد', 'غير سعيدين', 'غير السعداء', 'عدد غير السعداء'],
  ],
  answer: ['answer', 'rating', 'face', 'response', 'الإجابة', 'التقييم', 'الرد'],
  count: ['count', 'number', 'ratings', 'number of ratings', 'العدد', 'عدد', 'عدد التقييمات'],
  total: ['total', 'total ratings', 'all', 'all ratings', 'المجموع', 'الإجمالي', 'إجمالي التقييمات'],
} as const satisfies Record<string, readonly string[]>;
type Name = keyof typeof names;

const known = new Map<string, Name>(
  (Object.keys(names) as Name[]).flatMap((name) => names[name].map((text) => [fold(text), name] as const)),
);

/** What a row's answer may be called, folded; `total` is the sum of the others. */
const answers = new Map<string, Face | 'total'>(
  (
    [
      ['happy', [...names.happy, 'سعداء']],
      ['neutral', [...names.neutral, 'محايدين']],
      ['unhappy', [...names.unhappy, 'غير سعداء']],
      ['total', names.total],
    ] as const
  ).flatMap(([face, texts]) => texts.map((text) => [fold(text), face] as const)),
);

/** The face that an answer names, or the sum of all; null for any other text. */
export function answerOf(text: string): Face | 'total' | null {
  return answers.get(fold(text)) ?? null;
}

/** Which column is what; else the names of the columns that are missing, in English and Arabic. */
export function ratingColumns(header: readonly string[]): RatingColumns | readonly string[] {
  const found: Partial<Record<Name, number[]>> = {};
  const shares: Partial<Record<Face | 'row', number>> = {};
  for (const [index, title] of header.entries()) {
    if (isShare(title)) {
      shares[shareOf(title)] ??= index;
      continue;
    }
    const name = known.get(fold(title));
    if (name) found[name] = [...(found[name] ?? []), index];
  }
  const first = (name: Name) => found[name]?.[0] ?? null;
  const wide = faces.every((face) => found[face]);
  const long = found.answer !== undefined && found.count !== undefined;
  const day = first('day');
  const missing = [
    ...(day === null ? ['day (التاريخ)'] : []),
    ...(wide || long
      ? []
      : found.answer || found.count
        ? found.answer
          ? ['count (العدد)']
          : ['answer (التقييم)']
        : faces.filter((face) => !found[face]).map((face) => `${face} (${names[face].find(isArabic)})`)),
  ];
  if (day === null || missing.length > 0) return missing;
  return {
    day,
    service: found.service ?? [],
    channel: found.channel ?? [],
    wide: wide ? { happy: found.happy![0]!, neutral: found.neutral![0]!, unhappy: found.unhappy![0]! } : null,
    answer: wide ? null : first('answer'),
    count: wide ? null : first('count'),
    total: first('total'),
    shares,
  };
}

const isArabic = (text: string) => /\p{Script=Arabic}/u.test(text);

/** Whether a column is of per cents. */
function isShare(title: string): boolean {
  return /[%٪]|\b(per ?cent|percentage|share|rate)\b|نسبة|النسبة/iu.test(title);
}

/** Which face's share it is: what is left of its name without the words for per cent. */
function shareOf(title: string): Face | 'row' {
  const rest = fold(title)
    .split(' ')
    .filter((word) => !/^(per|cent|percent|percentage|share|rate|of|نسبه|النسبه|المئويه|السعاده)$/.test(word))
    .join(' ');
  const face = answerOf(rest);
  if (face !== null && face !== 'total') return face;
  return /السعاد|happi/iu.test(title) ? 'happy' : 'row';
}
