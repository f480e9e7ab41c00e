import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What readers that mean harm did. */
export interface HostileCounts {
  /** Packed downloads that were broken off. */
  abandoned: number;
  /** Readers that took nothing of a large file until they were let go. */
  starved: number;
  /** Requests that were never ended. */
  unended: number;
  /** Requests that no server should like. */
  odd: number;
}

const oddRequests = [
  'GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
  'GET /data/rows/%2e%2e/store.sqlite HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
  'GET /live/rows?since=99999999999999999999 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n',
  `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`,
  'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n',
  'BREW / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
  'nothing at all\r\n\r\n',
];

/**
 * Reads from a server of our own, on this machine, in all the ways that hold something there, until it is told to stop.
 * @param paths large files that are served packed
 * @param slow readers at a time that take nothing, and as many requests that do not end
 */
export function startHostile(port: number, paths: readonly string[], slow: number) {
  const counts: HostileCounts = { abandoned: 0, starved: 0, unended: 0, odd: 0 };
  const sockets = new Set<Socket>();
  let running = true;

  const open = (request: string, onClose?: () => void): Socket => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      onClose?.();
    });
    return socket;
  };
  const get = (path: string, accept: string) =>
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAccept-Encoding: ${accept}\r\nConnection: close\r\n\r\n`;

  const abandon = async () => {
    for (let i = 0; running; i++) {
      const socket = open(get(paths[i % paths.length]!, i % 3 === 0 ? 'br' : 'gzip'));
      socket.once('data', () => {
        counts.abandoned++;
        socket.resetAndDestroy();
      });
      await pause(50);
    }
  };
  const starve = (i: number): void => {
    if (!running) return;
    const socket = open(get(paths[i % paths.length]!, 'identity'), () => {
      counts.starved++;
      setTimeout(starve, 500, i).unref();
    });
    socket.pause();
  };
  const neverEnd = (i: number): void => {
    if (!running) return;
    const socket = open(`GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nx-slow: `, () => {
      clearInterval(drip);
      counts.unended++;
      setTimeout(neverEnd, 500, i).unref();
    });
    const drip = setInterval(() => socket.writable && socket.write('x'), 700);
    drip.unref();
    socket.resume();
  };
  const beOdd = async () => {
    for (let i = 0; running; i++) {
      const socket = open(oddRequests[i % oddRequests.length]!, () => counts.odd++);
      socket.resume();
      setTimeout(() => socket.destroy(), 2000).unref();
      await pause(250);
    }
  };
  const loops = [abandon(), beOdd()];
  for (let i = 0; i < slow; i++) {
    starve(i);
    neverEnd(i);
  }
  return {
    counts,
    /** @param leave whether those that take nothing are let go, too */
    async stop(leave: boolean): Promise<void> {
      running = false;
      await Promise.all(loops);
      if (leave) for (const socket of sockets) socket.destroy();
    },
    leave(): void {
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** The addresses of the page's scripts, as the page names them. */
export async function largeAssets(address: string): Promise<string[]> {
  const page = await fetch(address).then((answer) => answer.text());
  return [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => path!).slice(0, 3);
}
