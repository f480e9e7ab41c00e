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
 * Reads the records of a JSON text that comes in pieces: the elements of the list at a path, or, where the path is
 * '', the values that follow each other, as in JSON Lines.
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

  /** @param path "$" for a list, "$.name" for a list within an object, '' for values that follow each other */
  constructor(file: string, path: string, onRecord: (value: unknown, position: number) => void) {
    this.file = file;
    this.lines = path === '';
    const separator = this.lines ? { separator: '' } : {};
    this.tokens = new ExactTokenizer(separator);
    this.parser = new TokenParser({
      paths: [this.lines ? '$' : `${path}.*`],
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
    this.parser.onValue = ({ value }) => {
      this.recordAt = this.bytes;
      onRecord(value, ++this.read);
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

/** Where the records of a JSON text are, as its start shows. */
export interface JsonPlace {
  /** "$", "$.service_requests"; '' where the records follow each other; null where there is no list of records. */
  readonly path: string | null;
}

const preferred = [
  'service_requests',
  'requests',
  'features',
  'data',
  'results',
  'records',
  'items',
  'rows',
  'value',
];

/**
 * Finds the list of records: the text itself; the list of objects in it that is named most like one, or comes first;
 * else the text is records that follow each other.
 */
export function jsonPlace(start: string): JsonPlace {
  const lists: string[] = [];
  const keys: string[] = [];
  let depth = 0;
  let roots = 0;
  let rootIsList = false;
  let listOfOther = false;
  let emptyList = false;
  let key: string | null = null;
  let previous: TokenType | null = null;
  const tokens = new Tokenizer({ separator: '' });
  tokens.onError = () => {};
  tokens.onToken = ({ token, value }) => {
    if (previous === TokenType.LEFT_BRACKET && depth <= 3) {
      const path = ['$', ...keys.slice(1)].join('.');
      if (token === TokenType.LEFT_BRACE) lists.push(path);
      else if (depth === 1 && token === TokenType.RIGHT_BRACKET) emptyList = true;
      else if (depth === 1) listOfOther = true;
      else if (token === TokenType.RIGHT_BRACKET && preferred.includes(keys.at(-1) ?? '')) lists.push(path);
    }
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) {
      if (depth === 0) {
        roots++;
        rootIsList ||= token === TokenType.LEFT_BRACKET;
      }
      keys.push(depth === 0 ? '$' : (key ?? '*'));
      key = null;
      depth++;
    } else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) {
      depth--;
      keys.pop();
    } else if (token === TokenType.STRING) key = String(value);
    else if (token === TokenType.COMMA) key = null;
    previous = token;
  };
  for (let i = 0; i < start.length && lists.length < 1000; i += 2 ** 14)
    tokens.write(start.slice(i, i + 2 ** 14));
  if (rootIsList && roots === 1)
    return { path: lists.includes('$') || (emptyList && !listOfOther) ? '$' : null };
  if (roots > 1) return { path: rootIsList ? null : '' };
  const usable = [...new Set(lists)].filter((path) => /^\$\.[\w-]+(\.[\w-]+)?$/.test(path));
  const named = preferred
    .map((name) => usable.find((path) => path.split('.')[1] === name))
    .find((path) => path !== undefined);
  const path = named ?? usable.find((one) => one.split('.').length === 2);
  return { path: path ?? (roots === 1 ? '' : null) };
}
