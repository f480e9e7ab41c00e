import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { serveAdmin } from '../../src/server/admin/serveAdmin.ts';
import { patience } from '../../src/server/live/patience.ts';

// Guards: who orders something that takes long, as a table that is read row by row, has the answer: the limit for
// readers who take nothing is not for those who wait.

test('an order that takes longer than silent readers are waited for is answered', async () => {
  const server = Fastify({ ...patience, connectionTimeout: 300 });
  serveAdmin(
    server,
    {
      state: () => Promise.reject(new Error('not asked')),
      see: () => Promise.resolve(false),
      runJob: () => Promise.resolve('unknown'),
      sendTest: () => Promise.resolve('nobody'),
      source: async () => {
        await wait(1200);
        return { progress: 'done' };
      },
    },
    { page: '/nowhere', alone: false, board: () => null },
  );
  const address = new URL(await server.listen({ host: '127.0.0.1', port: 0 }));
  try {
    const asked = request({
      host: '127.0.0.1',
      port: address.port,
      ...{ path: '/admin/source', method: 'POST', agent: false },
      headers: { 'content-type': 'application/json' },
    });
    asked.end(JSON.stringify({ order: 'reread', source: 'crm', months: null }));
    const [answer] = await once(asked, 'response');
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse((await answer.toArray()).join(''))).toEqual({ progress: 'done' });
  } finally {
    await server.close();
  }
});
