import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportCsv } from './exportCsv.ts';
import type { Reading } from './readOnce.ts';
import { unlikeColumns } from './unlikeColumns.ts';

/**
 * Reads a made export by several checkouts, in turns, each reading in a process of its own: one list a checkout.
 * @throws Error where two of them do not read the same
 */
export function measureImport(
  checkouts: readonly string[],
  { rows, seed, turns }: { readonly rows: number; readonly seed: number; readonly turns: number },
): Reading[][] {
  const folder = mkdtempSync(join(tmpdir(), 'services360-bench-'));
  try {
    const file = join(folder, 'export.csv');
    writeFileSync(file, exportCsv(rows, seed));
    const readings = checkouts.map((): Reading[] => []);
    for (let turn = 0; turn < turns; turn++)
      for (const [i, checkout] of checkouts.entries()) readings[i]!.push(readOnce(checkout, file));
    const unlike = unlikeColumns(readings.flat().map(({ digests }) => digests));
    if (unlike.length > 0)
      throw new Error(`the checkouts read other values of ${unlike.join(', ')}: no times are told`);
    return readings;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readOnce(checkout: string, file: string): Reading {
  const script = fileURLToPath(new URL('readOnce.ts', import.meta.url));
  const args = ['--import', 'tsx', script, checkout, file];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Reading;
}
