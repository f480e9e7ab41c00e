import { checkMapping, type MappingFile } from '../../intake/mapping.ts';
import { fold } from '../../model/fold.ts';

/** The parts of a browser's storage that are used; null for a browser that keeps nothing. */
export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'> | null;

const key = 'services-360-mappings';
const most = 20;

/** Mappings by header, the newest last. */
type Kept = readonly (readonly [header: string, mapping: unknown])[];

type Writing = Pick<MappingFile, 'encoding' | 'delimiter' | 'sheet'>;

/** What this browser keeps between visits. */
export function browserStorage(): Storage {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** The mapping with which a file of the same columns was last imported in this browser; null for none. */
export function rememberedMapping(storage: Storage, header: readonly string[]): MappingFile | null {
  const found = read(storage).find(([name]) => name === nameOf(header));
  try {
    return found ? checkMapping(found[1], key) : null;
  } catch {
    return null;
  }
}

/** Keeps what a mapping says of columns and values; not what belongs to one file alone: its title and its writing. */
export function rememberMapping(storage: Storage, header: readonly string[], mapping: MappingFile): void {
  const { title: _title, encoding: _encoding, delimiter: _delimiter, sheet: _sheet, ...rest } = mapping;
  const { notes: _notes, ...kept } = rest;
  const name = nameOf(header);
  const others = read(storage).filter(([other]) => other !== name);
  try {
    storage?.setItem(key, JSON.stringify([...others.slice(1 - most), [name, kept]]));
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
    return Array.isArray(kept) ? kept.filter((one) => Array.isArray(one) && one.length === 2) : [];
  } catch {
    return [];
  }
}

function nameOf(header: readonly string[]): string {
  return header.map(fold).join('\n');
}
