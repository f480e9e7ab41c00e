import { SourceError } from '../source.ts';

/** A place in the write-ahead log: bytes since the cluster was made, written as `16/B374D848`. */
export type Lsn = bigint;

export function parseLsn(text: string): Lsn {
  const [high, low] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

export function formatLsn(lsn: Lsn): string {
  return `${(lsn >> 32n).toString(16).toUpperCase()}/${(lsn & 0xffff_ffffn).toString(16).toUpperCase()}`;
}

/**
 * The place as a source's `order`. A number holds it to the byte as long as the cluster has written less than 2^53 bytes,
 * some nine million gigabytes.
 * @throws SourceError 'misfit' beyond that
 */
export function orderOf(lsn: Lsn): number {
  if (lsn > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new SourceError(
      'misfit',
      `PostgreSQL: the write-ahead log is at ${formatLsn(lsn)}, expected less than 2^53 bytes; nothing more can be taken by replication, use "follow": "polling".`,
    );
  }
  return Number(lsn);
}
