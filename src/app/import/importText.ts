import type { MessageId } from '../../i18n/catalogue.ts';
import { type ImportMessageId, importCatalogue } from '../../i18n/importCatalogue.ts';
import type { Digits, Language } from '../../i18n/language.ts';
import { makeText, type Text } from '../../i18n/text.ts';
import { type Field, fields } from '../../intake/fields.ts';
import { withoutEncoding } from '../../intake/fileLayout.ts';
import type { Inspection } from '../../intake/importFile.ts';
import type { Mapping } from '../../intake/mapping.ts';
import type { Note } from '../../intake/report/note.ts';
import type { DateOrder } from '../../intake/text/dateText.ts';
import type { DurationUnit } from '../../intake/words/durationWords.ts';
import { fieldOf, type Role } from './roles.ts';

/** The text of the page and of the import. */
export type ImportText = Text<MessageId | ImportMessageId>;

const known = new Map<string, ImportText>();

export function importText(language: Language, digits: Digits): ImportText {
  const key = `${language} ${digits}`;
  let text = known.get(key);
  if (!text) {
    text = makeText(language, digits, importCatalogue);
    known.set(key, text);
  }
  return text;
}

/** What a column is, in words. */
export function roleName({ t }: ImportText, role: Role): string {
  if (role === 'unused') return t('role.unused');
  const field = t(`field.${fieldOf(role)}`);
  if (role.endsWith(':time')) return t('role.timeOf', { field });
  if (role.endsWith(':ar')) return t('role.arabicOf', { field });
  if (role.endsWith(':after')) return t('role.afterOf', { field });
  if (role.endsWith(':then')) return t('role.thenOf', { field });
  return field;
}

/**
 * A note in the reader's language. What it quotes of the file stands apart from the sentence's own direction.
 * @param mapping the one that the note is about
 */
export function noteWords(
  text: ImportText,
  { code, values }: Note,
  mapping: { readonly words?: Mapping['words'] | undefined },
): string {
  const { t, formats } = text;
  if (code === 'stageWords') {
    const taken = Object.entries(mapping.words?.stage ?? {}).flatMap(([word, id]) =>
      typeof id === 'string' && isStage(id)
        ? [t('note.stageWord', { word: quoted(text, word), stage: t(`stage.${id}`) })]
        : [],
    );
    return t('note.stageWords', { words: formats.list(taken) });
  }
  if (code === 'districts') {
    const names = isolated(String(values[text.language] ?? ''));
    return t('note.districts', { count: Number(values.count), names });
  }
  const words: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(values)) words[name] = valueWords(text, name, value);
  if (values.order !== undefined) words.first = t(`order.first.${values.order as DateOrder}`);
  return t(`note.${code}`, words);
}

const stages = ['received', 'assigned', 'in-progress', 'resolved', 'closed', 'rejected', 'reopened'] as const;

function isStage(id: string): id is (typeof stages)[number] {
  return (stages as readonly string[]).includes(id);
}

type Why = 'most' | 'over12' | 'first' | 'second' | 'region';

function valueWords(text: ImportText, name: string, value: string | number): string | number {
  const { t, formats } = text;
  if (typeof value === 'number') return value;
  if (name === 'field') return isField(value) ? t(`field.${value}`) : value;
  if (name === 'unit') return t(`mapping.unit.${value as DurationUnit | 'auto'}`);
  if (name === 'order') return t(`mapping.order.${value as DateOrder}`);
  // The import knows cities by their names in small letters.
  if (name === 'city') return isolated(value.replace(/(?<!\p{L})\p{Ll}/gu, (letter) => letter.toUpperCase()));
  if (name === 'why') return t(`order.why.${value as Why}`);
  if (name === 'readings') return formats.list(value.match(/\d{4}-\d\d-\d\d/g) ?? [value]);
  return ['column', 'other', 'mail', 'email'].includes(name) ? quoted(text, value) : isolated(value);
}

export function isField(name: string): name is Field {
  return (fields as readonly string[]).includes(name);
}

/** Text of the file inside a sentence: its direction is its own (Unicode's first strong isolate). */
export function isolated(value: string): string {
  return `\u2068${value}\u2069`;
}

/** A name or a word of the file inside a sentence. */
export function quoted({ language }: ImportText, value: string): string {
  return language === 'ar' ? `«${isolated(value)}»` : `“${isolated(value)}”`;
}

/** How a file is written: "CSV · UTF-8". */
export function writtenAs({ format, packing, encoding }: Inspection['layout']): string {
  return [
    formatNames[format],
    ...(withoutEncoding.has(format) ? [] : [encoding.label.toUpperCase()]),
    ...packing.map((name) => `.${name === 'gzip' ? 'gz' : name}`),
  ].join(' · ');
}

const formatNames: Readonly<Record<Inspection['layout']['format'], string>> = {
  csv: 'CSV',
  xlsx: 'Excel (.xlsx)',
  xlsb: 'Excel (.xlsb)',
  xls: 'Excel 97 (.xls)',
  ods: 'OpenDocument (.ods)',
  html: 'HTML',
  excelXml: 'Excel 2003 XML',
  parquet: 'Parquet',
  geoPackage: 'GeoPackage',
  json: 'JSON',
  jsonLines: 'NDJSON',
  geojson: 'GeoJSON',
  open311Json: 'Open311 JSON',
  open311Xml: 'Open311 XML',
  kml: 'KML',
};

/** A size that may be a few bytes. */
export function sizeOf({ formats, language }: ImportText, bytes: number): string {
  if (bytes >= 50_000) return formats.bytes(bytes);
  const unit = new Intl.NumberFormat(formats.locale, {
    style: 'unit',
    unit: bytes < 1000 ? 'byte' : 'kilobyte',
    unitDisplay: language === 'ar' ? 'long' : 'short',
    maximumFractionDigits: 0,
  });
  return unit.format(bytes < 1000 ? bytes : bytes / 1000);
}
