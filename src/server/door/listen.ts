import type { FastifyInstance } from 'fastify';
import type { Addresses } from './addresses.ts';

/** Connections that wait to be taken, as many as pages that come back at once. */
const backlog = 8192;

/** Lets the server listen. @returns its address. @throws Error in words where another program listens there */
export async function listen(server: FastifyInstance, { host, port }: Addresses): Promise<string> {
  try {
    await server.listen({ port, host, backlog });
  } catch (error) {
    throw (
      inWords(
        error,
        `PORT=${port}: another program listens there; choose a free port, as in PORT=8370 npm start`,
      ) ?? error
    );
  }
  return addressOf(server, host);
}

/**
 * Lets the listener for those who run the server listen.
 * @returns its address; null where its port, which nobody asked for, is taken: that is said
 * @throws Error in words where a port is taken that was asked for
 */
export async function listenForOperations(
  server: FastifyInstance,
  { host, port, isAsked }: NonNullable<Addresses['operations']>,
  say: (text: string) => void,
): Promise<string | null> {
  try {
    await server.listen({ port, host });
    return addressOf(server, host);
  } catch (error) {
    const taken = inWords(
      error,
      `OPERATIONS_PORT=${port}: another program listens there; choose a free port, or off for none (server.operations in the configuration)`,
    );
    if (!taken || isAsked) throw taken ?? error;
    say(`There are no metrics and no second /admin: ${taken.message}`);
    return null;
  }
}

function inWords(error: unknown, taken: string): Error | null {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? new Error(taken, { cause: error }) : null;
}

/** The address as a browser of this machine takes it. */
function addressOf(server: FastifyInstance, host: string): string {
  const { port } = server.server.address() as { port: number };
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}/`;
}
