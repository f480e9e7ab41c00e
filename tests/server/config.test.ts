import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Config, configSchema, readConfig } from '../../src/server/config.ts';

const example = fileURLToPath(new URL('../../data/sources/example.services360.json', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'config-'));
  await writeFile(join(folder, 'mapping.json'), '{ "columns": { "ref": "No", "opened": "Date" } }');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const title = { en: 'City', ar: 'مدينة' };

/** The configuration with some sources. */
async function read(config: object | string, env: Record<string, string> = {}): Promise<Config> {
  const path = join(folder, 'services360.json');
  await writeFile(path, typeof config === 'string' ? config : JSON.stringify(config));
  return readConfig(path, env);
}

const csv = { kind: 'csvFolder', id: 'exports', folder: 'drop', mapping: 'mapping.json' };
const open311 = { kind: 'open311', id: 'city', endpoint: 'https://city.example/v2', since: '2026-01-01' };
const postgres = {
  kind: 'postgres',
  id: 'crm',
  follow: 'polling',
  connection: { host: 'db', database: 'crm', user: 'reader', passwordEnv: 'CRM_PASSWORD' },
  table: 'cases',
  key: 'No',
  updatedAt: 'updated_at',
  mapping: 'mapping.json',
};

// Guards: the example that docs/sources.md tells to copy is read by the real reader, with all that it names.
describe('the example', () => {
  it('is a configuration', async () => {
    const secrets = { CRM_PASSWORD: 'a', BOOKING_PASSWORD: 'b', REPORTS_KEY: 'c' };
    const config = await readConfig(example, secrets);
    expect(config.sources.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'postgres contact-centre',
      'postgres virtual-appointments',
      'open311 city-reports',
      'csvFolder platform-04',
      'csvFolder my-city',
      'csvFolder whatsapp',
      'csvFolder fares',
    ]);
    expect(config.data).toBe(fileURLToPath(new URL('../../data/.data/live', import.meta.url)));
    expect(config.sources[2]).toMatchObject({ options: { apiKey: 'c', windowDays: 90, pageSize: 200 } });
  });

  it.each(['CRM_PASSWORD', 'BOOKING_PASSWORD', 'REPORTS_KEY'])(
    'does not start without %s',
    async (missing) => {
      const secrets = { CRM_PASSWORD: 'a', BOOKING_PASSWORD: 'b', REPORTS_KEY: 'c' };
      await expect(readConfig(example, { ...secrets, [missing]: undefined })).rejects.toThrow(
        new RegExp(`Env: the environment variable ${missing} is not set; expected the secret in it`),
      );
      await expect(readConfig(example, { ...secrets, [missing]: '' })).rejects.toThrow(/is empty/);
    },
  );
});

// Guards: the page that whoever configures the server reads tells every setting, and each default as it is.
describe('docs/sources.md', () => {
  interface Setting {
    readonly name: string;
    readonly fallback: unknown;
  }
  const settingsOf = (schema: unknown): Setting[] => {
    const { entries, wrapped, item, options } = schema as Readonly<Record<string, unknown>>;
    const within = [wrapped, item, ...((options as unknown[] | undefined) ?? [])].filter(
      (one) => typeof one === 'object' && one !== null,
    );
    return [
      ...Object.entries(entries ?? {}).flatMap(([name, one]) => [
        { name, fallback: (one as { default?: unknown }).default },
        ...settingsOf(one),
      ]),
      ...within.flatMap(settingsOf),
    ];
  };

  it('tells every setting and its default', async () => {
    const page = await readFile(new URL('../../docs/sources.md', import.meta.url), 'utf8');
    const settings = settingsOf(configSchema);
    expect(settings.length).toBeGreaterThan(50);
    const names = new Set(settings.map(({ name }) => name));
    const untold = [...names].filter((name) => !page.includes(`\`${name}\``) && !page.includes(`"${name}"`));
    expect(untold).toEqual([]);
    for (const { name, fallback } of settings) {
      if (typeof fallback !== 'number') continue;
      const lines = page.split('\n').filter((line) => line.includes(`\`${name}\``) || line.includes(name));
      expect(
        lines.some((line) => line.split('|').at(-2)?.includes(String(fallback))),
        `${name} ${fallback}`,
      ).toBe(true);
    }
  });
});

// Guards: what is left out has the default that docs/sources.md tells, and paths start from the file's folder.
describe('readConfig', () => {
  it('fills in what is left out', async () => {
    const config = await read({ title, sources: [{ kind: 'simulator' }, csv, open311] });
    expect(config).toMatchObject({
      title,
      data: join(folder, '.data/live'),
      server: { host: '127.0.0.1', port: 8360 },
      publish: { everyMs: 250, foldAfterRequests: 20_000, foldAfterMinutes: 60, graceMinutes: 60 },
    });
    expect(config.sources[0]).toEqual({ kind: 'simulator', id: 'simulator', speed: 1 });
    expect(config.sources[1]).toMatchObject({
      options: { folder: join(folder, 'drop'), everySeconds: 10, settleSeconds: 5, move: false },
    });
    expect(config.sources[2]).toMatchObject({
      options: { everySeconds: 60, overlapMinutes: 60, reopenMinutes: 30, apiKey: null, format: 'json' },
      mapping: { mapping: { columns: { ref: 'service_request_id' } } },
    });
  });

  it('joins the personal columns of a source and of its mapping', async () => {
    await writeFile(
      join(folder, 'mapping.json'),
      '{ "columns": { "ref": "No", "opened": "Date" }, "personal": { "phone": "Tel", "name": "Name" } }',
    );
    const env = { CRM_PASSWORD: 'x' };
    const config = await read({ title, sources: [{ ...postgres, personal: { phone: 'Mobile' } }] }, env);
    expect(config.sources[0]).toMatchObject({ mapping: { personal: { phone: 'Mobile', name: 'Name' } } });
  });

  const wrong: readonly (readonly [name: string, config: object | string, message: RegExp])[] = [
    ['no JSON', '{ "title": ', /services360\.json: not JSON \(/],
    ['no title', { sources: [csv] }, /services360\.json: title: got nothing, expected a value: docs/],
    ['no sources', { title, sources: [] }, /sources: got 0, expected >=1/],
    [
      'an unknown name',
      { title, sorces: [csv] },
      /: sorces: not a known name; did you mean "sources"\?; expected one of title, data/,
    ],
    [
      'an unknown name within',
      { title, publish: { everyMS2: 3 }, sources: [csv] },
      /publish\.everyMS2: not a known name; did you mean "everyMs"\?/,
    ],
    [
      'an unknown kind',
      { title, sources: [{ ...csv, kind: 'csv' }] },
      /sources\.0\.kind: got "csv"; did you mean "csvFolder"\?; expected one of simulator, postgres, open311, csvFolder/,
    ],
    ['no kind', { title, sources: [{ id: 'x' }] }, /sources\.0\.kind: got nothing; expected one of/],
    [
      'an unknown setting of a source',
      { title, sources: [csv, { ...open311, reopenMinute: 3 }] },
      /sources\.1\.reopenMinute: not a known name; did you mean "reopenMinutes"\?; expected one of kind, id, endpoint/,
    ],
    [
      'an unknown setting of a table',
      { title, sources: [{ ...postgres, everySecond: 3 }] },
      /sources\.0\.everySecond: not a known name; did you mean "everySeconds"\?/,
    ],
    [
      'an unknown setting of a connection',
      { title, sources: [{ ...postgres, connection: { ...postgres.connection, pasword: 'x' } }] },
      /sources\.0\.connection\.pasword: not a known name.*expected one of host, port/,
    ],
    [
      'a text for a number',
      { title, sources: [{ ...csv, everySeconds: '5' }] },
      /sources\.0\.everySeconds: got "5", expected number/,
    ],
    [
      'a number out of range',
      { title, sources: [{ ...open311, windowDays: 120 }] },
      /sources\.0\.windowDays: got 120, expected <=90/,
    ],
    [
      'a wrong id',
      { title, sources: [{ ...csv, id: 'My Exports' }] },
      /sources\.0\.id: got "My Exports", expected lower-case letters, digits and hyphens/,
    ],
    [
      'a wrong day',
      { title, sources: [{ ...open311, since: '1.1.2026' }] },
      /since: got "1\.1\.2026", expected a day such as/,
    ],
    [
      'a wrong address',
      { title, sources: [{ ...open311, endpoint: 'city.example?x=1' }] },
      /endpoint: got "city\.example\?x=1", expected an address such as/,
    ],
    [
      'one id twice',
      { title, sources: [csv, { ...open311, id: 'exports' }] },
      /sources\.1\.id: got "exports", which sources\.0 has; expected each id once/,
    ],
    [
      'a missing mapping',
      { title, sources: [{ ...csv, mapping: 'nowhere.json' }] },
      /nowhere\.json: could not be read: there is no such file; it is named by sources\.0\.mapping of .*services360\.json/,
    ],
    [
      'a mapping that does not fit',
      { title, sources: [{ ...csv, mapping: 'services360.json' }] },
      /services360\.json: columns: got nothing/,
    ],
    [
      'a secret that is not there',
      { title, sources: [{ ...open311, apiKeyEnv: 'CITY_KEY' }] },
      /sources\.0\.apiKeyEnv: the environment variable CITY_KEY is not set/,
    ],
    [
      'a secret in the file',
      { title, sources: [{ ...open311, apiKey: 'abc' }] },
      /sources\.0\.apiKey: not a known name; did you mean "apiKeyEnv"\?/,
    ],
  ];
  it.each(wrong)('refuses %s', async (_, config, message) => {
    await expect(read(config)).rejects.toMatchObject({
      name: 'ConfigError',
      message: expect.stringMatching(message),
    });
  });

  it('says what to do where there is no file', async () => {
    await expect(readConfig(join(folder, 'none.json'))).rejects.toThrow(
      /none\.json: could not be read: there is no such file; copy the folder data\/sources/,
    );
  });
});

// Guards: a password that stands where none may is not written to the terminal and the log beside what is wrong with it.
it('a wrong address is named without its password', async () => {
  const webhook = 'https://desk:hunter2@desk.city.example/hook';
  const wrong: readonly [object, string][] = [
    [{ notices: { to: [{ webhook, secretEnv: 'DESK' }] }, sources: [csv] }, 'notices.to.0'],
    [
      { sources: [{ ...open311, endpoint: 'ftp://user:hunter2@city.example' }] },
      'got "ftp://…@city.example"',
    ],
  ];
  for (const [more, named] of wrong) {
    const error = String(await read({ title, ...more }).catch((error: Error) => error.message));
    expect(error).toContain(named);
    expect(error).not.toContain('hunter2');
  }
});
