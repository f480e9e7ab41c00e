import type { FastifyInstance } from 'fastify';
import { Readiness, serveHealth } from './live/health.ts';

/** Seconds without a word from a source after which the server is not ready. */
const heardWithin = 300;

/** What a server that listens still does, for whoever asks: /readyz, the page, a browser that comes before the page is built. */
export class Starting {
  readonly readiness: Readiness;
  /** Whether there is no page to serve yet. */
  pageIsBuilt = false;

  constructor(sources: readonly string[]) {
    this.readiness = new Readiness(sources.map((id) => ({ id, limit: heardWithin })));
  }

  serve(server: FastifyInstance): void {
    serveHealth(server, this.readiness);
    server.get('/live/start', { logLevel: 'warn' }, async (_request, reply) =>
      reply.header('cache-control', 'no-store').send(this.readiness.news()),
    );
    server.addHook('onRequest', async (request, reply) => {
      if (this.pageIsBuilt || !/^\/(index\.html)?(\?|$)/.test(request.url)) return;
      await reply
        .code(503)
        .header('cache-control', 'no-store')
        .header('retry-after', 2)
        .type(html)
        .send(waiting);
    });
  }
}

const html = 'text/html; charset=utf-8';

/** Comes again by itself. Without a style of its own: the server's rules for pages allow none that is not a file. */
const waiting = `<!doctype html>
<html lang="ar" dir="rtl">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="refresh" content="2">
    <title>خدمات 360 · Services 360</title>
  </head>
  <body>
    <main>
      <h1>خدمات 360</h1>
      <p>يجري إعداد الصفحة لأول مرة، ويستغرق ذلك أقل من نصف دقيقة. ستُعرض تلقائيًا.</p>
      <div lang="en" dir="ltr">
        <h2>Services 360</h2>
        <p>The page is being built, once; it takes less than half a minute. It will appear by itself.</p>
      </div>
    </main>
  </body>
</html>
`;
