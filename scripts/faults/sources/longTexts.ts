import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Postgres } from '../../../tests/support/postgres.ts';
import type { FaultResult } from '../fault.ts';

/**
 * Mails with pictures in them, 1 MB each, read and then changed at once, beside as many short rows changed at once: by
 * a process that may keep less than they are.
 * @param heap what it may keep, in MB
 */
export async function longTexts(
  postgres: Postgres,
  { long, short, heap, log }: { long: number; short: number; heap: number; log: (text: string) => void },
): Promise<FaultResult> {
  const what = `${long} rows of 1 MB and ${short.toLocaleString('en')} others read and changed at once within ${heap} MB`;
  await postgres.query(
    `CREATE TABLE mails (number text PRIMARY KEY, status text, description text);
     INSERT INTO mails SELECT 'M-' || n, 'received', repeat(md5(n::text), 32000) FROM generate_series(1, ${long}) n;
     INSERT INTO mails SELECT 'S-' || n, 'received', 'short' FROM generate_series(1, ${short}) n`,
  );
  const child = fork(join(import.meta.dirname, 'longTextsChild.ts'), [String(postgres.port)], {
    execArgv: ['--import', 'tsx', `--max-old-space-size=${heap}`],
  });
  const ended = once(child, 'exit');
  const message = async () => (await Promise.race([once(child, 'message'), ended]))[0];
  const wrong: string[] = [];
  try {
    if ((await message()) !== 'read') throw new Error('it ended at the first reading');
    await postgres.query(
      "UPDATE mails SET status = 'closed'; UPDATE mails SET description = 'x' || description; INSERT INTO mails VALUES ('M-last', '', '')",
    );
    const told = await message();
    if (typeof told !== 'object' || told === null) throw new Error('it ended while it followed');
    const { resident, there } = told as { resident: number; there: [string, string][] };
    log(`${what}: ${Math.round(resident / 1e6)} MB resident at most`);
    const found = new Map(there);
    const rows = await postgres.query('SELECT number, status, md5(description) AS md5 FROM mails');
    const other = rows.filter(({ number, status, md5 }) => found.get(number!) !== `${status} ${md5}`).length;
    if (other > 0 || found.size !== rows.length) wrong.push(`${other} rows missing or other`);
  } catch (cause) {
    wrong.push((cause as Error).message);
  } finally {
    child.kill();
    await ended;
    await postgres.query('DROP TABLE mails');
  }
  return { what, tried: 1, survived: wrong.length === 0 ? 1 : 0, wrong };
}
