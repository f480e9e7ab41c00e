import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UnreadTable } from './unreadTable.ts';

/** Files that are still written, or that programs lay beside one. */
const notTables = /^\.|^~|\.(part|partial|tmp|temp|crdownload|filepart|md|reason\.txt)$/i;

/** Names as people order them: 2 before 10. */
const natural = new Intl.Collator('en', { numeric: true });

/** The tables of a folder, in order of their names: 2 before 10. An empty list where there is no such folder. @throws UnreadTable */
export async function tablesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return [];
    throw new UnreadTable(folder, cause, 'folder');
  });
  return entries
    .filter((entry) => entry.isFile() && !notTables.test(entry.name))
    .map(({ name }) => name)
    .sort(natural.compare);
}

/** What tells that the tables of a folder have changed: another text where any has. */
export async function stampOf(folder: string): Promise<string> {
  const names = await tablesIn(folder);
  const stamps = await Promise.all(
    names.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => null);
      return found && `${name} ${found.ino} ${found.size} ${found.mtimeMs}`;
    }),
  );
  return stamps.join('\n');
}
