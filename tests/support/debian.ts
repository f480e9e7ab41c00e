import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Whoever holds the lock first installs, the others find the packages there. The lists of what there is are fetched only
 * where those at hand do not do; an apt that somebody else runs is waited for, ten minutes at most.
 */
const script = `
there() { for one; do dpkg-query -W -f '\${Status}' "$one" 2>/dev/null | grep -q 'ok installed' || return 1; done; }
install() { apt-get -o DPkg::Lock::Timeout=600 install -y -qq --no-install-recommends "$@"; }
update() { n=0; until apt-get -qq update || [ $n -ge 300 ]; do n=$((n+1)); sleep 2; done; }
there "$@" || install "$@" 2>/dev/null || { update; install "$@"; }
`;

/**
 * Installs packages of Debian where that is possible, as root; whoever needs them looks again. Tests that run beside
 * each other wait for each other.
 * @param why said to whoever waits
 */
export function installPackages(why: string, ...names: string[]): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  process.stderr.write(`${why}: installing …\n`);
  // Not in the folder of this run: other runs wait too.
  const lock = join(process.env.OUTER_TMPDIR ?? tmpdir(), 'services-360-apt.lock');
  spawnSync('flock', [lock, 'sh', '-c', script, 'sh', ...names], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
