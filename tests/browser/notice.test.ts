import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { licencesPage, pageLibrariesOf } from '../../scripts/notice/table.ts';
import { makeServer } from '../../src/server/server.ts';
import { pageFolder } from '../support/served.ts';

// Guards: what the page is made of is named with the text of its licence, beside the page.
const root = fileURLToPath(new URL('../..', import.meta.url));
const notice = readFileSync(`${pageFolder}/THIRD-PARTY.txt`, 'utf8');
const named = pageLibrariesOf(notice);

/** Packages that files of the page import, types left out; and those whose files its styles name. */
function imported(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || path.includes('src/server/')) continue;
    const text = readFileSync(path, 'utf8');
    const pattern =
      /(?:^|\n)(?:import|export)\s(?!type\b)(?:[^'"`;]*?\sfrom\s)?['"]([^'".][^'"]*)['"]|import\(\s*['"]([^'".][^'"]*)['"]|url\("([^".][^"]*)"/g;
    for (const match of text.matchAll(pattern)) {
      const target = (match[1] ?? match[2] ?? match[3])!;
      if (target.startsWith('node:') || target.startsWith('#') || target.startsWith('data:')) continue;
      found.set(
        target
          .split('/')
          .slice(0, target.startsWith('@') ? 2 : 1)
          .join('/'),
        path,
      );
    }
  }
  return found;
}

test('every library that the page imports is in the notice, and what those bring with them', () => {
  const names = new Set(named.map(({ name }) => name));
  const missing = [...imported('src')].filter(([name]) => !names.has(name));
  expect(missing).toEqual([]);
  // From inside others: of a module graph, of a worker, of styles, of a file that comes ready-made.
  for (const name of ['zrender', 'scheduler', 'flatbuffers', '@luma.gl/webgl', 'proj4', 'kdbush', 'earcut'])
    expect(names, name).toContain(name);
  expect(names.size).toBeGreaterThan(90);
});

test('each has the text of its licence in the notice', () => {
  const sections = notice.split(`${'='.repeat(80)}\n`).slice(1);
  for (const { name, version, licence } of named) {
    const section = sections.find((one) =>
      one.split('-'.repeat(80))[0]!.split('\n').includes(`${name} ${version} (${licence})`),
    );
    const text = section?.slice(section.indexOf('-'.repeat(80)) + 80) ?? '';
    expect(text.length, `${name} ${version}`).toBeGreaterThan(400);
    expect(text, `${name} ${version}`).toMatch(/copyright|unencumbered|licen[cs]e/i);
  }
});

test('the notice is served beside the page', async () => {
  const server = await makeServer({ page: pageFolder, data: pageFolder });
  const { statusCode, headers, body } = await server.inject('/THIRD-PARTY.txt');
  expect([statusCode, headers['content-type'], body]).toEqual([200, 'text/plain; charset=utf-8', notice]);
  await server.close();
});

test('docs/licences.md is current', () => {
  expect(readFileSync(`${root}docs/licences.md`, 'utf8'), 'npm run licences writes it').toBe(
    licencesPage(root, notice),
  );
});
