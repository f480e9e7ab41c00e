import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeDurably } from '../../src/server/files.ts';

// Guards: an attempt that failed may go on beside the next one, and neither takes the other's file away.
test('writers of one file do not disturb each other, and leave nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 's360-'));
  const path = join(folder, 'rows/a.arrow');
  await Promise.all(Array.from({ length: 30 }, () => writeDurably(path, 'rows')));
  expect(await readFile(path, 'utf8')).toBe('rows');
  expect(await readdir(join(folder, 'rows'))).toEqual(['a.arrow']);
  await rm(folder, { recursive: true });
});
