import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A mail that a server took, as it came. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** A real mail server on a port of this machine, which keeps what it takes. */
export async function openSmtp(options: SMTPServerOptions = {}, port = 0) {
  const taken: TakenMail[] = [];
  const server = new SMTPServer({
    ...{
      authOptional: true,
      disabledCommands: options.secure || options.key ? [] : ['STARTTLS'],
      logger: false,
    },
    ...{ disableReverseLookup: true, closeTimeout: 100 },
    onData(stream, session, done) {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => pieces.push(piece));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom ? mailFrom.address : '';
        taken.push({ from, to: rcptTo.map(({ address }) => address), raw: Buffer.concat(pieces).toString() });
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {});
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    taken,
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((done) => server.close(done)),
  };
}

/** A header of a mail, its lines joined, its encoded words read. */
export function headerOf(raw: string, name: string): string {
  const found = new RegExp(`^${name}: ([^\\r]*(?:\\r\\n[ \\t][^\\r]*)*)`, 'im').exec(raw)?.[1] ?? '';
  return found
    .replace(/\r\n[ \t]/g, ' ')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
      decoded(how.toUpperCase(), text),
    );
}

/** The parts of a mail with several, as text. */
export function partsOf(raw: string): { readonly type: string; readonly text: string }[] {
  const boundary = /boundary="([^"]+)"/.exec(raw)![1]!;
  return raw
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head, ...body] = part.split('\r\n\r\n');
      const isBase64 = /transfer-encoding: base64/i.test(head!);
      const text = body.join('\r\n\r\n');
      return {
        type: /content-type: ([^;]+)/i.exec(head!)![1]!,
        text: isBase64 ? decoded('B', text) : decoded('Q', text.replace(/=\r\n/g, '').replaceAll('_', '=5F')),
      };
    });
}

function decoded(how: string, text: string): string {
  if (how === 'B') return Buffer.from(text, 'base64').toString();
  const bytes = text
    .replaceAll('_', ' ')
    .replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
