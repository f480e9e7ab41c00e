import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from 'simple-statistics';
import { unlikeColumns } from './unlikeColumns.ts';

/** How long a checkout took to fill a store, in seconds, and a check sum of each column of what is in it. */
interface Filled {
  readonly seconds: number;
  readonly processor: number;
  readonly requests: number;
  readonly digests: Readonly<Record<string, string>>;
}

export interface FillingMeasured {
  readonly checkout: string;
  readonly runs: readonly Filled[];
}

/**
 * Fills new stores with a snapshot, by this checkout and by others, in turns.
 * @throws Error where two of them do not hold the same
 */
export function measureFilling(data: string, others: readonly string[], rounds: number): FillingMeasured[] {
  const own = fileURLToPath(new URL('../..', import.meta.url));
  const measured = [own, ...others].map((checkout) => ({ checkout, runs: [] as Filled[] }));
  for (let round = 0; round < rounds; round++)
    for (const { checkout, runs } of measured) runs.push(fillOnce(checkout, data));
  const unlike = unlikeColumns(measured.flatMap(({ runs }) => runs.map(({ digests }) => digests)));
  if (unlike.length > 0) throw new Error(`the stores differ in ${unlike.join(', ')}: no times are told`);
  return measured;
}

export function fillingText(measured: readonly FillingMeasured[]): string {
  const [own, ...others] = measured.map(({ checkout, runs }) => ({
    checkout,
    seconds: median(runs.map((run) => run.seconds)),
    processor: median(runs.map((run) => run.processor)),
    requests: runs[0]!.requests,
  }));
  const line = (one: NonNullable<typeof own>) =>
    `${one.checkout}: ${one.requests.toLocaleString('en')} requests in ${one.seconds.toFixed(1)} s, ${one.processor.toFixed(1)} s of processor time`;
  return [
    line(own!),
    ...others.map(
      (other) =>
        `${line(other)}: ${(other.seconds / own!.seconds).toFixed(1)} × as long, ${(other.processor / own!.processor).toFixed(1)} × the processor time`,
    ),
  ].join('\n');
}

function fillOnce(checkout: string, data: string): Filled {
  const folder = mkdtempSync(join(tmpdir(), 's360-filling-'));
  try {
    const script = fileURLToPath(new URL('fillOnce.ts', import.meta.url));
    const args = ['--import', 'tsx', script, checkout, data, join(folder, 'store.sqlite')];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Filled;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
