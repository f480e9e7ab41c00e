import { dictionaryCaps, type Words } from '../../model/words.ts';
import { type ColumnIndexes, isTold } from '../columnIndexes.ts';
import { spanFields } from '../fields.ts';
import type { FileLayout, ReadTotals } from '../fileLayout.ts';
import { zoneCap } from '../reading/dictionaries.ts';
import type { NoWord } from '../reading/dictionary.ts';
import type { Concluded } from '../reading/recordWords.ts';
import type { Swapped } from '../text/swappedDates.ts';
import type { DistrictSaid } from './districtsSaid.ts';
import type { LeftColumn } from './leftColumns.ts';
import { type Note, note } from './note.ts';
import type { Doubts } from './secondLook.ts';
import type { Unread } from './unreadValues.ts';

/** What an import noticed beside its counts. */
export interface Noticed extends Readonly<Concluded> {
  readonly columns: ColumnIndexes;
  readonly zones: 'fromValues' | 'shapes' | 'names';
  readonly approximate: boolean;
  /** Whether the zones are Dubai's and most rows have none of them. */
  readonly mostUnknown: boolean;
  /** Districts that rows without a zone name in the place of one. */
  readonly districts: readonly DistrictSaid[];
  /** Rows that lie just off a zone's border. */
  readonly near: number;
  /** Rows that were found by their Makani number, or by the community of their parcel. */
  readonly byMakani: number;
  readonly byParcel: number;
  readonly short: number;
  readonly long: number;
  readonly refused: readonly (readonly [
    name: keyof Words | 'zone',
    refused: Readonly<Record<NoWord, number>>,
  ])[];
  /** Days that a program of a machine in the Gulf wrote some seconds off midnight. */
  readonly midnights: readonly { readonly field: string; readonly count: number }[];
  /** Times of day, seconds; negative where they differ. */
  readonly oneClock: readonly { readonly field: string; readonly count: number; readonly clock: number }[];
  /** Dates of the Hijri calendar. */
  readonly hijri: readonly { readonly field: string; readonly count: number }[];
  /** Dates that were read by another order than their column's. */
  readonly otherOrder: readonly { readonly field: string; readonly order: string; readonly count: number }[];
  /** Dates whose day and month seem to be exchanged. */
  readonly swapped: readonly { readonly field: string; readonly swapped: Swapped | null }[];
  /** Instants that were dropped because they lie before the opening, of how many. */
  readonly before: readonly { readonly field: string; readonly count: number; readonly of: number }[];
  /** Fields of which many values cannot be read. */
  readonly unread: readonly Unread[];
  /** Rows without an opening, where they are many. */
  readonly unopened: { readonly count: number; readonly of: number; readonly line: number } | null;
  readonly doubts: Doubts;
  readonly left: readonly LeftColumn[];
  readonly layout: FileLayout;
  readonly totals: ReadTotals;
}

/** Instants before the opening of their request: so many, and such a share, that they are no mistakes of people. */
const leastBefore = 5;
const oftenBefore = 0.1;

/** Times of day that are all the same by more than chance. */
const leastTimes = 10;

function clockText(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(11, 19);
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
  const points = (['longitude', 'point', 'makani'] as const).some((field) => columns[field] !== undefined);
  notes.push(...layout.remarks);
  say(noticed.stageConcluded, 'stageConcluded');
  count(noticed.stageUnread, 'stageUnread');
  count(noticed.openAgain, 'openAgain');
  say(!columns.stage && !isTold(columns, 'resolved'), 'noStage');
  for (const field of spanFields) say(columns.after?.[field], 'durations', { field });
  count(noticed.serviceOnly, 'serviceOnly');
  say(columns.ref === undefined, 'noRef');
  say(!columns.zone && !columns.place && columns.parcel === undefined && !points, 'noZone');
  say(noticed.zones === 'fromValues' && !columns.zone && points, 'pointsWithoutShapes');
  say(noticed.zones === 'names' && points, 'zonesWithoutShapes');
  say(noticed.approximate, 'approximate');
  say(noticed.mostUnknown && columns.zone, 'mostUnknown');
  count(
    noticed.districts.reduce((sum, { count }) => sum + count, 0),
    'districts',
    {
      en: noticed.districts.map(({ district, count }) => `${district.en} ${count}`).join(', '),
      ar: noticed.districts.map(({ district, count }) => `${district.ar} ${count}`).join('، '),
    },
  );
  count(noticed.near, 'near');
  count(noticed.byMakani, 'byMakani');
  count(noticed.byParcel, 'byParcel');
  for (const [field, { personal, full }] of noticed.refused) {
    count(personal, 'personalWords', { field });
    count(full, 'dictionaryFull', { field, cap: field === 'zone' ? zoneCap : dictionaryCaps[field] });
  }
  for (const { field, count: dates } of noticed.midnights) count(dates, 'midnights', { field });
  for (const { field, count: times, clock } of noticed.oneClock)
    say(times >= leastTimes && clock >= 0, 'oneClock', { field, count: times, clock: clockText(clock) });
  for (const { field, count: dates } of noticed.hijri) count(dates, 'hijri', { field });
  for (const { field, order, count: dates } of noticed.otherOrder)
    count(dates, 'otherOrder', { field, order });
  for (const { field, swapped } of noticed.swapped)
    if (swapped) notes.push(note('halfSwapped', { field, ...swapped }));
  for (const { field, count: times, of } of noticed.before)
    say(times >= leastBefore && times > of * oftenBefore, 'oftenBefore', { field, count: times, of });
  if (noticed.unopened) notes.push(note('unopened', noticed.unopened));
  for (const { field, ...unread } of noticed.unread)
    notes.push(
      field === 'opened' ? note('openedRejected', unread) : note('oftenUnread', { field, ...unread }),
    );
  for (const [code, doubt] of Object.entries(noticed.doubts) as [keyof Doubts, Note['values'] | null][])
    if (doubt) notes.push(note(code, doubt));
  for (const column of noticed.left) say(column.count > 0, 'columnLeft', { ...column });
  const { again, againLine, other, otherLine } = totals.headers;
  count(again, 'headersAgain', { line: againLine });
  count(other, 'otherHeader', { line: otherLine });
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
