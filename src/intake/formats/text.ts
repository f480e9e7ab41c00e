import { FileError } from '../fileError.ts';
import type { OnBytes } from '../sourceFile.ts';
import type { Content } from './content.ts';
import { type ByteDecoder, decoderOf } from './decoders.ts';
import {
  type Encoding,
  EncodingTally,
  encodingByStart,
  encodingNamed,
  markOf,
  Utf8Check,
} from './encoding.ts';
import { LineRuns } from './lineRuns.ts';

/** What became of the bytes of a text. */
export class TextTotals {
  /** NUL characters that were left out. */
  nulls = 0;
  /** Bytes that are no text in the encoding. */
  undecodable = 0;
  linesByEncoding: Readonly<Record<string, number>> = {};
}

/**
 * Finds a text's encoding: as the mapping says, by its start, as the text itself declares, else by all its bytes.
 * @param declared what the text says of itself, as XML does; taken only if it is true
 * @param onPiece told all bytes of the first pass
 */
export async function findEncoding(
  content: Content,
  told: string | undefined,
  declared: string | null,
  onPiece: (bytes: Uint8Array, used: number) => void,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<Encoding> {
  const byStart = encodingByStart(content.start);
  const known = told
    ? { ...encodingNamed(told, 'as the mapping says'), bom: markOf(content.start, told.split('+')[0]!) }
    : (byStart ?? declaredEncoding(declared));
  const check = known === null ? new Utf8Check() : null;
  let used = 0;
  for await (const bytes of content.bytes((at) => {
    used = at;
    onBytes(at);
  }, signal)) {
    check?.push(bytes);
    onPiece(bytes, used);
  }
  const found = known ?? check!.end();
  if (found !== null) return found;
  const tally = new EncodingTally();
  for await (const bytes of content.bytes(onBytes, signal)) tally.push(bytes);
  const guess = tally.end();
  if (guess === null) throw new FileError(content.file.name, { code: 'encoding' });
  return guess;
}

function declaredEncoding(declared: string | null): Encoding | null {
  // A text that says that it is UTF-8 is looked at: many say so that are not.
  if (declared === null || /^utf-?(8|16)$/i.test(declared)) return null;
  try {
    return encodingNamed(declared, 'as the text declares');
  } catch {
    return null;
  }
}

/** The text of a content, in pieces, without NUL characters. */
export async function* textOf(
  content: Content,
  encoding: Encoding,
  totals: TextTotals,
  onBytes: OnBytes,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  const decoder = encoding.also === null ? new OneDecoder(encoding.label) : new LineDecoder(encoding.also);
  const clean = (text: string) => {
    let out = text;
    if (text.includes('\0')) {
      out = text.replaceAll('\0', '');
      totals.nulls += text.length - out.length;
    }
    for (let at = out.indexOf('\ufffd'); at >= 0; at = out.indexOf('\ufffd', at + 1)) totals.undecodable++;
    return out;
  };
  let skip = encoding.bom;
  for await (const bytes of content.bytes(onBytes, signal)) {
    const text = clean(decoder.push(bytes.subarray(skip)));
    skip = Math.max(0, skip - bytes.length);
    if (text !== '') yield text;
  }
  const last = clean(decoder.end());
  if (last !== '') yield last;
  totals.linesByEncoding = decoder.lines();
}

/** A text whose encoding is found, and its pieces, which can be read more than once. */
export async function openText(
  content: Content,
  told: string | undefined,
  declared: string | null,
  signal?: AbortSignal,
): Promise<{ encoding: Encoding; pieces(onBytes: OnBytes): AsyncGenerator<string> }> {
  const encoding = await findEncoding(
    content,
    told,
    declared,
    () => {},
    () => {},
    signal,
  );
  return {
    encoding,
    pieces: (onBytes) => textOf(content, encoding, new TextTotals(), onBytes, signal),
  };
}

/** Some bytes of a text as text; for looking at, not for reading. */
export function decoded(bytes: Uint8Array, encoding: Encoding): string {
  const decoder = encoding.also === null ? new OneDecoder(encoding.label) : new LineDecoder(encoding.also);
  const text = decoder.push(bytes.subarray(encoding.bom));
  // What a one-encoding decoder holds back is a character that the piece cuts.
  return (encoding.also === null ? text : text + decoder.end()).replaceAll('\0', '');
}

interface Decoder {
  push(bytes: Uint8Array): string;
  end(): string;
  lines(): Readonly<Record<string, number>>;
}

class OneDecoder implements Decoder {
  private readonly decoder: ByteDecoder;

  constructor(label: string) {
    this.decoder = decoderOf(label);
  }

  push(bytes: Uint8Array): string {
    return this.decoder.decode(bytes, { stream: true });
  }

  end(): string {
    return this.decoder.decode();
  }

  lines(): Readonly<Record<string, number>> {
    return {};
  }
}

/** Reads each line by the encoding that it is written in. */
class LineDecoder implements Decoder {
  private readonly also: string;
  private text = '';
  private readonly runs: LineRuns;

  constructor(also: string) {
    this.also = also;
    const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
    const other = decoderOf(also);
    this.runs = new LineRuns((bytes, kind) => {
      this.text += (kind === 'utf8' ? utf8 : other).decode(bytes);
    });
  }

  push(bytes: Uint8Array): string {
    this.runs.push(bytes);
    return this.taken();
  }

  end(): string {
    this.runs.end();
    return this.taken();
  }

  lines(): Readonly<Record<string, number>> {
    return { 'utf-8': this.runs.utf8, [this.also]: this.runs.other };
  }

  private taken(): string {
    const { text } = this;
    this.text = '';
    return text;
  }
}
