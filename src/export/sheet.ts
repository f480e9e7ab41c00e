/**
 * What a column of a sheet holds, one value a row; null, or of numbers NaN, where there is none.
 * - `text`
 * - `integer`, `number`; `share` is a proportion from 0 to 1
 * - `instant`: UTC epoch seconds, written as the wall clock of the sheet's time zone shows it
 * - `day`: local days since 1970-01-01
 */
export interface PlainColumn {
  readonly kind: 'text' | 'integer' | 'number' | 'share' | 'instant' | 'day';
  /** Name for machines, as Arrow has it. */
  readonly id: string;
  /** Name for people. */
  readonly title: string;
}

/** A column of a word: its values are indices in `words`; it is written as two columns, the word's code and its name. */
export interface CodeColumn {
  readonly kind: 'code';
  readonly id: string;
  readonly title: string;
  readonly codeTitle: string;
  readonly words: readonly { readonly code: string; readonly name: string }[];
}

export type SheetColumn = PlainColumn | CodeColumn;

/** One line of what has to be known beside the rows: the choice in words, the period, the version, a definition. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

/** A table to be handed out: typed columns and the facts that go with them. Its rows come in pieces. */
export interface Sheet {
  /** What it holds, in a few words. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly facts: readonly Fact[];
  readonly rightToLeft: boolean;
  /** IANA name of the zone in which instants are written. */
  readonly timeZone: string;
  readonly labels: SheetLabels;
}

/** What a sheet itself says, in the reader's language. */
export interface SheetLabels {
  /** The tab with the facts. */
  readonly facts: string;
  /** Said where rows go on in further tabs; `{n}` is how many there are. */
  readonly part: string;
  /** The fact that texts were cut, and what it says; `{n}` is how many. */
  readonly cut: string;
  readonly cutNote: string;
}

export type CellValue = string | number | null | undefined;

/** Whether a column has no value there: columns of numbers may say so by NaN. */
export function isNone(value: CellValue): value is null | undefined {
  return value == null || (typeof value === 'number' && !Number.isFinite(value));
}

/** Some rows of a sheet, column by column in the sheet's order. A piece is held in memory whole: some thousand rows. */
export interface Piece {
  readonly rows: number;
  readonly columns: readonly ArrayLike<CellValue>[];
}

/** Rows, each with a value for each column, as a piece. */
export function pieceOf(columns: number, rows: readonly (readonly CellValue[])[]): Piece {
  return {
    rows: rows.length,
    columns: Array.from({ length: columns }, (_, column) => rows.map((row) => row[column])),
  };
}

/** A column as it is written: a `code` column becomes two of them. */
export type Field =
  | { readonly kind: PlainColumn['kind']; readonly id: string; readonly title: string; readonly at: number }
  | {
      readonly kind: 'word';
      readonly id: string;
      readonly title: string;
      readonly at: number;
      readonly words: readonly string[];
    };

/** The columns as they are written; `at` is the column of a piece that a field's values are in. */
export function fieldsOf(columns: readonly SheetColumn[]): Field[] {
  return columns.flatMap((column, at): Field[] => {
    if (column.kind !== 'code') return [{ kind: column.kind, id: column.id, title: column.title, at }];
    const codes = column.words.map(({ code }) => code);
    const names = column.words.map(({ name }) => name);
    return [
      { kind: 'word', id: `${column.id}Code`, title: column.codeTitle, at, words: codes },
      { kind: 'word', id: column.id, title: column.title, at, words: names },
    ];
  });
}

/** Pieces that are there already, or come one after the other. */
export type Pieces = AsyncIterable<Piece> | Iterable<Piece>;

/** The bytes of a file, as they are made. */
export type Bytes = AsyncGenerator<Uint8Array<ArrayBuffer>>;
