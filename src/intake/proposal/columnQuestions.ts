import { type Field, isInstant, isWordField } from '../fields.ts';
import { shownWord } from '../privacy.ts';
import type { Profile } from '../profile.ts';
import type { Reference } from '../reference.ts';
import { type Note, note } from '../report/note.ts';
import type { Assignment } from './assignment.ts';
import { evidenceOf } from './evidence.ts';
import type { Brought, Candidate, ColumnQuestion } from './question.ts';
import { timeBeside } from './whenColumns.ts';
import type { GivenZones } from './whereColumns.ts';
import { meantWords } from './wordColumns.ts';

/**
 * The questions about what is doubted.
 * @param zonesOf what the values of a column are the zones of
 */
export function columnQuestions(
  given: Assignment,
  reference: Reference,
  zonesOf: GivenZones['of'],
): readonly ColumnQuestion[] {
  return [...given.doubted].map(([field, profiles]) => ({
    kind: 'column',
    field,
    candidates: profiles.map((profile) => ({
      column: profile.name,
      ...evidenceOf(field, profile, reference),
      brings: {
        ...broughtBy(field, profile, given, reference),
        ...(field === 'zone' ? { zones: zonesOf(profile) } : {}),
      },
    })),
    proposed: profiles.find(({ name }) => isOf(given.columns[field], name))?.name ?? null,
  }));
}

/** What a column brings with it as a field, but for what its zones are. */
function broughtBy(field: Field, profile: Profile, given: Assignment, reference: Reference): Brought {
  const { name } = profile;
  const meant = meantWords(field, profile, reference);
  const time = isInstant(field) ? timeBeside(given, profile) : null;
  return {
    columns: time
      ? { date: name, time: time.name }
      : ((isWordField(field) ? given.pairs.get(name) : undefined) ?? name),
    ...(meant ? { words: meant.words } : {}),
    notes: meant ? [meant.note] : [],
  };
}

/** Whether what a mapping says of a field names a column. */
function isOf(said: unknown, column: string): boolean {
  return said === column || (typeof said === 'object' && Object.values(said ?? {}).includes(column));
}

/** What is said of a question where nobody can be asked, and in the report. */
export function noteOfColumn({ field, candidates, proposed }: ColumnQuestion): Note {
  const columns = candidates.map(({ column }) => shownWord(column)).join(', ');
  const why = candidates.map((one) => `"${shownWord(one.column)}": ${evidenceText(field, one)}`).join('; ');
  return proposed === null
    ? note('columnOpen', { field, columns, why })
    : note('columnDoubted', { field, columns, why, column: shownWord(proposed) });
}

const namedTexts = {
  well: 'its name says so',
  partly: 'its name may say so',
  no: 'its name says nothing of it',
} as const;

/** The evidence in English, without values of the file. */
export function evidenceText(field: Field, { named, fits, filled, distinct }: Candidate): string {
  return [
    namedTexts[named],
    ...(fits === null ? [] : [`${Math.round(fits * 100)} % of its values can be read as ${field}`]),
    `${distinct} different values in ${filled} rows`,
  ].join(', ');
}
