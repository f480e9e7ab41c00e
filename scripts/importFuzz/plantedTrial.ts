import { FileError } from '../../src/intake/fileError.ts';
import { type ImportSetup, importFile, inspect } from '../../src/intake/importFile.ts';
import { checkMapping } from '../../src/intake/mapping.ts';
import type { Reference } from '../../src/intake/reference.ts';
import { isDoubt, type Note } from '../../src/intake/report/note.ts';
import { csvLine } from '../../src/intake/report/report.ts';
import { Random } from '../../src/sample/random.ts';
import { type PlantedFault, plantedFaults } from './plantedFault.ts';
import { soundExport, tableOf } from './soundExport.ts';

/** An instant after all that is made: 2030-01-01. */
const now = 1_893_456_000;

/** What an import said of a made file. */
export interface PlantedResult {
  /** Null: the file has none. */
  readonly fault: PlantedFault | null;
  readonly text: string;
  readonly notes: readonly Note[];
  /** Of a fault: whether it was told. Of a clean file: whether nothing was. */
  readonly right: boolean;
}

/** Makes the file of a number, every second one clean and the others with each fault in turn, and imports it as proposed. */
export async function tryPlanted(seed: number, number: number, reference: Reference): Promise<PlantedResult> {
  const random = new Random(seed, `planted ${number}`);
  const fault = number % 2 === 0 ? null : plantedFaults[((number - 1) / 2) % plantedFaults.length]!;
  const sound = soundExport(random, reference, fault ? 200 : 15);
  const table = fault?.plant(sound, random, reference) ?? tableOf(sound, random);
  const text = table.map((row) => csvLine([...row])).join('');
  const notes = await notesOf(text, reference);
  const wanted: ReadonlySet<string> = new Set(fault?.told);
  const right = fault
    ? notes.some(({ code }) => wanted.has(code))
    : !notes.some((note) => isDoubt(note) || plantedFaults.some(({ told }) => told.includes(note.code)));
  return { fault, text, notes, right };
}

/** All that is said of a file before and after its rows are read. */
async function notesOf(text: string, reference: Reference): Promise<Note[]> {
  const bytes = new TextEncoder().encode(text);
  const file = {
    name: 'export.csv',
    size: bytes.length,
    read: async (from: number, to: number) => bytes.slice(from, to),
  };
  const setup: ImportSetup = { file, reference, zonesFile: null, now };
  const found = await inspect(setup, undefined, undefined, {});
  if (found.mapping.columns.opened === undefined) return [...found.reasons];
  const mapping = checkMapping(found.mapping, 'proposal');
  const plan = { title: { en: '', ar: '' }, asOf: null, notes: [], onRejected: () => {} };
  try {
    const { report } = await importFile(setup, found.layout, mapping, plan);
    return [...found.reasons, ...report.noted];
  } catch (error) {
    if (error instanceof FileError) return [...found.reasons];
    throw error;
  }
}
