import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import * as v from 'valibot';
import { meant } from '../intake/closestName.ts';
import { MappingError, meantText } from '../intake/mappingError.ts';
import { accessSchema, serverSchema } from './door/addresses.ts';
import { type NoticeSettings, noticesOf, noticesSchema } from './house/notices/noticeSettings.ts';
import { type CsvFolderOptions, csvFolderSchema } from './intake/sources/csvFolderOptions.ts';
import { open311Mapping } from './intake/sources/open311Mapping.ts';
import { type Open311Options, open311Schema } from './intake/sources/open311Options.ts';
import { type PostgresOptions, postgresOptions } from './intake/sources/postgresOptions.ts';
import { usualKeepDays } from './intake/sources/problemBook.ts';
import { positive } from './intake/sources/settings.ts';
import { checkSourceMapping, type SourceMapping } from './intake/sources/sourceMapping.ts';

const text = v.pipe(v.string(), v.nonEmpty());
const whole = v.pipe(v.number(), v.integer(), v.minValue(1));

/** Where the data are of a configuration that does not say. */
export const usualData = '.data/live';
const wallClock = v.pipe(
  v.string(),
  v.check((clock) => /^([01]\d|2[0-3]):[0-5]\d$/.test(clock), 'a wall clock of the city such as "02:30"'),
);

const simulatorSchema = v.strictObject({
  kind: v.literal('simulator'),
  id: v.optional(v.literal('simulator'), 'simulator'),
  speed: v.optional(v.pipe(positive, v.maxValue(100_000)), 1),
});

const sourceSchema = v.variant('kind', [simulatorSchema, postgresOptions, open311Schema, csvFolderSchema]);

/** What stands in the configuration's file; docs/sources.md tells each setting. */
export const configSchema = v.strictObject({
  title: v.strictObject({ en: text, ar: text }),
  data: v.optional(text, usualData),
  server: v.optional(serverSchema, {}),
  access: v.optional(accessSchema, { kind: 'loopback' }),
  publish: v.optional(
    v.strictObject({
      everyMs: v.optional(v.pipe(v.number(), v.minValue(50), v.maxValue(60_000)), 250),
      foldAfterRequests: v.optional(whole, 20_000),
      foldAfterMinutes: v.optional(positive, 60),
      graceMinutes: v.optional(positive, 60),
    }),
    {},
  ),
  personal: v.optional(
    v.strictObject({
      nobody: v.optional(v.array(text), []),
      somebody: v.optional(v.array(text), []),
      sharedAfterRequests: v.optional(whole, 50),
      forgetAfterMonths: v.optional(
        v.union([v.literal('never'), whole], 'expected "never" or a whole number'),
        24,
      ),
    }),
    {},
  ),
  problems: v.optional(v.strictObject({ keepDays: v.optional(positive, usualKeepDays) }), {}),
  /** When each day sources are held against the store; false: only when somebody asks. */
  match: v.optional(
    v.union(
      [v.literal(false), v.strictObject({ at: v.optional(wallClock, '02:30') })],
      'false, or { "at": "02:30" }',
    ),
    { at: '02:30' },
  ),
  notices: v.optional(noticesSchema),
  sources: v.pipe(v.array(sourceSchema), v.minLength(1)),
});

type ConfigFile = v.InferOutput<typeof configSchema>;
type SourceFile = ConfigFile['sources'][number];

/** A source as it is configured, its mapping read and its secrets there. */
export type SourceConfig =
  | {
      readonly kind: 'simulator';
      readonly id: string /** Times as fast as the clock. */;
      readonly speed: number;
    }
  | {
      readonly kind: 'postgres';
      readonly id: string;
      readonly options: PostgresOptions;
      readonly mapping: SourceMapping;
    }
  | {
      readonly kind: 'open311';
      readonly id: string;
      readonly options: Open311Options;
      readonly mapping: SourceMapping;
    }
  | {
      readonly kind: 'csvFolder';
      readonly id: string;
      readonly options: CsvFolderOptions;
      readonly mapping: SourceMapping;
    };

/** How the server is to run. Paths are absolute. */
export interface Config extends Omit<ConfigFile, 'sources' | 'notices'> {
  readonly sources: readonly SourceConfig[];
  /** Null: nobody is told of what does not work. */
  readonly notices: NoticeSettings | null;
}

/** A configuration that cannot be used. The message says file, place, what was got, what was expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the configuration and the mappings that it names.
 * @param path of a JSON file; the paths in it start from its folder
 * @param env where the secrets are that it names
 * @throws ConfigError
 */
export async function readConfig(
  path: string,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Config> {
  const file = resolve(path);
  const json = await readJson(file, 'copy the folder data/sources, which has one to begin with');
  const result = v.safeParse(configSchema, json);
  if (!result.success) throw new ConfigError(`${file}: ${sentence(result.issues, json)}`);
  const config = result.output;
  expectOnce(config.sources, file);
  const from = dirname(file);
  const sources: SourceConfig[] = [];
  for (const [index, source] of config.sources.entries()) {
    sources.push(await sourceOf(source, { file, from, env, at: `sources.${index}` }));
  }
  const notices = noticesAt(config.notices, { file, from, env, at: 'notices' });
  return { ...config, data: resolve(from, config.data), sources, notices };
}

function noticesAt(notices: ConfigFile['notices'], place: Place): NoticeSettings | null {
  if (!notices) return null;
  return noticesOf(notices, {
    secret: (at, name) => secretOf(at, name, place),
    path: (named) => resolve(place.from, named),
    wrong: (at, words) => new ConfigError(`${place.file}: ${at}: ${words}`),
  });
}

interface Place {
  readonly file: string;
  readonly from: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where in the file it stands. */
  readonly at: string;
}

async function sourceOf(source: SourceFile, place: Place): Promise<SourceConfig> {
  const { from } = place;
  const { id } = source;
  switch (source.kind) {
    case 'simulator':
      return source;
    case 'postgres': {
      const { passwordEnv, ssl } = source.connection;
      if (passwordEnv !== undefined) secretOf(`${place.at}.connection.passwordEnv`, passwordEnv, place);
      const read = await mappingOf(source.mapping, place, checkSourceMapping);
      const mapping = { ...read, personal: { ...read.personal, ...source.personal } };
      const certificates = typeof ssl === 'object' ? { caFile: resolve(from, ssl.caFile) } : ssl;
      const options = { ...source, connection: { ...source.connection, ssl: certificates } };
      return { kind: 'postgres', id, options, mapping };
    }
    case 'open311': {
      const { kind, mapping: named, apiKeyEnv, ...rest } = source;
      const apiKey = apiKeyEnv === undefined ? null : secretOf(`${place.at}.apiKeyEnv`, apiKeyEnv, place);
      const mapping =
        named === undefined ? open311Mapping(null, '') : await mappingOf(named, place, open311Mapping);
      return { kind, id, options: { ...rest, apiKey }, mapping };
    }
    case 'csvFolder': {
      const { kind, mapping: named, ...rest } = source;
      const options = { ...rest, folder: resolve(from, rest.folder) };
      return { kind, id, options, mapping: await mappingOf(named, place, checkSourceMapping) };
    }
  }
}

async function mappingOf(
  named: string,
  { from, file, at }: Place,
  check: (json: unknown, file: string) => SourceMapping,
): Promise<SourceMapping> {
  const path = resolve(from, named);
  const json = await readJson(path, `it is named by ${at}.mapping of ${file}`);
  try {
    return check(json, path);
  } catch (cause) {
    if (cause instanceof MappingError) throw new ConfigError(cause.message, { cause });
    throw cause;
  }
}

function secretOf(at: string, name: string, { env, file }: Place): string {
  const value = env[name];
  if (value) return value;
  throw new ConfigError(
    `${file}: ${at}: the environment variable ${name} is ${value === undefined ? 'not set' : 'empty'}; expected the secret in it`,
  );
}

function expectOnce(sources: readonly SourceFile[], file: string): void {
  const seen = new Map<string, number>();
  for (const [index, { id }] of sources.entries()) {
    const before = seen.get(id);
    if (before !== undefined) {
      throw new ConfigError(
        `${file}: sources.${index}.id: got "${id}", which sources.${before} has; expected each id once`,
      );
    }
    seen.set(id, index);
  }
}

async function readJson(path: string, hint: string): Promise<unknown> {
  const content = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const why = cause.code === 'ENOENT' ? 'there is no such file' : cause.message;
    throw new ConfigError(`${path}: could not be read: ${why}; ${hint}`, { cause });
  });
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new ConfigError(`${path}: not JSON (${(cause as Error).message})`, { cause });
  }
}

/** Where it does not fit, what was found, what was expected. */
function sentence(issues: readonly v.BaseIssue<unknown>[], json: unknown): string {
  const isUnknown = ({ type, expected }: v.BaseIssue<unknown>) =>
    type === 'strict_object' && expected === 'never';
  // A misspelt name explains why another one is missing.
  const issue = issues.find(isUnknown) ?? issues[0]!;
  const path = v.getDotPath(issue) ?? 'the whole file';
  const keys = (issue.path ?? []).map(({ key }) => key);
  if (isUnknown(issue)) {
    const known = keysAt(configSchema, json, keys.slice(0, -1));
    const key = String(keys.at(-1));
    return `${path}: not a known name${meantText(meant(key, known))}; expected one of ${known.join(', ')}`;
  }
  const got = issue.received === 'undefined' ? 'nothing' : withoutSecret(issue.received);
  if (issue.type === 'variant') {
    const known = [...(issue.expected ?? '').matchAll(/"([^"]+)"/g)].map((match) => match[1]!);
    return `${path}: got ${got}${meantText(meant(String(issue.input), known))}; expected one of ${known.join(', ')}`;
  }
  if (issue.type === 'strict_object' && issue.received === 'undefined') {
    return `${path}: got nothing, expected a value: docs/sources.md tells which`;
  }
  const plain = issue.type === 'check' || issue.type === 'regex' || issue.type === 'union';
  return `${path}: got ${got}, expected ${plain ? issue.message : (issue.expected ?? issue.message)}`;
}

/** A value without the user and password that an address in it has: what is wrong is written to logs and terminals. */
function withoutSecret(text: string): string {
  return text.replace(/(\/\/)[^/@\s"]*@/g, '$1…@');
}

/** The names that an object may have in some place of the file. */
function keysAt(schema: unknown, value: unknown, path: readonly unknown[]): string[] {
  const { type, entries, wrapped, item, options, key } = schema as {
    readonly type: string;
    readonly entries?: Readonly<Record<string, unknown>>;
    readonly wrapped?: unknown;
    readonly item?: unknown;
    readonly options?: readonly unknown[];
    readonly key?: string;
  };
  if (wrapped) return keysAt(wrapped, value, path);
  if (type === 'variant' || type === 'union') {
    // Of a variant the one that was meant, of a union the first one that is an object.
    const fits = options!.find((one) =>
      key ? isOption(one, key, value) : keysAt(one, value, path).length > 0,
    );
    return fits ? keysAt(fits, value, path) : [];
  }
  const [first, ...rest] = path;
  if (first === undefined) return Object.keys(entries ?? {});
  const within = (value as Readonly<Record<string, unknown>> | undefined)?.[String(first)];
  return keysAt(item ?? entries?.[String(first)] ?? {}, within, rest);
}

/** Whether an option of a variant, which may be one itself, is the one that a value names. */
function isOption(option: unknown, key: string, value: unknown): boolean {
  const { entries, options } = option as {
    readonly entries?: Readonly<Record<string, { readonly literal?: unknown }>>;
    readonly options?: readonly unknown[];
  };
  if (options) return options.some((one) => isOption(one, key, value));
  return entries?.[key]?.literal === (value as Readonly<Record<string, unknown>> | undefined)?.[key];
}
