import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import pg from 'pg';
import type { PostgresConnection } from '../postgresOptions.ts';
import { SourceError } from '../source.ts';
import { sourceError } from './fault.ts';

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
  /**
   * The same in pieces of at most `pieceBytes` (or one row), for rows that may be long: while a piece is worked on no
   * more is taken from the socket. At least one piece comes; the last one is known as such.
   */
  pieces(sql: string, values?: readonly unknown[]): AsyncIterable<Piece>;
}

/**
 * Reads of one instant: what is altered between two statements would else be told half as it was and half as it is.
 * @param connected outside a transaction
 */
export async function atOneInstant<T>(connected: Connected, read: () => Promise<T>): Promise<T> {
  await connected.rows('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  try {
    return await read();
  } finally {
    // A connection that broke says so itself.
    await connected.rows('ROLLBACK').catch(() => {});
  }
}

/** Some rows of a query. */
export interface Piece {
  readonly rows: readonly Row[];
  readonly last: boolean;
}

/** How much is worked on at once, in characters: with it are its copies on the way through. */
export const pieceBytes = 4 * 2 ** 20;

/** What a row holds, in characters. */
export function sizeOf(row: Row): number {
  return row.reduce((sum, value) => sum + (value?.length ?? 0), 0);
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
  // What breaks a connection between two questions is told by the next one.
  let broken: unknown;
  client.on('error', (cause) => {
    broken ??= cause;
  });
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
        throw sourceError(broken ?? cause, connection);
      }
    },
    async *pieces(sql, values = []) {
      try {
        yield* piecesOf(client, sql, values);
      } catch (cause) {
        throw sourceError(broken ?? cause, connection);
      }
    },
    async [Symbol.asyncDispose]() {
      signal.removeEventListener('abort', onAbort);
      await end();
    },
  };
}

async function* piecesOf(client: pg.Client, sql: string, values: readonly unknown[]): AsyncIterable<Piece> {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  const config: pg.QueryArrayConfig = { text: sql, values: [...values], rowMode: 'array' };
  const query = new pg.Query(config);
  let rows: Row[] = [];
  let size = 0;
  let ended = false;
  let failure: Error | null = null;
  let wake = () => {};
  query.on('row', (row: unknown) => {
    rows.push(row as Row);
    size += sizeOf(row as Row);
    if (size < pieceBytes) return;
    stream.pause();
    wake();
  });
  query.on('end', () => {
    ended = true;
    wake();
  });
  query.on('error', (cause: Error) => {
    failure ??= cause;
    wake();
  });
  client.query(query);
  try {
    while (!ended) {
      if (!failure && size < pieceBytes) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      if (failure) throw failure;
      const piece = { rows, last: ended };
      rows = [];
      size = 0;
      yield piece;
      stream.resume();
    }
  } finally {
    // What nobody takes would hold up all that is asked after it.
    if (!ended && !failure) stream.destroy();
  }
}

/** A name as SQL writes it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A text as SQL writes it. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
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
  const unfit = (why: string, cause?: unknown) =>
    new SourceError(
      'misfit',
      `connection.ssl.caFile: ${ssl.caFile} ${why}; expected the certificates in PEM of the authorities that are trusted, each between BEGIN CERTIFICATE and END CERTIFICATE.`,
      { cause },
    );
  let text: string;
  try {
    text = readFileSync(ssl.caFile, 'utf8');
  } catch (cause) {
    throw unfit(`cannot be read (${(cause as Error).message})`, cause);
  }
  // Node passes over what it cannot read, and takes nothing at all for the public authorities.
  const ca = text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g);
  if (!ca) throw unfit('holds no certificate');
  for (const [index, one] of ca.entries()) {
    try {
      new X509Certificate(one);
    } catch (cause) {
      throw unfit(`holds a damaged certificate (number ${index + 1})`, cause);
    }
  }
  return { rejectUnauthorized: true, ca };
}
