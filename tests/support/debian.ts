import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Installs packages of Debian where that is possible, as root; whoever needs them looks again. Tests that run beside
 * each other wait for each other.
 * @param why said to whoever waits
 */
export function installPackages(why: string, ...names: string[]): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  process.stderr.write(`${why}: installing …\n`);
  const apt = `apt-get update -qq; apt-get install -y -qq ${names.join(' ')}`;
  spawnSync('flock', ['/tmp/services-360-apt.lock', 'sh', '-c', apt], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
