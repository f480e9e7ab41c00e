import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkConfig } from '../../../../src/server/checkConfig.ts';
import { readConfig } from '../../../../src/server/config.ts';
import { freePort } from '../../../support/freePort.ts';
import { openSmtp } from '../../../support/smtp.ts';

// Guards: settings of notices that cannot work are said before the server runs: what is missing at the start, what the
// mail server or another system says by --check, which sends nothing.

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 's360-notice-settings-'));
  await mkdir(`${dir}/drop`);
  await writeFile(`${dir}/map.json`, JSON.stringify({ columns: { ref: 'Ref', opened: 'Opened' } }));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const mail = { mail: 'it@city.example' };
const smtp = { host: '127.0.0.1', from: 'services360@city.example' };

async function read(notices: unknown, env: Readonly<Record<string, string>> = {}) {
  const source = { kind: 'csvFolder', id: 'exports', folder: 'drop', mapping: 'map.json' };
  const file = { title: { en: 'x', ar: 'x' }, data: 'data', sources: [source], notices };
  await writeFile(`${dir}/c.json`, JSON.stringify(file));
  return readConfig(`${dir}/c.json`, env);
}

test('settings are read with their defaults, secrets and paths', async () => {
  expect((await read(undefined)).notices).toBeNull();
  const hook = { webhook: 'https://desk.city.example/x', secretEnv: 'DESK', caFile: 'ca.pem' };
  const { notices } = await read(
    { to: [mail, hook], smtp: { ...smtp, user: 'u', passwordEnv: 'PW', caFile: 'ca.pem' } },
    { DESK: 'open sesame', PW: 'please' },
  );
  expect(notices).toEqual({
    to: [mail, { webhook: hook.webhook, secret: 'open sesame', caFile: join(dir, 'ca.pem') }],
    smtp: { ...smtp, security: 'starttls', user: 'u', password: 'please', caFile: join(dir, 'ca.pem') },
    ...{ afterMinutes: 10, adminAddress: null },
  });
});

test('what cannot work is refused, with the place', async () => {
  const refused: [unknown, RegExp][] = [
    [{ to: [] }, /notices\.to/],
    [{ to: [mail] }, /notices\.smtp: got nothing, expected the mail server/],
    [{ to: [{ mail: 'it@city.example\nBcc: x@y' }], smtp }, /notices\.to\.0.*expected/s],
    [{ to: [{ webhook: 'ftp://x/' }] }, /notices\.to\.0.*expected/s],
    [{ to: [{ webhook: 'https://u:p@x/', secretEnv: 'S' }] }, /notices\.to\.0.*expected/s],
    [{ to: [{ webhook: 'https://x/', secretEnv: 'S' }] }, /notices\.to\.0\.secretEnv.*S is not set/],
    [{ to: [mail], smtp: { ...smtp, user: 'u' } }, /expected both or neither/],
    [
      { to: [mail], smtp: { ...smtp, user: 'u', passwordEnv: 'PW', security: 'none' } },
      /everybody on the way could read/,
    ],
    [
      { to: [mail], smtp: { ...smtp, hst: 'x' } },
      /notices\.smtp\.hst: not a known name; did you mean "host"/,
    ],
    [{ to: [mail], smtp, afterMinutes: 0 }, /notices\.afterMinutes/],
  ];
  for (const [notices, words] of refused)
    await expect(read(notices, { PW: 'please' }), JSON.stringify(notices)).rejects.toThrow(words);
});

test('--check says whether each receiver can be reached, and sends nothing', async () => {
  const { taken, port, close } = await openSmtp();
  const check = async (notices: unknown) => {
    const said: string[] = [];
    const good = await checkConfig(await read(notices, { S: 's' }), (text) => said.push(text));
    return { good, said: said.join('\n') };
  };
  try {
    const there = { ...smtp, port, security: 'none' };
    const fine = await check({ to: [mail], smtp: there });
    expect(fine.said).toContain('notices to i•••@city.example: nothing found; no message was sent');
    expect(fine.good).toBe(true);
    const away = { webhook: `http://127.0.0.1:${await freePort()}/`, secretEnv: 'S' };
    const bad = await check({ to: [mail, away], smtp: there });
    expect(bad.good).toBe(false);
    expect(bad.said).toMatch(/error: 127\.0\.0\.1:\d+: no connection \(ECONNREFUSED\)/);
    expect(taken).toEqual([]);
  } finally {
    await close();
  }
});
