import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Postgres, startPostgres } from '../../../tests/support/postgres.ts';
import { startProduct } from '../../../tests/support/product.ts';
import { makeFolder } from '../folder.ts';
import { configure, type LoadSizes, makeTables } from './city.ts';
import { compare, type Differences, publishedCount } from './compare.ts';
import { type Health, HealthProbe, ResidentProbe } from './health.ts';

/** What a server was like while something came. */
export interface Measured {
  readonly what: string;
  /** From the statement's end, or the server's start, until all of it was published. */
  readonly seconds: number;
  /** From the statement's beginning. */
  readonly health: Health;
  readonly differences: Differences;
}

export interface UnderLoad {
  readonly idle: Health;
  readonly measured: readonly Measured[];
  /** MB, at most. */
  readonly resident: number;
}

interface Load {
  readonly what: string;
  readonly sql: string;
  /** Requests that are published when it is done, less those before. */
  readonly more: number;
}

const marker = (table: string, number: string) =>
  table === 'mails'
    ? `INSERT INTO public.mails VALUES ('${number}', now() - interval '1 minute', 'received', 'the last')`
    : `INSERT INTO public.cases (number, opened_at, category, channel) VALUES ('${number}', now() - interval '1 minute', 'report', 'website')`;

/** What comes at once, each ended by a row that is published when all before it is. */
function loadsOf({ changed, long, anonymous }: LoadSizes): Load[] {
  const count = changed.toLocaleString('en');
  return [
    {
      what: `${count} changed by one statement`,
      sql: `UPDATE public.cases SET status = 'closed', resolved_at = now() - interval '1 minute', updated_at = now()
        WHERE substr(number, 3)::int <= ${changed}; ${marker('cases', 'Z-1')}`,
      more: 1,
    },
    {
      what: `${long.toLocaleString('en')} of 1 MB changed by one statement`,
      sql: `UPDATE public.mails SET status = 'closed', description = 'x' || description; ${marker('mails', 'Z-2')}`,
      more: 1,
    },
    {
      what: `${anonymous.toLocaleString('en')} calls with the number 000`,
      sql: `INSERT INTO public.cases (number, opened_at, category, channel, topic, caller_name, caller_phone)
        SELECT 'E-' || n, now() - n * interval '4 minutes', 'report',
          (ARRAY['call-centre', 'website', 'whatsapp', 'mobile-app'])[1 + n % 4], 'street-lighting', 'Invented', '000'
        FROM generate_series(1, ${anonymous}) AS n`,
      more: anonymous,
    },
    {
      what: 'keys that differ by white space',
      sql: `INSERT INTO public.cases (number, opened_at, category, channel) VALUES
        ('A-1', now() - interval '1 hour', 'report', 'whatsapp'), ('A-1 ', now() - interval '1 hour', 'report', 'whatsapp'),
        (' A-1', now() - interval '1 hour', 'report', 'website'), (E'A-1\\n', now() - interval '1 hour', 'report', 'website');
        DELETE FROM public.cases WHERE number = 'A-1 '`,
      more: 3,
    },
  ];
}

const patience = 900_000;

/**
 * Starts a server on a PostgreSQL and an empty folder, lets much come at once, and measures how it answers meanwhile.
 * @param tree the checkout whose server it is; left out: this one's
 * @throws Error where the server ends, or does not publish what came within a quarter of an hour
 */
export async function underLoad(
  sizes: LoadSizes,
  { idleMs, tree, log }: { idleMs: number; tree?: string; log: (text: string) => void },
): Promise<UnderLoad> {
  const folder = await makeFolder();
  const data = join(folder, 'data');
  await using postgres: Postgres = await startPostgres({ max_wal_size: '4GB', fsync: 'off' });
  try {
    await makeTables(postgres, sizes);
    const measured: Measured[] = [];
    const begun = performance.now();
    const product = await startProduct(
      await configure(folder, postgres),
      { LOG_LEVEL: 'warn', OPERATIONS_PORT: 'off' },
      tree,
    );
    const probe = new HealthProbe(product.address);
    const memory = new ResidentProbe(product.pid);
    try {
      const until = async (total: number, what: string) => {
        for (const from = performance.now(); (await publishedCount(data)) !== total; await wait(50)) {
          if (product.hasEnded())
            throw new Error(`${what}: the server ended: ${product.said().slice(-1500)}`);
          if (performance.now() - from > patience) throw new Error(`${what}: not published in 15 minutes`);
        }
      };
      /** Flags that are corrected afterwards have their time, too. */
      const untilSame = async () => {
        for (let tried = 0; ; tried++) {
          const differences = await compare(postgres, data);
          if ((differences.lost === 0 && differences.wrong === 0) || tried === 30) return differences;
          await wait(1000);
        }
      };
      const note = async (what: string, from: number) => {
        const seconds = (performance.now() - from) / 1000;
        const health = await probe.told();
        const one: Measured = { what, seconds, health, differences: await untilSame() };
        measured.push(one);
        log(`${textOf(one)}, ${Math.round(memory.most)} MB at most so far`);
        await probe.told();
      };
      let total = sizes.rows + sizes.long;
      await until(total, 'first reading');
      await note('first reading', begun);
      await wait(2000);
      await probe.told();
      await wait(idleMs);
      const idle = await probe.told();
      log(`idle: ${healthText(idle)}`);
      for (const { what, sql, more } of loadsOf(sizes)) {
        const from = performance.now();
        await postgres.query(sql);
        log(`${what}: committed after ${((performance.now() - from) / 1000).toFixed(1)} s`);
        total += more;
        await until(total, what);
        await note(what, from);
      }
      return { idle, measured, resident: memory.most };
    } finally {
      memory.end();
      await probe.end();
      await product.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function healthText({ asked, p50, p99, most, failed }: Health): string {
  const ms = (value: number) => value.toFixed(value < 10 ? 1 : 0);
  return `/healthz p50 ${ms(p50)}, p99 ${ms(p99)}, most ${ms(most)} ms of ${asked}${failed.length > 0 ? `, ${failed.length} not answered (${failed[0]})` : ''}`;
}

function textOf({ what, seconds, health, differences }: Measured): string {
  const { lost, wrong } = differences;
  return `${what}: published after ${seconds.toFixed(1)} s; ${healthText(health)}; ${lost} lost, ${wrong} wrong`;
}
