import { dictionaryCaps, type Words } from '../model/words.ts';
import { zoneCap } from './dictionaries.ts';
import type { NoWord } from './dictionary.ts';
import type { FileLayout, ReadTotals } from './fileLayout.ts';
import type { ColumnIndexes } from './mapping.ts';
import { type Note, note } from './note.ts';
import type { Concluded } from './recordReader.ts';

/** What an import noticed beside its counts. */
export interface Noticed extends Readonly<Concluded> {
  readonly columns: ColumnIndexes;
  readonly zones: 'fromValues' | 'shapes' | 'names';
  readonly approximate: boolean;
  /** Whether the zones are Dubai's and most rows have none of them. */
  readonly mostUnknown: boolean;
  /** Rows that lie just off a zone's border. */
  readonly near: number;
  readonly short: number;
  readonly long: number;
  readonly refused: readonly (readonly [
    name: keyof Words | 'zone',
    refused: Readonly<Record<NoWord, number>>,
  ])[];
  /** Dates that were read by another order than their column's. */
  readonly otherOrder: readonly { readonly field: string; readonly order: string; readonly count: number }[];
  readonly layout: FileLayout;
  readonly totals: ReadTotals;
}

/** What was concluded, and what was decided where the source said too little. */
export function notesOf(noticed: Noticed): Note[] {
  const { columns, totals, layout } = noticed;
  const notes: Note[] = [];
  const say = (when: unknown, code: Note['code'], values: Note['values'] = {}) => {
    if (when) notes.push(note(code, values));
  };
  const count = (number: number, code: Note['code'], values: Note['values'] = {}) =>
    say(number > 0, code, { count: number, ...values });
  const points = columns.longitude !== undefined;
  const others = layout.sheets.filter((sheet) => sheet !== layout.sheet);
  say(others.length > 0, 'sheet', {
    sheet: layout.sheet ?? '',
    others: others.map((sheet) => `"${sheet}"`).join(', '),
  });
  say(noticed.stageConcluded, 'stageConcluded');
  count(noticed.stageUnread, 'stageUnread');
  count(noticed.openAgain, 'openAgain');
  say(!columns.stage && !columns.resolved, 'noStage');
  count(noticed.serviceOnly, 'serviceOnly');
  say(columns.ref === undefined, 'noRef');
  say(!columns.zone && !columns.place && !points, 'noZone');
  say(noticed.zones === 'fromValues' && !columns.zone && points, 'pointsWithoutShapes');
  say(noticed.zones === 'names' && points, 'zonesWithoutShapes');
  say(noticed.approximate, 'approximate');
  say(noticed.mostUnknown && columns.zone, 'mostUnknown');
  count(noticed.near, 'near');
  for (const [field, { personal, full }] of noticed.refused) {
    count(personal, 'personalWords', { field });
    count(full, 'dictionaryFull', { field, cap: field === 'zone' ? zoneCap : dictionaryCaps[field] });
  }
  for (const { field, order, count: dates } of noticed.otherOrder)
    count(dates, 'otherOrder', { field, order });
  count(noticed.short, 'short');
  count(noticed.long, 'long');
  const more = totals.strayQuotes > totals.strayQuoteLines.length ? ', …' : '';
  count(totals.strayQuotes, 'strayQuotes', { lines: totals.strayQuoteLines.join(', ') + more });
  count(totals.nulls, 'nulls');
  count(totals.undecodable, 'undecodable', { encoding: layout.encoding.label });
  const { also } = layout.encoding;
  say(also !== null, 'mixedEncodings', {
    utf8: totals.linesByEncoding['utf-8'] ?? 0,
    other: totals.linesByEncoding[also ?? ''] ?? 0,
    encoding: also ?? '',
  });
  return notes;
}
