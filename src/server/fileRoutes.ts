import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { answer, type Content } from './door/answer.ts';
import { type OpenFile, openFile } from './door/openFile.ts';
import { PackedForms } from './door/packed.ts';

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

/** The ending of the file beside a file that holds a packed form of it. */
const endings = { br: '.br', gzip: '.gz' } as const;
type Packing = keyof typeof endings;
const packings = Object.keys(endings) as Packing[];

/**
 * Serves a folder's files: those named by their content for good, all others by ETag; packed as the client takes it,
 * in the form that lies beside the file, else, if it is small, in one that is made once.
 */
export function serveFiles(server: FastifyInstance, route: FileRoute): void {
  const made = new PackedForms();
  const nameOf = (request: FastifyRequest) => (request.params as { '*': string })['*'] || route.index || '';
  const isServed = (request: FastifyRequest) =>
    route.names.test(nameOf(request)) && !nameOf(request).includes('..');
  server.route({
    method: ['GET', 'HEAD'],
    url: `${route.prefix}*`,
    exposeHeadRoute: false,
    config: { isServed },
    handler: async (request, reply) => {
      const name = nameOf(request);
      if (!isServed(request)) return notFound(reply, request.url);
      const path = join(route.folder, name);
      const file = await openFile(path);
      if (!file) return notFound(reply, request.url);
      let sent = false;
      try {
        const content = await contentOf(path, file, route.immutable.test(name), made);
        await answer(request, reply, {
          ...content,
          async body(encoding) {
            const body = await content.body(encoding);
            sent = body === file;
            return body;
          },
        });
      } finally {
        if (!sent) await file.close();
      }
      return reply;
    },
  });
}

/** What a file is to whoever asks for it. */
async function contentOf(
  path: string,
  file: OpenFile,
  immutable: boolean,
  made: PackedForms,
): Promise<Content> {
  const beside = packable.test(path) ? await formsBeside(path, immutable ? null : file.modified) : null;
  const isThere = (packing: Packing) => beside?.includes(packing) || file.size <= PackedForms.largest;
  return {
    type: types[extname(path)] ?? 'application/octet-stream',
    mark: file.mark,
    immutable,
    packed: beside && packings.filter(isThere),
    async body(encoding) {
      if (encoding === 'identity') return file;
      const form = beside?.includes(encoding) ? await openFile(path + endings[encoding]) : null;
      return form ?? made.get(`${path} ${file.mark}`, encoding, () => file.read());
    },
  };
}

/** The packed forms that lie beside a file. @param since older ones are of another version */
async function formsBeside(path: string, since: Date | null): Promise<Packing[]> {
  const found = await Promise.all(
    packings.map(async (packing) => {
      const info = await stat(path + endings[packing]).catch(() => null);
      return info?.isFile() && (since === null || info.mtime >= since) ? [packing] : [];
    }),
  );
  return found.flat();
}

/** Says that there is nothing at an address. */
export function notFound(reply: FastifyReply, url: string): FastifyReply {
  return reply.code(404).type('text/plain; charset=utf-8').send(`${url}: there is no such file here\n`);
}
