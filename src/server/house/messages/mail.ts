import { createHash } from 'node:crypto';
import type { Said } from '../../../model/said.ts';
import { authorityOf } from './authority.ts';
import { connectionFailure } from './connectionFailure.ts';
import { failures } from './failures.ts';
import { htmlOf, plainText, subjectOf } from './letterText.ts';
import type { Delivery, Outgoing, Receiver } from './receiver.ts';
import type { SmtpSettings } from './receiverSettings.ts';

/** Milliseconds until a connection stands, and between two words of the server. */
const connectWithin = 10_000;
const answerWithin = 30_000;
const usualPorts = { starttls: 587, tls: 465, none: 25 } as const;

/** A mailbox, reached through the municipality's mail server. The message's key is its Message-ID. */
export function mailReceiver(address: string, smtp: SmtpSettings): Receiver {
  const { host, from } = smtp;
  const id = `mail:${address}`;
  return {
    id,
    kind: 'mail',
    name: masked(address),
    async send({ key, madeAt, letter }: Outgoing, signal): Promise<Delivery> {
      try {
        const transport = await transportOf(smtp);
        signal.addEventListener('abort', () => transport.close(), { once: true });
        await transport.sendMail({
          ...{ from, to: address, date: new Date(madeAt * 1000), subject: subjectOf(letter) },
          messageId: messageId(key, id, from),
          text: `${plainText(letter.ar)}\n\n――――――――――\n\n${plainText(letter.en)}\n`,
          html: htmlOf(letter),
          // Programs that answer for somebody who is away are not to answer a machine.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        });
        return { outcome: 'taken' };
      } catch (error) {
        return deliveryOf(error, host);
      }
    },
    async check() {
      try {
        await (await transportOf(smtp)).verify();
        return null;
      } catch (error) {
        return whyOf(error, host);
      }
    },
  };
}

async function transportOf({ host, port, security, user, password, caFile }: SmtpSettings) {
  const { createTransport } = await import('nodemailer');
  const ca = await authorityOf(caFile);
  return createTransport({
    ...{ host, port: port ?? usualPorts[security], secure: security === 'tls' },
    ...{ requireTLS: security === 'starttls', ignoreTLS: security === 'none' },
    ...(user !== undefined && password !== null && { auth: { user, pass: password } }),
    ...(ca !== undefined && { tls: { ca } }),
    ...{ connectionTimeout: connectWithin, greetingTimeout: connectWithin, socketTimeout: answerWithin },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
}

interface SmtpError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/** Commands of SMTP whose refusal is of the one mail, not of whoever sends it. */
const ofTheMail = ['MAIL FROM', 'RCPT TO', 'DATA'];

function deliveryOf(error: unknown, host: string): Delivery {
  const { responseCode, command } = error as SmtpError;
  const isFinal = responseCode !== undefined && responseCode >= 500 && ofTheMail.includes(command ?? '');
  return { outcome: isFinal ? 'refused' : 'later', why: whyOf(error, host) };
}

/** What the mail server says is not repeated: it may quote an address. */
function whyOf(error: unknown, host: string): Said {
  const { code = 'unknown', command, responseCode } = error as SmtpError;
  if (code === 'EAUTH') return failures.login(host);
  if (responseCode !== undefined && ofTheMail.includes(command ?? ''))
    return responseCode >= 500
      ? failures.mailRefused(host, responseCode)
      : failures.mailLater(host, responseCode);
  const connection = connectionFailure(error, host);
  if (connection) return connection;
  if (code === 'ECONNECTION') return failures.cut(host);
  if (code === 'ETLS' || command === 'STARTTLS') return failures.noTls(host);
  return responseCode === undefined
    ? failures.mailFailed(host, code)
    : failures.mailLater(host, responseCode);
}

/** The same for the same key, receiver and sender. */
function messageId(key: string, receiver: string, from: string): string {
  const hash = createHash('sha256').update(`${key}\u0000${receiver}`).digest('hex').slice(0, 40);
  return `<${hash}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

/** An address of which enough is left to tell it from others. */
function masked(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}•••${address.slice(at)}`;
}
