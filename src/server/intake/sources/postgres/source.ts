import type { PostgresOptions } from '../postgresOptions.ts';
import { type Source, SourceError } from '../source.ts';
import { atOneInstant, connect } from './connection.ts';
import { advice, error, type Finding, readingFindings, serverFindings } from './findings.ts';
import { type MatchingIntake, PostgresMatching } from './matching.ts';
import { PollingSource } from './polling.ts';
import { goneFindings, pollingFindings } from './pollingFindings.ts';
import { nameFor } from './publication.ts';
import { publicationFindings } from './publicationFindings.ts';
import { type Intake, Records } from './records.ts';
import { ReplicationSource } from './replication.ts';
import { longPrepared, preparedTransactions } from './slot.ts';
import { readTable } from './table.ts';

/** What a table of PostgreSQL is given beside how it is read. */
export interface PostgresMore {
  /** Told in a sentence what somebody should know. */
  readonly log?: (text: string) => void;
  /** What it needs to be asked what it has; left out: it cannot be. */
  readonly matching?: MatchingIntake;
}

/**
 * A table of PostgreSQL as a source.
 * @param intake turns its rows, as records by column, into requests
 */
export function postgresSource(options: PostgresOptions, intake: Intake, more: PostgresMore = {}): Source {
  const source =
    options.follow === 'replication'
      ? new ReplicationSource(options, intake, undefined, more.log)
      : new PollingSource(options, intake);
  const matchable = more.matching ? new PostgresMatching(options, more.matching) : null;
  return Object.assign(source, { matchable });
}

/**
 * Whether a table of PostgreSQL can be read as configured; changes nothing there.
 * @param columns the names that the mapping and the personal columns need, as in `Intake`
 */
export async function checkPostgres(
  options: PostgresOptions,
  columns: readonly string[],
): Promise<Finding[]> {
  const { connection } = options;
  const found: Finding[] = [];
  if (connection.ssl === false && !['localhost', '127.0.0.1', '::1'].includes(connection.host))
    found.push(
      advice(
        'connection.ssl is false: what is read crosses the network unencrypted. Set it to { "caFile": … }; docs/postgresql.md tells how.',
      ),
    );
  try {
    const signal = new AbortController().signal;
    await using ordinary = await connect(connection, signal);
    const intake: Intake = { columns, read: () => null, gone: nothing };
    const tableNow = async () => new Records(await readTable(ordinary, options.table), options, intake);
    if (options.follow === 'polling') {
      const records = await atOneInstant(ordinary, tableNow);
      const findings = [...found, ...pollingFindings(records, options)];
      if (findings.some(({ level }) => level === 'error')) return findings;
      return [...findings, ...(await goneFindings(ordinary, records, options))];
    }
    const { publication: named, makePublication } = options;
    const { records, findings, repairs, publication } = await atOneInstant(ordinary, async () => {
      const records = await tableNow();
      const name = named ?? nameFor(options);
      return { records, ...(await publicationFindings(ordinary, records, name, makePublication)) };
    });
    found.push(
      ...readingFindings(records, connection.user),
      ...(await serverFindings(ordinary, options.slot ?? nameFor(options))),
      ...(await preparedTransactions(ordinary, longPrepared)).map(advice),
      ...findings,
    );
    if (!findings.some(({ level }) => level === 'error'))
      found.push(
        ...repairs.map(({ wrong, sql }) =>
          advice(
            publication
              ? `${wrong}. As it is our own, Services 360 itself runs: ${sql}, and then reads all anew.`
              : `The first start runs: ${sql}.`,
          ),
        ),
      );
    // As a reader of the log it may be refused where it is let in otherwise.
    if (found.some(({ level }) => level === 'error')) return found;
    await using _log = await connect(connection, signal, true);
  } catch (cause) {
    if (!(cause instanceof SourceError)) throw cause;
    found.push(error(cause.message));
  }
  return found;
}

function nothing(): never {
  throw new Error('A check reads no rows.');
}
