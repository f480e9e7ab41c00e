import type { Expected, Misfit } from '../../intake/expected.ts';
import type { JsonFault } from '../../intake/formats/jsonFault.ts';
import { type ImportText, isolated, quoted } from './importText.ts';
import { gotWords, namesOf } from './words.ts';

/** What stands in a place of a JSON file, and what belongs there. */
export function misfitWords(text: ImportText, { at, got, expected }: Misfit): string {
  const { t } = text;
  const place = at === null ? t('misfit.whole') : quoted(text, at);
  const values = { at: place, expected: expectedWords(text, expected) };
  return got === 'undefined'
    ? t('misfit.nothing', values)
    : t('misfit', { ...values, got: gotWords(text, got) });
}

const examples = {
  instant: '{"date": …, "time": …}, {"first": […, …]}',
  instantOrSpan: '{"date": …, "time": …}, {"first": […, …]}, {"after": …, "unit": "hours"}',
  words: '{"en": …, "ar": …}, {"first": […, …]}',
  either: '{"first": […, …]}',
  wordTarget: '{"en": …, "ar": …}',
  timeZone: 'Asia/Dubai',
  encoding: 'utf-8',
} as const;

function expectedWords(text: ImportText, expected: Expected): string {
  const { t } = text;
  switch (expected.kind) {
    case 'oneOf':
      return t('expected.oneOf', { words: namesOf(text, expected.words) });
    case 'atLeast':
    case 'atMost':
      return t(`expected.${expected.kind}`, { limit: expected.limit });
    case 'object':
    case 'list':
    case 'text':
    case 'number':
    case 'whole':
      return t(`expected.${expected.kind}`);
    case 'instant':
    case 'instantOrSpan':
    case 'words':
    case 'either':
    case 'wordTarget':
    case 'timeZone':
    case 'encoding':
      return t(`expected.${expected.kind}`, {
        example: isolated(examples[expected.kind]),
        none: isolated('null'),
      });
  }
}

/** Where a text stops being JSON. */
export function jsonWords(text: ImportText, { line, got }: JsonFault): string {
  if (line === null) return text.t('json.end');
  return got === null ? text.t('json.line', { line }) : text.t('json.at', { line, got: quoted(text, got) });
}
