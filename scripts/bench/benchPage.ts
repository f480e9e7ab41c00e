import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Fastify from 'fastify';
import { build } from 'vite';
import { serveFiles } from '../../src/server/fileRoutes.ts';

const root = fileURLToPath(new URL('page', import.meta.url));

/**
 * Builds the benchmark's page into a folder that is gone afterwards, and serves it on this machine alone, cross-origin
 * isolated: only then does a page's clock tell 5 microseconds.
 */
export async function openBenchPage() {
  const folder = await mkdtemp(join(tmpdir(), 's360-bench-'));
  await build({
    root,
    configFile: false,
    base: './',
    mode: 'production',
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4000,
    },
  });
  const server = Fastify();
  server.addHook('onRequest', async (request, reply) => {
    // Packing the engine's 34 MB on the way would take the time that is being measured.
    delete request.headers['accept-encoding'];
    reply.headers({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      // arquero and crossfilter2 compile functions from text.
      'content-security-policy':
        "default-src 'none'; script-src 'self' 'unsafe-eval'; worker-src 'self'; connect-src 'self'",
    });
  });
  serveFiles(server, {
    prefix: '/',
    folder,
    names: /^(index\.html|assets\/[\w.-]+)$/,
    immutable: /^assets\//,
    index: 'index.html',
  });
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as { port: number };
  return {
    address: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
