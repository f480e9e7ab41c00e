import { FileError } from '../../src/intake/fileError.ts';
import { type ImportSetup, importFile, inspect, preview, withheld } from '../../src/intake/importFile.ts';
import type { Imported } from '../../src/intake/intake.ts';
import { checkMapping, type Mapping } from '../../src/intake/mapping.ts';
import { MappingError } from '../../src/intake/mappingError.ts';
import type { Reference } from '../../src/intake/reference.ts';
import { reportText } from '../../src/intake/report/report.ts';
import { problemText } from '../../src/intake/report/valueProblem.ts';
import { fold } from '../../src/model/fold.ts';
import { Random } from '../../src/sample/random.ts';
import { counts, type MadeExport, makeExport } from './madeExport.ts';
import { type Mutation, mutate } from './mutation.ts';
import { type WrittenExport, writeExport } from './writtenExport.ts';

/** What became of one made file. */
export interface TrialResult {
  readonly written: WrittenExport;
  /** Null for a file that is as it was made. */
  readonly mutation: Mutation | null;
  /** The bytes that were imported. */
  readonly bytes: Uint8Array;
  readonly outcome: 'imported' | 'refused';
  /** What is wrong; empty where all is as it must be. */
  readonly faults: readonly string[];
}

/** An instant after all that is made: 2030-01-01. */
const now = 1_893_456_000;

/**
 * Makes the file of a number, breaks every other one, and imports it: by the mapping that is known, and by the one
 * that is suggested.
 * @param importedWith the words that the import knows; others than the file's, to see that a fault is found
 */
export async function tryFile(
  seed: number,
  number: number,
  reference: Reference,
  importedWith = reference,
): Promise<TrialResult> {
  const random = new Random(seed, `file ${number}`);
  const made = makeExport(random, reference);
  const written = await writeExport(made, random);
  const broken = number % 2 === 1 ? mutate(written.bytes, random) : null;
  const bytes = broken?.bytes ?? written.bytes;
  const setup: ImportSetup = {
    file: { name: written.name, size: bytes.length, read: async (from, to) => bytes.slice(from, to) },
    reference: importedWith,
    zonesFile: null,
    now,
  };
  const faults: string[] = [];
  let outcome: TrialResult['outcome'] = 'refused';
  try {
    const found = await inspect(setup, undefined, undefined, {});
    const known = checkMapping(made.mapping, 'mapping');
    const looks = JSON.stringify(found.columns.map(({ samples }) => samples));
    faults.push(...leaks('samples', looks, made, broken !== null));
    const done = await bring(setup, found.layout, known);
    outcome = 'imported';
    faults.push(...check(done, made, written, broken?.kind ?? null));
    if (found.mapping.columns.opened !== undefined && found.layout.header.length > 0) {
      const suggested = await bring(setup, found.layout, checkMapping(found.mapping, 'suggestion'));
      faults.push(...invariants(suggested).map((fault) => `suggested: ${fault}`));
      if (!broken && suggested.imported.report.read !== made.truth.read) {
        faults.push(`suggested: read ${suggested.imported.report.read} of ${made.truth.read} rows`);
      }
      faults.push(...leaks('suggested', suggested.text, made, broken !== null));
    } else if (!broken && made.truth.rows > 3) faults.push('suggested: no column is opened');
    const tried = await preview(setup, found.layout, known, 5);
    const wanted = Math.min(5, done.imported.report.read);
    if (tried.rows.length !== wanted) faults.push(`preview: ${tried.rows.length} rows of ${wanted}`);
    faults.push(...leaks('preview', JSON.stringify(tried), made, broken !== null));
  } catch (error) {
    const sentence = error instanceof FileError || error instanceof MappingError;
    if (!sentence) faults.push(`${(error as Error).name}: ${(error as Error).stack}`);
    else if (!broken) faults.push(`refused: ${error.message}`);
    else if (error.message.length < 20) faults.push(`refused without a sentence: ${error.message}`);
  }
  return { written, mutation: broken?.kind ?? null, bytes, outcome, faults };
}

/** Formats that are archives themselves, with a checksum of each part. */
const zipped: ReadonlySet<string> = new Set(['xlsx', 'xlsb', 'ods']);

interface Brought {
  readonly imported: Imported;
  readonly rejects: number;
  /** All that the import puts into words. */
  readonly text: string;
}

async function bring(
  setup: ImportSetup,
  layout: Awaited<ReturnType<typeof inspect>>['layout'],
  mapping: Mapping,
): Promise<Brought> {
  const rejects: string[] = [];
  const imported = await importFile(setup, layout, mapping, {
    title: { en: 'Fuzz', ar: 'Fuzz' },
    asOf: null,
    notes: [],
    onRejected: (line, column, value, problem) =>
      rejects.push(`${line} ${column} ${value} ${problemText(problem)}`),
  });
  const { report, words, zones, unplaced } = imported;
  const { columns: _, ...said } = report;
  const text = JSON.stringify([said, words, zones.zones.length < 300 ? zones : null, unplaced, rejects]);
  return { imported, rejects: rejects.length, text: text + reportText(report) };
}

/** What holds for every import that succeeds. */
function invariants({ imported, rejects }: Brought): string[] {
  const { report, table, unplaced } = imported;
  const faults: string[] = [];
  const same = (what: string, got: number, expected: number) => {
    if (got !== expected) faults.push(`${what}: got ${got}, expected ${expected}`);
  };
  same('rows + rejected + superseded', report.rows + report.rejected + report.superseded, report.read);
  same('rows of the table', table.length, report.rows);
  same('rejects told', rejects, report.rejected);
  same(
    'unplaced values',
    unplaced.reduce((sum, { count }) => sum + count, 0),
    report.unplaced,
  );
  return faults;
}

function check(done: Brought, made: MadeExport, written: WrittenExport, mutation: Mutation | null): string[] {
  const faults = invariants(done);
  faults.push(...leaks('result', done.text, made, mutation !== null));
  // A checksum stands over what is packed: what unpacks at all is what was packed.
  const { report } = done.imported;
  const sealed =
    (written.packed.length > 0 || zipped.has(written.format)) &&
    report.packing.join() === written.packed.join() &&
    zipped.has(report.format) === zipped.has(written.format);
  const whole = mutation === null || sealed;
  if (whole) faults.push(...differences(done.imported, made));
  // What has an end cannot be cut unnoticed.
  else if (mutation === 'cut' && written.format !== 'csv' && written.format !== 'jsonLines') {
    if (report.read !== made.truth.read) faults.push(`cut: read ${report.read} of ${made.truth.read} rows`);
  }
  return faults;
}

/** Where an import's answers are not the known ones. */
function differences({ report, table, zones, words }: Imported, { truth, mapping }: MadeExport): string[] {
  const faults: string[] = [];
  for (const name of ['read', 'rows', 'rejected', 'superseded'] as const) {
    if (report[name] !== truth[name]) faults.push(`${name}: got ${report[name]}, expected ${truth[name]}`);
  }
  const of = (column: 'zone' | 'channel' | 'stage', name: (code: number) => string) =>
    counts(
      Array.from({ length: table.length }, (_, row) => {
        const code = table.value(column, row);
        return code === null ? '' : name(code);
      }),
    );
  const channels = new Set(Object.keys(truth.channels));
  const pairs = [
    [
      'zones',
      of('zone', (code) => (mapping.zones === 'dubai' ? zones.zones[code]!.id : fold(zones.zones[code]!.en))),
    ],
    [
      'channels',
      of('channel', (code) => {
        const { id, en } = words.channel[code]!;
        return channels.has(id) ? id : fold(en);
      }),
    ],
    ['stages', of('stage', (code) => words.stage[code]!.id)],
  ] as const;
  for (const [name, got] of pairs) {
    const [a, b] = [sorted(got), sorted(truth[name])];
    if (a !== b) faults.push(`${name}: got ${a}, expected ${b}`);
  }
  let opened = 0;
  for (let row = 0; row < table.length; row++) opened += table.value('opened', row)!;
  if (opened !== truth.opened) faults.push(`opened: got ${opened}, expected ${truth.opened} as their sum`);
  return faults;
}

function sorted(record: Readonly<Record<string, number>>): string {
  return JSON.stringify(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Personal values that a text holds. A broken row may hold a name where a word belongs; nothing can know that. */
function leaks(where: string, text: string, { secrets }: MadeExport, broken: boolean): string[] {
  const lists = broken
    ? [secrets.emails, secrets.texts]
    : [secrets.emails, secrets.texts, secrets.phones, secrets.names];
  const found = lists.flat().find((value) => text.includes(JSON.stringify(value).slice(1, -1)));
  return found === undefined || found === withheld
    ? []
    : [`${where}: holds ${JSON.stringify(found.slice(0, 40))}`];
}
