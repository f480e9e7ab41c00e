import { SaxesParser } from 'saxes';
import { FileError } from '../fileError.ts';
import type { FileLayout } from '../fileLayout.ts';
import type { OnBytes } from '../sourceFile.ts';
import type { Content } from './content.ts';
import { type TextTotals, textOf } from './text.ts';
import { deepest } from './xmlPart.ts';

/** In UTF-16 units. */
const longestRecord = 2 ** 26;

/** Told the elements of a text, one after the other. */
export interface XmlHandlers {
  /** @param depth elements that it stands in */
  open(name: string, attributes: Readonly<Record<string, string>>, depth: number): void;
  text(piece: string): void;
  /** @returns whether a record ended */
  close(name: string, depth: number): boolean;
}

/** Reads an XML text. @throws FileError where it is cut or broken, the signal's reason */
export async function readXmlRecords(
  content: Content,
  encoding: FileLayout['encoding'],
  totals: TextTotals,
  handlers: XmlHandlers,
  onBytes: OnBytes,
  signal?: AbortSignal,
): Promise<void> {
  const file = content.file.name;
  const parser = new SaxesParser();
  let depth = 0;
  let length = 0;
  parser.on('opentag', ({ name, attributes }) => {
    handlers.open(name, attributes as Record<string, string>, depth++);
    if (depth > deepest) {
      throw new FileError(file, { code: 'tooDeep', what: 'xml', line: parser.line, most: deepest });
    }
  });
  parser.on('text', (piece) => handlers.text(piece));
  parser.on('cdata', (piece) => handlers.text(piece));
  parser.on('closetag', ({ name }) => {
    if (handlers.close(name, --depth)) length = 0;
  });
  const run = (step: () => void) => {
    try {
      step();
    } catch (cause) {
      if (cause instanceof FileError) throw cause;
      const detail = (cause as Error).message.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
      throw new FileError(file, { code: 'syntax', what: 'xml', line: parser.line, detail });
    }
  };
  for await (const piece of textOf(content, encoding, totals, onBytes, signal)) {
    run(() => parser.write(piece));
    length += piece.length;
    if (length > longestRecord) {
      throw new FileError(file, { code: 'longRecord', line: parser.line, most: longestRecord });
    }
  }
  if (depth > 0) throw new FileError(file, { code: 'truncated', what: 'xml', at: content.file.size });
  run(() => parser.close());
}
