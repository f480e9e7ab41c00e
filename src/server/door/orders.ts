import type { FastifyRequest } from 'fastify';

/**
 * Why what is to change something is not taken, as a status of HTTP; null where it is. Only the page that this server
 * sent, and what is no browser, may change anything.
 */
export function refusalOf({ headers, method }: FastifyRequest): 403 | 415 | null {
  // A form of another site cannot send this type, nor this method, without asking first, which nobody answers.
  if (method !== 'DELETE' && !/^application\/json\b/.test(headers['content-type'] ?? '')) return 415;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' ? null : 403;
}

/** Headers by which a proxy says for whom it asks. */
const forwarded = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Whether it comes through a proxy: then it may be anybody's. */
export function isForwarded({ headers }: FastifyRequest): boolean {
  return forwarded.some((name) => headers[name] !== undefined);
}
