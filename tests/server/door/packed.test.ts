import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { PackedForms } from '../../../src/server/door/packed.ts';

test('a form is made once for all who ask, one at a time', async () => {
  // Guards: the same work for each reader, and memory that grows with the number of those who ask.
  const forms = new PackedForms();
  let [reading, most, reads] = [0, 0, 0];
  const read = async () => {
    reads++;
    most = Math.max(most, ++reading);
    await new Promise((done) => setImmediate(done));
    reading--;
    return Buffer.from('rows '.repeat(1000));
  };
  const asked = Array.from({ length: 60 }, (_, i) => forms.get(`file ${i % 3}`, i % 2 ? 'br' : 'gzip', read));
  const made = await Promise.all(asked);
  expect([reads, most]).toEqual([6, 1]);
  for (const [i, bytes] of made.entries())
    expect(String((i % 2 ? brotliDecompressSync : gunzipSync)(bytes))).toBe('rows '.repeat(1000));
  await forms.get('file 0', 'gzip', read);
  expect(reads).toBe(6);
});

test('what could not be made is tried again', async () => {
  const forms = new PackedForms();
  const failed = forms.get('file', 'gzip', async () => Promise.reject(new Error('EIO')));
  await expect(failed).rejects.toThrow('EIO');
  expect(String(gunzipSync(await forms.get('file', 'gzip', async () => Buffer.from('rows'))))).toBe('rows');
});

test('no more is kept than there is room for, and what was asked for last stays', async () => {
  // Guards: memory that grows with each version of a manifest.
  const size = (await new PackedForms().get('x', 'gzip', async () => Buffer.from('rows'))).length;
  const forms = new PackedForms(3 * size);
  let reads = 0;
  const ask = (key: string) =>
    forms.get(key, 'gzip', async () => {
      reads++;
      return Buffer.from('rows');
    });
  for (const key of ['a', 'b', 'c', 'a', 'd']) await ask(key);
  expect(reads).toBe(4);
  await ask('a');
  await ask('d');
  expect(reads).toBe(4);
  await ask('b');
  expect(reads).toBe(5);
});
