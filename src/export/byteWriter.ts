const encoder = new TextEncoder();

/** The bytes of a text in UTF-8. */
export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Writes texts and numbers as bytes into one piece of memory that is used again and again. */
export class ByteWriter {
  private bytes: Uint8Array<ArrayBuffer>;
  private length = 0;

  constructor(size = 1 << 18) {
    this.bytes = new Uint8Array(size);
  }

  /** How many bytes have been written since they were last taken. */
  get size(): number {
    return this.length;
  }

  /** Writes some bytes: few, that are written often. */
  write(part: Uint8Array, from = 0, to = part.length): void {
    if (this.length + to - from > this.bytes.length) this.grow(to - from);
    const { bytes } = this;
    let at = this.length;
    for (let i = from; i < to; i++) bytes[at++] = part[i]!;
    this.length = at;
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
    const taken = this.bytes.slice(0, this.length);
    this.length = 0;
    return taken;
  }

  private grow(by: number): void {
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + by));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }
}
