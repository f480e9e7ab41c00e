import type { ListQuery } from '../query/listQuery.ts';
import type { Database, Session } from './database.ts';
import type { KeptList, ListRow } from './engine.ts';
import { resultTable } from './queryResult.ts';
import type { ReferenceBook } from './references.ts';

/** Rows from the top that are found without keeping the order of all. */
const mostFirst = 200;

/**
 * Opens a list: in a transaction of its own, so that its rows and its total stay those of the moment, whatever comes in.
 * Its order is kept once something beyond its first rows is wanted: 6 bytes a row in the database.
 */
export async function openKeptList(
  database: Database,
  query: ListQuery,
  version: string,
  references: ReferenceBook,
  signal: AbortSignal | undefined,
): Promise<KeptList> {
  const session = await database.session();
  try {
    await session.query('BEGIN TRANSACTION READ ONLY').catch(() => session.query('BEGIN TRANSACTION'));
    const [counted] = numbersIn(await session.query(query.total), ['total', 'sum']);
    signal?.throwIfAborted();
    return keptList(session, query, references, {
      version,
      total: counted?.total ?? 0,
      sum: counted?.sum ?? 0,
    });
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

function keptList(
  session: Session,
  query: ListQuery,
  references: ReferenceBook,
  { version, total, sum }: Pick<KeptList, 'version' | 'total' | 'sum'>,
): KeptList {
  let kept: Promise<unknown> | null = null;
  // One question after the other: a connection has one result at a time.
  let last: Promise<unknown> = Promise.resolve();
  let holders = 1;
  let closed = false;

  /** Puts questions after those that were put before. */
  function inTurn<T>(ask: () => Promise<T>): Promise<T> {
    const asked = last.then(() => {
      if (closed) throw new DOMException('the list was closed', 'AbortError');
      return ask();
    });
    last = asked.catch(() => {});
    return asked;
  }

  async function keep(): Promise<void> {
    kept ??= session.query(query.keep);
    await kept;
  }

  async function read(from: number, count: number): Promise<Uint8Array> {
    if (from + count <= mostFirst && from === 0 && !kept) return session.query(query.first(count));
    await keep();
    const [days] = numbersIn(await session.query(query.daysOf(from, count)), ['low', 'high']);
    return session.query(query.rows(from, count, days?.low ?? 0, days?.high ?? 0));
  }

  return {
    version,
    total,
    sum,
    piece: (from, count) => inTurn(() => read(from, count)),
    async references(signal) {
      const [days] = await inTurn(async () => {
        await keep();
        return numbersIn(await session.query(query.daysOf(0, total)), ['low', 'high']);
      });
      if (days?.low == null || days.high == null) return { files: [], later: new Map() };
      return references.all({ from: days.low, to: days.high }, signal);
    },
    async placeOf(ref, signal) {
      const rid = await references.find(ref, signal);
      if (rid === null) return null;
      return inTurn(async () => {
        await keep();
        const [found] = numbersIn(await session.query(query.placeOf(rid)), ['place']);
        return found?.place ?? null;
      });
    },
    async rows(from, count, signal) {
      const rows = numbersIn(await this.piece(from, count), null) as Omit<ListRow, 'ref'>[];
      signal?.throwIfAborted();
      const wanted = rows.map(({ rid, day }) => ({ rid: rid ?? -1, day: day ?? -1 }));
      const refs = await references.of(wanted, signal);
      return rows.map((row, i): ListRow => ({ ...row, ref: refs[i]! }));
    },
    hold() {
      holders++;
    },
    async close() {
      holders--;
      if (closed || holders > 0) return;
      closed = true;
      await last;
      await session.dispose();
    },
  };
}

/** The rows of a result as records of numbers. @param wanted only these columns; null: all */
function numbersIn(file: Uint8Array, wanted: readonly string[] | null): Record<string, number | null>[] {
  return resultTable(file)
    .toArray()
    .map((row) => {
      const values = row.toJSON() as Record<string, unknown>;
      const names = wanted ?? Object.keys(values);
      return Object.fromEntries(
        names.map((name) => [name, values[name] === null ? null : Number(values[name])]),
      );
    });
}
