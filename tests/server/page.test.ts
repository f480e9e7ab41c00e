import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { preparePage } from '../../src/server/page.ts';
import { pageState, recordSources, sourcesHash } from '../../src/server/pageSources.ts';

// Guards: the page that is served is of the sources beside it, and an installation without tools says what it lacks.
let root: string;
let page: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 's360-page-'));
  page = join(root, 'dist');
  await mkdir(join(root, 'src/app'), { recursive: true });
  await mkdir(join(root, 'src/server'));
  await writeFile(join(root, 'index.html'), '<p>');
  await writeFile(join(root, 'src/app/main.tsx'), 'a');
  await writeFile(join(root, 'src/server/main.ts'), 'b');
  await mkdir(page);
  await writeFile(join(page, 'index.html'), '<p>');
});

afterEach(() => rm(root, { recursive: true, force: true }));

const build = async () => recordSources(page, await sourcesHash(root));

test('a page is current by what its sources say, not by when they were written', async () => {
  expect(await pageState(root, page)).toBe('stale');
  await build();
  expect(await pageState(root, page)).toBe('current');
  const later = new Date(Date.now() + 86_400_000);
  await utimes(join(root, 'src/app/main.tsx'), later, later);
  await writeFile(join(root, 'src/server/main.ts'), 'not in the page');
  expect(await pageState(root, page)).toBe('current');
});

test('a changed, renamed or further source makes it stale, also with an older date', async () => {
  await build();
  const long = new Date('2020-01-01');
  await writeFile(join(root, 'src/app/main.tsx'), 'c');
  await utimes(join(root, 'src/app/main.tsx'), long, long);
  expect(await pageState(root, page)).toBe('stale');
  await build();
  await rename(join(root, 'src/app/main.tsx'), join(root, 'src/app/other.tsx'));
  expect(await pageState(root, page)).toBe('stale');
  await build();
  await writeFile(join(root, 'src/app/empty.ts'), '');
  expect(await pageState(root, page)).toBe('stale');
});

test('without tools an older page is served and that is said; without a page it says what to do', async () => {
  const said: string[] = [];
  const prepare = () => preparePage(root, page, (text) => said.push(text), { toolsAreThere: false });
  await build();
  await prepare();
  expect(said).toEqual([]);
  await writeFile(join(root, 'index.html'), '<p>new');
  await prepare();
  expect(said).toEqual([expect.stringMatching(/built from other sources .*npm ci && npm run build/)]);
  await rm(page, { recursive: true });
  await expect(prepare()).rejects.toThrow(/got no built page, .*npm ci && npm run build/);
});
