import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  abilities,
  type Doing,
  longestChoice,
  type RecordFault,
  type RecordList,
  type RecordOf,
  type Who,
} from '../../../model/record.ts';
import type { AnyKind } from '../../../model/records/kinds.ts';
import { verdictOf } from '../../door/conditions.ts';
import { refusalOf } from '../../door/orders.ts';
import { StoreError } from '../../intake/store/storeError.ts';
import type { RecordTable } from './recordTable.ts';
import { RecordRefused } from './refused.ts';

export interface RecordsPlace {
  readonly kinds: readonly AnyKind[];
  /** Who asks; null where that is not known. */
  readonly whoOf: (request: FastifyRequest) => Who | null;
  /** The open table. @throws StoreError while there is none, or where it cannot be opened */
  readonly table: () => Promise<RecordTable>;
}

const statusOf = {
  ...{ notAllowed: 403, unknown: 404, form: 400, choice: 400, choiceLength: 413 },
  ...{ tooMany: 409, alike: 409, unseen: 428, changed: 412 },
} as const satisfies Record<RecordFault['kind'], number>;

/** A letter of a choice may be four bytes, and its escape in JSON six. */
const mostBytes = 4 * longestChoice + 4096;

/** Serves the records of all kinds at /api/records: one route, in which a kind has no code of its own. */
export function serveRecords(server: FastifyInstance, { kinds, whoOf, table }: RecordsPlace): void {
  const kindOf = (request: FastifyRequest) =>
    kinds.find(({ id }) => id === (request.params as { kind: string }).kind);
  const options = {
    logLevel: 'warn',
    bodyLimit: mostBytes,
    config: { isServed: (request: FastifyRequest) => kindOf(request) !== undefined },
  } as const;

  /** Does one thing for who may do it, and says in words why anything else is not done. */
  const route =
    (doing: Doing, done: (kind: AnyKind, asked: Asked) => unknown) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const kind = kindOf(request);
      if (!kind) return reply.callNotFound();
      reply.header('cache-control', 'no-store');
      const refused = doing === 'read' ? null : refusalOf(request);
      if (refused !== null) return reply.code(refused).send({ error: orders[refused] });
      try {
        const who = whoOf(request);
        if (!who || !abilities(kind, who).includes(doing)) throw new RecordRefused({ kind: 'notAllowed' });
        const { id = '' } = request.params as { id?: string };
        return done(kind, { table: await table(), who, id, request, reply });
      } catch (error) {
        if (error instanceof RecordRefused)
          return reply.code(statusOf[error.fault.kind]).send({ error: error.message, fault: error.fault });
        if (!(error instanceof StoreError)) throw error;
        request.log.error({ err: error });
        return reply
          .code(503)
          .header('retry-after', '5')
          .send({ error: 'records cannot be read or written now; the log of the server says why' });
      }
    };

  const ofKind = '/api/records/:kind';
  server.get(ofKind, options, route('read', list));
  server.post(
    ofKind,
    options,
    route('make', (kind, { table, who, request, reply }) => {
      const record = table.make(kind, request.body, who);
      return sendRecord(reply.code(201).header('location', `${kind.id}/${record.id}`), record);
    }),
  );
  const ofRecord = `${ofKind}/:id`;
  server.get(
    ofRecord,
    options,
    route('read', (kind, { table, id, reply }) => sendRecord(reply, table.get(kind, id))),
  );
  server.put(
    ofRecord,
    options,
    route('change', (kind, { table, who, id, request, reply }) =>
      sendRecord(reply, table.change(kind, id, seenBy(request), request.body, who)),
    ),
  );
  server.delete(
    ofRecord,
    options,
    route('end', (kind, { table, who, id, request, reply }) =>
      sendRecord(reply, table.end(kind, id, seenBy(request), who)),
    ),
  );
  server.get(
    `${ofRecord}/history`,
    options,
    route('read', (kind, { table, id, reply }) => reply.send({ versions: table.history(kind, id) })),
  );
}

interface Asked {
  readonly table: RecordTable;
  readonly who: Who;
  readonly id: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const orders = {
  403: 'got an order of another site, expected one of this page; nothing was changed',
  415: 'expected application/json; nothing was changed',
} as const;

function list(kind: AnyKind, { table, who, request, reply }: Asked): FastifyReply {
  const found: RecordList = { may: abilities(kind, who), records: table.list(kind) };
  const text = JSON.stringify(found);
  const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`;
  reply.header('etag', etag);
  if (verdictOf(request, { etag }) === 'notModified') return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(text);
}

function sendRecord(reply: FastifyReply, record: RecordOf): FastifyReply {
  return reply.header('etag', `"${record.version}"`).send(record);
}

/** The version that a writer has seen. @throws RecordRefused where they do not say */
function seenBy({ headers }: FastifyRequest): number {
  const found = /^"(\d{1,15})"$/.exec((headers['if-match'] ?? '').trim());
  if (!found) throw new RecordRefused({ kind: 'unseen' });
  return Number(found[1]);
}
