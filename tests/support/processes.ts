import { readdirSync, readFileSync } from 'node:fs';

/** A process, as Linux tells of it. */
export interface ProcessFacts {
  readonly pid: number;
  /** Its command and arguments, with spaces between. */
  readonly command: string;
}

/** The processes that a process has started, and those that they have, as of now. */
export function startedBy(pid: number): ProcessFacts[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = read(`/proc/${name}/stat`);
    // The name in parentheses may hold anything.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (parent && state !== 'Z') parents.set(Number(name), Number(parent));
  }
  const found: number[] = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found.slice(1).map((one) => ({
    pid: one,
    command: read(`/proc/${one}/cmdline`).replaceAll('\0', ' ').trim(),
  }));
}

/** Whether a process runs. */
export function runs(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  return stat !== '' && !/\) Z /.test(stat);
}

/** Megabytes that a process has resident, its part of what it shares with others: Pss of Linux. */
export function residentPart(pid: number): number {
  return Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It has ended.
    return '';
  }
}
