import { expect, test } from 'vitest';
import { chooseEncoding, type Encoding } from '../../../src/server/door/encoding.ts';

// Guards: that a browser never gets bytes packed in a way that it refuses, as RFC 9110, 12.5.3 has it.
test.each<[string | undefined, Encoding | null]>([
  [undefined, 'identity'],
  ['', 'identity'],
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['BR', 'br'],
  ['x-gzip', 'gzip'],
  ['deflate', 'identity'],
  ['*', 'br'],
  ['br;q=0, *', 'gzip'],
  ['br;q=0, gzip;q=0', 'identity'],
  ['br;q=0, gzip;q=0, *', 'identity'],
  ['br;q=0.000,gzip', 'gzip'],
  ['br;Q=0, gzip', 'gzip'],
  ['br;q=0.2, gzip;q=0.8', 'gzip'],
  ['br;q=0.5 , gzip;q=0.5', 'br'],
  ['gzip;q=0.001', 'gzip'],
  ['identity, gzip;q=0.5', 'identity'],
  ['identity;q=0.5, gzip', 'gzip'],
  ['*;q=0.1, gzip;q=0.5', 'gzip'],
  ['identity;q=0', null],
  ['*;q=0', null],
  ['*;q=0, identity', 'identity'],
  ['*;q=0, gzip', 'gzip'],
  ['identity;q=0, br', 'br'],
  ['br;q=2, gzip', 'gzip'],
  ['br;q=nonsense, gzip;q = 1', 'identity'],
  ['brotli, gzipped, notbr', 'identity'],
  [',, ;q=1, br', 'br'],
])('%j is answered with %s', (accepted, expected) => {
  expect(chooseEncoding(accepted, ['br', 'gzip'])).toBe(expected);
});

test('only what is there is chosen', () => {
  expect(chooseEncoding('br, gzip', ['gzip'])).toBe('gzip');
  expect(chooseEncoding('br, gzip', [])).toBe('identity');
  expect(chooseEncoding('br, identity;q=0', ['gzip'])).toBe(null);
});
