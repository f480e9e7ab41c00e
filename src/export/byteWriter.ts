const encoder = new TextEncoder();

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/**
 * Writes texts and numbers as bytes into one piece of memory that is used again and again. What is written very often
 * is kept at its beginning: to move bytes within it takes half the time of writing them one by one.
 */
export class ByteWriter {
  private bytes: Uint8Array<ArrayBuffer>;
  /** End of what is kept. */
  private start = 0;
  private length = 0;

  constructor(size = 1 << 18) {
    this.bytes = new Uint8Array(size);
  }

  /** How many bytes have been written since they were last taken. */
  get size(): number {
    return this.length - this.start;
  }

  /** Keeps some bytes, before anything is written. @returns where they begin, for `copy` */
  keep(part: Uint8Array): number {
    if (this.size > 0) throw new Error('bytes are kept before any are written');
    const from = this.start;
    if (from + part.length > this.bytes.length) this.grow(part.length);
    this.bytes.set(part, from);
    this.start += part.length;
    this.length = this.start;
    return from;
  }

  /** Writes kept bytes. */
  copy(from: number, to: number): void {
    if (this.length + to - from > this.bytes.length) this.grow(to - from);
    this.bytes.copyWithin(this.length, from, to);
    this.length += to - from;
  }

  /** Writes some bytes: few, that are written often. */
  write(part: Uint8Array, from = 0, to = part.length): void {
    if (this.length + to - from > this.bytes.length) this.grow(to - from);
    const { bytes } = this;
    let at = this.length;
    for (let i = from; i < to; i++) bytes[at++] = part[i]!;
    this.length = at;
  }

  byte(byte: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = byte;
  }

  text(text: string): void {
    // A letter of UTF-16 has three bytes at most.
    const most = text.length * 3;
    if (this.length + most > this.bytes.length) this.grow(most);
    const { bytes } = this;
    let at = this.length;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x7f) {
        this.length += encoder.encodeInto(text, bytes.subarray(this.length)).written;
        return;
      }
      bytes[at++] = code;
    }
    this.length = at;
  }

  /** What has been written, as bytes of their own. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.bytes.slice(this.start, this.length);
    this.length = this.start;
    return taken;
  }

  private grow(by: number): void {
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + by));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
