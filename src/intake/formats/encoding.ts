import { canonicalLabel } from './decoders.ts';
import { EncodingGuess } from './encodingGuess.ts';
import { LineRuns } from './lineRuns.ts';

export interface Encoding {
  /** As `decoderOf` knows it; of a file of two, the one of most lines: UTF-8. */
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
  for (const one of [label, also]) if (one !== null) canonicalLabel(one);
  if (also !== null && canonicalLabel(label) !== 'utf-8') throw new RangeError(name);
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

/** The encoding that an XML text says to be in; null where it says none. */
export function declaredEncodingOf(start: Uint8Array): string | null {
  const declaration = new TextDecoder('latin1').decode(start.subarray(0, 200));
  return /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']/.exec(declaration)?.[1] ?? null;
}

/** Bytes of the mark at the start of a text in an encoding that is known. */
export function markOf(start: Uint8Array, label: string): number {
  const marked = encodingByStart(start);
  return marked !== null && marked.bom > 0 && canonicalLabel(label) === marked.label ? marked.bom : 0;
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
 * another encoding in others, as when exports are joined; else the one in which the text is one of a language.
 */
export class EncodingTally {
  private readonly others = new EncodingGuess();
  private readonly runs = new LineRuns((bytes, kind) => {
    if (kind === 'other') this.others.push(bytes);
  });

  push(bytes: Uint8Array): void {
    this.runs.push(bytes);
  }

  /** Null where nothing tells it. */
  end(): Encoding | null {
    this.runs.end();
    const { utf8, other, broken } = this.runs;
    if (other === 0) {
      return { label: 'utf-8', also: null, note: `though ${broken} bytes of it are broken`, bom: 0 };
    }
    const guess = this.others.end();
    if (guess === null) return null;
    const { label, name } = guess;
    if (utf8 > 0) {
      const note = `${utf8} lines in UTF-8, ${other} in ${label}`;
      return { label: 'utf-8', also: label, note, bom: 0 };
    }
    return { label, also: null, note: `not valid UTF-8; ${name}`, bom: 0 };
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
