import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { sayErrors } from '../live/errors.ts';
import { patience } from '../live/patience.ts';
import { knowHosts } from './hostNames.ts';
import { answerOtherMethods } from './otherMethods.ts';

export interface BareOptions {
  /** Names under which it is asked, beside those of this machine. */
  readonly hosts: readonly string[];
  readonly logger: NonNullable<FastifyServerOptions['logger']>;
  /** Connections at a time; more are ended as they come. */
  readonly maxConnections?: number;
}

/**
 * A server with what holds for every address: who it lets wait and how long, which names it knows, what browsers may do
 * with what it sends.
 * @param routes adds the routes
 */
export async function makeBareServer(
  { hosts, logger, maxConnections }: BareOptions,
  routes: (server: FastifyInstance) => void,
): Promise<FastifyInstance> {
  const server = Fastify({
    ...patience,
    logger,
    // A target may be a whole address: RFC 9112, 3.2.2.
    rewriteUrl: ({ url = '/' }) => url.replace(/^https?:\/\/[^/?#]*\/?/i, '/'),
  });
  limitConnections(server, maxConnections);
  sayErrors(server);
  knowHosts(server, hosts);
  const answerOthers = answerOtherMethods(server);
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        workerSrc: ["'self'"],
        connectSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // The municipality's proxy ends TLS and decides on this one.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  routes(server);
  answerOthers();
  return server;
}

/** Milliseconds between two lines of the log about connections that were not taken. */
const saidEvery = 60_000;

function limitConnections(server: FastifyInstance, most: number | undefined): void {
  if (most === undefined) return;
  server.server.maxConnections = most;
  let dropped = 0;
  let saidAt = Number.NEGATIVE_INFINITY;
  server.server.on('drop', () => {
    dropped++;
    if (performance.now() - saidAt < saidEvery) return;
    server.log.warn({ dropped, most }, 'more connections than are taken: they are ended as they come');
    dropped = 0;
    saidAt = performance.now();
  });
}
