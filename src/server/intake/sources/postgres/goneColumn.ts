import { quoted } from './connection.ts';
import type { Column } from './table.ts';

/** Whether a value marks its row as gone; null: it says neither. */
type Reading = boolean | null;

/** The types whose values are a yes, a no, a number or a word. */
const wordy = /^(boolean|character|text|citext|"char"|enum|bit|numeric|smallint|integer|bigint|real|double)/;

const no = ['', '0', 'n', 'no', 'f', 'false', 'off', '-', 'لا', 'none', 'null', 'نشط', 'active'];
const yes = ['1', '-1', 'y', 'yes', 't', 'true', 'on', 'x', 'نعم', 'deleted', 'محذوف'];

/**
 * The column that marks what is gone, and what its values mean. A mark that is not clear counts as none: a row that is
 * shown though it is gone is found at the next comparison with the source, one that is taken away is missed by nobody.
 */
export class GoneColumn {
  readonly column: Column;
  private readonly kind: 'instant' | 'word' | null;
  private readonly words: ReadonlySet<string> | null;

  /** @param words those that alone mean gone, as the configuration names them */
  constructor(column: Column, words?: readonly string[]) {
    const { base } = column;
    this.column = column;
    this.words = words ? new Set(words.map(plain)) : null;
    this.kind = /^(timestamp|date)/.test(base) ? 'instant' : wordy.test(base) ? 'word' : null;
  }

  /** Whether values of its type can say at all that a row is gone. */
  get isReadable(): boolean {
    return this.kind !== null || this.words !== null;
  }

  /**
   * SQL of a text of a row `t`: what `read` takes. Of an instant it is whether it has come, by clocks that may differ:
   * not one that is more than a day ahead, nor one before 1971, which systems write for none at all.
   */
  get sql(): string {
    const value = `t.${quoted(this.column.name)}`;
    if (this.words === null && this.kind === 'instant')
      return `CASE WHEN ${value} IS NULL THEN NULL ELSE (${value} > '1971-01-01' AND ${value} < now() + interval '1 day')::text END`;
    return `left(${value}::text, 100)`;
  }

  read(value: string | null): Reading {
    if (value === null) return false;
    const word = plain(value);
    if (this.words) return this.words.has(word);
    if (no.includes(word)) return false;
    if (yes.includes(word)) return true;
    const number = word === '' ? Number.NaN : Number(word);
    return number === 0 ? false : number === 1 || number === -1 ? true : null;
  }
}

/** A word without what makes no difference. */
function plain(text: string): string {
  return text.trim().toLowerCase();
}
