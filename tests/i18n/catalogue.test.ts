import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { adminCatalogue } from '../../src/i18n/adminCatalogue.ts';
import { adminMessages } from '../../src/i18n/adminMessages.ts';
import { type MessageId, messagesIn } from '../../src/i18n/catalogue.ts';
import { type ImportMessageId, importCatalogue } from '../../src/i18n/importCatalogue.ts';
import { importMessages } from '../../src/i18n/importMessages.ts';
import type { Messages } from '../../src/i18n/messages.ts';
import { pageMessages } from '../../src/i18n/pageMessages.ts';
import { makeText } from '../../src/i18n/text.ts';
import { plain } from '../support/plainText.ts';

const { formatters } = makeText('en').intl;
const parse = (message: string) => formatters.getMessageFormat(message, 'en').getAst();
type MessageFormatElement = ReturnType<typeof parse>[number];
const pageCatalogue = { ar: messagesIn('ar'), en: messagesIn('en') };
/** The administrator's page is never together with the import: they may call different things the same. */
const ofAdmin = (messages: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(messages).map(([id, message]) => [`admin/${id}`, message]));
const catalogue = {
  ar: { ...pageCatalogue.ar, ...importCatalogue.ar, ...ofAdmin(adminCatalogue.ar) },
  en: { ...pageCatalogue.en, ...importCatalogue.en, ...ofAdmin(adminCatalogue.en) },
};
const ids = Object.keys(catalogue.en) as (MessageId | ImportMessageId)[];
const pluralElement = 6;
const tagElement = 8;
const selectElement = 5;

/** Every element of a message, at any depth. */
function elementsOf(message: string): MessageFormatElement[] {
  const walk = (elements: readonly MessageFormatElement[]): MessageFormatElement[] =>
    elements.flatMap((element) => {
      const inner =
        element.type === pluralElement || element.type === selectElement
          ? Object.values(element.options).flatMap(({ value }) => walk(value))
          : element.type === tagElement
            ? walk(element.children)
            : [];
      return [element, ...inner];
    });
  return walk(parse(message));
}

const argumentsOf = (message: string) =>
  [
    ...new Set(
      elementsOf(message).flatMap((element) =>
        'value' in element && element.type !== 0 ? [element.value] : [],
      ),
    ),
  ].sort();

describe('catalogue', () => {
  test('both languages have the same messages', () => {
    expect(Object.keys(catalogue.ar).sort()).toEqual([...ids].sort());
    expect(ids.length).toBeGreaterThan(200);
    // None of the import's messages stands in the place of one of the page's.
    const apart = [pageCatalogue, importCatalogue, adminCatalogue].reduce(
      (sum, { en }) => sum + Object.keys(en).length,
      0,
    );
    for (const id of Object.keys(adminCatalogue.en)) expect(pageCatalogue.en).not.toHaveProperty([id]);
    expect(ids).toHaveLength(apart);
  });

  // Guards: a subject that no list names, and an id that two subjects of a list have, of which the last would be shown.
  test.each([
    ['', pageMessages],
    ['import/', importMessages],
    ['admin/', adminMessages],
  ])('the list of %s holds each message of its subjects, once', async (folder, list) => {
    const names = readdirSync(new URL(`../../src/i18n/messages/${folder}`, import.meta.url));
    const subjects = await Promise.all(
      names
        .filter((name) => name.endsWith('.ts'))
        .map(
          (name) => import(`../../src/i18n/messages/${folder}${name}`) as Promise<Record<string, Messages>>,
        ),
    );
    const told = subjects.flatMap((subject) => Object.values(subject).flatMap((one) => Object.keys(one)));
    expect(told.sort()).toEqual(Object.keys(list).sort());
  });

  test.each(ids)('%s asks for the same values in both languages', (id) => {
    expect(argumentsOf(catalogue.ar[id])).toEqual(argumentsOf(catalogue.en[id]));
  });

  test('an Arabic plural names all forms of Arabic', () => {
    const wrong = ids.filter((id) =>
      elementsOf(catalogue.ar[id]).some((element) => {
        if (element.type !== pluralElement) return false;
        const forms = Object.keys(element.options);
        const exactOnly = forms.every((form) => form.startsWith('=') || form === 'other');
        return (
          !exactOnly && !['zero', 'one', 'two', 'few', 'many', 'other'].every((form) => forms.includes(form))
        );
      }),
    );
    expect(wrong).toEqual([]);
  });

  // Guards: a word to select by is held apart from an Arabic sentence like any other, and so is none of its cases.
  test('no message selects by a word', () => {
    const wrong = ids.filter((id) =>
      elementsOf(catalogue.ar[id]).some((element) => element.type === selectElement),
    );
    expect(wrong).toEqual([]);
  });

  test('the words of the design, and none of its faults', () => {
    expect(catalogue.ar['measure.open']).toBe('غير المنجزة');
    const arabic = Object.values(catalogue.ar).join('\n');
    const faults =
      /قيد المعالجة|بؤرة|بؤر |دون المستهدف|ضمن المستهدف|الفئة|الفئات|المدينة كلها|مركز الخدمة|الالتزام بالموعد|المتأخرة|الموعد المستحق|وسيط|مئين|العمر نفسه|عن السابقة|أول اتصال|رضا|لم يُجَب|الامتلاء|ربط|'الزمن'/g;
    expect(arabic.match(faults)).toBeNull();
    const english = Object.values(catalogue.en).join('\n');
    expect(english.match(/\bp[59]0\b|percentile|\bmedian\b|past due/gi)).toBeNull();
  });

  test('nothing is left in the other language', () => {
    const names =
      /Arabic|Node|PostgreSQL|Chrome|Edge|Firefox|Safari|WebGL|WebAssembly|CSV|Arrow|PNG|SVG|(Geo|Topo)?JSON|Excel|KM[LZ]|xls[xb]|Parquet|OpenDocument|Open311|UTF-8|UTC|Asia\/Dubai|NUL|PDF|XML|zip|Tab|Page (Up|Down)|Enter|Shift|Ctrl|Esc|English|Shapefile|GeoPackage|Web Mercator|EPSG|UTM \d\dN|Dubai Local TM|WGS 84|File Geodatabase|ArcGIS|SQLite|dBASE|dbf|MapInfo|SPSS|Stata|SAS|Outlook|Numbers|Pages|Keynote|Apple|Lotus|Microsoft Access|Access|QGIS|ORC|Avro|Snappy|Zstandard|«[A-Za-z ›]+»/g;
    const quoted = /\u2068[^\u2069]*\u2069|“npm [^”]*”/g;
    const inArabic = ids.filter((id) =>
      /[A-Za-z]{3}/.test(
        catalogue.ar[id]
          .replace(/\{[\s\S]*\}/g, '')
          .replace(quoted, '')
          .replace(names, ''),
      ),
    );
    const inEnglish = ids.filter((id) => /[\u0621-\u064a]/.test(catalogue.en[id]));
    expect({ inArabic, inEnglish }).toEqual({ inArabic: [], inEnglish: [] });
  });
});

describe('text', () => {
  const [en, ar, eastern] = [makeText('en'), makeText('ar'), makeText('ar', 'arab')];

  test('a number takes its form of the word', () => {
    const counts = [0, 1, 2, 5, 15, 100].map((count) => plain(ar.t('behind.received', { count })));
    expect(counts).toEqual(['لا طلبات', 'طلب واحد', 'طلبان', '5 طلبات', '15 طلبًا', '100 طلب']);
    expect([1, 2].map((count) => en.t('behind.received', { count }))).toEqual(['1 request', '2 requests']);
  });

  test('Arabic-Indic digits are in all of a message, also in its own words', () => {
    expect(plain(eastern.t('measure.per1000'))).toBe('لكل ١٬٠٠٠ نسمة');
    expect(plain(eastern.t('behind.received', { count: 48216 }))).toBe('٤٨٬٢١٦ طلبًا');
    expect([eastern.rich('goal.target', { value: '5' })].flat().join('')).toContain('٥');
  });

  test('a word without a name in one language keeps the other', () => {
    expect(ar.name({ id: 'x', en: 'Graffiti', ar: '' })).toBe('Graffiti');
  });
});
