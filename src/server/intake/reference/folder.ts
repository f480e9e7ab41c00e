import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ReferenceName, referenceNames } from '../../../intake/reference.ts';
import type { ReferenceTexts } from './check.ts';
import { unreadReference } from './unreadReference.ts';

const own = fileURLToPath(new URL('../../../../data/', import.meta.url));

/** The folder of an administrator's reference files; the repository's where none is told. */
export function referenceFolder(): string {
  const { REFERENCE_DIR } = process.env;
  return REFERENCE_DIR ? resolve(REFERENCE_DIR) : own;
}

/** The files of a folder, in the order in which they are looked for: what it does not have the repository has. */
export function placesOf(folder: string, name: ReferenceName): readonly string[] {
  return [...new Set([`${resolve(folder)}/${name}.json`, `${resolve(own)}/${name}.json`])];
}

/** All reference files as they are written. @throws Error that names the one that could not be read */
export async function readTexts(folder: string): Promise<ReferenceTexts> {
  const texts = await Promise.all(referenceNames.map((name) => readText(folder, name)));
  return Object.fromEntries(referenceNames.map((name, i) => [name, texts[i]!])) as ReferenceTexts;
}

async function readText(folder: string, name: ReferenceName): Promise<string> {
  for (const path of placesOf(folder, name)) {
    try {
      return await readFile(path, 'utf8');
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw unreadReference(path, cause);
    }
  }
  throw new Error(`data/${name}.json: could not be read; it belongs to the repository`);
}

/** What tells that a file has changed: another text for each that has. */
export async function stampsOf(folder: string): Promise<Readonly<Record<ReferenceName, string>>> {
  const stamps = await Promise.all(
    referenceNames.map(async (name) => {
      for (const path of placesOf(folder, name)) {
        const found = await stat(path).catch(() => null);
        if (found) return `${path} ${found.ino} ${found.size} ${found.mtimeMs}`;
      }
      return '';
    }),
  );
  return Object.fromEntries(referenceNames.map((name, i) => [name, stamps[i]!])) as Record<
    ReferenceName,
    string
  >;
}
