import { gzipSync } from 'node:zlib';
import type { DeltaFile } from '../../model/manifest.ts';

/** One delta as the publisher wrote it. */
export interface DeltaEvent {
  readonly file: DeltaFile;
  /** The bytes of the file. */
  readonly bytes: Uint8Array;
}

/** A delta as open pages are told of it: the same bytes for every page, made once. */
export interface WireDelta {
  readonly file: DeltaFile;
  /** The event. */
  readonly wire: Uint8Array;
}

/** How much of the past a ring remembers. */
export interface RingLimit {
  readonly events: number;
  /** Of the encoded events together. */
  readonly bytes: number;
}

interface Kept {
  readonly from: number;
  readonly to: number;
  readonly bytes: Buffer;
}

/** How much the ring of a server remembers. */
export const usualRing: RingLimit = { events: 5000, bytes: 64 << 20 };

/** Base64 of a delta that is not longer goes with its event, so that the page need not fetch it. */
export const inlineLimit = 65_536;
/** A larger delta is not even tried: Arrow's bytes do not pack as well as that. */
const packedLimit = 1 << 20;

/**
 * The latest deltas, encoded as events. Places count from the first delta that was ever put in, so that a client's
 * place stays what it is when older ones go.
 */
export class Ring {
  private readonly limit: RingLimit;
  private readonly kept: Kept[] = [];
  private gone = 0;
  private size = 0;

  constructor(limit: RingLimit) {
    this.limit = limit;
  }

  /** The place of the oldest delta that is kept. */
  get start(): number {
    return this.gone;
  }

  /** The place after the newest delta. */
  get end(): number {
    return this.gone + this.kept.length;
  }

  /** Puts a delta in, and lets the oldest ones go; the newest one always stays. Returns its bytes on the wire. */
  push(delta: DeltaEvent | WireDelta): number {
    const { file, wire } = 'wire' in delta ? delta : wireDelta(delta);
    const bytes = Buffer.from(wire.buffer, wire.byteOffset, wire.byteLength);
    const event = { from: file.from, to: file.to, bytes };
    this.kept.push(event);
    this.size += event.bytes.length;
    while (this.kept.length > 1 && (this.kept.length > this.limit.events || this.size > this.limit.bytes))
      this.shift();
    return event.bytes.length;
  }

  /** Lets all deltas go that lead up to a sequence. */
  forget(to: number): void {
    while (this.kept.length > 0 && this.kept[0]!.to <= to) this.shift();
  }

  /** The place of the delta that goes on from a sequence; null where there is none. */
  placeOf(sequence: number): number | null {
    let low = 0;
    let high = this.kept.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.kept[middle]!.from < sequence) low = middle + 1;
      else high = middle;
    }
    return this.kept[low]?.from === sequence ? this.gone + low : null;
  }

  /** The event at a place; undefined where it is gone, or not there yet. */
  at(place: number): Buffer | undefined {
    return this.kept[place - this.gone]?.bytes;
  }

  private shift(): void {
    this.size -= this.kept.shift()!.bytes.length;
    this.gone++;
  }
}

/** Makes the event that pages get. Packing takes up to 30 ms: the thread that answers requests leaves it to another. */
export function wireDelta({ file, bytes }: DeltaEvent): WireDelta {
  const inline = bytes.length <= packedLimit ? gzipSync(bytes).toString('base64') : null;
  const data = inline !== null && inline.length <= inlineLimit ? { file, inline } : { file };
  return { file, wire: Buffer.from(`event: delta\nid: ${file.to}\ndata: ${JSON.stringify(data)}\n\n`) };
}
