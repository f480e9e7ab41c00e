import type { PostgresConnection } from '../postgresOptions.ts';
import { SourceError, type SourceFault } from '../source.ts';

/** What went wrong between us and the server, as the fault of a source, with what helps where somebody must act. */
export function sourceError(cause: unknown, connection: PostgresConnection): SourceError {
  if (cause instanceof SourceError) return cause;
  const { host, port, database } = connection;
  const { code, message } = cause as { code?: string; message: string };
  const where = `PostgreSQL ${database} at ${host}:${port}`;
  // A message about a value may hold the value; of those only the code is told.
  const said =
    code === undefined || !/^(2[23]|XX|P0|F0|HV)/.test(code) ? message : 'a value or an internal state';
  const help = helpOf(code, message, connection);
  return new SourceError(
    faultOf(code, message),
    `${where}: ${said.replace(/\.$/, '')}${code ? ` (${code})` : ''}${help ? `; ${help}.` : ''}`,
    { cause, ...(code === '55006' ? { retryAfter: 1000 } : {}) },
  );
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
  return isCertificates(code) ? 'misfit' : 'unreachable';
}

/** Whether Node refused the server's certificate. */
function isCertificates(code: string): boolean {
  return /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|INVALID_)/.test(code);
}

/** What whoever looks after this server, or the other one, can do; null where nothing is to be done or known. */
function helpOf(
  code: string | undefined,
  message: string,
  { host, database, user, passwordEnv, ssl }: PostgresConnection,
): string | null {
  if (code === undefined) {
    if (message.includes('does not support SSL'))
      return 'have the administrator set ssl = on in postgresql.conf, with a certificate, and reload it';
    // What pg says where it was given none.
    if (message.includes('client password must be'))
      return 'a password is asked for: name the environment variable that holds it as connection.passwordEnv';
    return null;
  }
  if (code === '28P01') {
    const held = passwordEnv
      ? `correct the environment variable ${passwordEnv} and restart this server`
      : 'correct PGPASSWORD, and restart this server, or ~/.pgpass';
    return `the role is not there, has another password, or its password is valid no more: ${held}, or have the administrator set it anew (in psql: \\password ${user})`;
  }
  // What the rest says may be in the server's language.
  if (code === '28000' && message.includes('pg_hba.conf')) {
    return ssl === false
      ? 'connection.ssl is false: where pg_hba.conf only has lines with hostssl, set it to { "caFile": … } with the certificate of the authority that signed the one of the server'
      : `have the administrator put a line for this machine into pg_hba.conf and reload it: hostssl ${database} ${user} ADDRESS/32 scram-sha-256`;
  }
  if (!isCertificates(code)) return null;
  if (code === 'CERT_HAS_EXPIRED')
    return 'have the administrator renew the certificate of the server, or of its authority, and reload PostgreSQL';
  if (code === 'CERT_NOT_YET_VALID') return 'compare the clocks of both machines';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `connection.host must be a name or address of the certificate: have one made for ${host}, or name another host`;
  return ssl === true
    ? 'connection.ssl is true, which trusts public authorities alone: set it to { "caFile": … } with the certificate of the authority that signed the one of the server'
    : `the certificate of the authority that signed the one of the server must be in connection.ssl.caFile${typeof ssl === 'object' ? `, which is ${ssl.caFile}` : ''}`;
}
