import type { FastifyReply, FastifyRequest } from 'fastify';
import { verdictOf } from './conditions.ts';
import { chooseEncoding, type Encoding } from './encoding.ts';
import type { OpenFile } from './openFile.ts';

/** What is at an address, in all forms in which it can be had. */
export interface Content {
  readonly type: string;
  /** Of its bytes as they are; each packed form has one of its own, made of this. */
  readonly mark: string;
  /** Whether other bytes have another address. */
  readonly immutable: boolean;
  /** Null: never packed. */
  readonly packed: readonly Exclude<Encoding, 'identity'>[] | null;
  /** Is asked for at most once. */
  body(encoding: Encoding): Promise<Buffer | OpenFile>;
}

/** Sends what is at an address to a GET or HEAD, as RFC 9110 has it: encodings, conditions, HEAD. */
export async function answer(request: FastifyRequest, reply: FastifyReply, content: Content): Promise<void> {
  const { packed, mark, immutable } = content;
  const encoding = packed ? chooseEncoding(acceptedBy(request), packed) : 'identity';
  if (packed) reply.header('vary', 'accept-encoding');
  if (encoding === null) {
    say(reply, 406, 'got an Accept-Encoding that takes nothing that there is');
    return;
  }
  const etag = encoding === 'identity' ? `"${mark}"` : `"${mark}-${encoding}"`;
  reply
    .header('cache-control', immutable ? 'private, max-age=31536000, immutable' : 'private, no-cache')
    .header('etag', etag);
  const verdict = verdictOf(request, { etag });
  if (verdict === 'notModified') reply.code(304).send();
  else if (verdict === 'failed') say(reply, 412, 'this is not the version that is asked for');
  else {
    const body = await content.body(encoding);
    if (encoding !== 'identity') reply.header('content-encoding', encoding);
    reply.type(content.type);
    await send(request, reply, body);
  }
}

async function send(request: FastifyRequest, reply: FastifyReply, body: Buffer | OpenFile): Promise<void> {
  const size = Buffer.isBuffer(body) ? body.length : body.size;
  reply.header('content-length', size);
  if (request.method === 'GET' && size > 0) {
    reply.send(Buffer.isBuffer(body) ? body : body.stream(reply.raw));
    return;
  }
  if (!Buffer.isBuffer(body)) await body.close();
  reply.send();
}

function acceptedBy({ headers }: FastifyRequest): string | undefined {
  const accepted = headers['accept-encoding'];
  return Array.isArray(accepted) ? accepted.join(',') : accepted;
}

/** Says in a line why there is no other answer. */
export function say(reply: FastifyReply, code: number, text: string): FastifyReply {
  return reply
    .code(code)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(`${text}\n`);
}
