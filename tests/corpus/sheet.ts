import { type Field, fields } from '../../src/intake/fields.ts';
import { type LanguageCode, languages } from './languages.ts';

/** A table as a system exports it, with what each of its columns is. */
export interface Sheet {
  readonly system: string;
  readonly title: string;
  readonly language: LanguageCode;
  readonly zones: 'dubai' | 'fromValues';
  /** How its dates are written, as `dd/MM/yyyy HH:mm`. */
  readonly dates: string;
  readonly columns: readonly SheetColumn[];
}

export interface SheetColumn {
  readonly header: string;
  /** What it may be mapped to; empty: it must stay unmapped. */
  readonly fields: readonly Field[];
  /** It must be mapped, may be, or one of those that say the same must be. */
  readonly need: 'must' | 'may' | 'oneOf';
  /** The kind of its values and what the kind is told. */
  readonly kind: string;
  readonly told: string;
}

/**
 * Reads sheets of the form
 *
 *     == System | title | language | zones | dates
 *     Header | what it is | kind of values
 *
 * What a column is: a field, several with `/` where each is right, `field?` where it may also be left out, `field+`
 * where one column of several must be it, `-` where it must stay unmapped. The kind may be left out where the field
 * or the language says it.
 * @throws an error that names the line
 */
export function readSheets(text: string, file: string): Sheet[] {
  const sheets: (Omit<Sheet, 'columns'> & { columns: SheetColumn[] })[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const fault = (what: string) => new Error(`${file}, line ${index + 1}: ${what}: ${line}`);
    if (line.startsWith('==')) {
      const [system, title, language, zones, dates] = line
        .slice(2)
        .split('|')
        .map((part) => part.trim());
      if (!system || !title || !dates) throw fault('a sheet has five parts');
      if (!language || !(language in languages)) throw fault('no known language');
      if (zones !== 'dubai' && zones !== 'fromValues') throw fault('zones are dubai or fromValues');
      sheets.push({ system, title, language: language as LanguageCode, zones, dates, columns: [] });
      continue;
    }
    const [header, answer, kind = ''] = line.split(' | ').map((part) => part.trim());
    const sheet = sheets.at(-1);
    if (!sheet || !header || !answer) throw fault('a column has a header and an answer');
    const mark = answer.at(-1);
    const named = answer === '-' ? [] : answer.replace(/[?+]$/, '').split('/');
    for (const name of named)
      if (!(fields as readonly string[]).includes(name)) throw fault(`no field ${name}`);
    const space = kind.indexOf(' ');
    sheet.columns.push({
      header,
      fields: named as Field[],
      need: mark === '?' ? 'may' : mark === '+' ? 'oneOf' : 'must',
      kind: (space < 0 ? kind : kind.slice(0, space)) || named[0] || 'text',
      told: space < 0 ? '' : kind.slice(space + 1),
    });
  }
  return sheets;
}
