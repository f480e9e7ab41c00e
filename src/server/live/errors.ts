import type { FastifyError, FastifyInstance } from 'fastify';
import { notFound } from '../fileRoutes.ts';

/**
 * Answers what goes wrong in words that hold nothing of a request; what it was is in the log. A client's own fault (a
 * status from 400 to 499) is said to it as Fastify says it, and is not in the log.
 */
export function sayErrors(server: FastifyInstance): void {
  server.setNotFoundHandler((request, reply) => notFound(reply, request.url));
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? 500;
    const isTheirs = status >= 400 && status < 500;
    if (!isTheirs) request.log.error({ err: error });
    return reply
      .code(isTheirs ? status : 500)
      .header('cache-control', 'no-store')
      .type('text/plain; charset=utf-8')
      .send(isTheirs ? `${error.message}\n` : 'this could not be answered; the log of the server says why\n');
  });
}
