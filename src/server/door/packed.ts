import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Encoding } from './encoding.ts';

const packers: Readonly<Record<Exclude<Encoding, 'identity'>, (bytes: Buffer) => Promise<Buffer>>> = {
  br: (bytes) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) as Promise<Buffer>,
  gzip: (bytes) => promisify(gzip)(bytes, { level: 5 }) as Promise<Buffer>,
};

/**
 * Packed forms that nobody wrote beside their file: each is made when it is first asked for, by one job for all who ask
 * meanwhile, one job at a time, and kept in memory as long as there is room.
 */
export class PackedForms {
  /** Bytes; a larger file is not packed here. */
  static readonly largest = 4 << 20;
  private readonly room: number;
  private readonly forms = new Map<string, Promise<Buffer>>();
  private readonly sizes = new Map<string, number>();
  private used = 0;
  private last: Promise<unknown> = Promise.resolve();

  /** @param room bytes of all forms together */
  constructor(room = 32 << 20) {
    this.room = room;
  }

  /** A form of the bytes that a key stands for, which are read only if they must. */
  get(key: string, encoding: Exclude<Encoding, 'identity'>, read: () => Promise<Buffer>): Promise<Buffer> {
    const name = `${encoding} ${key}`;
    const known = this.forms.get(name);
    if (known !== undefined) {
      // The last one that was asked for is the last one to go.
      this.forms.delete(name);
      this.forms.set(name, known);
      return known;
    }
    const making = this.last.then(async () => packers[encoding](await read()));
    this.last = making.catch(() => {});
    this.forms.set(name, making);
    making.then(
      ({ length }) => this.keep(name, length),
      () => this.forms.delete(name),
    );
    return making;
  }

  private keep(name: string, size: number): void {
    this.sizes.set(name, size);
    this.used += size;
    for (const oldest of this.forms.keys()) {
      if (this.used <= this.room) return;
      const bytes = this.sizes.get(oldest);
      if (bytes === undefined) continue;
      this.forms.delete(oldest);
      this.sizes.delete(oldest);
      this.used -= bytes;
    }
  }
}
