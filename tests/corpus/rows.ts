import { seeded } from '../support/seeded.ts';
import { dubai, type Language, type LanguageCode, languages } from './languages.ts';
import type { Sheet, SheetColumn } from './sheet.ts';

const rowsOfSheet = 48;

/** What one invented request is, before a system writes it. */
interface Row {
  readonly number: number;
  readonly random: () => number;
  readonly done: boolean;
  readonly times: Readonly<Record<string, Date | null>>;
  readonly area: number;
  readonly service: number;
  readonly topic: number;
}

type Kind = (row: Row, told: string, sheet: Sheet, language: Language) => string;

/** The sheet's rows: the same in every run. */
export function rowsOf(sheet: Sheet): string[][] {
  const random = seeded(
    [...`${sheet.system}${sheet.title}`].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7),
  );
  return Array.from({ length: rowsOfSheet }, (_, i) => {
    const row = rowFor(i, random);
    return sheet.columns.map((column) => valueBy(column.kind, column.told, row, sheet));
  });
}

function rowFor(number: number, random: () => number): Row {
  const opened = Date.UTC(2024, 0, 3, 7) + number * 6.3 * day + Math.floor(random() * 600) * 60_000;
  const later = (days: number) => new Date(opened + (0.02 + random() * days) * day);
  const done = random() < 0.7;
  const responded = random() < 0.85 ? later(0.8) : null;
  const resolved = done ? new Date(opened + (0.9 + random() * 9) * day) : null;
  const closed = resolved && new Date(resolved.getTime() + random() * 3 * day);
  const updated = new Date((closed?.getTime() ?? opened + day) + random() * 2 * day);
  return {
    number,
    random,
    done,
    times: {
      opened: new Date(opened),
      responded,
      resolved,
      closed,
      updated,
      dueResponse: new Date(opened + day),
      dueResolution: new Date(opened + 5 * day),
      born: new Date(
        Date.UTC(1960 + Math.floor(random() * 40), Math.floor(random() * 12), 1 + (number % 28)),
      ),
      visit: random() < 0.5 ? later(4) : null,
    },
    area: Math.floor(random() * 10),
    service: Math.floor(random() * 4),
    topic: Math.floor(random() * 3),
  };
}

const day = 86_400_000;

function valueBy(kind: string, told: string, row: Row, sheet: Sheet): string {
  const write = kinds[kind];
  if (!write) throw new Error(`${sheet.system}, ${sheet.title}: no kind of values is called ${kind}`);
  return write(row, told, sheet, languages[sheet.language]);
}

const pick = <T>(row: Row, list: readonly T[]): T => list[Math.floor(row.random() * list.length)]!;
const listOf = (told: string, other: readonly string[]) => (told === '' ? other : told.split(', '));
const oneOf =
  (own: (language: Language) => readonly string[]): Kind =>
  (row, told, _sheet, language) =>
    pick(row, listOf(told, own(language)));
const inLanguage = (told: string, language: Language) =>
  told === '' ? language : languages[told as LanguageCode];
const instant =
  (name: string): Kind =>
  (row, told, sheet) =>
    dateText(row.times[name] ?? null, told || sheet.dates);
const numberFrom =
  (low: number, high: number): Kind =>
  (row, told) => {
    const [from = low, to = high] = told === '' ? [] : told.split(' ').map(Number);
    return String(from + Math.floor(row.random() * (to - from + 1)));
  };
const degrees =
  (axis: 0 | 1): Kind =>
  (row, told, sheet, language) => {
    const centre = sheet.zones === 'dubai' ? dubai.centre : language.centre;
    return (centre[axis] + (row.random() - 0.5) * 0.06).toFixed(6).replace('.', told || '.');
  };

/** Kinds of values by name: those of fields, then those that a field does not imply. */
const kinds: Readonly<Record<string, Kind>> = {
  ref: (row, told) => idText(told || '######', row),
  opened: instant('opened'),
  responded: instant('responded'),
  resolved: instant('resolved'),
  updated: instant('updated'),
  dueResponse: instant('dueResponse'),
  dueResolution: instant('dueResolution'),
  stage: (row, told, _sheet, language) => {
    const [open, done] = told === '' ? [] : told.split(' / ').map((part) => part.split(', '));
    return pick(row, row.done ? (done ?? language.done) : (open ?? language.open));
  },
  zone: (row, told, sheet, language) =>
    sheet.zones === 'dubai'
      ? dubai[(told || (sheet.language === 'ar' ? 'ar' : 'en')) as 'ar' | 'en' | 'codes'][row.area]!
      : inLanguage(told, language).areas[row.area % language.areas.length]!,
  place: (row) => pick(row, ['Central Park', 'City Library', 'Main Market']),
  longitude: degrees(0),
  latitude: degrees(1),
  category: oneOf((language) => language.categories),
  channel: oneOf((language) => language.channels),
  service: (row, told, _sheet, language) => inLanguage(told, language).about[row.service]![0],
  topic: (row, told, _sheet, language) => inLanguage(told, language).about[row.service]![1 + row.topic]!,
  entity: (row, told, _sheet, language) =>
    told.length > 2 ? told.split(', ')[row.service]! : inLanguage(told, language).entities[row.service]!,
  priority: oneOf((language) => language.priorities),
  language: oneOf((language) => language.languages),
  customerKind: oneOf((language) => language.customerKinds),
  satisfaction: (row, told) => (row.random() < 0.5 ? '' : numberFrom(1, 5)(row, told, never, never)),
  attachments: numberFrom(0, 3),
  reopened: (row, told, _sheet, language) =>
    pick(row, listOf(told, [language.yes, language.no, language.no])),
  firstContact: (row, told, _sheet, language) => pick(row, listOf(told, [language.yes, language.no])),

  closed: instant('closed'),
  born: instant('born'),
  visit: instant('visit'),
  time: (row, told) => dateText(row.times[told || 'opened'] ?? null, 'HH:mm'),
  district: (row, told, _sheet, language) => inLanguage(told, language).districts[row.area % 3]!,
  words: (row, told) => pick(row, told.split(', ')),
  code: (row, told) => (told || 'RD, WS, LT, PK').split(', ')[row.service]!,
  finecode: (row, told) => `${(told || 'RD, WS, LT, PK').split(', ')[row.service]}${row.topic + 1}`,
  people: (row, _told, _sheet, { people }) =>
    `${pick(row, people).split(' ')[0]} ${pick(row, people).split(' ').slice(1).join(' ')}`,
  staff: oneOf((language) => language.people),
  phone: (row, told) => (told || '05########').replaceAll('#', () => String(Math.floor(row.random() * 10))),
  email: (row) => `person${Math.floor(row.random() * 900)}@example.com`,
  text: (row, _told, _sheet, { texts, street }) =>
    `${pick(row, texts)}, ${street} ${row.number * 7 + 1}. ${pick(row, texts)}`,
  address: (row, _told, _sheet, language) => `${1 + Math.floor(row.random() * 90)} ${language.street}`,
  number: numberFrom(0, 100),
  row: (row) => String(row.number + 1),
  blank: () => '',
  same: (_row, told) => told,
  yes: (row, told, _sheet, language) => pick(row, listOf(told, [language.yes, language.no])),
  guid: (row) => idText('%%%%%%%%-%%%%-4%%%-a%%%-%%%%%%%%%%%%', row),
  url: (row) => `https://example.org/r/${row.number}`,
  some: (row, told, sheet) => {
    const [kind = '', ...rest] = told.split(' ');
    const value = valueBy(kind, rest.join(' '), row, sheet);
    return row.random() < 0.6 ? value : '';
  },
};

const never = undefined as never;

/** `#` are the digits of the row's number, `%` a hexadecimal digit, `@` a capital letter. */
function idText(pattern: string, row: Row): string {
  const places = pattern.split('#').length - 1;
  const digits = String(1207 + row.number * 3)
    .padStart(places, '0')
    .slice(-places);
  let at = 0;
  return pattern.replace(/[#%@]/g, (mark) => {
    if (mark === '#') return digits[at++]!;
    const n = Math.floor(row.random() * 16);
    return mark === '%' ? n.toString(16) : String.fromCharCode(65 + n);
  });
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** An instant by a pattern; `epoch` and `epochMs` are numbers, `a` is AM or PM, `ص` its Arabic. */
function dateText(at: Date | null, pattern: string): string {
  if (!at) return '';
  if (pattern === 'epoch') return String(Math.floor(at.getTime() / 1000));
  if (pattern === 'epochMs') return String(at.getTime());
  if (pattern === 'serial') return (at.getTime() / day + 25_569).toFixed(5);
  const two = (n: number) => String(n).padStart(2, '0');
  const [y, m, d, h] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), at.getUTCHours()];
  const parts: Record<string, string | number> = {
    yyyy: y,
    yy: two(y % 100),
    MMM: months[m]!,
    MM: two(m + 1),
    M: m + 1,
    dd: two(d),
    d,
    HH: two(h),
    H: h,
    hh: two(h % 12 || 12),
    h: h % 12 || 12,
    mm: two(at.getUTCMinutes()),
    ss: two(at.getUTCSeconds()),
    a: h < 12 ? 'AM' : 'PM',
    ص: h < 12 ? 'ص' : 'م',
  };
  return pattern.replace(/yyyy|yy|MMM|MM?|dd?|HH?|hh?|mm|ss|a|ص/g, (token) => String(parts[token]));
}

/** The names of the columns. */
export function headerOf(sheet: Sheet): string[] {
  return sheet.columns.map(({ header }: SheetColumn) => header);
}
