import { setTimeout as wait } from 'node:timers/promises';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import type { AnswersLink } from '../../../src/server/door/answersLink.ts';
import { serveAsk } from '../../../src/server/door/askRoute.ts';

/** A door that lets go who takes nothing for a moment, with answers that begin, and go on, after a while. */
async function door(beginsAfter: number, goesOnAfter: number) {
  const server = Fastify({ connectionTimeout: 300 });
  serveAsk(server, {
    async ask() {
      await wait(beginsAfter);
      async function* bytes() {
        yield Buffer.from('[');
        await wait(goesOnAfter);
        yield Buffer.from(']');
      }
      return { version: '7@1', asOf: 1, bytes: bytes() };
    },
  } as unknown as AnswersLink);
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  const ask = () =>
    fetch(`${address}/api/ask`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }).then((response) => response.text());
  return { ask, [Symbol.asyncDispose]: () => server.close() };
}

test('who waits for an answer to begin is not let go, who waits within one is', async () => {
  // Guards: the first question of a large city was cut after half a minute, without a word.
  await using slow = await door(1500, 0);
  expect(await slow.ask()).toBe('[]');
  await using stuck = await door(0, 3000);
  await expect(stuck.ask()).rejects.toThrow();
});
