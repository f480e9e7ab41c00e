import { type InstantField, instantFields } from '../fields.ts';
import type { Profile } from '../profile.ts';
import { nameScore, wellNamed } from '../words/columnNames.ts';
import type { Assignment } from './assignment.ts';
import { examplesOf } from './examples.ts';
import {
  alikeColumns,
  besideChosen,
  earliestColumn,
  instantColumns,
  isHijri,
  isOneDate,
} from './instantColumns.ts';
import { giveSpanColumns } from './spanColumns.ts';

/** Columns among which a question lets choose. */
const mostAsked = 5;

/** Gives the instants, by name among the columns whose values are dates, with their times of day. */
export function giveWhenColumns(given: Assignment): void {
  const { dated, free, layout } = given;
  const dates = [...free].filter((profile) => given.empty || profile.dates.rate >= 0.6);
  for (const [field, profile] of Object.entries(instantColumns(dates, layout.sample))) {
    given.give(field as InstantField, profile);
    dated[field as InstantField] = profile;
  }
  if (!dated.opened) guessOpened(given);
  const one = dates.find((date) => free.has(date) && isOneDate(date) && nameScore('opened', date.key) > 0);
  if (dated.opened && one) given.say('oneDate', { column: one.name, other: dated.opened.name });
  doubtAlike(given, 'opened');
  const { resolved } = dated;
  const beside = besideChosen('resolved', dated, [...free], layout.sample);
  if (resolved && beside) {
    free.delete(beside.column);
    given.columns.resolved = { first: [resolved.name, beside.column.name] };
    given.say('resolvedBeside', { column: resolved.name, other: beside.column.name, count: beside.count });
  } else doubtAlike(given, 'resolved');
  for (const field of instantFields) {
    const date = dated[field];
    if (!date || typeof given.columns[field] !== 'string') continue;
    const time = timeBeside(given, date);
    if (!time) continue;
    free.delete(time);
    given.columns[field] = { date: date.name, time: time.name };
  }
  giveSpanColumns(given);
}

/** Takes the opening from columns that are not called so: the only one, or the one that comes before all others. */
function guessOpened(given: Assignment): void {
  const dates = [...given.free]
    .filter((profile) => profile.dates.rate >= 0.8 && profile.dates.numeric < 0.5)
    .sort(
      (a, b) => Number(isHijri(a)) - Number(isHijri(b)) || b.filled - a.filled || a.dates.mean - b.dates.mean,
    );
  const [first] = dates;
  if (!first) {
    const named = [...given.free].find(
      (profile) => profile.filled > 0 && nameScore('opened', profile.key) >= wellNamed,
    );
    if (named) given.say('openedUnread', { column: named.name, example: examplesOf(named, 1)[0]! });
    else given.say('openedMissing');
    return;
  }
  // Every request was opened: a date that few have is something else.
  const gregorian = dates.filter((date) => !isHijri(date) && date.filled > first.filled / 2);
  const sure = gregorian.length > 1 ? earliestColumn(gregorian, given.layout.sample) : first;
  given.dated.opened = sure ?? first;
  if (sure) {
    given.give('opened', sure);
    given.say('openedGuessed', { column: sure.name });
  } else
    given.doubt(
      'opened',
      gregorian.slice(0, mostAsked).sort((a, b) => a.index - b.index),
    );
}

/** Leaves an instant open where another column is called alike, and nothing tells which is it. */
function doubtAlike(given: Assignment, field: 'opened' | 'resolved'): void {
  const chosen = given.dated[field];
  if (!chosen || given.doubted.has(field)) return;
  const alike = alikeColumns(field, chosen, [...given.free], given.layout.sample);
  if (alike.length === 0) return;
  delete given.columns[field];
  given.doubt(field, [chosen, ...alike].slice(0, mostAsked));
}

/** The column that holds the times of day of a column of days; null where none does. */
export function timeBeside({ free }: Assignment, date: Profile): Profile | null {
  if (date.dates.timed > 0.02) return null;
  return [...free].find((profile) => profile.times && isTimeOf(date, profile)) ?? null;
}

/** Whether a column holds the times of day of a column of dates: by its name, or because it stands next to it. */
function isTimeOf(date: Profile, time: Profile): boolean {
  const plain = (key: string) =>
    key
      .replace(/\b(date|time|hour|dt|tm|fecha|hora|heure)\b|تاريخ|وقت|ساعه/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  return plain(date.key) === plain(time.key) || time.index === date.index + 1;
}
