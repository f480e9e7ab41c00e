import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { AdminState, SeenOrder } from '../../model/adminState.ts';
import type { JobOrderAnswer } from '../../model/job.ts';

import { CityAway } from '../door/intakeLink.ts';
import { isForwarded, refusalOf } from '../door/orders.ts';
import { notFound, serveFiles } from '../fileRoutes.ts';
import type { TestAnswer } from '../house/messageService.ts';
import { type SourceAnswer, type SourceOrder, sourceOrderSchema } from '../intake/matching/sourceOrder.ts';

/** What the administrator's page asks and orders. */
export interface AdminAsk {
  state(): Promise<AdminState>;
  /** Marks a kind of problem as seen, or takes that back. Returns whether there is such a kind. */
  see(order: SeenOrder): Promise<boolean>;
  /** Begins a job at once, whether it is due or not. */
  runJob(name: string): Promise<JobOrderAnswer>;
  /** Sends a message that shows that messages arrive. */
  sendTest(): Promise<TestAnswer>;
  /** What is asked of a source from a terminal. @throws Error with the words of why it cannot be done */
  source(order: SourceOrder): Promise<SourceAnswer>;
}

const name = v.pipe(v.string(), v.maxLength(200));
const jobSchema = v.strictObject({ job: name });
const orderSchema = v.strictObject({ source: name, field: name, problem: name, seen: v.boolean() });

export interface AdminPlace {
  /** Folder of the built page. */
  readonly page: string;
  /** Whether the listener has no page of its own, so that what this one is made of is served here. */
  readonly alone: boolean;
  /** Where the board is, as an address of the administrator's page; null where that cannot be known. */
  readonly board: () => string | null;
}

const testStatusOf = { sent: 202, nobody: 404, failed: 503 } as const satisfies Record<TestAnswer, number>;
const statusOf = { begun: 202, running: 409, unknown: 404 } as const satisfies Record<JobOrderAnswer, number>;

/**
 * Serves the administrator's page at /admin, what it shows at /admin/state.json, and takes what is marked as seen and
 * which job is to be done, or test message sent, at once. It has references of requests: whoever adds it to a listener sees to it that only administrators reach that. What comes
 * through a proxy is not answered: that would be everybody.
 */
export function serveAdmin(server: FastifyInstance, ask: AdminAsk, { page, alone }: AdminPlace): void {
  const options = {
    logLevel: 'warn',
    onRequest: async (request: FastifyRequest, reply: FastifyReply) => {
      if (isForwarded(request)) return notFound(reply, '/admin');
    },
  } as const;
  server.get('/admin', options, async (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'private, no-cache')
      .send(await readFile(join(page, 'admin.html'))),
  );
  server.get('/admin/', options, async (_request, reply) => reply.redirect('../admin', 308));
  server.get('/admin/state.json', options, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send(await ask.state()),
  );
  server.post('/admin/source', { ...options, bodyLimit: 4096 }, async (request, reply) => {
    const refused = refusalOf(request);
    if (refused !== null) return reply.code(refused).send();
    const order = v.safeParse(sourceOrderSchema, request.body);
    if (!order.success) return reply.code(400).send();
    // A table read row by row takes minutes, in which nothing goes to whoever ordered it: not a reader who takes nothing.
    request.raw.socket.setTimeout(0);
    try {
      return await reply.header('cache-control', 'no-store').send(await ask.source(order.output));
    } catch (error) {
      const code = error instanceof CityAway ? 503 : 409;
      return reply.code(code).send({ error: error instanceof Error ? error.message : String(error) });
    }
  });
  server.post('/admin/seen', { ...options, bodyLimit: 4096 }, async (request, reply) => {
    const refused = refusalOf(request);
    if (refused !== null) return reply.code(refused).send();
    const order = v.safeParse(orderSchema, request.body);
    if (!order.success) return reply.code(400).send();
    return reply.code((await ask.see(order.output)) ? 204 : 404).send();
  });
  server.post('/admin/job', { ...options, bodyLimit: 4096 }, async (request, reply) => {
    const refused = refusalOf(request);
    if (refused !== null) return reply.code(refused).send();
    const order = v.safeParse(jobSchema, request.body);
    if (!order.success) return reply.code(400).send();
    try {
      return reply.code(statusOf[await ask.runJob(order.output.job)]).send();
    } catch (error) {
      if (error instanceof CityAway) return reply.code(503).send();
      throw error;
    }
  });
  server.post('/admin/notice-test', { ...options, bodyLimit: 4096 }, async (request, reply) => {
    const refused = refusalOf(request);
    return reply.code(refused ?? testStatusOf[await ask.sendTest()]).send();
  });
  if (!alone) return;
  serveFiles(server, {
    prefix: '/assets/',
    folder: join(page, 'assets'),
    names: /^[\w.-]+$/,
    immutable: /^/,
  });
}
