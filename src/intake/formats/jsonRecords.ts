import { Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { FileError } from '../fileError.ts';

/** Levels of lists and objects within each other. */
const deepest = 500;
/** A record longer than this, in bytes of UTF-8, is none. */
const longestRecord = 2 ** 26;

/** Keeps numbers as they are written, so that a long reference loses no digit. */
class ExactTokenizer extends Tokenizer {
  protected override parseNumber(text: string): number {
    return text as unknown as number;
  }
}

/**
 * Reads the records of a JSON text that comes in pieces: what the list or object at a path holds, or, where the path
 * is '', the values that follow each other, as in JSON Lines.
 */
export class JsonRecords {
  private readonly file: string;
  private readonly tokens: ExactTokenizer;
  private readonly parser: TokenParser;
  private readonly lines: boolean;
  private readonly encoder = new TextEncoder();
  /** Where in the current piece, in bytes, the text stops being JSON. */
  private fault: number | null = null;
  private tooDeep = false;
  /** Lines that ended before the current piece. */
  private line = 1;
  private bytes = 0;
  private recordAt = 0;
  private depth = 0;
  private tokenAt = 0;
  private read = 0;

  /**
   * @param path "$" for a list, "$.name" for a list or object within an object, '' for values that follow each other
   * @param onRecord told each record, its position from 1, and its key in what holds it
   * @param beside paths of other values, each told as it comes
   */
  constructor(
    file: string,
    path: string,
    onRecord: (value: unknown, position: number, key: string) => void,
    beside: Readonly<Record<string, (value: unknown) => void>> = {},
  ) {
    this.file = file;
    this.lines = path === '';
    // Pages of an answer may follow each other, as records do.
    const separator = { separator: '' };
    this.tokens = new ExactTokenizer(separator);
    this.parser = new TokenParser({
      paths: [this.lines ? '$' : `${path}.*`, ...Object.keys(beside)],
      keepStack: false,
      ...separator,
    });
    this.tokens.onToken = (token) => {
      if (this.fault !== null) return;
      this.tokenAt = token.offset;
      if (token.token === TokenType.LEFT_BRACE || token.token === TokenType.LEFT_BRACKET) {
        if (++this.depth > deepest) this.fail(true);
      } else if (token.token === TokenType.RIGHT_BRACE || token.token === TokenType.RIGHT_BRACKET)
        this.depth--;
      this.parser.write(token);
    };
    const others = new Map(Object.entries(beside));
    this.parser.onValue = ({ value, key, stack }) => {
      this.recordAt = this.bytes;
      if (others.size > 0) {
        const steps = [...stack.slice(1).map((one) => one.key), ...(stack.length > 0 ? [key] : [])];
        const other = others.get(['$', ...steps].join('.'));
        if (other) return other(value);
      }
      onRecord(value, ++this.read, String(key ?? ''));
    };
    this.tokens.onError = ({ message }) => {
      const position = /chunk position "(\d+)"/.exec(message)?.[1];
      this.fail(false, position === undefined ? undefined : Number(position));
    };
    this.parser.onError = () => this.fail(false);
  }

  /** @throws FileError where the text is no JSON */
  push(text: string): void {
    const bytes = this.encoder.encode(text);
    this.tokens.write(bytes);
    if (this.fault !== null) throw this.syntax(bytes, this.fault);
    this.line += linesOf(bytes, bytes.length);
    this.bytes += bytes.length;
    if (this.bytes - this.recordAt > longestRecord) {
      throw new FileError(this.file, { code: 'longRecord', line: this.line, most: longestRecord });
    }
  }

  /**
   * Ends the text.
   * @param size bytes of the file, for the error
   * @throws FileError where its end is missing
   */
  end(size: number): void {
    const cut = new FileError(this.file, { code: 'truncated', what: 'json', at: size });
    if (!this.tokens.isEnded) this.tokens.end();
    if (!this.parser.isEnded) this.parser.end();
    if (this.fault !== null) throw cut;
  }

  private fail(tooDeep: boolean, at = this.tokenAt - this.bytes): void {
    if (this.fault !== null) return;
    this.fault = at;
    this.tooDeep = tooDeep;
  }

  private syntax(bytes: Uint8Array, at: number): FileError {
    const line = this.line + linesOf(bytes, Math.max(0, at));
    return new FileError(
      this.file,
      this.tooDeep
        ? { code: 'tooDeep', what: 'json', line, most: deepest }
        : { code: 'syntax', what: 'json', line, got: characterAt(bytes, at) },
    );
  }
}

/** The character at a place of a text in UTF-8, for a sentence; null where the place is not in it. */
function characterAt(bytes: Uint8Array, at: number): string | null {
  const [character] = at < 0 ? [] : new TextDecoder().decode(bytes.subarray(at, at + 4));
  if (character === undefined) return null;
  const seen = /[^\p{C}\p{Z}\p{M}]/u.test(character);
  return seen ? character : `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** How many lines end within the first bytes. */
function linesOf(bytes: Uint8Array, length: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0 && at < length; at = bytes.indexOf(10, at + 1)) lines++;
  return lines;
}
