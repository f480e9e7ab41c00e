import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { mailReceiver } from '../../../../src/server/house/messages/mail.ts';
import type { Outgoing } from '../../../../src/server/house/messages/receiver.ts';
import type { SmtpSettings } from '../../../../src/server/house/messages/receiverSettings.ts';
import { certify, findOpenssl, makeAuthority } from '../../../support/certificates.ts';
import { freePort } from '../../../support/freePort.ts';
import { headerOf, openSmtp, partsOf } from '../../../support/smtp.ts';

// Guards: a real mail server takes a message in both languages, each in its direction, under a Message-ID that stays the
// same; whatever the server refuses, delays or breaks off is told apart, in words that quote nobody.

beforeAll(findOpenssl);

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).toReversed()) await one();
});

async function smtpServer(options: SMTPServerOptions = {}) {
  const server = await openSmtp(options);
  undo.push(server.close);
  return server;
}

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 's360-mail-'));
  undo.push(() => rmSync(dir, { recursive: true }));
  return dir;
}

const message: Outgoing = {
  key: 'notice-1',
  kind: 'notice',
  madeAt: 1_800_000_000,
  content: {},
  letter: {
    subject: { ar: 'تنبيه من الخادم', en: 'A notice of the server' },
    ar: [
      { as: 'heading', text: 'تعذّر الوصول إلى المصدر' },
      { as: 'quoted', text: 'not heard for 900 s <script>' },
    ],
    en: [{ as: 'text', text: 'The source cannot be reached & more' }],
  },
};

const settings = (port: number, more: Partial<SmtpSettings> = {}): SmtpSettings => ({
  ...{ host: '127.0.0.1', port, security: 'none', from: 'services360@city.example', password: null, ...more },
});

const send = (smtp: SmtpSettings, one = message) =>
  mailReceiver('it@city.example', smtp).send(one, new AbortController().signal);

const refusal = (code: number) =>
  Object.assign(new Error('it@city.example is not wanted'), { responseCode: code });

test('a mail has both languages, Arabic first, as text and as HTML, and the same Message-ID each time', async () => {
  const { taken, port } = await smtpServer();
  expect(await send(settings(port))).toEqual({ outcome: 'taken' });
  expect(await send(settings(port))).toEqual({ outcome: 'taken' });
  expect(await send(settings(port), { ...message, key: 'notice-2' })).toEqual({ outcome: 'taken' });
  const [first] = taken;
  expect(first).toMatchObject({ from: 'services360@city.example', to: ['it@city.example'] });
  const [id, again, other] = taken.map(({ raw }) => headerOf(raw, 'Message-ID'));
  expect(id).toMatch(/^<[0-9a-f]{40}@city\.example>$/);
  expect(again).toBe(id);
  expect(other).not.toBe(id);
  expect(headerOf(first!.raw, 'Subject')).toBe('تنبيه من الخادم | A notice of the server');
  expect(headerOf(first!.raw, 'Auto-Submitted')).toBe('auto-generated');
  expect(Date.parse(headerOf(first!.raw, 'Date'))).toBe(1_800_000_000_000);
  const [text, html] = partsOf(first!.raw);
  expect(text!.type).toBe('text/plain');
  expect(text!.text.indexOf('تعذّر الوصول')).toBeLessThan(text!.text.indexOf('The source cannot'));
  expect(html!.type).toBe('text/html');
  expect(html!.text).toMatch(/<div lang="ar" dir="rtl".*تعذّر الوصول.*<div lang="en" dir="ltr"/s);
  expect(html!.text).toContain('&#60;script&#62;');
  expect(html!.text).not.toContain('<script>');
});

test('what a server does not take now may be tried again; what it refuses for good is refused, and nobody is quoted', async () => {
  const answers: [SMTPServerOptions, string, RegExp][] = [
    [{ onRcptTo: (_a, _s, done) => done(refusal(450)) }, 'later', /does not take this mail now \(450\)/],
    [{ onRcptTo: (_a, _s, done) => done(refusal(550)) }, 'refused', /refuses this mail for good \(550\)/],
    [{ onMailFrom: (_a, _s, done) => done(refusal(451)) }, 'later', /\(451\)/],
    [
      { onData: (stream, _s, done) => void stream.resume().on('end', () => done(refusal(554))) },
      'refused',
      /\(554\)/,
    ],
    [
      { onData: (stream, _s, done) => void stream.resume().on('end', () => done(refusal(452))) },
      'later',
      /\(452\)/,
    ],
    [{ onConnect: (_s, done) => done(refusal(554)) }, 'later', /does not take this mail now \(554\)/],
    [{ onConnect: (_s, done) => done(refusal(421)) }, 'later', /\(421\)/],
  ];
  for (const [options, outcome, words] of answers) {
    const { port } = await smtpServer(options);
    const delivery = await send(settings(port));
    expect(delivery).toMatchObject({ outcome, why: { en: expect.stringMatching(words) } });
    expect(JSON.stringify(delivery)).not.toMatch(/it@|wanted/);
  }
});

test('a user and a password are handed over by TLS; wrong ones are said', async () => {
  const dir = folder();
  makeAuthority(dir, 'city');
  const { certificate: cert, key } = certify(dir, 'city', 'localhost');
  const { taken, port } = await smtpServer({
    ...{ cert, key, authOptional: false },
    onAuth: ({ username, password }, _session, done) =>
      username === 'services360' && password === 'open sesame'
        ? done(null, { user: 'x' })
        : done(refusal(535)),
  });
  const tls = {
    host: 'localhost',
    security: 'starttls',
    caFile: `${dir}/city.pem`,
    user: 'services360',
  } as const;
  const right = settings(port, { ...tls, password: 'open sesame' });
  expect(await send(right)).toEqual({ outcome: 'taken' });
  expect(taken).toHaveLength(1);
  expect(await mailReceiver('it@city.example', right).check(new AbortController().signal)).toBeNull();
  const wrong = settings(port, { ...tls, password: 'guessed' });
  expect(await send(wrong)).toMatchObject({
    outcome: 'later',
    why: { en: expect.stringMatching(/password is not accepted/) },
  });
  const found = await mailReceiver('it@city.example', wrong).check(new AbortController().signal);
  expect(found!.ar).toContain('كلمة المرور');
  expect(JSON.stringify(found)).not.toContain('guessed');
  expect(taken).toHaveLength(1);
});

test('a certificate that is not trusted, a server without STARTTLS and a file that is not there are said', async () => {
  const dir = folder();
  makeAuthority(dir, 'city');
  makeAuthority(dir, 'other');
  const { certificate: cert, key } = certify(dir, 'city', 'localhost');
  const server = await smtpServer({ cert, key, secure: true });
  const tls = { host: 'localhost', security: 'tls' } as const;
  const whyOf = async (more: Partial<SmtpSettings>, port = server.port) => {
    const delivery = await send(settings(port, { ...tls, ...more }));
    expect(delivery.outcome).toBe('later');
    return delivery.outcome === 'taken' ? '' : delivery.why.en;
  };
  expect(await send(settings(server.port, { ...tls, caFile: `${dir}/city.pem` }))).toEqual({
    outcome: 'taken',
  });
  expect(await whyOf({})).toContain('localhost: its certificate is not trusted');
  expect(await whyOf({ caFile: `${dir}/other.pem` })).toContain('certificate is not trusted');
  expect(await whyOf({ caFile: `${dir}/city.pem`, host: '127.0.0.1' })).toContain(
    'certificate is not trusted',
  );
  expect(await whyOf({ caFile: `${dir}/none.pem` })).toContain('none.pem: could not be read (ENOENT)');
  writeFileSync(`${dir}/words.pem`, 'no certificate');
  expect(await whyOf({ caFile: `${dir}/words.pem` })).toMatch(/certificate|conversation/);
  const plain = await smtpServer();
  expect(await whyOf({ security: 'starttls' }, plain.port)).toContain('offers no STARTTLS');
  expect(plain.taken).toEqual([]);
});

test('a server that is away, cuts the connection, is no mail server or says nothing is told apart', async () => {
  const whyOf = async (port: number, more: Partial<SmtpSettings> = {}) => {
    const delivery = await send(settings(port, more));
    expect(delivery.outcome).toBe('later');
    return delivery.outcome === 'taken' ? '' : delivery.why.en;
  };
  expect(await whyOf(await freePort())).toMatch(/no connection \(ECONNREFUSED\)/);
  expect(await whyOf(25, { host: 'mail.nowhere.invalid' })).toContain('no name server knows this name');
  expect(await whyOf(await rawServer((socket) => socket.end()))).toMatch(/cut|conversation failed/);
  expect(await whyOf(await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')))).toContain(
    'conversation failed',
  );
  const cutsData = await rawServer((socket) => {
    socket.write('220 here\r\n');
    socket.on('data', (said) => {
      if (/^DATA/m.test(said.toString())) socket.destroy();
      else socket.write('250 ok\r\n');
    });
  });
  expect(await whyOf(cutsData)).toMatch(/cut/);
});

/** A server of whatever protocol. */
async function rawServer(onSocket: (socket: Socket) => void): Promise<number> {
  const server: Server = createServer((socket) => onSocket(socket.on('error', () => {})));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  undo.push(() => new Promise((done) => server.close(done)));
  return (server.address() as { port: number }).port;
}
