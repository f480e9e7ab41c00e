import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { allowedLicences, isAllowed, licenceOf, usualText } from '../../scripts/notice/licences.ts';
import { refused } from '../../scripts/notice/notice.ts';
import {
  folderOf,
  type Lock,
  librariesIn,
  licenceText,
  readLock,
  serverFolders,
  withNeeds,
} from '../../scripts/notice/packages.ts';

// Guards: the notice of third parties names what is shipped, under licences that allow it.
const root = fileURLToPath(new URL('../..', import.meta.url));

test('a module belongs to the package that it is installed in', () => {
  expect(folderOf('/app/src/model/ask.ts')).toBe(null);
  expect(folderOf('/app/node_modules/react/index.js')).toBe('node_modules/react');
  expect(folderOf('node_modules/@deck.gl/core/dist/index.js?url')).toBe('node_modules/@deck.gl/core');
  expect(folderOf('/app/node_modules/a/node_modules/@b/c/x.js')).toBe('node_modules/a/node_modules/@b/c');
});

test('what a package needs is found where Node finds it', () => {
  const lock: Lock = {
    '': { dependencies: { a: '1.0.0' } },
    'node_modules/a': { version: '1.0.0', license: 'MIT', dependencies: { b: '1', c: '1' } },
    'node_modules/a/node_modules/b': { version: '1.0.0', license: 'ISC', dependencies: { c: '2' } },
    'node_modules/b': { version: '2.0.0', license: 'GPL-3.0' },
    'node_modules/c': { version: '2.0.0', license: 'MIT', optionalDependencies: { d: '1', missing: '1' } },
    'node_modules/d': { version: '1.0.0' },
  };
  expect([...serverFolders(lock)].sort()).toEqual([
    'node_modules/a',
    'node_modules/a/node_modules/b',
    'node_modules/c',
    'node_modules/d',
  ]);
  expect(librariesIn(lock, withNeeds(lock, ['node_modules/a/node_modules/b']))).toEqual([
    { name: 'b', version: '1.0.0', licence: 'ISC' },
    { name: 'c', version: '2.0.0', licence: 'MIT' },
    { name: 'd', version: '1.0.0', licence: 'none' },
  ]);
});

test('a licence that is not on the list is refused by name', () => {
  for (const one of ['MIT', '(MIT OR GPL-3.0)', 'Apache-2.0 AND MIT']) expect(isAllowed(one), one).toBe(true);
  for (const one of ['GPL-3.0', 'MPL-2.0', 'none', 'MIT AND GPL-3.0', 'SEE LICENSE IN x', ''])
    expect(isAllowed(one), one).toBe(false);
  expect(licenceOf('x', { type: 'MIT' })).toBe('MIT');
  expect(licenceOf('x', undefined)).toBe('none');
  expect(
    refused([
      { name: 'good', version: '1.0.0', licence: 'MIT' },
      { name: 'bad', version: '2.0.0', licence: 'AGPL-3.0' },
    ]),
  ).toEqual([expect.stringMatching(/^bad 2\.0\.0: got the licence AGPL-3\.0, expected/)]);
  expect(() => usualText('x', 'AGPL-3.0', 'somebody')).toThrow(/x: got no file of its licence \(AGPL-3\.0\)/);
});

test('all that the server runs may be shipped', () => {
  const lock = readLock(root);
  const server = librariesIn(lock, serverFolders(lock));
  expect(refused(server)).toEqual([]);
  expect(server.length).toBeGreaterThan(100);
  expect(server.map(({ name }) => name)).not.toContain('vite');
  expect(allowedLicences.some((licence) => /GPL|MPL|SSPL|BUSL/.test(licence))).toBe(false);
});

test('a package without a file of its licence gets the usual text, with its holder', () => {
  const text = licenceText(root, 'node_modules/saxes');
  expect(text).toMatch(/^Copyright \(c\) Louis-Dominique Dubeau\n\nPermission to use/);
  const own = readFileSync(`${root}node_modules/react/LICENSE`, 'utf8').trim();
  expect(licenceText(root, 'node_modules/react')).toBe(own);
});
