import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Makes a folder for a while; in memory where there is such a place, which is many times as fast: a process that is
 * killed loses nothing there either that the system has taken.
 */
export function makeFolder(): Promise<string> {
  const memory = '/dev/shm';
  return mkdtemp(join(existsSync(memory) ? memory : tmpdir(), 's360-faults-'));
}
