import type { Encoding } from './encoding.ts';
import type { Merge } from './merges.ts';

/** Told each row that has a value, with its number in the sheet. */
export type OnRow = (values: string[], row: number) => void;

/** A sheet of a workbook, or a table of a page. */
export interface BookSheet {
  readonly name: string;
  readonly hidden: boolean;
}

/** Something that holds sheets of rows. */
export interface Book {
  readonly sheets: readonly BookSheet[];
  readonly encoding: Encoding;
  /**
   * Reads the rows of a sheet, in order; cells as a person sees them, dates as YYYY-MM-DD HH:MM:SS.
   * @param onShare told how much of the sheet is read, 0 to 1
   * @param stop asked after some rows whether there are enough
   * @throws FileError where the sheet is damaged
   */
  rows(sheet: number, onRow: OnRow, onShare?: (share: number) => void, stop?: () => boolean): Promise<void>;
  /** The merged cells of a sheet that `rows` leaves empty but for the first. */
  merges(sheet: number): Promise<readonly Merge[]>;
  /** Records where rows have no number of their own: these are counted from 1, below their names in row 0. */
  readonly counted?: 'record';
  /** The system of coordinates of a sheet, as `systemNamed` reads it; undefined where it names none. */
  crs?(sheet: number): string | undefined;
  /** Some rows from further on than those of a number, spread evenly, where they can be had without the others. */
  further?(sheet: number, from: number, onRow: OnRow): Promise<void>;
  /** Gives back what is held; it is read no more. */
  close?(): void;
}
