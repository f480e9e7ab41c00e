import * as v from 'valibot';
import { meant } from '../../../intake/closestName.ts';
import { expectedOf } from '../../../intake/expected.ts';
import { type WordField, wordFields } from '../../../intake/fields.ts';
import { checkMapping, type Mapping, type MappingFile } from '../../../intake/mapping.ts';
import { MappingError } from '../../../intake/mappingError.ts';
import {
  type PersonalColumns,
  type RecordIntake,
  type RecordIntakeOptions,
  recordIntake,
} from './recordIntake.ts';
import type { Personal } from './source.ts';

/** The mapping of a live source: that of an import, and what is beside it. */
export interface SourceMapping {
  /** Its columns name those of `constants` too. */
  readonly mapping: Mapping;
  readonly personal: PersonalColumns;
  /** By column: a word that all requests of the source share and that none of its columns tells, as its channel. */
  readonly constants: Readonly<Record<string, string>>;
}

const personalFields = [
  'customer',
  'name',
  'phone',
  'email',
  'text',
  'address',
] as const satisfies readonly (keyof Personal)[];
const constantFields = wordFields.filter((field) => field !== 'zone' && field !== 'place');

const block = v.optional(v.record(v.string(), v.pipe(v.string(), v.nonEmpty())), {});
const besideSchema = v.object({ personal: block, constants: block });

/**
 * Checks the mapping of a live source: a mapping as the import writes it, which may hold `personal` and `constants`
 * beside its own keys.
 * @throws MappingError that says where it does not fit, what was found and expected
 */
export function checkSourceMapping(json: unknown, file: string): SourceMapping {
  const beside = v.safeParse(besideSchema, json);
  if (!beside.success) {
    const [issue] = beside.issues;
    const at = issue.path?.map(({ key }) => String(key)).join('.') ?? null;
    throw new MappingError(file, { code: 'misfit', at, got: issue.received, expected: expectedOf(issue) });
  }
  const { personal, constants } = beside.output;
  expectKnown(file, 'personal', personal, personalFields);
  expectKnown(file, 'constants', constants, constantFields);
  const { personal: _, constants: __, ...rest } = json as MappingFile & Record<string, unknown>;
  const columns = { ...rest.columns };
  const byColumn: Record<string, string> = {};
  for (const [field, word] of Object.entries(constants) as [WordField, string][]) {
    if (columns[field] !== undefined) {
      throw new MappingError(file, { code: 'constantTwice', field, word });
    }
    const column = `(${field})`;
    columns[field] = column;
    byColumn[column] = word;
  }
  const mapping = checkMapping(rest.columns === undefined ? rest : { ...rest, columns }, file);
  if (mapping.columns.ref === undefined) {
    throw new MappingError(file, { code: 'noRef' });
  }
  return { mapping, personal, constants: byColumn };
}

/**
 * Reads the records of a source under its mapping. The constants are no columns of the source: `columns` leaves them
 * out, and records need not have them.
 * @throws MappingError as `recordIntake` does
 */
export function sourceIntake(
  { mapping, personal, constants }: SourceMapping,
  options: Omit<RecordIntakeOptions, 'mapping' | 'personal'>,
): RecordIntake {
  const columns = options.columns && [...options.columns, ...Object.keys(constants)];
  const intake = recordIntake({ ...options, mapping, personal, ...(columns ? { columns } : {}) });
  return {
    columns: intake.columns.filter((column) => !(column in constants)),
    cut: intake.cut,
    dictionaries: intake.dictionaries,
    problems: intake.problems,
    read: (record, order) => intake.read({ ...record, ...constants }, order),
    doubt: (...told) => intake.doubt(...told),
    gone: (ref, order) => intake.gone(ref, order),
  };
}

function expectKnown(
  file: string,
  within: string,
  found: Readonly<Record<string, string>>,
  names: readonly string[],
): void {
  const unknown = Object.keys(found).find((key) => !names.includes(key));
  if (unknown === undefined) return;
  const at = `${within}.${unknown}`;
  throw new MappingError(file, { code: 'unknownKey', at, meant: meant(unknown, names), known: names });
}
