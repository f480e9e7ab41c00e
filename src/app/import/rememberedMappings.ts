import { checkMapping, type MappingFile } from '../../intake/mapping.ts';
import { fold } from '../../model/fold.ts';

/** The parts of a browser's storage that are used; null for a browser that keeps nothing. */
export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'> | null;

const key = 'services-360-mappings';
const most = 20;

/** Mappings by header, with what was asked about them and answered, the newest last. */
type Kept = readonly (readonly [header: string, mapping: unknown, answered?: unknown])[];

/** How a file was imported. */
export interface Remembered {
  readonly mapping: MappingFile;
  /** What was asked, and answered by a person. */
  readonly answered: readonly string[];
}

type Writing = Pick<MappingFile, 'encoding' | 'delimiter' | 'sheet'>;

/** What this browser keeps between visits. */
export function browserStorage(): Storage {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** How a file of the same columns was last imported in this browser; null for none. */
export function rememberedMapping(storage: Storage, header: readonly string[]): Remembered | null {
  const found = read(storage).find(([name]) => name === nameOf(header));
  try {
    if (!found) return null;
    const [, mapping, answered] = found;
    return {
      mapping: checkMapping(mapping, key),
      answered: Array.isArray(answered) ? answered.map(String) : [],
    };
  } catch {
    return null;
  }
}

/** Keeps what a mapping says of columns and values; not what belongs to one file alone: its title and its writing. */
export function rememberMapping(
  storage: Storage,
  header: readonly string[],
  mapping: MappingFile,
  answered: readonly string[],
): void {
  const { title: _title, encoding: _encoding, delimiter: _delimiter, sheet: _sheet, ...rest } = mapping;
  const { notes: _notes, ...kept } = rest;
  const name = nameOf(header);
  const others = read(storage).filter(([other]) => other !== name);
  try {
    storage?.setItem(key, JSON.stringify([...others.slice(1 - most), [name, kept, answered]]));
  } catch {
    // A browser without room asks again.
  }
}

/** What a mapping says of how its file is written. */
export function writingOf({ encoding, delimiter, sheet }: Writing): Writing {
  return {
    ...(encoding === undefined ? {} : { encoding }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(sheet === undefined ? {} : { sheet }),
  };
}

function read(storage: Storage): Kept {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(key) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => Array.isArray(one) && one.length >= 2) : [];
  } catch {
    return [];
  }
}

function nameOf(header: readonly string[]): string {
  return header.map(fold).join('\n');
}
