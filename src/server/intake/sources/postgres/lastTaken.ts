import { SourceError } from '../source.ts';
import { formatLsn, type Lsn, parseLsn } from './lsn.ts';
import type { Streamed } from './stream.ts';

/** The last transaction that was taken. */
export interface LastTaken {
  /** Where its commit ends. */
  readonly lsn: string;
  /** What no other transaction has, though it end at the same place: its number and the instant of its commit. */
  readonly mark: string;
}

export function lastTakenOf(lsn: Lsn, xid: number, committedAt: bigint): LastTaken {
  return { lsn: formatLsn(lsn), mark: `${xid >>> 0}/${committedAt}` };
}

/**
 * Whether a server is the one that told what was taken. One that was put back from a copy of its disk, or promoted from
 * a replica that was behind, has the same name and slot and may have written past our place; only what it wrote is
 * another. So a server must know that the last transaction was taken (its slot says so, and knew it before the copy was
 * made), or tell it again as it was. What it tells again before that one is left out.
 */
export class Proof {
  private readonly last: LastTaken;
  private readonly lsn: Lsn;
  private mark = '';
  /** Whether all that comes now is new. */
  given: boolean;

  /** @param confirmed up to where the slot knows that all was taken */
  constructor(last: LastTaken, confirmed: Lsn) {
    this.last = last;
    this.lsn = parseLsn(last.lsn);
    this.given = confirmed >= this.lsn;
  }

  /** Looks at what comes before the proof is given. @throws SourceError 'lostPosition' where it cannot be given */
  take(streamed: Streamed): void {
    if (streamed.tag === 'begin') this.mark = `${streamed.xid >>> 0}/${streamed.commitTime}`;
    const reached =
      streamed.tag === 'commit'
        ? parseLsn(streamed.commitEndLsn!)
        : streamed.tag === 'idle'
          ? streamed.upTo
          : null;
    if (reached === null || reached < this.lsn) return;
    if (streamed.tag === 'commit' && reached === this.lsn && this.mark === this.last.mark) {
      this.given = true;
      return;
    }
    throw new SourceError(
      'lostPosition',
      `The server does not know the transaction that was taken last, at ${this.last.lsn}: it was put back from a copy or a backup, or promoted without it, and has written on since; all must be read anew.`,
    );
  }
}
