import type { FastifyInstance, FastifyServerOptions } from 'fastify';
import { type Basemap, serveBasemap } from './basemap.ts';
import { makeBareServer } from './door/bareServer.ts';
import { serveFiles } from './fileRoutes.ts';
import type { RatingsService } from './ratings/ratingsService.ts';
import type { ZonesLayer } from './zonesLayer.ts';

export interface ServerOptions {
  /** Folder of the built page. */
  readonly page: string;
  /** Folder with one folder for each audience. */
  readonly data: string;
  /** Takes the place of the geometry of the snapshot. */
  readonly zonesLayer?: ZonesLayer | null;
  /** Streets under the zones. */
  readonly basemap?: Basemap | null;
  /** Template of links to requests in the system that they come from. */
  readonly requestLink?: string | null;
  /** The ratings of the Happiness Meter; none are served without. */
  readonly ratings?: RatingsService | null;
  /** Adds the routes of a city whose requests go on. */
  readonly live?: ((server: FastifyInstance) => void) | null;
  /** Names under which it is asked, beside those of this machine. */
  readonly hosts?: readonly string[];
  /** Connections at a time. */
  readonly maxConnections?: number;
  /** Whether every request is logged. */
  readonly logger?: FastifyServerOptions['logger'];
}

/** The server of the page and its data. Nothing is loaded from another host, and nothing runs that is not ours. */
export async function makeServer(options: ServerOptions): Promise<FastifyInstance> {
  const { page, data, zonesLayer = null, basemap = null, ratings = null, live = null } = options;
  const { requestLink = null, hosts = [], maxConnections, logger = false } = options;
  return makeBareServer({ hosts, logger, ...(maxConnections && { maxConnections }) }, (server) => {
    if (live) live(server);
    else server.get('/healthz', async () => ({ ok: true }));
    serveBasemap(server, '/basemap/', basemap);
    server.get('/request-link.json', (_, reply) =>
      reply
        .type('application/json; charset=utf-8')
        .header('cache-control', 'private, no-cache')
        .send(JSON.stringify(requestLink)),
    );
    // A page asks without knowing whether there are any.
    const ratingsUrl = '/data/ratings.json';
    if (ratings) ratings.serve(server, ratingsUrl);
    else server.get(ratingsUrl, (_, reply) => reply.type('application/json; charset=utf-8').send('null'));
    zonesLayer?.serve(server, { prefix: '/data/rows/', folder: `${data}/rows` });
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
  });
}
