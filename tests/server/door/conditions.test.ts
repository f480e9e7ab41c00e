import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { type Verdict, verdictOf } from '../../../src/server/door/conditions.ts';

const version = { etag: '"a-1"', modified: new Date('2026-11-28T10:00:00.700Z') };
const at = 'Sat, 28 Nov 2026 10:00:00 GMT';
const before = 'Sat, 28 Nov 2026 09:59:59 GMT';

// Guards: that nobody is told that it has what it has not, and nobody is sent again what it has (RFC 9110, 13).
test.each<[Verdict, Record<string, string>]>([
  ['send', {}],
  ['notModified', { 'if-none-match': '"a-1"' }],
  ['notModified', { 'if-none-match': 'W/"a-1"' }],
  ['notModified', { 'if-none-match': '"b", W/"c" ,"a-1"' }],
  ['notModified', { 'if-none-match': '*' }],
  ['send', { 'if-none-match': '"a-1-br"' }],
  ['send', { 'if-none-match': 'a-1' }],
  ['send', { 'if-none-match': '"b, \\"a-1' }],
  ['send', { 'if-none-match': '' }],
  // The tag goes before the time.
  ['send', { 'if-none-match': '"b"', 'if-modified-since': at }],
  ['notModified', { 'if-modified-since': at }],
  ['send', { 'if-modified-since': before }],
  ['send', { 'if-modified-since': 'yesterday' }],
  ['send', { 'if-match': '"b", "a-1"' }],
  ['send', { 'if-match': '*' }],
  ['failed', { 'if-match': '"b"' }],
  ['failed', { 'if-match': 'W/"a-1"' }],
  ['failed', { 'if-match': '"b"', 'if-none-match': '"a-1"' }],
  ['send', { 'if-unmodified-since': at }],
  ['failed', { 'if-unmodified-since': before }],
  ['send', { 'if-match': '"a-1"', 'if-unmodified-since': before }],
])('%s: %j', (expected, headers) => {
  expect(verdictOf({ headers } as unknown as FastifyRequest, version)).toBe(expected);
});
