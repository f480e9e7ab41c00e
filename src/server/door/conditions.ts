import type { FastifyRequest } from 'fastify';

/** The version of what would be sent. */
export interface Version {
  /** A strong one, in its quotes. */
  readonly etag: string;
  readonly modified?: Date;
}

/** What a request's conditions make of it: it is sent, the client has it already, or it is not what the client means. */
export type Verdict = 'send' | 'notModified' | 'failed';

/** The conditions of a GET or HEAD in the order of RFC 9110, 13.2.2; If-Range is a matter of ranges. */
export function verdictOf({ headers }: FastifyRequest, { etag, modified }: Version): Verdict {
  const ifMatch = headers['if-match'];
  const ifNoneMatch = headers['if-none-match'];
  if (ifMatch !== undefined && !names(ifMatch, etag, 'strong')) return 'failed';
  if (ifNoneMatch !== undefined) return names(ifNoneMatch, etag, 'weak') ? 'notModified' : 'send';
  if (!modified) return 'send';
  const second = Math.floor(modified.getTime() / 1000) * 1000;
  const unmodified = Date.parse(headers['if-unmodified-since'] ?? '');
  if (ifMatch === undefined && second > unmodified) return 'failed';
  return second <= Date.parse(headers['if-modified-since'] ?? '') ? 'notModified' : 'send';
}

/** Whether a list of entity tags has one: `*` has all. @param comparison whether `W/"a"` is `"a"` too (8.8.3.2) */
function names(list: string, etag: string, comparison: 'weak' | 'strong'): boolean {
  if (list.trim() === '*') return true;
  for (const [tag] of list.matchAll(/(?:W\/)?"[^"]*"/g))
    if ((comparison === 'weak' ? tag.replace(/^W\//, '') : tag) === etag) return true;
  return false;
}
