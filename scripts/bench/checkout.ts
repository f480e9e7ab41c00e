import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * The folder of another revision of this program, with its packages and its page built: a checkout that is named itself,
 * or one that is made in .tmp/against and kept for the next time.
 * @param root the folder of this checkout
 * @param against a folder, or whatever git takes for a revision
 * @throws Error where it is neither
 */
export function checkoutOf(root: string, against: string, say: (text: string) => void): string {
  if (existsSync(join(against, 'package.json'))) return resolve(against);
  const revision = revisionOf(root, against);
  const folder = join(root, '.tmp/against', revision.slice(0, 12));
  if (!existsSync(join(folder, 'package.json'))) {
    say(`a checkout of ${revision.slice(0, 12)}`);
    run('git', ['worktree', 'prune'], root);
    run('git', ['worktree', 'add', '--detach', folder, revision], root);
  }
  if (!existsSync(join(folder, 'node_modules'))) {
    const lock = (of: string) => readFileSync(join(of, 'package-lock.json'), 'utf8');
    if (lock(folder) === lock(root)) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    else {
      say('its packages');
      run('npm', ['ci', '--no-audit', '--no-fund'], folder);
    }
  }
  if (!existsSync(join(folder, 'dist/index.html'))) {
    say('its page');
    run('npm', ['run', '--silent', 'build'], folder);
  }
  return folder;
}

function revisionOf(root: string, against: string): string {
  try {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${against}^{commit}`];
    return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    throw new Error(`--against ${against}: expected a checkout’s folder, or a revision that git knows`);
  }
}

function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
}
