import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Carried by every process that a run of the tests starts, however far down. */
const mark = 'SERVICES_360_TEST_RUN';
/** What other programs keep between runs in the place for temporary files. */
const kept = /^(tsx-\d+|node-compile-cache|v8-compile-cache.*)$/;

/**
 * Once around all tests: a folder of the run's own for temporary files, and at the end a look at what is left of it.
 * @returns what to do at the end: it throws where processes, and with them the ports that they listen on, or files are left
 */
export default function setup(): (() => Promise<void>) | undefined {
  // Each project of vitest asks; the first one that does stands for all.
  if (process.env[mark]) return undefined;
  const outer = tmpdir();
  const folder = mkdtempSync(join(outer, 's360-run-'));
  // PostgreSQL runs as a user of its own and passes through it.
  chmodSync(folder, 0o711);
  const tsx = `tsx-${process.getuid?.() ?? ''}`;
  if (existsSync(join(outer, tsx))) symlinkSync(join(outer, tsx), join(folder, tsx));
  Object.assign(process.env, { TMPDIR: folder, OUTER_TMPDIR: outer, [mark]: folder });
  return async () => {
    // Processes that were told to end may take a while.
    let processes = startedBy(folder);
    for (let look = 0; processes.length > 0 && look < 300; look++) {
      await wait(100);
      processes = startedBy(folder);
    }
    const files = readdirSync(folder).filter((name) => !kept.test(name));
    for (const one of processes) process.kill(one.id, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    const left = [...processes.map(({ id, command }) => `process ${id}: ${command}`), ...files];
    if (left.length === 0) return;
    process.exitCode = 1;
    throw new Error(`The tests left ${left.length} behind; now removed:\n${left.join('\n')}`);
  };
}

/** The processes that carry the mark, but for this one and the test runner's own. Linux only; elsewhere none is found. */
function startedBy(run: string): { id: number; command: string }[] {
  if (!existsSync('/proc/self/environ')) return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        if (!readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(`${mark}=${run}`))
          return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').slice(0, 200);
        const own =
          command === '' || /vitest\/dist|vitest\/suppress-warnings|esbuild.*--service/.test(command);
        return own ? [] : [{ id: Number(name), command }];
      } catch {
        // It ended meanwhile, or is another user's.
        return [];
      }
    });
}
