import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BasemapInfo } from '../model/basemap.ts';
import { verdictOf } from './door/conditions.ts';
import { type OpenFile, openFile } from './door/openFile.ts';
import { notFound } from './fileRoutes.ts';

/** A file of map tiles that was looked at. */
export interface Basemap {
  readonly path: string;
  readonly attribution: string;
}

/** Serves what the page asks of a basemap, and its bytes by ranges; never packed, as tiles are packed one by one. */
export function serveBasemap(server: FastifyInstance, prefix: string, basemap: Basemap | null): void {
  server.get(`${prefix}info.json`, async (_, reply) => {
    const file = basemap && (await openFile(basemap.path));
    await file?.close();
    const info: BasemapInfo =
      basemap && file ? { file: versionOf(file).name, attribution: basemap.attribution } : null;
    return reply
      .type('application/json; charset=utf-8')
      .header('cache-control', 'private, no-cache')
      .send(JSON.stringify(info));
  });
  if (!basemap) return;
  server.route({
    method: ['GET', 'HEAD'],
    url: `${prefix}:file(^streets-[0-9a-f]{16}\\.pmtiles$)`,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const file = await openFile(basemap.path);
      if (!file) return notFound(reply, request.url);
      const isAsked = versionOf(file).name === (request.params as { file: string }).file;
      const range = isAsked ? rangeToSend(request, reply, file) : null;
      if (range && request.method === 'GET') return reply.send(file.stream(reply.raw, range.from, range.to));
      await file.close();
      return isAsked ? reply.send() : notFound(reply, request.url);
    },
  });
}

interface Version {
  readonly name: string;
  readonly etag: string;
}

function versionOf({ mark }: Pick<OpenFile, 'mark'>): Version {
  const short = createHash('sha256').update(mark).digest('hex').slice(0, 16);
  return { name: `streets-${short}.pmtiles`, etag: `"${short}"` };
}

interface Range {
  /** Both are included. */
  readonly from: number;
  readonly to: number;
}

/**
 * Says what is sent, and which bytes are; null for none. RFC 9110, sections 13 and 14: one range of bytes; several are
 * answered with the whole file.
 */
function rangeToSend(request: FastifyRequest, reply: FastifyReply, file: OpenFile): Range | null {
  const { etag } = versionOf(file);
  const { size, modified } = file;
  reply
    .header('accept-ranges', 'bytes')
    .header('cache-control', 'private, max-age=31536000, immutable, no-transform')
    .header('etag', etag)
    .header('last-modified', modified.toUTCString());
  const verdict = verdictOf(request, { etag, modified });
  if (verdict !== 'send') {
    reply.code(verdict === 'notModified' ? 304 : 412);
    return null;
  }
  const { range: asked, 'if-range': ifRange } = request.headers;
  const valid = ifRange === undefined || ifRange === etag || ifRange === modified.toUTCString();
  const range = valid ? rangeOf(asked, size) : null;
  if (range === 'unsatisfiable') {
    reply.code(416).header('content-range', `bytes */${size}`);
    return null;
  }
  const { from, to } = range ?? { from: 0, to: size - 1 };
  if (range) reply.code(206).header('content-range', `bytes ${from}-${to}/${size}`);
  reply.type('application/vnd.pmtiles').header('content-length', to - from + 1);
  return { from, to };
}

/** The bytes that a Range header asks for, both included; null for the whole file. */
function rangeOf(header: string | undefined, size: number): Range | 'unsatisfiable' | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!found || (found[1] === '' && found[2] === '')) return null;
  if (found[1] === '') {
    const last = Number(found[2]);
    return last === 0 ? 'unsatisfiable' : { from: Math.max(0, size - last), to: size - 1 };
  }
  const from = Number(found[1]);
  const to = found[2] === '' ? size - 1 : Math.min(Number(found[2]), size - 1);
  if (found[2] !== '' && Number(found[2]) < from) return null;
  return from >= size ? 'unsatisfiable' : { from, to };
}
