import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer as createRawServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { isOwnNetwork } from '../../../../src/server/house/messages/ownNetwork.ts';
import type { Outgoing } from '../../../../src/server/house/messages/receiver.ts';
import { signatureOf, webhookReceiver } from '../../../../src/server/house/messages/webhook.ts';
import { certify, findOpenssl, makeAuthority } from '../../../support/certificates.ts';
import { freePort } from '../../../support/freePort.ts';

// Guards: another system gets a message as JSON with a key and a signature that it can check; its answer says whether
// the message is taken, refused or to be tried again, and nothing leaves the own network without TLS.

beforeAll(findOpenssl);

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).toReversed()) await one();
});

interface Call {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A system that answers as it is told, and keeps what it was asked. */
async function desk(answer: RequestListener, tls: { cert: string; key: string } | null = null) {
  const calls: Call[] = [];
  const listener: RequestListener = (request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => {
      body += piece;
    });
    request.on('end', () => {
      calls.push({ method: request.method!, headers: request.headers, body });
      answer(request, response);
    });
  };
  const server = tls ? createSecureServer(tls, listener) : createServer(listener);
  server.on('tlsClientError', () => {});
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  undo.push(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  return { calls, port: (server.address() as AddressInfo).port };
}

const message: Outgoing = {
  key: 'notice-1',
  kind: 'notice',
  madeAt: 1_800_000_000,
  content: { city: { en: 'A city', ar: 'مدينة' } },
  letter: {
    subject: { ar: 'تنبيه', en: 'A notice' },
    ar: [{ as: 'text', text: 'تعذّر الوصول' }],
    en: [
      { as: 'text', text: 'It cannot be reached' },
      { as: 'text', text: 'since noon' },
    ],
  },
};

const send = (webhook: string, caFile?: string) =>
  webhookReceiver({ webhook, secret: 'open sesame', ...(caFile && { caFile }) }).send(
    message,
    new AbortController().signal,
  );

const answering =
  (status: number, headers = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end('some words');

test('a system is sent JSON with the key and a signature of instant and body', async () => {
  const { calls, port } = await desk(answering(202));
  expect(await send(`http://127.0.0.1:${port}/hook?room=4`)).toEqual({ outcome: 'taken' });
  const [{ method, headers, body }] = calls as [Call];
  expect(method).toBe('POST');
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'idempotency-key': 'notice-1',
  });
  expect(JSON.parse(body)).toEqual({
    ...{ key: 'notice-1', kind: 'notice', madeAt: '2027-01-15T08:00:00.000Z' },
    ...{ subject: message.letter.subject, content: message.content },
    text: { ar: 'تعذّر الوصول', en: 'It cannot be reached\n\nsince noon' },
  });
  const [, t, signature] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['services360-signature']))!;
  expect(Math.abs(Number(t) - Date.now() / 1000)).toBeLessThan(600);
  expect(signature).toBe(createHmac('sha256', 'open sesame').update(`${t}.${body}`).digest('hex'));
  // A known answer, reckoned by OpenSSL.
  expect(signatureOf('{}', 'key', 1)).toBe(
    't=1,v1=1ba6b8171186efc613e8bcc0cbdab2748f24984d7c5a84faa2637afa0e40d224',
  );
});

test('what a system answers says whether the message is taken, refused or to be tried again', async () => {
  const answers: [number, object, object][] = [
    [200, {}, { outcome: 'taken' }],
    [204, {}, { outcome: 'taken' }],
    [400, {}, { outcome: 'refused' }],
    [401, {}, { outcome: 'refused' }],
    [410, {}, { outcome: 'refused' }],
    [408, {}, { outcome: 'later' }],
    [429, { 'retry-after': '120' }, { outcome: 'later', afterSeconds: 120 }],
    [429, { 'retry-after': '999999' }, { outcome: 'later', afterSeconds: 3600 }],
    [503, { 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' }, { outcome: 'later', afterSeconds: 0 }],
    [503, { 'retry-after': 'soon' }, { outcome: 'later' }],
    [500, {}, { outcome: 'later' }],
  ];
  for (const [status, headers, expected] of answers) {
    const { port } = await desk(answering(status, headers));
    const delivery = await send(`http://127.0.0.1:${port}/`);
    expect(delivery).toMatchObject(expected);
    expect('afterSeconds' in delivery).toBe('afterSeconds' in expected);
    if (delivery.outcome !== 'taken') expect(delivery.why.en).toContain(`HTTP ${status}`);
  }
});

test('a redirect is not followed', async () => {
  const other = await desk(answering(200));
  const { port } = await desk(answering(307, { location: `http://127.0.0.1:${other.port}/` }));
  expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({
    outcome: 'later',
    why: { en: expect.stringContaining('which is not followed') },
  });
  expect(other.calls).toEqual([]);
});

test('a system that is away, cuts the connection, never ends or speaks another protocol is tried again, in words', async () => {
  const whyOf = async (address: string, signal = new AbortController().signal) => {
    const delivery = await webhookReceiver({ webhook: address, secret: 's' }).send(message, signal);
    expect(delivery.outcome).toBe('later');
    return delivery.outcome === 'taken' ? '' : delivery.why.en;
  };
  expect(await whyOf(`http://127.0.0.1:${await freePort()}/`)).toContain('ECONNREFUSED');
  expect(await whyOf('http://desk.nowhere.invalid/')).toContain('no name server knows this name');
  const cuts = await desk((request) => request.socket.destroy());
  expect(await whyOf(`http://127.0.0.1:${cuts.port}/`)).toContain('cut');
  const stop = new AbortController();
  const slow = await desk(() => stop.abort());
  expect(await whyOf(`http://127.0.0.1:${slow.port}/`, stop.signal)).toContain('did not answer in time');
  const raw = createRawServer((socket) => socket.on('error', () => {}).end('220 smtp here\r\n'));
  await new Promise<void>((done) => raw.listen(0, '127.0.0.1', done));
  undo.push(() => raw.close());
  expect(await whyOf(`http://127.0.0.1:${(raw.address() as AddressInfo).port}/`)).toContain('cut');
});

test('a body without end is not read', async () => {
  const { port } = await desk((_request, response) => {
    response.writeHead(200);
    const more = () => {
      while (response.write('x'.repeat(65_536)));
    };
    response.on('drain', more).on('error', () => {});
    more();
  });
  expect(await send(`http://127.0.0.1:${port}/`)).toEqual({ outcome: 'taken' });
});

test('a certificate is trusted where its authority is named, and else that is said', async () => {
  const dir = mkdtempSync(join(tmpdir(), 's360-hook-'));
  undo.push(() => rmSync(dir, { recursive: true }));
  makeAuthority(dir, 'city');
  const { certificate: cert, key } = certify(dir, 'city', 'localhost');
  const { calls, port } = await desk(answering(200), { cert, key });
  expect(await send(`https://localhost:${port}/`, `${dir}/city.pem`)).toEqual({ outcome: 'taken' });
  const untrusted = { outcome: 'later', why: { en: expect.stringContaining('certificate is not trusted') } };
  expect(await send(`https://localhost:${port}/`)).toMatchObject(untrusted);
  expect(await send(`https://127.0.0.1:${port}/`, `${dir}/city.pem`)).toMatchObject(untrusted);
  expect(await send(`https://localhost:${port}/`, `${dir}/none.pem`)).toMatchObject({
    why: { en: expect.stringContaining('could not be read (ENOENT)') },
  });
  expect(calls).toHaveLength(1);
});

test('nothing is sent without TLS to an address that lies outside the own network', async () => {
  expect(await send('http://192.0.2.1/')).toMatchObject({
    outcome: 'later',
    why: { en: expect.stringContaining('outside your own network') },
  });
  const own = [
    '127.0.0.1',
    '10.4.0.9',
    '172.31.0.1',
    '192.168.1.1',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
  ];
  const others = ['8.8.8.8', '172.32.0.1', '192.0.2.1', '2001:db8::1', '::ffff:8.8.8.8'];
  expect(own.filter((address) => !isOwnNetwork(address))).toEqual([]);
  expect(others.filter(isOwnNetwork)).toEqual([]);
});

test('it can be looked at without a message, and its name tells no more than where it is', async () => {
  const { calls, port } = await desk(answering(404));
  const hook = webhookReceiver({ webhook: `http://127.0.0.1:${port}/a-secret-path?token=x`, secret: 's' });
  expect(hook.name).toBe(`http://127.0.0.1:${port}/…`);
  expect(await hook.check(new AbortController().signal)).toBeNull();
  expect(calls.map(({ method }) => method)).toEqual(['OPTIONS']);
  const away = webhookReceiver({ webhook: `http://127.0.0.1:${await freePort()}/`, secret: 's' });
  expect((await away.check(new AbortController().signal))!.ar).toContain('تعذّر الاتصال');
});
