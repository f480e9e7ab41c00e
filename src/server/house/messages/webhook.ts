import { createHmac } from 'node:crypto';
import { type LookupAddress, lookup as systemLookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { longestPause } from '../../intake/jobs/schedule.ts';
import { authorityOf } from './authority.ts';
import { connectionFailure } from './connectionFailure.ts';
import { failures } from './failures.ts';
import { plainText } from './letterText.ts';
import { isOwnNetwork } from './ownNetwork.ts';
import type { Delivery, Outgoing, Receiver } from './receiver.ts';
import type { WebhookSettings } from './receiverSettings.ts';

/** Milliseconds until the other system has answered. */
const answerWithin = 15_000;

/** Another system, which is sent each message as JSON by HTTP and knows by a shared secret that this server sent it. */
export function webhookReceiver({ webhook, secret, caFile }: WebhookSettings): Receiver {
  const url = new URL(webhook);
  const { host } = url;
  const within = (signal: AbortSignal) => AbortSignal.any([signal, AbortSignal.timeout(answerWithin)]);
  return {
    id: `webhook:${webhook}`,
    kind: 'webhook',
    // A path may be a secret of its own.
    name: url.pathname === '/' && !url.search ? url.origin : `${url.origin}/…`,
    async send(message: Outgoing, signal): Promise<Delivery> {
      const body = bodyOf(message);
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Services-360',
        'idempotency-key': encodeURI(message.key),
        'services360-signature': signatureOf(body, secret, Math.floor(Date.now() / 1000)),
      };
      try {
        return deliveryOf(
          await ask(url, { method: 'POST', headers, signal: within(signal) }, caFile, body),
          host,
        );
      } catch (error) {
        return { outcome: 'later', why: whyOf(error, host) };
      }
    },
    async check(signal) {
      try {
        await ask(url, { method: 'OPTIONS', signal: within(signal) }, caFile, '');
        return null;
      } catch (error) {
        return whyOf(error, host);
      }
    },
  };
}

/**
 * What proves a message: the instant, and the HMAC-SHA256 of instant, stop and body under the secret.
 * @param at epoch seconds
 */
export function signatureOf(body: string, secret: string, at: number): string {
  return `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`;
}

function bodyOf({ key, kind, madeAt, letter, content }: Outgoing): string {
  const { subject, ar, en } = letter;
  const text = { ar: plainText(ar), en: plainText(en) };
  return JSON.stringify({ key, kind, madeAt: new Date(madeAt * 1000).toISOString(), subject, text, content });
}

class OutsideError extends Error {}

async function ask(
  url: URL,
  options: RequestOptions,
  caFile: string | undefined,
  body: string,
): Promise<IncomingMessage> {
  const isPlain = url.protocol === 'http:';
  const bare = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isPlain && isIP(bare) && !isOwnNetwork(bare)) throw new OutsideError();
  const ca = await authorityOf(caFile);
  return new Promise((done, fail) => {
    const answered = (response: IncomingMessage) => {
      // What else it says is of no use.
      response.on('error', () => {}).destroy();
      done(response);
    };
    const request = isPlain
      ? httpRequest(url, { ...options, agent: false, lookup: ownLookup }, answered)
      : httpsRequest(url, { ...options, agent: false, ca }, answered);
    request.on('error', fail);
    request.end(body);
  });
}

/** Finds the addresses of a name, and none that lie outside the own network. */
const ownLookup: LookupFunction = (name, options, done) => {
  systemLookup(name, options, (error, found, family) => {
    const addresses = Array.isArray(found) ? (found as LookupAddress[]) : [{ address: found as string }];
    const isOutside = !error && !addresses.every(({ address }) => isOwnNetwork(address));
    done(isOutside ? new OutsideError() : error, found as string, family);
  });
};

function deliveryOf({ statusCode: status = 0, headers }: IncomingMessage, host: string): Delivery {
  if (status >= 200 && status < 300) return { outcome: 'taken' };
  if (status >= 300 && status < 400) return { outcome: 'later', why: failures.hookMoved(host, status) };
  if (status >= 400 && status < 500 && status !== 408 && status !== 429)
    return { outcome: 'refused', why: failures.hookRefused(host, status) };
  const afterSeconds = secondsOf(headers['retry-after']);
  return {
    outcome: 'later',
    why: failures.hookLater(host, status),
    ...(afterSeconds !== null && { afterSeconds }),
  };
}

/** The header Retry-After: seconds, or a date. */
function secondsOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(Math.max(0, seconds), longestPause) : null;
}

function whyOf(error: unknown, host: string) {
  if (error instanceof OutsideError) return failures.hookOutside(host);
  return connectionFailure(error, host) ?? failures.cut(host);
}
