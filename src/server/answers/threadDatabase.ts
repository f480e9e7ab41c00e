import type { Database } from '../../engine/database.ts';
import { Calls } from '../../engine/thread/calls.ts';
import type { Thread } from '../../engine/thread/thread.ts';

/** What the thread with the database is asked. A session: null, the first one. */
export type DatabaseMessage =
  | { readonly kind: 'query'; readonly session: number | null; readonly sql: string }
  | { readonly kind: 'append'; readonly table: string; readonly stream: Uint8Array }
  | { readonly kind: 'session' }
  | { readonly kind: 'dispose'; readonly session: number };

/** A database that is in a thread. */
export async function openThreadDatabase(thread: Thread): Promise<Database> {
  const calls = new Calls<DatabaseMessage>(thread, "the database's thread");
  const query = (session: number | null) => (sql: string) =>
    calls.ask<Uint8Array>({ kind: 'query', session, sql });
  return {
    query: query(null),
    append: (table, stream) => calls.ask({ kind: 'append', table, stream }),
    async session() {
      const session = await calls.ask<number>({ kind: 'session' });
      return { query: query(session), dispose: () => calls.ask({ kind: 'dispose', session }) };
    },
    dispose: async () => calls.end(),
  };
}
