import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dimensions } from '../../model/dimension.ts';
import type { Manifest } from '../../model/manifest.ts';
import { manifestOf } from '../snapshotReader.ts';
import { answer, say } from './answer.ts';

/** Names in both languages, loaded when somebody asks for them. */
const glossary = () => import('../answers/glossary.ts');

/**
 * Serves what a question may name, in both languages: `GET /api/measures`, `GET /api/dimensions`,
 * `GET /api/dimensions/ID` with the values of one, and `GET /api/version`, of which data answers are now.
 * @param folder of what is published
 */
export function serveGlossary(server: FastifyInstance, folder: string): void {
  server.get('/api/measures', async (request, reply) =>
    send(request, reply, (await glossary()).measureEntries()),
  );
  server.get('/api/version', async (request, reply) => {
    const manifest = await published(request, reply);
    if (manifest) await send(request, reply, (await glossary()).versionEntry(manifest));
    return reply;
  });
  server.get('/api/dimensions', async (request, reply) => {
    const manifest = await published(request, reply);
    if (!manifest) return reply;
    const { cityIn, dimensionEntries } = await glossary();
    return send(request, reply, dimensionEntries(await cityIn(folder, manifest)));
  });
  server.get<{ Params: { id: string } }>('/api/dimensions/:id', async (request, reply) => {
    const { id } = request.params;
    const dimension = dimensions.find((known) => known === id);
    if (!dimension) return say(reply, 404, `${id}: no dimension; expected one of ${dimensions.join(', ')}`);
    const manifest = await published(request, reply);
    if (!manifest) return reply;
    const { cityIn, valueEntries } = await glossary();
    return send(request, reply, valueEntries(await cityIn(folder, manifest), dimension));
  });

  /** The manifest of what is published; null where there is nothing, which is said. */
  async function published({ url }: FastifyRequest, reply: FastifyReply): Promise<Manifest | null> {
    const manifest = await manifestOf(folder);
    if (!manifest)
      say(
        reply.header('retry-after', 2),
        503,
        `${url}: there are no data yet; /readyz says what is being done`,
      );
    return manifest;
  }
}

async function send(request: FastifyRequest, reply: FastifyReply, value: unknown): Promise<FastifyReply> {
  const body = Buffer.from(JSON.stringify(value));
  await answer(request, reply, {
    type: 'application/json; charset=utf-8',
    mark: createHash('sha256').update(body).digest('hex').slice(0, 16),
    ...{ immutable: false, packed: null, body: async () => body },
  });
  return reply;
}
