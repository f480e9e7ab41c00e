import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { type Basemap, serveBasemap } from './basemap.ts';
import { answerOtherMethods } from './door/otherMethods.ts';
import { serveFiles } from './fileRoutes.ts';
import { sayErrors } from './live/errors.ts';
import { patience } from './live/patience.ts';
import { serveZonesLayer, type ZonesLayer } from './zonesLayer.ts';

export interface ServerOptions {
  /** Folder of the built page. */
  readonly page: string;
  /** Folder with one folder for each audience. */
  readonly data: string;
  /** Takes the place of the geometry of the snapshot. */
  readonly zonesLayer?: ZonesLayer | null;
  /** Streets under the zones. */
  readonly basemap?: Basemap | null;
  /** Adds the routes of a city whose requests go on. */
  readonly live?: ((server: FastifyInstance) => void) | null;
  /** Whether every request is logged. */
  readonly logger?: FastifyServerOptions['logger'];
}

/** The server of the page and its data. Nothing is loaded from another host, and nothing runs that is not ours. */
export async function makeServer(options: ServerOptions): Promise<FastifyInstance> {
  const { page, data, zonesLayer = null, basemap = null, live = null, logger = false } = options;
  const server = Fastify({ ...patience, logger });
  sayErrors(server);
  const answerOthers = answerOtherMethods(server);
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        workerSrc: ["'self'"],
        connectSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    // The municipality's proxy ends TLS and decides on this one.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
  });
  if (live) live(server);
  else server.get('/healthz', async () => ({ ok: true }));
  serveBasemap(server, '/basemap/', basemap);
  if (zonesLayer)
    serveZonesLayer(server, { prefix: '/data/rows/', folder: `${data}/rows`, layer: zonesLayer });
  serveFiles(server, {
    prefix: '/data/rows/',
    folder: `${data}/rows`,
    names: /^[a-z0-9-]+\.(json|arrow)$/,
    immutable: /-[0-9a-f]{16}\.(json|arrow)$/,
  });
  serveFiles(server, {
    prefix: '/',
    folder: page,
    names: /^(index\.html|favicon\.svg|sw\.js|THIRD-PARTY\.txt|assets\/[\w.-]+)$/,
    immutable: /^assets\//,
    index: 'index.html',
  });
  answerOthers();
  return server;
}
