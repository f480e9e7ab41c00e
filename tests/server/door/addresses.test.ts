import * as v from 'valibot';
import { afterEach, expect, test, vi } from 'vitest';
import {
  type Access,
  addressesOf,
  connectionsFor,
  mostPages,
  serverSchema,
} from '../../../src/server/door/addresses.ts';

afterEach(() => void vi.unstubAllEnvs());

function where(
  server: v.InferInput<typeof serverSchema> = {},
  kind: Access['kind'] = 'loopback',
  env: Readonly<Record<string, string>> = {},
) {
  for (const name of ['PORT', 'HOST', 'ACCESS', 'HOSTS', 'OPERATIONS_PORT', 'OPERATIONS_HOST'])
    vi.stubEnv(name, env[name]);
  return addressesOf({ server: v.parse(serverSchema, server), access: { kind } });
}

test('without a word only this machine comes', async () => {
  expect(await where()).toMatchObject({
    ...{ host: '127.0.0.1', port: 8360, access: 'loopback', hosts: [], graceMs: 10_000 },
    operations: { host: '127.0.0.1', port: 8361, isAsked: false },
  });
  expect((await where({ host: 'localhost' })).host).toMatch(/^(127\.0\.0\.1|::1)$/);
  expect((await where({ host: '[::1]' })).host).toBe('::1');
  expect((await where({}, 'loopback', { HOST: '127.9.9.9' })).host).toBe('127.9.9.9');
  expect((await where({ host: '127.0.0.2' }, 'loopback', { HOST: '' })).host).toBe('127.0.0.2');
});

test.each(['0.0.0.0', '::', '[::]', '10.1.2.3', '::ffff:10.1.2.3', '192.168.1.1'])(
  'an address that others reach is refused unless something in front signs in: %s',
  async (host) => {
    // Guards: everybody of a network sees the page because of one setting.
    const words = /other machines reach this address.*"access": \{ "kind": "front" \}.*ACCESS=front/;
    await expect(where({ host })).rejects.toThrow(words);
    await expect(where({ host })).rejects.toThrow(`server.host: got "${host}"`);
    await expect(where({}, 'loopback', { HOST: host })).rejects.toThrow(`HOST=${host}: `);
    await expect(where({ operations: { host } })).rejects.toThrow(words);
    await expect(where({}, 'loopback', { OPERATIONS_HOST: host })).rejects.toThrow(words);
    await expect(where({ host }, 'front', { ACCESS: 'loopback' })).rejects.toThrow(words);
    expect((await where({ host }, 'front')).access).toBe('front');
    expect((await where({ host }, 'loopback', { ACCESS: 'front' })).access).toBe('front');
  },
);

test('what cannot be is said', async () => {
  await expect(where({}, 'loopback', { ACCESS: 'open' })).rejects.toThrow('ACCESS=open: expected loopback');
  await expect(where({}, 'loopback', { PORT: '80x' })).rejects.toThrow('PORT=80x: expected a number');
  await expect(where({}, 'loopback', { OPERATIONS_PORT: 'none' })).rejects.toThrow('or off');
  await expect(where({}, 'front', { HOSTS: 'a.example,b/c' })).rejects.toThrow('HOSTS: got "b/c"');
  await expect(where({ host: 'no-such-host.invalid' })).rejects.toThrow(
    'server.host: got "no-such-host.invalid"',
  );
});

test('those who run it have a listener of their own, or none', async () => {
  const operations = async (...args: Parameters<typeof where>) => (await where(...args)).operations;
  expect(await operations({ port: 9000 })).toMatchObject({ port: 9001, isAsked: false });
  expect(await operations({ port: 65_535 })).toMatchObject({ port: 65_534 });
  expect(await operations({ port: 0 })).toMatchObject({ port: 0 });
  expect(await operations({ operations: { port: 7000 } })).toMatchObject({ port: 7000, isAsked: true });
  expect(await operations({ operations: false })).toBe(null);
  expect(await operations({}, 'loopback', { OPERATIONS_PORT: 'off' })).toBe(null);
  expect(await operations({ operations: false }, 'loopback', { OPERATIONS_PORT: '7001' })).toMatchObject({
    ...{ host: '127.0.0.1', port: 7001, isAsked: true },
  });
});

test('there are fewer connections than files that may be open', () => {
  // Guards: readers that hold all descriptors, so that nothing can be published.
  expect([null, 1_048_576, 1024, 400, 100].map(connectionsFor)).toEqual([16_384, 16_384, 448, 136, 16]);
  expect([16_384, 448, 16].map((maxConnections) => mostPages({ maxConnections }))).toEqual([12_000, 336, 12]);
});
