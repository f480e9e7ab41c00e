import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readConfig } from '../../src/server/config.ts';
import { wordsOfSources } from '../../src/server/intake/sources/configured.ts';
import { connect } from '../../src/server/intake/sources/postgres/connection.ts';
import { PollingSource } from '../../src/server/intake/sources/postgres/polling.ts';
import { ReplicationSource } from '../../src/server/intake/sources/postgres/replication.ts';
import { checkPostgres } from '../../src/server/intake/sources/postgres/source.ts';
import type {
  PollingOptions,
  PostgresConnection,
  ReplicationOptions,
} from '../../src/server/intake/sources/postgresOptions.ts';
import { runSource, type SourceState } from '../../src/server/intake/sources/runner.ts';
import { systemClock } from '../../src/server/intake/sources/source.ts';
import { type SourceMapping, sourceIntake } from '../../src/server/intake/sources/sourceMapping.ts';
import { openStore, type Store } from '../../src/server/intake/store/store.ts';
import { referenceData } from '../../src/server/referenceData.ts';
import {
  type Certificate,
  certify,
  findOpenssl,
  makeAuthority,
  readCertificate,
} from '../support/certificates.ts';
import { type Postgres, startPostgres } from '../support/postgres.ts';

const guide = readFileSync(fileURLToPath(new URL('../../docs/postgresql.md', import.meta.url)), 'utf8');

/** A block of a chapter of the administrator's guide, with the names of this machine: what it says is what is done here. */
function block(chapter: string, language: string): string {
  const text = guide.split(/^## /m).find((one) => one.startsWith(chapter));
  const found = text?.match(new RegExp(`^\`\`\`${language}\\n([^\`]*)^\`\`\``, 'm'))?.[1];
  if (found === undefined) throw new Error(`docs/postgresql.md: no block of ${language} in "${chapter}"`);
  return found.replaceAll('crm-db', 'localhost').replaceAll('10.1.2.3/32', '127.0.0.1/32');
}

/** With what SQL and a file of passwords treat in a special way. */
const password = 'كلمة السرّ \'"\\:#$x é';
const other = 'another secret';
const secrets = /كلمة|another secret/;
const variable = 'CRM_PASSWORD';
/** More than a stream holds before it pauses. */
const rows = 3_000;
const superuser = 'host all postgres 127.0.0.1/32 trust\n';

let postgres: Postgres;
let folder: string;
let options: { readonly replication: ReplicationOptions; readonly polling: PollingOptions };
let mapping: SourceMapping;
/** What both ways fill, over all tests. */
let store: Store;

type Way = keyof typeof options;
const ways: readonly Way[] = ['replication', 'polling'];

beforeAll(async () => {
  vi.stubEnv(variable, password);
  vi.stubEnv('PGPASSWORD', undefined);
  folder = mkdtempSync(join(tmpdir(), 'services-secure-'));
  findOpenssl();
  execFileSync('sh', ['-ec', block('Encrypted', 'sh')], { cwd: folder, stdio: 'pipe' });
  makeAuthority(folder, 'other');
  postgres = await startPostgres({ max_slot_wal_keep_size: '20GB' });
  for (const setting of block('Encrypted', 'ini').trim().split('\n'))
    await postgres.query(`ALTER SYSTEM SET ${setting}`);
  await postgres.query(
    `CREATE SCHEMA crm;
     CREATE TABLE crm.cases (case_number text PRIMARY KEY, opened_at timestamptz, closed_at timestamptz, status text,
       channel text, phone text, internal_notes text);
     INSERT INTO crm.cases (case_number, opened_at) SELECT 'old-' || n, now() - interval '1 day' FROM generate_series(1, ${rows}) n`,
  );
  await postgres.query(block('What to set up', 'sql').replace("'…'", sqlText(password)));
  await mend();

  const source = JSON.parse(block('Configuration', 'json'));
  const columns = { ref: 'case_number', opened: 'opened_at', resolved: 'closed_at' };
  const words = { stage: 'status', channel: 'channel' };
  writeFileSync(
    join(folder, source.mapping),
    JSON.stringify({
      columns: { ...columns, ...words },
      personal: { phone: 'phone' },
      timeZone: 'Asia/Dubai',
    }),
  );
  source.connection.port = postgres.port;
  const polled = {
    ...source,
    id: 'polled',
    follow: 'polling',
    updatedAt: 'opened_at',
    everySeconds: 0.05,
    overlapSeconds: 15,
  };
  const title = { en: 'CRM', ar: 'CRM' };
  writeFileSync(join(folder, 'services360.json'), JSON.stringify({ title, sources: [source, polled] }));
  const config = await readConfig(join(folder, 'services360.json'));
  const [replication, polling] = config.sources;
  if (replication?.kind !== 'postgres' || polling?.kind !== 'postgres') throw new Error('other kinds');
  options = {
    replication: replication.options as ReplicationOptions,
    polling: polling.options as PollingOptions,
  };
  mapping = replication.mapping;
  const { zones } = referenceData();
  const known = () => wordsOfSources(config.sources, referenceData(), null);
  store = openStore(':memory:', { timeZone: 'Asia/Dubai', zones, words: known });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  store?.close();
  await postgres?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => mend());

const sqlText = (text: string) => `'${text.replaceAll("'", "''")}'`;
const setPassword = (text: string) => postgres.query(`ALTER ROLE services360 PASSWORD ${sqlText(text)}`);

/** Has the server show a certificate from the next connection on. */
async function show({ certificate, key }: Certificate): Promise<void> {
  postgres.write('server.crt', certificate);
  postgres.write('server.key', key);
  await postgres.reload();
}

async function letIn(lines: string): Promise<void> {
  postgres.write('pg_hba.conf', superuser + lines);
  await postgres.reload();
}

/** All as the guide has it. */
async function mend(): Promise<void> {
  await postgres.query('ALTER SYSTEM SET ssl = on');
  postgres.write('pg_hba.conf', superuser + block('Encrypted', 'text'));
  await show(readCertificate(folder, 'server'));
  await setPassword(password);
}

/** Ends all that the role has open. */
const disconnect = () =>
  postgres.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'services360'");

let changes = 0;
/** A new request at the CRM. @returns its reference */
async function change(): Promise<string> {
  const ref = `new-${++changes}`;
  await postgres.query(
    `INSERT INTO crm.cases VALUES ('${ref}', now() - interval '10 seconds', null, 'Closed', 'WhatsApp', '050', 'n')`,
  );
  return ref;
}

const isWell = { phase: 'following', trouble: null, lastBatch: expect.any(Number) };

/** Follows the table in both ways, as the server does, but tries again sooner. */
function follow(connection: Partial<PostgresConnection> = {}, askMs = 100) {
  const reference = referenceData();
  const intake = sourceIntake(mapping, { source: 'crm', reference, words: store.words });
  const connected = <T extends { connection: PostgresConnection }>(way: T): T => ({
    ...way,
    connection: { ...way.connection, ...connection },
  });
  const pace = { askMs, idleMs: 100, lookMs: 100 };
  const sources = {
    replication: new ReplicationSource(connected(options.replication), intake, pace),
    polling: new PollingSource(connected(options.polling), intake),
  };
  const states: Record<Way, SourceState[]> = { replication: [], polling: [] };
  const stop = new AbortController();
  const running = ways.map((way) =>
    runSource(
      sources[way],
      {
        ...{ store, clock: systemClock, firstWait: 10, longestWait: 100, onTaken() {} },
        onState: (state) => void states[way].push(state),
      },
      stop.signal,
    ),
  );
  const until = (check: (way: Way) => void) =>
    vi.waitFor(() => ways.forEach(check), { timeout: 240_000, interval: 20 });
  return {
    states,
    /** Waits until both have taken a request, and are well. */
    has: (ref: string) =>
      until((way) => {
        expect([...store.told(sources[way].id)].map((told) => told.ref)).toContain(ref);
        expect(states[way].at(-1)).toMatchObject(isWell);
      }),
    /** Waits until both have been heard, and know of no trouble. */
    well: () => until((way) => expect(states[way].at(-1)).toMatchObject(isWell)),
    /** Waits until both have stopped, and somebody must look. @returns why */
    stopped: async () => {
      await until((way) =>
        expect(states[way].at(-1)).toMatchObject({ phase: 'stopped', trouble: { fault: 'misfit' } }),
      );
      return ways.map((way) => states[way].at(-1)!.trouble!.text);
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await Promise.all(running);
    },
  };
}

type Followed = ReturnType<typeof follow>;
const faults = ({ states }: Followed) =>
  new Set(ways.flatMap((way) => states[way].flatMap(({ trouble }) => trouble?.fault ?? [])));
/** How often it was told that all is read, which was told once more with each batch of it. */
const readings = ({ states }: Followed) =>
  ways.flatMap((way) => states[way].filter(({ phase }) => phase === 'initial')).length;

/** What the role has open, and whether it is encrypted, as the guide asks for it. */
const open = async () =>
  (await postgres.query(block('Encrypted', 'sql'))).map((row) => Object.values(row).join(' ')).sort();
const encrypted = ['client backend t TLSv1.3', 'walsender t TLSv1.3'];

/** What both ways hold open, which nothing else joins for longer than a look. */
const bothEncrypted = () => vi.waitFor(async () => expect(await open()).toEqual(encrypted), 240_000);

// Guards: that a server which takes nothing but TLS and passwords is followed at all, the log too, as the guide says.
test('both ways follow over TLS with a password', async () => {
  const intake = sourceIntake(mapping, { source: 'crm', reference: referenceData() });
  expect(await checkPostgres(options.replication, intake.columns)).toEqual([]);
  const stop = new AbortController();
  for await (const _ of new ReplicationSource(options.replication, intake).initial(stop.signal)) {
    // The rows, and the log at the place where they were read.
    expect(await open()).toEqual(encrypted);
    break;
  }

  // Whoever is too slow to answer so often is taken for dead.
  await using both = follow({}, 1000);
  await both.well();
  expect(store.counts().requests).toBe(2 * rows);
  await both.has(await change());
  // A stream that is paused because more comes than is taken goes on.
  await postgres.query("UPDATE crm.cases SET status = 'Closed', opened_at = now() - interval '1 minute'");
  await both.has(await change());
  await bothEncrypted();
  expect(faults(both)).toEqual(new Set());
  await postgres.restart('fast');
  await both.has(await change());
  await bothEncrypted();
  expect(faults(both)).toEqual(new Set(['unreachable']));
  // The polling one was asking nothing then, and says what ended it all the same.
  const said = both.states.polling.flatMap(({ trouble }) => trouble?.text ?? []);
  expect(said.join()).toMatch(/\((57P01|ECONN\w+)\)/);
  expect(said.join()).not.toContain('not queryable');
});

const certifyBy = (authority: string, host: string, days?: number) =>
  show(certify(folder, authority, host, days));

// Guards: what goes wrong at the server while it is followed. Whoever must act is told what to do, and once it is done
// all goes on from where it was.
test.each<[string, () => Promise<unknown>, RegExp]>([
  [
    'another password',
    () => setPassword(other),
    /\(28P01\); the role .* correct the environment variable CRM_PASSWORD and restart this server, or have .* \\password services360\)\.$/,
  ],
  [
    'a certificate of another authority',
    () => certifyBy('other', 'localhost'),
    /verify .*\(UNABLE_TO_VERIFY_LEAF_SIGNATURE\); the certificate of the authority .* must be in connection\.ssl\.caFile, which is \/.*crm-ca\.pem\.$/,
  ],
  [
    'a certificate for another name',
    () => certifyBy('crm-ca', 'crm-old'),
    /localhost.*DNS:crm-old \(ERR_TLS_CERT_ALTNAME_INVALID\); connection\.host must be a name or address of the certificate: have one made for localhost, or name another host\.$/,
  ],
  [
    'a certificate that has expired',
    () => certifyBy('crm-ca', 'localhost', 0),
    /expired \(CERT_HAS_EXPIRED\); have the administrator renew the certificate .* and reload PostgreSQL\.$/,
  ],
  [
    'TLS is switched off',
    async () => {
      await postgres.query('ALTER SYSTEM SET ssl = off');
      await letIn('host crm services360 127.0.0.1/32 scram-sha-256');
    },
    /does not support SSL connections; have the administrator set ssl = on/,
  ],
  [
    'no line in pg_hba.conf',
    () => letIn(''),
    /SSL encryption \(28000\); have the administrator .* reload it: hostssl crm services360 ADDRESS\/32 scram-sha-256\.$/,
  ],
])('%s', async (_, harm, said) => {
  await using both = follow();
  await both.well();
  const before = readings(both);
  await harm();
  await disconnect();
  for (const text of await both.stopped()) {
    expect(text).toMatch(said);
    expect(text).toContain('PostgreSQL crm at localhost:');
    expect(text).not.toMatch(secrets);
  }
  const meanwhile = await change();
  await mend();
  await both.well();
  await both.has(meanwhile);
  expect(readings(both)).toBe(before);
});

// Guards: what is wrong in our own configuration is told by the check and while it runs, in the same words, and nothing
// goes out unencrypted or unchecked in its stead. An empty file would stand for all public authorities.
test.each<[string, () => Partial<PostgresConnection>, RegExp]>([
  [
    'no TLS',
    () => ({ ssl: false }),
    /no encryption \(28000\); connection\.ssl is false: .* set it to \{ "caFile": … \}/,
  ],
  [
    'public authorities',
    () => ({ ssl: true }),
    /\(UNABLE_TO_VERIFY_LEAF_SIGNATURE\); connection\.ssl is true, which trusts public authorities alone: set it to \{ "caFile": … \}/,
  ],
  [
    'no file',
    () => ({ ssl: { caFile: '/nowhere.pem' } }),
    /^connection\.ssl\.caFile: \/nowhere\.pem cannot be read .*; expected/,
  ],
  [
    'an empty file',
    () => ({ ssl: { caFile: '/dev/null' } }),
    /^connection\.ssl\.caFile: \/dev\/null holds no certificate; expected/,
  ],
  [
    'a damaged file',
    () => ({ ssl: { caFile: damaged() } }),
    /caFile: .* holds a damaged certificate \(number 2\); expected/,
  ],
  [
    'an empty variable',
    () => ({ passwordEnv: 'EMPTY' }),
    /^connection\.passwordEnv: the environment variable EMPTY is not set; set it/,
  ],
  [
    'no password',
    () => withoutVariable(),
    /; a password is asked for: name the environment variable that holds it as connection\.passwordEnv\.$/,
  ],
])('a configuration with %s', async (_, change, said) => {
  vi.stubEnv('EMPTY', '');
  vi.stubEnv('PGPASSFILE', join(folder, 'none'));
  const connection = { ...options.replication.connection, ...change() };
  await using both = follow(connection);
  const texts = await both.stopped();
  const [found, ...more] = await checkPostgres({ ...options.replication, connection }, []);
  expect(more).toEqual([]);
  for (const text of [...texts, found!.text]) expect(text).toMatch(said);
});

const withoutVariable = () => ({ passwordEnv: undefined }) as unknown as Partial<PostgresConnection>;

function damaged(): string {
  const path = join(folder, 'damaged.pem');
  const one = readFileSync(join(folder, 'crm-ca.pem'), 'utf8');
  writeFileSync(path, `${one}${one.replace(/^(-+BEGIN.*\n).{8}/, '$1AAAAAAAA')}`);
  return path;
}

// Guards: a start without the secret, and that no error holds one, whatever part of it is written down.
test('secrets are asked for at the start and in no error', async () => {
  const file = join(folder, 'services360.json');
  await expect(readConfig(file, {})).rejects.toThrow('the environment variable CRM_PASSWORD is not set');
  await setPassword(other);
  const { signal } = new AbortController();
  for (const replication of [false, true]) {
    const refused = await connect(options.replication.connection, signal, replication).catch(
      (cause: unknown) => cause,
    );
    expect(refused).toMatchObject({ fault: 'misfit', cause: { code: '28P01' } });
    expect(inspect(refused, { depth: 20, showHidden: true })).not.toMatch(secrets);
  }
});

// Guards: an administrator who renews what expires must not have to tell us, nor lose what happens meanwhile.
test('a certificate is renewed, and then signed by another authority', async () => {
  const { signal } = new AbortController();
  const shown = async () => {
    await using connected = await connect(options.polling.connection, signal);
    const { stream } = (connected.client as unknown as { connection: { stream: TLSSocket } }).connection;
    return stream.getPeerCertificate().fingerprint256;
  };
  await using both = follow();
  await both.well();
  const before = await shown();
  await certifyBy('crm-ca', 'localhost');
  await both.has(await change());
  await disconnect();
  await both.has(await change());
  const renewed = await shown();
  expect(renewed).not.toBe(before);

  const file = join(folder, 'crm-ca.pem');
  const trusted = readFileSync(file, 'utf8');
  try {
    appendFileSync(file, readFileSync(join(folder, 'other.pem')));
    await certifyBy('other', 'localhost');
    await disconnect();
    await both.has(await change());
    expect(await shown()).not.toBe(renewed);
  } finally {
    writeFileSync(file, trusted);
  }
  expect(faults(both)).toEqual(new Set(['unreachable']));
});

// Guards: a new password costs no change, and what is to be done is what the guide says: a restart for a variable, none
// for a file.
test('a password is changed: in a variable', async () => {
  let meanwhile: string;
  {
    await using both = follow();
    await both.well();
    await setPassword(other);
    await disconnect();
    await both.stopped();
    meanwhile = await change();
  }
  vi.stubEnv(variable, other);
  try {
    await using both = follow();
    await both.has(meanwhile);
    expect(readings(both)).toBe(0);
  } finally {
    vi.stubEnv(variable, password);
  }
});
test('a password is changed: in a file', async () => {
  const file = join(folder, 'pgpass');
  vi.stubEnv('PGPASSFILE', file);
  const keep = (text: string) =>
    writeFileSync(file, `localhost:*:crm:services360:${text.replace(/[\\:]/g, '\\$&')}\n`, { mode: 0o600 });
  keep(password);
  await using both = follow(withoutVariable());
  await both.well();
  await setPassword(other);
  await disconnect();
  for (const text of await both.stopped()) expect(text).toContain('or ~/.pgpass');
  const meanwhile = await change();
  keep(other);
  await both.has(meanwhile);
});
