/** Whether the bytes beyond ASCII of a line are UTF-8, or of another encoding; ASCII is both. */
export type LineKind = 'utf8' | 'other';

/** A line longer than this is cut. */
const longestLine = 2 ** 24;

/**
 * Cuts bytes that come in pieces into runs of lines that are written in the same encoding, and counts the lines that
 * have letters beyond ASCII. A line is UTF-8 if it has more UTF-8 characters than broken bytes.
 */
export class LineRuns {
  utf8 = 0;
  other = 0;
  /** Bytes that are no UTF-8, in lines that are. */
  broken = 0;
  private readonly onRun: (bytes: Uint8Array, kind: LineKind) => void;
  private rest = new Uint8Array(0);

  constructor(onRun: (bytes: Uint8Array, kind: LineKind) => void) {
    this.onRun = onRun;
  }

  push(piece: Uint8Array): void {
    let bytes = piece;
    if (this.rest.length > 0) {
      bytes = new Uint8Array(this.rest.length + piece.length);
      bytes.set(this.rest);
      bytes.set(piece, this.rest.length);
    }
    const end =
      bytes.length > longestLine ? bytes.length : Math.max(bytes.lastIndexOf(10), bytes.lastIndexOf(13)) + 1;
    this.cut(bytes.subarray(0, end));
    this.rest = bytes.slice(end);
  }

  /** Ends the text: the last line needs no end. */
  end(): void {
    this.cut(this.rest);
    this.rest = new Uint8Array(0);
  }

  private cut(bytes: Uint8Array): void {
    let from = 0;
    let kind: LineKind = 'utf8';
    let line = 0;
    while (line < bytes.length) {
      let sequences = 0;
      let broken = 0;
      let i = line;
      for (; i < bytes.length; i++) {
        const byte = bytes[i]!;
        if (byte === 10 || byte === 13) break;
        if (byte < 0x80) continue;
        const length = byte >= 0xf5 ? 0 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
        let valid = length > 0;
        for (let k = 1; k < length; k++) valid &&= (bytes[i + k]! & 0xc0) === 0x80;
        if (valid) {
          sequences++;
          i += length - 1;
        } else broken++;
      }
      if (sequences + broken > 0) {
        const mine: LineKind = sequences > broken ? 'utf8' : 'other';
        if (mine === 'utf8') {
          this.utf8++;
          this.broken += broken;
        } else this.other++;
        if (mine !== kind) {
          if (line > from) this.onRun(bytes.subarray(from, line), kind);
          from = line;
          kind = mine;
        }
      }
      line = i + 1;
    }
    if (from < bytes.length) this.onRun(bytes.subarray(from), kind);
  }
}
