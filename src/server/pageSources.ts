import { createHash } from 'node:crypto';
import { access, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the page is built from, under the root of the checkout. */
const sources = [
  'index.html',
  'admin.html',
  'vite.config.ts',
  'package-lock.json',
  'public',
  'data',
  'scripts/messages',
  'scripts/notice',
  'src',
];
/** A part of them that is not in the page, but for what builds and packs it. */
const others = /^src\/(sample\/|server\/(?!page\.ts$))/;
/** The hash of the sources of a built page, in its folder; not served. */
const record = 'sources.sha256';

/** SHA-256 over the names and bytes of all that the page is built from. */
export async function sourcesHash(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await Promise.all(sources.map((source) => filesOf(root, source)))).flat().sort()) {
    if (others.test(name)) continue;
    const bytes = await readFile(join(root, name));
    hash.update(`${name}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

async function filesOf(root: string, name: string): Promise<string[]> {
  const inside = await readdir(join(root, name), { withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTDIR') return null;
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  if (inside === null) return [name];
  return (await Promise.all(inside.map((entry) => filesOf(root, `${name}/${entry.name}`)))).flat();
}

/** Notes in a built page, as the last of its files, what it was built from. */
export function recordSources(page: string, hash: string): Promise<void> {
  return writeFile(join(page, record), `${hash}\n`);
}

/** What is in the folder of the built page: nothing, the page of these sources, or one of others. */
export async function pageState(root: string, page: string): Promise<'missing' | 'current' | 'stale'> {
  const exists = await access(join(page, 'index.html')).then(
    () => true,
    () => false,
  );
  if (!exists) return 'missing';
  const built = await readFile(join(page, record), 'utf8').catch(() => '');
  return built.trim() === (await sourcesHash(root)) ? 'current' : 'stale';
}
