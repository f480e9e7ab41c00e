import type { Manifest } from '../model/manifest.ts';

/** What is known of the machine that a page runs on. */
export interface Machine {
  /** Gigabytes of memory; browsers tell at most 8, and nothing on plain http. */
  readonly memory: number | null;
  /** Whether it is held in the hand: touch is its only pointer, and its screen is small. */
  readonly handheld: boolean;
}

/** The machine of this page. */
export function thisMachine(): Machine {
  const { deviceMemory } = navigator as Navigator & { readonly deviceMemory?: number };
  return {
    memory: deviceMemory ?? null,
    handheld:
      matchMedia('(hover: none) and (pointer: coarse)').matches &&
      Math.min(screen.width, screen.height) < 700,
  };
}

/**
 * How much of a snapshot a page takes at once: `all`; `heads`, what every figure and map needs, and the rest when a
 * list, a heat map or a measure of the details is asked for; `overview`, the published answers of the first view only.
 */
export type Share = 'all' | 'heads' | 'overview';

/** Bytes in memory a request: its head, and its details with DuckDB beside it. */
const bytesPerRow = { heads: 22, details: 58 };
/** Bytes that DuckDB takes without any rows. */
const databaseBytes = 150e6;

/**
 * The share for a machine: each takes at most an eighth of the memory. Where a browser does not tell its memory, 8 GB
 * are assumed, on a handheld 2.
 */
export function shareFor(machine: Machine, { rows }: Pick<Manifest, 'rows'>): Share {
  const budget = bytesOf(machine) / 8;
  const heads = rows * bytesPerRow.heads;
  if (heads > budget) return 'overview';
  return heads + rows * bytesPerRow.details + databaseBytes > budget ? 'heads' : 'all';
}

/** The bytes that cubes beside the rows may take: a twentieth of the memory. Without them rows are scanned. */
export function cubeBudgetFor(machine: Machine): number {
  return bytesOf(machine) / 20;
}

function bytesOf({ memory, handheld }: Machine): number {
  return (handheld ? Math.min(memory ?? 2, 2) : (memory ?? 8)) * 1e9;
}
