import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeBareServer } from '../../../src/server/door/bareServer.ts';
import { rawAnswer } from '../../support/rawHttp.ts';

let server: FastifyInstance;
let port: number;

beforeAll(async () => {
  const hosts = ['Services360.example', 'ported.example:8443', '10.0.0.7', 'قطر.example'];
  server = await makeBareServer({ hosts, logger: false }, (on) =>
    on.get('/healthz', async () => ({ ok: true })),
  );
  await server.listen({ port: 0, host: '0.0.0.0' });
  ({ port } = server.server.address() as { port: number });
});
afterAll(() => server.close());

const ask = (host: string | null, target = '/healthz', version = '1.1') =>
  rawAnswer(
    port,
    `GET ${target} HTTP/${version}\r\n${host === null ? '' : `Host: ${host}\r\n`}Connection: close\r\n\r\n`,
  );

// Guards: a page of another site reads this server under a name of its own that was made to point here.
test.each<[string, number]>([
  ['localhost', 200],
  ['localhost:8360', 200],
  ['LOCALHOST.', 200],
  ['127.0.0.1', 200],
  ['127.8.8.8:1', 200],
  ['[::1]:8360', 200],
  ['[0:0:0:0:0:0:0:1]', 200],
  ['services360.example', 200],
  ['services360.EXAMPLE.:444', 200],
  ['ported.example:8443', 200],
  ['10.0.0.7:9', 200],
  ['xn--wgbl6a.example', 200],
  ['ported.example', 421],
  ['ported.example:80', 421],
  ['evil.example', 421],
  ['evil.example:8360', 421],
  ['services360.example.evil.example', 421],
  ['localhost.evil.example', 421],
  ['127.0.0.1.evil.example', 421],
  ['127.evil', 421],
  ['10.0.0.8', 421],
  ['[::2]', 421],
  ['0.0.0.0', 421],
  ['', 400],
  ['localhost:99999', 400],
  ['localhost:80:80', 400],
  ['evil.example@localhost', 400],
  ['localhost/evil.example', 400],
  ['evil example', 400],
])('the name %j is answered with %i', async (host, status) => {
  const answer = await ask(host);
  expect([answer.status, answer.body.includes('"ok":true')]).toEqual([status, status === 200]);
  if (status === 421) expect(String(answer.body)).toContain('add it to server.hosts');
});

test('several names are none; no name at all comes from no browser', async () => {
  expect((await ask('localhost\r\nHost: evil.example')).status).toBe(400);
  expect((await ask(null, '/healthz', '1.0')).status).toBe(200);
  expect((await ask(null)).status).toBe(400);
});

test('a whole address in the request goes before the header', async () => {
  expect((await ask('localhost', 'http://evil.example/healthz')).status).toBe(421);
  expect((await ask('evil.example', `http://localhost:${port}/healthz`)).status).toBe(200);
});

test('refused names reach no route, whatever is asked', async () => {
  for (const method of ['POST', 'OPTIONS', 'HEAD', 'GET'])
    for (const path of ['/healthz', '/none', '/'])
      expect(
        (
          await rawAnswer(
            port,
            `${method} ${path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n`,
          )
        ).status,
      ).toBe(421);
});
