import { BlockList, isIPv6 } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { say } from './answer.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether an IP address, without brackets, is one that only this machine reaches. */
export function isLoopback(address: string): boolean {
  return loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** A name or address as browsers write it, and a port where one is given. */
export interface HostName {
  readonly name: string;
  /** Null: none was given. */
  readonly port: string | null;
}

/** Reads what stands in a Host header: `Name.example.`, `10.0.0.7:8360`, `[::1]:8360`. @returns null for what is none */
export function hostNameOf(text: string): HostName | null {
  const found = /^(\[[0-9a-fA-F:.]+\]|[^\s/?#@\\:[\]]+)(?::(\d{0,5}))?$/.exec(text);
  if (!found || Number(found[2] ?? 0) > 65_535) return null;
  try {
    const { hostname } = new URL(`http://${found[1]}`);
    return { name: hostname.replace(/\.$/, ''), port: found[2] || null };
  } catch {
    return null;
  }
}

/**
 * Refuses requests under a name that is not this server's (421): a page of another site whose name was made to point here
 * is what else asks so (DNS rebinding). Names of this machine are known, the address at which a connection came
 * in, which no other site can have for a name, and those that are told. Ports may differ, because proxies and containers
 * change them, unless one is told with a name.
 */
export function knowHosts(server: FastifyInstance, hosts: readonly string[]): void {
  const told = hosts.flatMap((host) => hostNameOf(host) ?? []);
  server.addHook('onRequest', async (request, reply) => {
    const { asked, count } = askedOf(request);
    // Nothing that runs in a browser asks without a name.
    if (asked === undefined) return undefined;
    const host = count > 1 ? null : hostNameOf(asked);
    if (!host) return say(reply, 400, 'got a Host header that is no name and no address, or several');
    if (isOwn(host.name, request.socket.localAddress)) return undefined;
    if (told.some(({ name, port }) => name === host.name && (port === null || port === (host.port ?? '80'))))
      return undefined;
    return say(
      reply,
      421,
      `${JSON.stringify(host.name.slice(0, 100))} is no name of this server; if it is to be, add it to server.hosts of the configuration, or to HOSTS`,
    );
  });
}

/** The host that a request names: in its target, if that is a whole address (RFC 9112, 3.2.2), else in its header. */
function askedOf({ raw, originalUrl }: FastifyRequest): { asked: string | undefined; count: number } {
  const whole = /^https?:\/\/([^/?#]*)/i.exec(originalUrl);
  if (whole) return { asked: whole[1], count: 1 };
  const count = raw.rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length;
  return { asked: raw.headers.host, count };
}

function isOwn(name: string, local: string | undefined): boolean {
  if (name === 'localhost') return true;
  const address = name.replace(/^\[|\]$/g, '');
  if (/^[\d.]+$/.test(address) || name.startsWith('[')) {
    if (isLoopback(address)) return true;
    return local !== undefined && address === local.replace(/^::ffff:/, '');
  }
  return false;
}
