import type { FastifyInstance, FastifyRequest } from 'fastify';
import { say } from './answer.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of an address with a part of any text: whether something may be at it. */
    readonly isServed?: (request: FastifyRequest) => boolean;
  }
}

interface Served {
  readonly methods: Set<string>;
  isServed: ((request: FastifyRequest) => boolean) | undefined;
}

/**
 * Lets every address answer the methods that it does not have, once all routes are there: OPTIONS with those that it
 * has, any other with 405 (RFC 9110, 9.3.7 and 15.5.6); a method that no address has with 501.
 * @returns call it after the last route
 */
export function answerOtherMethods(server: FastifyInstance): () => void {
  const addresses = new Map<string, Served>();
  server.addHook('onRoute', ({ url, method, config }) => {
    const served = addresses.get(url) ?? { methods: new Set(), isServed: undefined };
    for (const one of [method].flat()) served.methods.add(one);
    served.isServed ??= config?.isServed;
    addresses.set(url, served);
  });
  server.addHook('onRequest', async (request, reply) => {
    if (!server.supportedMethods.includes(request.method))
      return say(reply, 501, `${request.method}: nothing here knows this method`);
    return undefined;
  });
  return () => {
    for (const [url, { methods, isServed }] of [...addresses]) {
      const others = server.supportedMethods.filter((method) => !methods.has(method));
      const allow = [...methods, 'OPTIONS'].join(', ');
      server.route({
        method: others,
        url,
        // Before a body is read, which nobody wants.
        onRequest: async (request, reply) => {
          if (isServed && !isServed(request)) return reply.callNotFound();
          reply.header('allow', allow);
          if (request.method === 'OPTIONS') return reply.code(204).send();
          return say(
            reply,
            405,
            `${request.method}: got a method that is not allowed here, expected ${allow}`,
          );
        },
        handler: async () => {},
      });
    }
  };
}
