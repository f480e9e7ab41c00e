import { connect, type Socket } from 'node:net';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Sends bytes on a connection of their own and waits until the server ends it. */
export function rawAnswer(port: number, request: string): Promise<RawAnswer> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    const pieces: Buffer[] = [];
    socket.on('data', (bytes) => pieces.push(bytes));
    socket.on('error', fail);
    socket.on('close', () => done(parsed(Buffer.concat(pieces))));
  });
}

/** A request that asks for the connection to be closed after it. */
export function requestFor(method: string, path: string, headers: Readonly<Record<string, string>> = {}) {
  const lines = Object.entries({ host: '127.0.0.1', connection: 'close', ...headers });
  return `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

/** A connection that takes the beginning of an answer and nothing more, but for what the kernel keeps for it. */
export function stalledReader(port: number, request: string): Promise<Socket> {
  return new Promise((done, fail) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.once('data', () => {
      socket.pause();
      done(socket);
    });
    socket.once('error', fail);
    socket.on('error', () => {});
  });
}

function parsed(bytes: Buffer): RawAnswer {
  const end = bytes.indexOf('\r\n\r\n');
  const [line = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = lines.map((text) => {
    const colon = text.indexOf(':');
    return [text.slice(0, colon).toLowerCase(), text.slice(colon + 1).trim()] as const;
  });
  return { status: Number(line.split(' ')[1]), headers: new Map(headers), body: bytes.subarray(end + 4) };
}
