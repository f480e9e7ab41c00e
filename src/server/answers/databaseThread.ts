/** DuckDB in a thread of its own: Node's build of it blocks. */
import { parentPort } from 'node:worker_threads';
import type { Session } from '../../engine/database.ts';
import { openNodeDatabase } from '../../engine/nodeDatabase.ts';
import { answerCalls, type Port } from '../../engine/thread/calls.ts';
import type { DatabaseMessage } from './threadDatabase.ts';

const database = openNodeDatabase();
const sessions = new Map<number, Session>();
let last = 0;

answerCalls<DatabaseMessage>(parentPort as unknown as Port, async (message) => {
  const { query, append, session } = await database;
  switch (message.kind) {
    case 'query':
      return message.session === null
        ? query(message.sql)
        : sessions.get(message.session)!.query(message.sql);
    case 'append':
      return append(message.table, message.stream);
    case 'session':
      sessions.set(++last, await session());
      return last;
    case 'dispose':
      await sessions.get(message.session)!.dispose();
      sessions.delete(message.session);
      return null;
  }
});
