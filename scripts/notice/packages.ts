import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenceOf, usualText } from './licences.ts';

/** A library in one version. */
export interface Library {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

interface LockEntry {
  readonly version?: string;
  readonly license?: unknown;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The entries of a package-lock.json by the folder that they are installed in. */
export type Lock = Readonly<Record<string, LockEntry>>;

/** The packages of the lock of a checkout. */
export function readLock(root: string): Lock {
  return (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }).packages;
}

/** The folder of the package that a module lies in, relative to the root; null of a module of our own. */
export function folderOf(module: string): string | null {
  return module.match(/(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/?]+)/)?.[1] ?? null;
}

/**
 * Folders of packages and of all that they need, found as Node finds them. What is optional is a package's form for
 * one platform: the form of every platform is listed.
 */
export function withNeeds(lock: Lock, folders: Iterable<string>): Set<string> {
  const found = new Set<string>();
  const visit = (folder: string) => {
    const entry = lock[folder];
    if (!entry || found.has(folder)) return;
    found.add(folder);
    const needs = { ...entry.dependencies, ...entry.optionalDependencies };
    for (const name of Object.keys(needs)) visit(installed(lock, folder, name));
  };
  for (const folder of folders) visit(folder);
  return found;
}

function installed(lock: Lock, from: string, name: string): string {
  for (let at = from; ; ) {
    const place = `${at}${at === '' ? '' : '/'}node_modules/${name}`;
    if (lock[place] || at === '') return place;
    at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')));
  }
}

/** Folders of all that runs on the server: the dependencies that are not for development, and what they need. */
export function serverFolders(lock: Lock): Set<string> {
  const wanted = Object.keys(lock['']?.dependencies ?? {});
  return withNeeds(
    lock,
    wanted.map((name) => `node_modules/${name}`),
  );
}

/** The libraries in folders of the lock, by name. */
export function librariesIn(lock: Lock, folders: Iterable<string>): Library[] {
  const libraries = new Map<string, Library>();
  for (const folder of folders) {
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const version = lock[folder]?.version ?? '';
    libraries.set(`${name}@${version}`, { name, version, licence: licenceOf(name, lock[folder]?.license) });
  }
  return [...libraries.keys()].sort().map((key) => libraries.get(key)!);
}

/** The texts of the licence and notices of an installed package; the usual text where it comes without. */
export function licenceText(root: string, folder: string): string {
  const path = join(root, folder);
  const own = readdirSync(path, { withFileTypes: true });
  const files = own.filter((one) => one.isFile() && /^(licen[cs]e|copying|notice)/i.test(one.name));
  const texts = files.map((one) => readFileSync(join(path, one.name), 'utf8').trim());
  if (own.some((one) => one.isDirectory() && one.name === 'licenses'))
    for (const name of readdirSync(join(path, 'licenses')))
      texts.push(`${name}:\n${readFileSync(join(path, 'licenses', name), 'utf8').trim()}`);
  if (texts.length > 0) return texts.join('\n\n');
  const { name, license, author, repository } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const holder = author?.name ?? author ?? `the authors of ${repository?.url ?? repository ?? name}`;
  return usualText(name, licenceOf(name, license), String(holder).replace(/ <[^>]*>/, ''));
}
