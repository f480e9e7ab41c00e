import { SaxesParser } from 'saxes';
import { FileError } from '../fileError.ts';

/** What an XML part tells: attributes by their local names, without namespaces. */
export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Levels of elements within each other. */
export const deepest = 500;
/** A text between two tags longer than this, in UTF-16 units, is none. */
const longestText = 2 ** 25;

/**
 * Reads an XML part of a workbook that comes in pieces, as UTF-8.
 * @param stop asked after each piece whether there is enough
 * @throws FileError where it is no XML or ends too early
 */
export async function readXmlPart(
  pieces: AsyncIterable<Uint8Array>,
  file: string,
  handlers: XmlHandlers,
  stop: () => boolean = () => false,
): Promise<void> {
  const parser = new SaxesParser();
  const decoder = new TextDecoder();
  let depth = 0;
  let opened = false;
  let since = 0;
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > deepest) {
      throw new FileError(file, { code: 'tooDeep', what: 'xml', line: parser.line, most: deepest });
    }
    opened = true;
    since = 0;
    handlers.open?.(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    depth--;
    since = 0;
    handlers.close?.(local(name));
  });
  const { text } = handlers;
  if (text) {
    parser.on('text', (piece) => text.call(handlers, piece));
    parser.on('cdata', (piece) => text.call(handlers, piece));
  }
  const write = (piece: string) => {
    try {
      parser.write(piece);
    } catch (cause) {
      if (cause instanceof FileError) throw cause;
      const detail = (cause as Error).message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
      throw new FileError(file, { code: 'syntax', what: 'xlsx', line: parser.line, detail });
    }
    since += piece.length;
    if (since > longestText) {
      throw new FileError(file, { code: 'tooLarge', what: 'strings', most: longestText });
    }
  };
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    // In slices, so that reading stops soon after there is enough.
    for (let from = 0; from < piece.length; from += 2 ** 16) {
      write(decoder.decode(piece.subarray(from, from + 2 ** 16), { stream: true }));
      if (stop()) return;
    }
  }
  write(decoder.decode());
  if (depth > 0 || !opened) throw new FileError(file, { code: 'truncated', what: 'xlsx', at: bytes });
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
