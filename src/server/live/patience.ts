import type { Server } from 'node:http';
import type { FastifyHttpOptions } from 'fastify';

/**
 * How long the server waits for its clients: options for Fastify. A client that sends its request slowly, on purpose or
 * not, is let go; streams of events are not touched, because their requests are complete.
 */
export const patience = {
  /** A whole request, ms; ours have no large bodies. */
  requestTimeout: 10_000,
  /** A connection on which nothing comes and nothing is taken, ms: readers who ask and take nothing are let go. */
  connectionTimeout: 30_000,
  /** A connection without a request. */
  keepAliveTimeout: 10_000,
  bodyLimit: 1 << 16,
  http: {
    /** The headers of a request, ms. */
    headersTimeout: 3000,
    /** How often both are looked after, ms. */
    connectionsCheckingInterval: 1000,
  },
} as const satisfies FastifyHttpOptions<Server>;
