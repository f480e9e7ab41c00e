import { fields } from '../fields.ts';
import type { FileLayout } from '../fileLayout.ts';
import type { MappingFile } from '../mapping.ts';
import { cityNamed } from '../places/cities.ts';
import type { FoundPlaces } from '../places/lookForPlaces.ts';
import { notAWord, shownWord } from '../privacy.ts';
import type { Profile } from '../profile.ts';
import type { Reference } from '../reference.ts';
import type { Note } from '../report/note.ts';
import { type DateOrder, readDate } from '../text/dateText.ts';
import { giveAboutColumns } from './aboutColumns.ts';
import { giveAnswerColumns, giveAttachments } from './answerColumns.ts';
import { Assignment } from './assignment.ts';
import { columnQuestions, noteOfColumn } from './columnQuestions.ts';
import { sumsOf } from './doubts.ts';
import { doubtLeftOut } from './leftOut.ts';
import type { ColumnQuestion } from './question.ts';
import { giveRefColumn } from './refColumn.ts';
import { giveSystemColumns } from './systemColumns.ts';
import { giveWhenColumns } from './whenColumns.ts';
import { Whereabouts } from './whereabouts.ts';
import { givePlaces, giveZones, type KnownZones } from './whereColumns.ts';
import { giveEntityColumn, givePairs, giveWordColumns } from './wordColumns.ts';

/** A mapping that was guessed; without `columns.opened` where no column looks like it. */
export type Suggestion = Omit<MappingFile, 'columns'> & {
  readonly columns: Partial<MappingFile['columns']>;
  readonly notes: string[];
};

/** What is proposed before the order of day and month is known. */
export interface Proposal {
  readonly columns: Suggestion['columns'];
  readonly timeZone: string;
  readonly zones: NonNullable<MappingFile['zones']>;
  readonly coordinates: MappingFile['coordinates'];
  readonly words: MappingFile['words'];
  /** Why, and what to check. */
  readonly notes: readonly Note[];
  /** How the city's people write dates in numbers. */
  readonly region: DateOrder;
  /** Which columns may be what, where it is not clear. */
  readonly questions: readonly ColumnQuestion[];
  readonly profiles: readonly Profile[];
}

/**
 * Proposes a mapping from a file's header and a sample of its rows. Columns that look like personal data or free
 * text are mapped to nothing.
 * @param places the columns that tell where a request lies
 * @param withZones a zones file is given, so that zones are not to be guessed
 */
export function propose(
  file: string,
  layout: FileLayout,
  reference: Reference,
  places: FoundPlaces,
  withZones: KnownZones | null = null,
): Proposal {
  const given = new Assignment(layout);
  const { profiles, dated } = given;
  const values = layout.header.filter(isValue);
  if (values.length > 0) given.say('headerIsData', { names: values.slice(0, 3).map(shownWord).join(', ') });
  const sums = sumsOf(profiles, layout.sample.length);
  for (const sum of sums) given.free.delete(sum);
  giveSystemColumns(given);
  giveAttachments(given);
  if (sums.length === 0) giveWhenColumns(given);
  else given.say('countsTable', { columns: sums.map(({ name }) => shownWord(name)).join(', ') });
  givePlaces(given, places);
  giveRefColumn(given);
  const where = new Whereabouts(file, reference, places, profiles);
  const { zones, known, of: zonesOf } = giveZones(given, reference, where, withZones);
  const words = giveWordColumns(given, reference);
  giveAnswerColumns(given);
  giveEntityColumn(given, reference);
  giveAboutColumns(given);
  givePairs(given);
  doubtLeftOut(given);
  const questions = columnQuestions(given, reference, zonesOf);
  given.notes.push(...questions.map(noteOfColumn));
  const city = known && !withZones ? cityNamed('dubai') : where.city;
  const timeZone = city?.timeZone ?? (where.arabic ? 'Asia/Dubai' : 'UTC');
  if (city) given.say('timeZoneOfCity', { timeZone, city: city.name });
  else if (where.arabic) given.say('timeZoneArabic');
  else given.say(isZoned(Object.values(dated)) ? 'timeZoneOffsets' : 'timeZoneUnknown');
  return {
    columns: Object.fromEntries(
      fields.filter((field) => field in given.columns).map((field) => [field, given.columns[field]]),
    ) as Suggestion['columns'],
    timeZone,
    zones,
    coordinates: places.coordinates,
    words: Object.keys(words).length > 0 ? words : undefined,
    notes: given.notes,
    region: city?.order ?? 'dmy',
    questions,
    profiles,
  };
}

/** Whether all dates tell their offsets. */
function isZoned(dated: readonly Profile[]): boolean {
  return dated.length > 0 && dated.every(({ dates }) => dates.zoned + dates.numeric > 0.95);
}

/** Whether the name of a column is rather a value: a date, an address, a number. */
function isValue(name: string): boolean {
  return notAWord(name) !== null || readDate(name, 'dmy') !== null;
}
