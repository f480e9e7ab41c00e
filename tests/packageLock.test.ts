import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

// Guards: "npm ci" verifies every byte that it installs, on every platform, from whatever registry it is given.
const read = (name: string) => readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), 'utf8');

interface Entry {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
}

/** Packages of a lock whose bytes are not verified, and those that name a registry. */
function unsafe(packages: Readonly<Record<string, Entry>>) {
  const installed = Object.entries(packages).filter(([path, { link }]) => path !== '' && !link);
  return {
    seen: installed.length,
    unverified: installed
      .filter(
        ([, { version, integrity }]) => !version || !/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity ?? ''),
      )
      .map(([path]) => path),
    elsewhere: installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path),
  };
}

test('every package of every platform has the check sum of its bytes, and none names a registry', () => {
  const text = read('package-lock.json');
  const { seen, unverified, elsewhere } = unsafe(JSON.parse(text).packages);
  expect(unverified).toEqual([]);
  expect(elsewhere).toEqual([]);
  expect(text).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  expect(seen).toBeGreaterThan(300);
});

test('the lock names the tools of other platforms too', () => {
  // Guards: an install whose registry lacks them drops them from the lock, and a Mac or Windows has no lint.
  const paths = Object.keys(JSON.parse(read('package-lock.json')).packages);
  for (const tool of ['@biomejs/cli-', '@rolldown/binding-', '@oxc-parser/binding-', '@esbuild/'])
    for (const system of ['win32', 'darwin', 'linux'])
      expect(
        paths.some((path) => path.includes(`node_modules/${tool}${system}`)),
        `${tool}${system}`,
      ).toBe(true);
});

test('a package without a check sum, or with a registry, is named', () => {
  const integrity = `sha512-${'A'.repeat(86)}==`;
  const planted = {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity },
    'node_modules/b': { version: '1.0.0' },
    'node_modules/c': { version: '1.0.0', integrity: 'sha1-AAAA' },
    'node_modules/d': { version: '1.0.0', integrity, resolved: 'https://registry.example/d.tgz' },
  };
  expect(unsafe(planted)).toEqual({
    seen: 4,
    unverified: ['node_modules/b', 'node_modules/c'],
    elsewhere: ['node_modules/d'],
  });
});

test('every package is asked for in one exact version', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
  );
  expect(loose).toEqual([]);
});
