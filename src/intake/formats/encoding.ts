import { LineRuns } from './lineRuns.ts';

export interface Encoding {
  /** As TextDecoder knows it; of a file of two, the one of most lines: UTF-8. */
  readonly label: string;
  /** The encoding of the lines that are not UTF-8, in a file of two; else null. */
  readonly also: string | null;
  /** How it was found out. */
  readonly note: string;
  /** Bytes of the byte order mark at the start. */
  readonly bom: number;
}

/** An encoding as a mapping and a report write it: "utf-8", or "utf-8+windows-1256" for a file of two. */
export function encodingName({ label, also }: Encoding): string {
  return also === null ? label : `${label}+${also}`;
}

/** The encoding of that name. @throws RangeError for a name that is none */
export function encodingNamed(name: string, note: string): Encoding {
  const [label = '', also = null] = name.split('+');
  for (const one of [label, also]) if (one !== null) new TextDecoder(one);
  if (also !== null && new TextDecoder(label).encoding !== 'utf-8') throw new RangeError(name);
  return { label, also, note, bom: 0 };
}

/** The encoding that the first bytes tell: by a byte order mark, or UTF-16 by its zero bytes. Null: none does. */
export function encodingByStart(start: Uint8Array): Encoding | null {
  const marked = (label: string, bom: number) => ({ label, also: null, note: 'by its byte order mark', bom });
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return marked('utf-8', 3);
  if (start[0] === 0xff && start[1] === 0xfe) return marked('utf-16le', 2);
  if (start[0] === 0xfe && start[1] === 0xff) return marked('utf-16be', 2);
  const wide = zeroBytes(start.subarray(0, 4096));
  return wide && { label: wide, also: null, note: 'by its zero bytes', bom: 0 };
}

/** Bytes of the mark at the start of a text in an encoding that is known. */
export function markOf(start: Uint8Array, label: string): number {
  const marked = encodingByStart(start);
  return marked !== null && marked.bom > 0 && new TextDecoder(label).encoding === marked.label
    ? marked.bom
    : 0;
}

/** Finds out whether bytes that come in pieces are UTF-8 throughout. */
export class Utf8Check {
  valid = true;
  private ascii = true;
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });

  push(bytes: Uint8Array): void {
    if (!this.valid) return;
    try {
      const text = this.decoder.decode(bytes, { stream: true });
      if (this.ascii && text.length < bytes.length) this.ascii = false;
    } catch {
      this.valid = false;
    }
  }

  /** The encoding; null where it is not UTF-8. */
  end(): Encoding | null {
    try {
      if (this.valid) this.decoder.decode();
    } catch {
      this.valid = false;
    }
    if (!this.valid) return null;
    return { label: 'utf-8', also: null, note: this.ascii ? 'plain ASCII' : 'valid throughout', bom: 0 };
  }
}

/**
 * Finds the encoding of bytes that are not UTF-8 throughout: UTF-8 that is broken in places; UTF-8 in some lines and
 * another encoding in others, as when exports are joined; else Windows-1256 or ISO 8859-6 where bytes beyond ASCII
 * stand together as Arabic letters do, Windows-1252 where they stand among Latin letters.
 */
export class EncodingTally {
  private readonly others = new OneByteTally();
  private readonly runs = new LineRuns((bytes, kind) => {
    if (kind === 'other') this.others.push(bytes);
  });

  push(bytes: Uint8Array): void {
    this.runs.push(bytes);
  }

  end(): Encoding {
    this.runs.end();
    const { utf8, other, broken } = this.runs;
    if (other === 0) {
      return { label: 'utf-8', also: null, note: `though ${broken} bytes of it are broken`, bom: 0 };
    }
    const [label, letters] = this.others.end();
    if (utf8 > 0) {
      const note = `${utf8} lines in UTF-8, ${other} in ${label}`;
      return { label: 'utf-8', also: label, note, bom: 0 };
    }
    return { label, also: null, note: `not valid UTF-8; ${letters}`, bom: 0 };
  }
}

function zeroBytes(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) zeros[i & 1]!++;
  const half = bytes.length / 2;
  if (half < 4) return null;
  // Delimiters, digits and line ends have a zero byte each, in Arabic text as well.
  if (zeros[1]! > half * 0.15 && zeros[0]! < zeros[1]! / 20) return 'utf-16le';
  if (zeros[0]! > half * 0.15 && zeros[1]! < zeros[0]! / 20) return 'utf-16be';
  return null;
}

/** Tells encodings of one byte a character apart. */
class OneByteTally {
  private together = 0;
  private alone = 0;
  /** Letters that are frequent in Arabic in either encoding, and rare or none in the other. */
  private iso = 0;
  private windows = 0;

  push(bytes: Uint8Array): void {
    let previous = 0;
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i]!;
      if (byte >= 0x80) {
        // Alone after a time of day, E3 and D5 are the halves of the day in Windows-1256.
        const half = (byte === 0xe3 || byte === 0xd5) && previous === 0x20 && !isLatin(bytes[i + 1] ?? 0);
        if (previous >= 0x80 || half) this.together++;
        else if (isLatin(previous) || isLatin(bytes[i + 1] ?? 0)) this.alone++;
        // ISO: ه و ى ي are E7 to EA, the article is C7 E4. Windows: ى ي are EC and ED, the article is C7 E1.
        if ((byte >= 0xe7 && byte <= 0xea) || (byte === 0xe4 && previous === 0xc7)) this.iso++;
        else if (byte === 0xec || byte === 0xed || (byte === 0xe1 && previous === 0xc7)) this.windows++;
        else if (byte >= 0xf3 || (byte >= 0xdb && byte <= 0xdf) || (byte < 0xc0 && byte !== 0xac)) {
          // These are no letters in ISO 8859-6.
          if (byte !== 0xbb && byte !== 0xbf && byte !== 0xa0 && byte !== 0xad && byte !== 0xa4)
            this.windows++;
        }
      }
      previous = byte;
    }
  }

  end(): [label: string, letters: string] {
    if (this.together <= this.alone) return ['windows-1252', 'Latin letters in Windows-1252'];
    return this.iso > this.windows * 2
      ? ['iso-8859-6', 'Arabic letters in ISO 8859-6']
      : ['windows-1256', 'Arabic letters in Windows-1256'];
  }
}

function isLatin(byte: number): boolean {
  return (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}
