import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { patience } from '../../../src/server/live/patience.ts';
import type { FaultResult } from '../fault.ts';
import { startChild } from './child.ts';
import { openStream } from './eventReader.ts';
import type { ServerMessage } from './messages.ts';

export interface SlowLorisOptions {
  /** Connections that send a byte of a header each second. */
  readonly headers: number;
  /** Connections that send a byte of a body each second. */
  readonly bodies: number;
  readonly log: (text: string) => void;
}

/** By then, ms, all of them must be gone. */
const longest = patience.requestTimeout + patience.http.connectionsCheckingInterval + 2000;

/** Clients that never end their requests: they are let go, and others are answered meanwhile. */
export async function slowLoris({ headers, bodies, log }: SlowLorisOptions): Promise<FaultResult> {
  const folder = await mkdtemp(join(tmpdir(), 's360-clients-'));
  const server = startChild<ServerMessage>('server.ts', {
    journal: join(folder, 'journal'),
    deltas: 10_000,
    every: 100,
  });
  const sockets: Socket[] = [];
  let page: { destroy(): unknown } | null = null;
  try {
    const listening = await server.until(({ kind }) => kind === 'listening', 600_000, 'listening');
    const port = listening.kind === 'listening' ? listening.port : 0;
    const base = `http://127.0.0.1:${port}`;
    let told = 0;
    let lost = '';
    page = openStream(`${base}/live/rows?since=0`, null, {
      onEvent: ({ event }) => {
        if (event === 'delta') told++;
      },
      onEnd: (why) => {
        lost = why;
      },
    });
    server.send('go');

    let closed = 0;
    const beginnings = [
      ...Array<string>(headers).fill('GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: '),
      ...Array<string>(bodies).fill(
        'POST /healthz HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 60000\r\n\r\n',
      ),
    ];
    for (const beginning of beginnings) {
      const socket = connect(port, '127.0.0.1', () => socket.write(beginning));
      socket.on('error', () => {});
      socket.on('close', () => closed++);
      socket.resume();
      sockets.push(socket);
    }
    const drip = setInterval(() => {
      for (const socket of sockets) if (socket.writable) socket.write('x');
    }, 1000);

    let [asked, answered, slowest] = [0, 0, 0];
    const start = performance.now();
    while (performance.now() - start < longest && closed < sockets.length) {
      const sent = performance.now();
      asked++;
      const answer = await fetch(`${base}/healthz`, { signal: AbortSignal.timeout(5000) }).catch(() => null);
      if (answer?.ok) answered++;
      slowest = Math.max(slowest, performance.now() - sent);
      await pause(50);
    }
    clearInterval(drip);
    log(`${answered} of ${asked} others were answered, the slowest in ${Math.round(slowest)} ms`);
    const open = sockets.length - closed;
    return {
      what: `connections that send a byte a second (${headers} of a header, ${bodies} of a body), while ${asked} others ask`,
      tried: sockets.length + asked,
      survived: closed + answered,
      wrong: [
        ...(open > 0 ? [`${open} slow connections were still open after ${longest} ms`] : []),
        ...(answered < asked ? [`${asked - answered} others were not answered`] : []),
        ...(lost || told === 0 ? [`the page that listened was told of ${told} deltas, then: ${lost}`] : []),
      ],
    };
  } finally {
    page?.destroy();
    for (const socket of sockets) socket.destroy();
    await server.kill();
    await rm(folder, { recursive: true });
  }
}
