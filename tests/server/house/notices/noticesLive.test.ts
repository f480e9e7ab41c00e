import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AdminState } from '../../../../src/model/adminState.ts';
import { patience } from '../../../support/patience.ts';
import { type Product, startProduct } from '../../../support/product.ts';
import { headerOf, openSmtp, partsOf, type TakenMail } from '../../../support/smtp.ts';

// Guards: the server as an administrator starts it writes of what does not work to a real mail server; killed in the
// midst of that it writes again under the same Message-ID, and nothing more. Without its house it shows the city and
// says why.

let dir: string;
let server: Product | null = null;
const undo: (() => unknown)[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-notices-'));
  await mkdir(`${dir}/there`);
  await mkdir(`${dir}/reference`);
  await writeFile(`${dir}/there/a.csv`, 'Ref,Opened\nA-1,2026-11-20 09:00\n');
  await writeFile(`${dir}/mapping.json`, JSON.stringify({ columns: { ref: 'Ref', opened: 'Opened' } }));
});
afterEach(async () => {
  await server?.kill();
  server = null;
  for (const one of undo.splice(0).toReversed()) await one();
  await rm(dir, { recursive: true, force: true });
});

async function start(port: number): Promise<Product> {
  const folder = (id: string) => ({
    ...{ kind: 'csvFolder', id, folder: id, mapping: 'mapping.json', settleSeconds: 0.01, everySeconds: 0.2 },
  });
  const smtp = { host: '127.0.0.1', port, security: 'none', from: 'services360@city.example' };
  await writeFile(
    `${dir}/config.json`,
    JSON.stringify({
      title: { en: 'Requests', ar: 'الطلبات' },
      ...{ data: 'city', sources: [folder('there')] },
      notices: {
        to: [{ mail: 'it@city.example' }],
        smtp,
        afterMinutes: 0.05,
        adminAddress: 'https://s.example/admin',
      },
    }),
  );
  const env = { LOG_LEVEL: 'info', OPERATIONS_PORT: '0', REFERENCE_DIR: `${dir}/reference` };
  server = await startProduct(`${dir}/config.json`, env);
  return server;
}

const patient = { timeout: patience, interval: 100 };
const state = async () => (await (await fetch(`${server!.address}admin/state.json`)).json()) as AdminState;
const post = (type: string) =>
  fetch(`${server!.address}admin/notice-test`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: '{}',
  });

test(
  'what does not work is written of, and again where the server is killed while it does',
  async () => {
    let first: TakenMail | null = null;
    const { taken, port, close } = await openSmtp({
      onData(stream, session, done) {
        let raw = '';
        stream.on('data', (piece: Buffer) => {
          raw += piece;
        });
        stream.on('end', () => {
          const mail = { from: '', to: session.envelope.rcptTo.map(({ address }) => address), raw };
          // On a slow machine there is nothing to show for a while, of which it writes too.
          if (!/الملفات المرجعية|تجريبية/.test(headerOf(raw, 'Subject'))) done();
          // The first is taken in, and the sender never hears of it.
          else if (first) {
            taken.push(mail);
            done();
          } else first = mail;
        });
      },
    });
    undo.push(close);
    await start(port);
    await expect.poll(async () => (await state()).city?.requests, patient).toBe(1);
    await writeFile(`${dir}/reference/goals.json`, '{ "goals": 7 }');
    await expect.poll(() => first, patient).not.toBeNull();
    await server!.kill();
    await rm(`${dir}/reference/goals.json`);

    await start(port);
    await expect.poll(() => taken.length, patient).toBe(1);
    const again = taken[0]!;
    expect(again.to).toEqual(['it@city.example']);
    expect(headerOf(again.raw, 'Message-ID')).toBe(headerOf(first!.raw, 'Message-ID'));
    expect(headerOf(again.raw, 'Subject')).toBe(
      'الطلبات: خلل في: الملفات المرجعية | Requests: does not work: Reference files',
    );
    const [text] = partsOf(again.raw);
    expect(text!.text).toContain('لم يُقبل تعديل في أحد الملفات المرجعية');
    expect(text!.text).toContain('goals.json: line 1');
    expect(text!.text).toContain('https://s.example/admin');
    expect(text!.text).not.toContain('Source there');

    expect((await post('text/plain')).status).toBe(415);
    expect((await post('application/json')).status).toBe(202);
    await expect.poll(() => taken.length, patient).toBe(2);
    expect(headerOf(taken[1]!.raw, 'Subject')).toContain('رسالة تجريبية');
    const { messages } = (await state()).server;
    expect(messages).toMatchObject({
      trouble: null,
      notices: {
        receivers: [{ kind: 'mail', name: 'i•••@city.example', waiting: 0, failing: null, givenUp: 0 }],
      },
    });
    const operations = /(http:\S+)metrics/.exec(server!.said())![1]!;
    const metrics = await (await fetch(`${operations}metrics`)).text();
    expect(metrics).toMatch(/services360_messages_sent_total\{receiver="mail"\} [2-4]\n/);
    expect(metrics).toContain('services360_messages_waiting{receiver="mail"} 0');
    expect(server!.said()).not.toContain('it@city');
    expect((await server!.stop()).code).toBe(0);
  },
  4 * patience,
);

test(
  'a house that cannot be opened keeps nobody from the city, and is said',
  async () => {
    const { port, close } = await openSmtp();
    undo.push(close);
    await mkdir(`${dir}/city`);
    await writeFile(`${dir}/city/house.sqlite`, 'no database at all, but more than a few words');
    await start(port);
    await expect.poll(async () => (await state()).city?.requests, patient).toBe(1);
    expect((await fetch(`${server!.address}data/rows/manifest.json`)).status).toBe(200);
    expect((await state()).server.messages.trouble).toContain('house.sqlite: could not be opened');
    expect((await post('application/json')).status).toBe(503);
    expect(server!.said()).toContain('Saved views and messages cannot be kept');
    expect((await server!.stop()).code).toBe(0);
  },
  4 * patience,
);
