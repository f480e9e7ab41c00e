import type { OnRecord } from '../fileLayout.ts';

/** What became of the text of a CSV file. */
export interface CsvFaults {
  /** Quotes that neither open nor close a field, or that open one and never close it. */
  strayQuotes: number;
  /** Lines of the first of them. */
  readonly strayQuoteLines: number[];
}

/** A record that is too long, or has too many columns, to be a row of a table; the reader can read no further. */
export class RecordLimit extends Error {
  override readonly name = 'RecordLimit';
  readonly code: 'longRecord' | 'manyColumns';
  readonly line: number;

  constructor(code: 'longRecord' | 'manyColumns', line: number) {
    super(`${code} in line ${line}`);
    this.code = code;
    this.line = line;
  }
}

/** In UTF-16 units. */
export const longestRecord = 2 ** 26;
/** As many as a workbook can have. */
export const mostColumns = 2 ** 14;

/** A quoted field longer than this (in UTF-16 units) is taken for one whose opening quote was meant literally. */
const longestField = 2 ** 24;
const exampleLines = 5;

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/** A field without what keeps a spreadsheet from taking it for a number: ="00123". */
function textOf(field: string): string {
  const kept = field.charCodeAt(0) === 61 && field.charCodeAt(1) === quote && field.length > 2;
  return kept && field.endsWith('"') ? field.slice(2, -1) : field;
}

type State = 'fieldStart' | 'plain' | 'quoted' | 'quoteInQuoted';

/**
 * Reads the text of a CSV file as it comes, in chunks of any size, into records: RFC 4180 with any delimiter of one
 * character, and any of CRLF, LF, CR as the end of a line, also mixed. Empty lines are no records. As other readers
 * do, text after a closing quote is kept as part of the field, and a quote within an unquoted field is a character.
 * A quote that is never closed is taken literally, so that it does not swallow the rest of the file.
 */
export class CsvReader {
  readonly faults: CsvFaults = { strayQuotes: 0, strayQuoteLines: [] };
  private readonly delimiter: number;
  private readonly onRecord: OnRecord;
  private state: State = 'fieldStart';
  private values: string[] = [];
  /** The current field as far as earlier pieces hold it, without its quotes. */
  private field = '';
  /** The current quoted field as it was written, from its opening quote on; to start over if it never closes. */
  private written = '';
  private line = 1;
  private recordLine = 1;
  private quotedLine = 1;
  private afterReturn = false;
  /** The next field starts with a quote that is known not to open it. */
  private literal = false;
  private anything = false;
  /** UTF-16 units of the record's fields that have ended. */
  private length = 0;

  constructor(delimiter: string, onRecord: OnRecord) {
    if (delimiter.length !== 1 || delimiter === '"' || delimiter === '\n' || delimiter === '\r') {
      throw new Error(
        `Got the delimiter ${JSON.stringify(delimiter)}, expected one character such as "," or ";".`,
      );
    }
    this.delimiter = delimiter.charCodeAt(0);
    this.onRecord = onRecord;
  }

  push(text: string): void {
    let rest = text;
    while (rest !== '') rest = this.read(rest);
  }

  /** Ends the file: the last record needs no end of line. */
  end(): void {
    while (this.state === 'quoted') this.startOver();
    if (this.anything || this.values.length > 0) this.endRecord();
  }

  /** Reads a piece of text; returns what has to be read again, which is nothing but after a quote never closed. */
  private read(text: string): string {
    const { delimiter } = this;
    const length = text.length;
    let i = 0;
    while (i < length) {
      switch (this.state) {
        case 'fieldStart': {
          const c = text.charCodeAt(i);
          if (c === lineFeed && this.afterReturn) {
            this.afterReturn = false;
            i++;
            break;
          }
          this.afterReturn = false;
          if (c === quote && !this.literal) {
            this.state = 'quoted';
            this.anything = true;
            this.quotedLine = this.line;
            this.written = '"';
            i++;
            break;
          }
          this.literal = false;
          this.state = 'plain';
          break;
        }
        case 'plain': {
          const from = i;
          let c = 0;
          while (i < length) {
            c = text.charCodeAt(i);
            if (c === delimiter || c === lineFeed || c === carriageReturn) break;
            i++;
          }
          const piece = text.slice(from, i);
          if (piece !== '') this.anything = true;
          this.field = this.field === '' ? piece : this.field + piece;
          if (i === length) {
            if (this.field.length > longestRecord) throw new RecordLimit('longRecord', this.recordLine);
            break;
          }
          i++;
          if (c === delimiter) this.endField();
          else this.endLine(c);
          break;
        }
        case 'quoted': {
          const at = text.indexOf('"', i);
          const piece = text.slice(i, at < 0 ? length : at);
          this.countLines(piece);
          this.field += piece;
          this.written += at < 0 ? piece : `${piece}"`;
          i = at < 0 ? length : at + 1;
          if (at >= 0) this.state = 'quoteInQuoted';
          else if (this.written.length > longestField) return this.takeBack() + text.slice(i);
          break;
        }
        case 'quoteInQuoted': {
          const c = text.charCodeAt(i);
          if (c === quote) {
            this.field += '"';
            this.written += '"';
            this.state = 'quoted';
            i++;
          } else if (c === delimiter) {
            this.written = '';
            this.endField();
            i++;
          } else if (c === lineFeed || c === carriageReturn) {
            this.written = '';
            this.endLine(c);
            i++;
          } else {
            this.stray(this.line);
            this.written = '';
            this.afterReturn = false;
            this.state = 'plain';
          }
          break;
        }
      }
    }
    return '';
  }

  private endField(): void {
    this.values.push(textOf(this.field));
    this.length += this.field.length;
    if (this.values.length > mostColumns) throw new RecordLimit('manyColumns', this.recordLine);
    if (this.length > longestRecord) throw new RecordLimit('longRecord', this.recordLine);
    this.field = '';
    this.anything = true;
    this.afterReturn = false;
    this.state = 'fieldStart';
  }

  private endLine(c: number): void {
    this.line++;
    if (this.anything) this.endRecord();
    this.field = '';
    this.recordLine = this.line;
    this.afterReturn = c === carriageReturn;
    this.state = 'fieldStart';
  }

  private endRecord(): void {
    this.values.push(textOf(this.field));
    const values = this.values;
    this.values = [];
    this.field = '';
    this.length = 0;
    this.anything = false;
    this.onRecord(values, this.recordLine);
  }

  private countLines(piece: string): void {
    if (piece === '') return;
    if (this.afterReturn && piece.charCodeAt(0) === lineFeed) this.line--;
    for (let at = piece.indexOf('\n'); at >= 0; at = piece.indexOf('\n', at + 1)) this.line++;
    for (let at = piece.indexOf('\r'); at >= 0; at = piece.indexOf('\r', at + 1)) {
      if (piece.charCodeAt(at + 1) !== lineFeed) this.line++;
    }
    this.afterReturn = piece.charCodeAt(piece.length - 1) === carriageReturn;
  }

  private startOver(): void {
    const again = this.takeBack();
    this.push(again);
  }

  /** Forgets the quoted field; its text is to be read again, its first quote as a character. */
  private takeBack(): string {
    const { written } = this;
    this.stray(this.quotedLine);
    this.line = this.quotedLine;
    this.field = '';
    this.written = '';
    this.afterReturn = false;
    this.literal = true;
    this.state = 'fieldStart';
    return written;
  }

  private stray(line: number): void {
    this.faults.strayQuotes++;
    if (this.faults.strayQuoteLines.length < exampleLines) this.faults.strayQuoteLines.push(line);
  }
}
