import { lookup } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import * as v from 'valibot';
import { hostNameOf, isLoopback } from './hostNames.ts';

const port = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535));
const text = v.pipe(v.string(), v.nonEmpty());
const hostName = v.pipe(
  v.string(),
  v.check(
    (name) => hostNameOf(name) !== null,
    'a name such as "services360.example", with or without a port',
  ),
);

/** Where the server listens and for whom: a part of the configuration. */
export const serverSchema = v.strictObject({
  host: v.optional(text, '127.0.0.1'),
  port: v.optional(port, 8360),
  /** Names under which it is asked, beside those of this machine. */
  hosts: v.optional(v.array(hostName), []),
  /** Where those who run it ask. */
  operations: v.optional(
    v.union(
      [v.literal(false), v.strictObject({ host: v.optional(text), port: v.optional(port) })],
      'false, or an object with host and port',
    ),
  ),
  /** Connections at a time. */
  maxConnections: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** How long readers have to end when the server is told to. */
  graceSeconds: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(600)), 10),
});

/** Who decides who may see the page: nobody but this machine comes, or something in front that signs in. */
export const accessSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('loopback') }),
  v.strictObject({ kind: v.literal('front') }),
]);

export type ServerSettings = v.InferOutput<typeof serverSchema>;
export type Access = v.InferOutput<typeof accessSchema>;

/** Where the server listens, for whom, and how many may come. */
export interface Addresses {
  /** An IP address. */
  readonly host: string;
  readonly port: number;
  readonly access: Access['kind'];
  readonly hosts: readonly string[];
  /** Null: there is no listener for those who run the server. */
  readonly operations: {
    readonly host: string;
    readonly port: number;
    /** Whether somebody said so: then the server does not do without. */
    readonly isAsked: boolean;
  } | null;
  readonly maxConnections: number;
  readonly graceMs: number;
}

/**
 * Where the server is to listen, as the environment says it, else the configuration.
 * @throws Error in words for what cannot be, and for an address that others reach while nobody signs in
 */
export async function addressesOf(
  config: { readonly server: ServerSettings; readonly access: Access } | null,
): Promise<Addresses> {
  const { PORT, HOST, ACCESS, HOSTS, OPERATIONS_PORT, OPERATIONS_HOST } = process.env;
  const server = config?.server ?? v.parse(serverSchema, {});
  const access = ACCESS ? accessNamed(ACCESS) : (config?.access.kind ?? 'loopback');
  const host = HOST ? { at: 'HOST', name: HOST } : { at: 'server.host', name: server.host };
  const main = PORT ? portOf('PORT', PORT) : server.port;
  const hosts = HOSTS ? HOSTS.split(',').map((name) => name.trim()) : server.hosts;
  for (const name of hosts)
    if (!hostNameOf(name))
      throw new Error(`HOSTS: got ${JSON.stringify(name)}, expected names, as in HOSTS=services360.example`);
  const asked = server.operations;
  const isOff = OPERATIONS_PORT ? OPERATIONS_PORT === 'off' : asked === false;
  const from = asked || {};
  const operations = OPERATIONS_HOST
    ? { at: 'OPERATIONS_HOST', name: OPERATIONS_HOST }
    : { at: 'server.operations.host', name: from.host ?? '127.0.0.1' };
  return {
    host: await addressOf(host, access),
    port: main,
    access,
    hosts,
    operations: isOff
      ? null
      : {
          host: await addressOf(operations, access),
          port: OPERATIONS_PORT ? portOf('OPERATIONS_PORT', OPERATIONS_PORT) : (from.port ?? nextTo(main)),
          isAsked: Boolean(OPERATIONS_PORT) || from.port !== undefined,
        },
    maxConnections: server.maxConnections ?? connectionsFor(openFilesLimit()),
    graceMs: server.graceSeconds * 1000,
  };
}

/** The port after the main one; any free one where that is so too. */
function nextTo(port: number): number {
  if (port === 0) return 0;
  return port === 65_535 ? port - 1 : port + 1;
}

/** Most connections at a time where nobody says: each may have a file open, and the rest of the server needs some too. */
export function connectionsFor(openFiles: number | null): number {
  const most = 16_384;
  return openFiles === null ? most : Math.max(16, Math.min(most, Math.floor((openFiles - 128) / 2)));
}

/** Pages that may follow at a time: they leave room for those who load one. */
export function mostPages({ maxConnections }: Pick<Addresses, 'maxConnections'>): number {
  return Math.min(12_000, Math.ceil(0.75 * maxConnections));
}

/** How many files this process may have open; null where that is not told or has no end. */
function openFilesLimit(): number | null {
  try {
    const found = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'));
    return found ? Number(found[1]) : null;
  } catch {
    return null;
  }
}

function accessNamed(name: string): Access['kind'] {
  if (name === 'loopback' || name === 'front') return name;
  throw new Error(
    `ACCESS=${name}: expected loopback (only this machine) or front (something in front signs in)`,
  );
}

function portOf(variable: string, text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new Error(
      `${variable}=${text}: expected a number from 0 to 65535${variable === 'PORT' ? '' : ', or off'}`,
    );
  return port;
}

/** The IP address of a host to listen at. @throws Error where others reach it and nobody signs in */
async function addressOf(
  { at, name }: { readonly at: string; readonly name: string },
  access: Access['kind'],
): Promise<string> {
  const bare = name.replace(/^\[(.*)\]$/, '$1');
  const said = at === at.toUpperCase() ? `${at}=${name}` : `${at}: got ${JSON.stringify(name)}`;
  const found = isIP(bare)
    ? [{ address: bare }]
    : await lookup(bare, { all: true, order: 'ipv4first' }).catch((cause: NodeJS.ErrnoException) => {
        throw new Error(
          `${said}, which no name server knows (${cause.code}); expected an address of this machine`,
          {
            cause,
          },
        );
      });
  if (access !== 'front' && !found.every(({ address }) => isLoopback(address)))
    throw new Error(
      `${said}: other machines reach this address, and nothing here asks who they are. Either listen where only this machine comes (127.0.0.1), or put something in front that signs people in, and say so: "access": { "kind": "front" } in the configuration, or ACCESS=front (docs/operations.md, "Who may come")`,
    );
  return found[0]!.address;
}
