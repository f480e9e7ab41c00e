import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { usualData } from '../config.ts';
import { BackupError } from './backupFiles.ts';

/** The settings of a configuration that name files beside it. */
const naming = ['mapping', 'caFile'];

/** A configuration as far as a backup must know it: secrets need not be set. */
export interface ConfigFiles {
  /** Where it says that the data are. */
  readonly data: string;
  /** The configuration, its mappings and certificates, by the name that each gets in the backup. */
  readonly files: ReadonlyMap<string, string>;
}

/** Finds the files of a configuration. @throws BackupError where it cannot be read */
export async function configFiles(path: string): Promise<ConfigFiles> {
  const file = resolve(path);
  let json: unknown;
  try {
    json = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new BackupError(
      `${file}: could not be read (${(cause as Error).message}); expected the configuration that the server is started with`,
      { cause },
    );
  }
  const files = new Map([[nameOf(file), file]]);
  for (const named of namedIn(json)) {
    const from = resolve(dirname(file), named);
    let name = nameOf(from);
    for (let n = 2; files.has(name) && files.get(name) !== from; n++) name = `${n}-${nameOf(from)}`;
    files.set(name, from);
  }
  const { data } = json as { data?: unknown };
  return { data: resolve(dirname(file), typeof data === 'string' ? data : usualData), files };
}

function nameOf(path: string): string {
  return basename(path)
    .replace(/[^\w.-]/g, '_')
    .replace(/^[^\w]/, '_');
}

function namedIn(json: unknown): string[] {
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([name, value]) =>
    typeof value === 'string' ? (naming.includes(name) ? [value] : []) : namedIn(value),
  );
}
