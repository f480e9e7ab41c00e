import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { createGzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.arrow': 'application/vnd.apache.arrow.stream',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};
const packable = /\.(html|js|mjs|css|json|wasm|arrow|svg|txt)$/;

export interface FileRoute {
  /** Address prefix, with a slash at both ends. */
  readonly prefix: string;
  readonly folder: string;
  /** Names that may be served, relative to the folder. */
  readonly names: RegExp;
  /** Names whose bytes never change. */
  readonly immutable: RegExp;
  /** The name served at the prefix itself. */
  readonly index?: string;
}

/**
 * Serves a folder's files: those named by their content for good, all others by ETag; the brotli form that lies
 * beside a file where the browser takes it, else gzip made on the way.
 */
export function serveFiles(server: FastifyInstance, route: FileRoute): void {
  server.get(`${route.prefix}*`, async (request, reply) => {
    const name = (request.params as { '*': string })['*'] || route.index || '';
    if (!route.names.test(name) || name.includes('..')) return notFound(reply, request.url);
    return send(request, reply, join(route.folder, name), route.immutable.test(name));
  });
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  immutable: boolean,
): Promise<FastifyReply> {
  const info = await stat(path).catch(() => null);
  if (!info?.isFile()) return notFound(reply, request.url);
  const etag = `"${info.size.toString(36)}-${Math.floor(info.mtimeMs).toString(36)}"`;
  reply
    .header('content-type', types[extname(path)] ?? 'application/octet-stream')
    .header('cache-control', immutable ? 'private, max-age=31536000, immutable' : 'private, no-cache')
    .header('etag', etag)
    .header('vary', 'accept-encoding');
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  if (!packable.test(path)) return reply.header('content-length', info.size).send(createReadStream(path));
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const packed = /\bbr\b/.test(accepted) ? await stat(`${path}.br`).catch(() => null) : null;
  if (packed) {
    return reply
      .header('content-encoding', 'br')
      .header('content-length', packed.size)
      .send(createReadStream(`${path}.br`));
  }
  if (/\bgzip\b/.test(accepted)) {
    return reply
      .header('content-encoding', 'gzip')
      .send(createReadStream(path).pipe(createGzip({ level: 5 })));
  }
  return reply.header('content-length', info.size).send(createReadStream(path));
}

/** Says that there is nothing at an address. */
export function notFound(reply: FastifyReply, url: string): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send(`${url}: there is no such file here\n`);
}
