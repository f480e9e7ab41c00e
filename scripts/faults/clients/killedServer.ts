import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultResult } from '../fault.ts';
import { type Child, descriptors, startChild } from './child.ts';
import type { PagesMessage, ServerMessage } from './messages.ts';

export interface KilledServerOptions {
  readonly pages: number;
  readonly processes: number;
  readonly deltas: number;
  readonly everyMs: number;
  readonly log: (text: string) => void;
}

/** Descriptors that a process has beside those of its connections. */
const spare = 100;

/** Pages that are told of deltas while the server is killed half way, and started again. */
export async function killedServer(options: KilledServerOptions): Promise<FaultResult> {
  const { processes, deltas, everyMs, log } = options;
  const limit = descriptors();
  const pages = Math.min(options.pages, limit - spare);
  const each = Math.ceil(pages / processes);
  const folder = await mkdtemp(join(tmpdir(), 's360-clients-'));
  const journal = join(folder, 'journal');
  const children: Child<unknown>[] = [];
  const startServer = async (port: number) => {
    const server = startChild<ServerMessage>('server.ts', { port, journal, deltas, every: everyMs });
    children.push(server);
    const message = await server.until(({ kind }) => kind === 'listening', 600_000, 'listening');
    return { server, port: message.kind === 'listening' ? message.port : 0 };
  };
  try {
    const { server, port } = await startServer(0);
    const url = `http://127.0.0.1:${port}/live/rows`;
    const groups = Array.from({ length: processes }, (_, i) =>
      startChild<PagesMessage>('pages.ts', { url, pages: Math.min(each, pages - i * each), deltas }),
    );
    children.push(...groups);
    const isAt = (sequence: number) => (message: ServerMessage) =>
      message.kind === 'counts' && message.sequence >= sequence;
    await server.until(
      (message) => message.kind === 'counts' && message.clients === pages,
      120_000,
      `${pages} clients`,
    );
    log(`${pages} pages are connected`);
    server.send('go');
    await server.until(isAt(Math.floor(deltas / 2)), 600_000, 'half of the deltas');
    await server.kill();
    log('the server was killed');
    await pause(500);
    const again = (await startServer(port)).server;
    again.send('go');
    await again.until(isAt(deltas), 600_000, 'all deltas');
    log('all deltas were pushed');
    // What has not come within a minute is lost.
    await Promise.all(
      groups.map((group) =>
        group
          .until(({ complete, wrong }) => complete + wrong >= each || complete >= each, 600_000, 'all deltas')
          .catch(() => null),
      ),
    );
    const told = await Promise.all(groups.map((group) => group.until(() => true, 60_000, 'a message')));
    const sum = (of: (message: PagesMessage) => number) => told.reduce((total, one) => total + of(one), 0);
    const complete = sum((one) => one.complete);
    const odd = sum((one) => one.wrong);
    const came = sum((one) => one.reconnected);
    const survived = Math.max(0, Math.min(complete, pages - odd));
    return {
      what: `pages told of ${deltas} deltas while the server is killed and started again (${came} attempts to come back; ${limit} descriptors allowed)`,
      tried: pages,
      survived,
      wrong: [
        ...(complete < pages ? [`${pages - complete} pages lack some of ${deltas} deltas`] : []),
        ...(came < pages ? [`only ${came} pages lost their connection as the server was killed`] : []),
        ...told.flatMap(({ words }) => words),
      ],
    };
  } finally {
    await Promise.all(children.map((child) => child.kill()));
    await rm(folder, { recursive: true });
  }
}
