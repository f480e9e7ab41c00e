import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { installPackages } from './debian.ts';
import { freePort } from './freePort.ts';

const run = promisify(execFile);

/** A PostgreSQL of one's own, with PostGIS, for as long as it is needed. */
export interface Postgres extends AsyncDisposable {
  /** On 127.0.0.1. */
  readonly port: number;
  /** What a source's configuration says of it: database `crm`, and a role that may do everything unless told. */
  connection(user?: string): { host: string; port: number; database: string; user: string; ssl: false };
  /** Runs SQL as the superuser; several statements at once give the rows of the last. */
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, string | null>[]>;
  /** Writes a file of its data folder, which none but its own user may read. */
  write(name: string, text: string): void;
  /** Has it read its settings, pg_hba.conf and certificate anew: they hold from the next connection on. */
  reload(): Promise<void>;
  /** A connection that stays: for transactions. To be ended by whoever asked. */
  client(): Promise<pg.Client>;
  /** Ends it as an administrator would, or at once, and starts it again. */
  restart(mode?: 'smart' | 'fast' | 'immediate'): Promise<void>;
  /** Ends all its processes with SIGKILL, as when the machine's memory is used up. */
  kill(): Promise<void>;
  /** After `kill` or `halt`. */
  start(): Promise<void>;
  /** Ends it, to be started again. */
  halt(mode?: 'smart' | 'fast' | 'immediate'): Promise<void>;
  /** Keeps a copy of its data folder, as a snapshot of its disk; while it is ended. */
  keepCopy(): void;
  /** Puts the copy back; while it is ended. @param promoted as a replica that is made the primary when it starts */
  putBack(promoted?: boolean): void;
  /** Ends it and removes its folder. */
  stop(): Promise<void>;
}

/**
 * Starts a new cluster in a temporary folder on a free port, with wal_level=logical and fsync. Its own DateStyle and
 * TimeZone are odd ones, so that whoever relies on the defaults is found out.
 * @param settings of postgresql.conf, beside these
 * @param other the folder of another PostgreSQL's programs, which has no PostGIS; left out: Debian's
 * @throws Error that says what to install
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = {},
  other?: string,
): Promise<Postgres> {
  const programs = other ?? findPostgres();
  const folder = mkdtempSync(join(tmpdir(), 'services-postgres-'));
  const data = join(folder, 'data');
  const root = process.getuid?.() === 0;
  if (root) execFileSync('chown', ['postgres:', folder]);
  /** PostgreSQL does not run as root. */
  const asOwner = (program: string, args: readonly string[]) => {
    const path = join(programs, program);
    return root
      ? run('runuser', ['-u', 'postgres', '--', path, ...args], { cwd: folder })
      : run(path, [...args], { cwd: folder });
  };
  const port = await freePort();
  const options = Object.entries({
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    wal_level: 'logical',
    fsync: 'on',
    max_connections: '40',
    shared_buffers: '64MB',
    datestyle: 'SQL, DMY',
    timezone: 'America/Toronto',
    intervalstyle: 'iso_8601',
    ...settings,
  })
    .map(([name, value]) => `-c ${name}='${value}'`)
    .join(' ');

  const connection = (user = 'postgres') => ({
    host: '127.0.0.1',
    port,
    database: 'crm',
    user,
    ssl: false as const,
  });
  const client = async (database = 'crm') => {
    const made = new pg.Client({ ...connection(), database, types: { getTypeParser: () => String } });
    made.on('error', () => {});
    await made.connect();
    return made;
  };
  const query = async (sql: string, values?: readonly unknown[], database?: string) => {
    const one = await client(database);
    try {
      const result: pg.QueryResult | pg.QueryResult[] = await one.query(sql, values as unknown[]);
      return (Array.isArray(result) ? result.at(-1)! : result).rows;
    } finally {
      await one.end();
    }
  };
  const start = async () => {
    try {
      await asOwner('pg_ctl', ['-D', data, '-l', join(folder, 'log'), '-o', options, '-w', '-s', 'start']);
    } catch (cause) {
      const log = existsSync(join(folder, 'log')) ? readFileSync(join(folder, 'log'), 'utf8') : '';
      throw new Error(`PostgreSQL did not start: ${log.slice(-2000)}`, { cause });
    }
  };
  const halt = async (mode: 'smart' | 'fast' | 'immediate' = 'fast') => {
    await asOwner('pg_ctl', ['-D', data, '-m', mode, '-w', '-s', 'stop']);
  };
  const kill = async () => {
    const running = processes(data);
    for (const one of running) end(one);
    while (running.some(isRunning)) await new Promise((done) => setTimeout(done, 20));
    // It would be taken for running where nobody collects processes that ended, as in many containers.
    rmSync(join(data, 'postmaster.pid'), { force: true });
  };
  const write = (name: string, text: string) => {
    const path = join(data, name);
    writeFileSync(path, text, { mode: 0o600 });
    if (root) execFileSync('chown', ['postgres:', path]);
  };
  const reload = async () => {
    const loaded = async () => (await query('SELECT pg_conf_load_time() AS at'))[0]!.at;
    const before = await loaded();
    await query('SELECT pg_reload_conf()');
    while ((await loaded()) === before) await new Promise((done) => setTimeout(done, 20));
  };
  const copy = join(folder, 'copy');
  const keepCopy = () => {
    rmSync(copy, { recursive: true, force: true });
    execFileSync('cp', ['-a', data, copy]);
  };
  const putBack = (promoted = false) => {
    rmSync(data, { recursive: true });
    execFileSync('cp', ['-a', copy, data]);
    if (promoted) write('standby.signal', '');
  };
  const leave = () => {
    for (const one of processes(data)) end(one);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', leave);

  try {
    await asOwner('initdb', [
      ...['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync'],
      ...['--encoding=UTF8', '--locale=C.UTF-8'],
    ]);
    await start();
    await query('CREATE DATABASE crm', [], 'postgres');
    if (other === undefined) await query('CREATE EXTENSION postgis');
  } catch (cause) {
    process.off('exit', leave);
    leave();
    throw cause;
  }
  const stop = async () => {
    process.off('exit', leave);
    if (processes(data).length > 0) await halt('immediate');
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    port,
    connection,
    query,
    write,
    reload,
    client: () => client(),
    restart: async (mode) => {
      await halt(mode);
      await start();
    },
    kill,
    start,
    halt,
    keepCopy,
    putBack,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** The folder of PostgreSQL's programs: the newest of Debian's that has PostGIS; else it is installed, as root. */
function findPostgres(): string {
  const found = installed();
  if (found) return found;
  installPackages('No PostgreSQL with PostGIS found', 'postgresql', 'postgresql-15-postgis-3');
  const now = installed();
  if (now) return now;
  throw new Error(
    'These tests need PostgreSQL 15 and PostGIS: install postgresql and postgresql-15-postgis-3.',
  );
}

function installed(): string | null {
  const versions = '/usr/lib/postgresql';
  if (!existsSync(versions)) return null;
  return (
    readdirSync(versions)
      .sort((a, b) => Number(b) - Number(a))
      .filter((version) => existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`))
      .map((version) => join(versions, version, 'bin'))
      .find((folder) => existsSync(join(folder, 'initdb'))) ?? null
  );
}

/** The processes of a cluster: the one that its folder names, and those that it started. */
function processes(data: string): number[] {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return [];
  const main = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (!isRunning(main)) return [];
  const started = spawnSync('pgrep', ['-P', String(main)], { encoding: 'utf8' });
  return [main, ...started.stdout.split('\n').filter(Boolean).map(Number)];
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
  } catch {
    return false;
  }
  // A process that ended and that nobody has asked about is not running any more.
  const stat = `/proc/${id}/stat`;
  return !existsSync('/proc') || (existsSync(stat) && !/\) Z /.test(readFileSync(stat, 'utf8')));
}

function end(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}
