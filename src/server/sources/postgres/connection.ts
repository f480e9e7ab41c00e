import { readFileSync } from 'node:fs';
import pg from 'pg';
import type { PostgresConnection } from '../postgresOptions.ts';
import { SourceError, type SourceFault } from '../source.ts';

/**
 * Has the server write every value as it does in the stream, whatever the database's own settings are: a query and the
 * stream must tell the same row in the same texts.
 */
const texts = [
  'datestyle=ISO',
  'timezone=UTC',
  'intervalstyle=postgres',
  'extra_float_digits=1',
  'bytea_output=hex',
  'client_encoding=UTF8',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** What a row of a query is: the values as texts, null for none. */
export type Row = readonly (string | null)[];

/** An open connection that ends with its scope, or with the signal. */
export interface Connected extends AsyncDisposable {
  readonly client: pg.Client;
  /** @param values the parameters @throws SourceError */
  rows(sql: string, values?: readonly unknown[]): Promise<Row[]>;
}

/**
 * Connects; ends when the signal aborts, after which all that is asked of it fails.
 * @param replication as a reader of the log
 * @throws SourceError
 */
export async function connect(
  connection: PostgresConnection,
  signal: AbortSignal,
  replication = false,
): Promise<Connected> {
  const { host, port, database, user } = connection;
  const config: pg.ClientConfig & { replication?: string } = {
    ...{ host, port, database, user },
    ...(connection.passwordEnv === undefined ? {} : { password: secret(connection.passwordEnv) }),
    ssl: sslOf(connection),
    ...(replication ? { replication: 'database' } : {}),
    options: texts,
    application_name: 'services-360',
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser: () => String },
  };
  const client = new pg.Client(config);
  // What breaks a connection breaks the question that waits for it, or the next one.
  client.on('error', () => {});
  const end = () => client.end().catch(() => {});
  const onAbort = () => void end();
  try {
    await client.connect();
  } catch (cause) {
    await end();
    throw sourceError(cause, connection);
  }
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  return {
    client,
    async rows(sql, values = []) {
      try {
        const result = await client.query({ text: sql, values: [...values], rowMode: 'array' });
        return result.rows;
      } catch (cause) {
        throw sourceError(cause, connection);
      }
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', onAbort);
      await end();
    },
  };
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL writes it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** What went wrong between us and the server, as the fault of a source. */
export function sourceError(cause: unknown, { host, port, database }: PostgresConnection): SourceError {
  if (cause instanceof SourceError) return cause;
  const { code, message } = cause as { code?: string; message: string };
  const where = `PostgreSQL ${database} at ${host}:${port}`;
  // A message about a value may hold the value; of those only the code is told.
  const said =
    code === undefined || !/^(2[23]|XX|P0|F0|HV)/.test(code) ? message : 'a value or an internal state';
  return new SourceError(faultOf(code, message), `${where}: ${said}${code ? ` (${code})` : ''}`, {
    cause,
    ...(code === '55006' ? { retryAfter: 1000 } : {}),
  });
}

/** By PostgreSQL's classes of errors. What is not known is tried again. */
function faultOf(code: string | undefined, message: string): SourceFault {
  if (code === undefined) {
    return /password|SASL|SCRAM|does not support SSL|certificate|self.signed/i.test(message)
      ? 'misfit'
      : 'unreachable';
  }
  // A segment of the log that is no more; a slot that was invalidated.
  if (code === '58P01') return 'lostPosition';
  if (code === '55000' && /replication slot|get changes|invalidated/.test(message)) return 'lostPosition';
  if (/^(0A|22|28|3D|3F|42)/.test(code) || code === '55000') return 'misfit';
  return /^(CERT|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code) ? 'misfit' : 'unreachable';
}

function secret(name: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== '') return value;
  throw new SourceError(
    'misfit',
    `connection.passwordEnv: the environment variable ${name} is not set; set it to the password.`,
  );
}

function sslOf({ ssl }: PostgresConnection): pg.ClientConfig['ssl'] {
  if (typeof ssl === 'boolean') return ssl ? { rejectUnauthorized: true } : false;
  try {
    return { rejectUnauthorized: true, ca: readFileSync(ssl.caFile, 'utf8') };
  } catch (cause) {
    throw new SourceError(
      'misfit',
      `connection.ssl.caFile: ${ssl.caFile} cannot be read (${(cause as Error).message}); expected a file of certificates in PEM.`,
      { cause },
    );
  }
}
