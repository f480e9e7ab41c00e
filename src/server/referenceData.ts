import { readFileSync } from 'node:fs';
import { parseReference, type Reference, type ReferenceFiles, referenceNames } from '../intake/reference.ts';
import { placesOf, referenceFolder } from './intake/reference/folder.ts';
import { unreadReference } from './intake/reference/unreadReference.ts';

let known: Reference | undefined;

/** Reads the reference files once. Throws an Error that names the file that does not fit. */
export function referenceData(): Reference {
  known ??= parseReference(
    Object.fromEntries(referenceNames.map((name) => [name, json(name)])) as unknown as ReferenceFiles,
  );
  return known;
}

function json(name: keyof ReferenceFiles): unknown {
  const text = textOf(placesOf(referenceFolder(), name));
  if (text === null) throw new Error(`data/${name}.json: could not be read; it belongs to the repository`);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`data/${name}.json: not JSON`, { cause });
  }
}

function textOf(paths: readonly string[]): string | null {
  for (const path of paths) {
    try {
      return readFileSync(path, 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw unreadReference(path, cause);
    }
  }
  return null;
}
