import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { backUp } from '../../src/server/backup/backup.ts';
import { backupName } from '../../src/server/backup/backupFiles.ts';
import { restore } from '../../src/server/backup/restore.ts';
import { seeded } from '../../tests/support/seeded.ts';
import {
  allRows,
  batchOf,
  later,
  openTestStore,
  personOf,
  tell,
} from '../../tests/support/storedRequests.ts';
import { bundle } from './bundle.ts';
import type { Fault, FaultResult } from './fault.ts';
import { makeFolder } from './folder.ts';

const say = () => {};
/** Requests of a store: some megabytes, so that a copy of it can be broken off. */
const requests = 3000;
/** A table of ratings beside it. */
const ratings = 'Day,Happy,Neutral,Unhappy\n2026-11-01,3,1,0\n';

/** Fills a store. @param isOpen leaves it as a crash would: with what was taken beside the file */
async function fill(data: string, names: string, isOpen: boolean): Promise<void> {
  const made = `${data}-made`;
  await mkdir(made, { recursive: true, mode: 0o700 });
  const store = openTestStore(join(made, 'store.sqlite'));
  const all = Array.from({ length: requests }, (_, i) =>
    tell(`${names}-${i}`, 1, {}, personOf(`${names}-${i}`, { text: 'words '.repeat(200) })),
  );
  store.take('crm', batchOf(all, 'p1'), later);
  if (!isOpen) store.close();
  await cp(made, data, { recursive: true });
  if (isOpen) store.close();
  await rm(made, { recursive: true });
}

/** What a store has: `names` with which all of its references begin, or why it is none of those that were made. */
function contentOf(data: string): string {
  if (!existsSync(join(data, 'store.sqlite'))) return 'nothing';
  const store = openTestStore(join(data, 'store.sqlite'));
  try {
    const refs = [...allRows(store).values()].map(({ ref }) => String(ref).split('-')[0]!);
    const names = [...new Set(refs)];
    return refs.length === requests && names.length === 1 ? names[0]! : `${refs.length} of ${names}`;
  } finally {
    store.close();
  }
}

interface Killed {
  readonly program: string;
  readonly args: readonly [what: 'backup' | 'restore', from: string, to: string];
  /** The step of its work with files at which it ends; null: after so many milliseconds. */
  readonly step: number | null;
  readonly ms: number;
}

/** Lets a program begin and kills it. Resolves to whether it was killed before it had ended. */
async function kill({ program, args, step, ms }: Killed): Promise<boolean> {
  const child = fork(program, [...args, String(step ?? 0)], { execArgv: [] });
  const ended = once(child, 'exit');
  if (step === null) {
    await Promise.race([once(child, 'message'), ended]);
    await sleep(ms);
    child.kill('SIGKILL');
  }
  const [code, signal] = (await ended) as [number | null, string | null];
  if (code !== null && code !== 0) throw new Error(`it ended with ${code}`);
  return signal === 'SIGKILL';
}

/** `kill -9` of a backup and of a restore: what there was is there, or what was to be, and never a half of it. */
export const fault: Fault = {
  name: 'backups',
  async run({ short, log }) {
    const folder = await makeFolder();
    const random = seeded(1129);
    const times = short ? { restore: 9, backup: 6 } : { restore: 200, backup: 200 };
    await using bundled = await bundle(['scripts/faults/backups/child.ts']);
    const program = join(bundled.folder, 'child.js');
    const path = (name: string) => join(folder, name);
    const attempt = async (
      what: string,
      times: number,
      most: { readonly steps: number; readonly ms: number },
      once: (
        how: Pick<Killed, 'step' | 'ms'>,
        n: number,
      ) => Promise<{ killed: boolean; wrong: string | null }>,
    ): Promise<FaultResult> => {
      const wrong: string[] = [];
      let killed = 0;
      for (let n = 0; n < times; n++) {
        const how = {
          step: n % 2 === 0 ? Math.ceil(((n + 1) / times) * most.steps) : null,
          ms: random() * most.ms,
        };
        try {
          const result = await once(how, n);
          if (result.killed) killed++;
          if (result.wrong !== null) wrong.push(`${JSON.stringify(how)}: ${result.wrong}`);
        } catch (error) {
          wrong.push(`${JSON.stringify(how)}: ${error instanceof Error ? error.message : error}`);
        }
      }
      log(`${what}: ${killed} of ${times} before the end`);
      return { what, tried: times, survived: times - wrong.length, wrong };
    };
    try {
      await fill(path('old'), 'old', true);
      await fill(path('new'), 'new', false);
      await writeFile(path('ratings.csv'), ratings);
      const files = { ratings: new Map([['ratings.csv', path('ratings.csv')]]) };
      const backup = await backUp({ data: path('new'), to: path('kept'), files, say });
      const restored = { old: 0, new: 0, nothing: 0 };
      const results = [
        await attempt('kill -9 of a restore', times.restore, { steps: 60, ms: 80 }, async (how, n) => {
          const data = path('data');
          // Every third is an empty machine.
          const before = n % 3 === 2 ? 'nothing' : 'old';
          if (before === 'old') await cp(path('old'), data, { recursive: true });
          const killed = await kill({ program, args: ['restore', backup, data], ...how });
          const there = contentOf(data);
          if (there === before || there === 'new') restored[there as keyof typeof restored]++;
          let wrong = there === before || there === 'new' ? null : `the store has ${there}`;
          const table = await readFile(join(data, 'ratings', 'ratings.csv'), 'utf8').catch(() => null);
          if (there === 'new' && table !== ratings) wrong ??= 'the store came without its ratings';
          await restore({ from: backup, data, replace: true, say });
          if (contentOf(data) !== 'new') wrong ??= 'the next restore did not put it back';
          const left = (await readdir(data)).filter(
            (name) => !/^(store\.sqlite(\.lock)?|ratings)$/.test(name),
          );
          left.push(...(await readdir(join(data, 'ratings'))).filter((name) => name !== 'ratings.csv'));
          if (left.length > 0) wrong ??= `${left} is left`;
          await rm(data, { recursive: true });
          return { killed, wrong };
        }),
        await attempt('kill -9 of a backup', times.backup, { steps: 45, ms: 80 }, async (how, n) => {
          const to = path('backups');
          const killed = await kill({ program, args: ['backup', path('old'), to], ...how });
          let wrong: string | null = null;
          const named = (await readdir(to).catch(() => [])).filter((name) => backupName.test(name));
          for (const name of named) {
            await restore({ from: join(to, name), data: path('data'), say });
            if (contentOf(path('data')) !== 'old') wrong = `${name} is not whole`;
            await rm(path('data'), { recursive: true });
          }
          await backUp({ data: path('old'), to, say });
          const left = (await readdir(to)).filter((name) => !backupName.test(name));
          if (left.length > 0) wrong ??= `${left} is left`;
          await rm(to, { recursive: true });
          if (n === times.backup - 1 && contentOf(path('old')) !== 'old')
            wrong ??= 'the store that was copied is another';
          return { killed, wrong };
        }),
      ];
      log(
        `after a restore: the old store ${restored.old} times, none ${restored.nothing}, the new ${restored.new}`,
      );
      return results;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
