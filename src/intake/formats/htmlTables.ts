import type { Merge } from './merges.ts';

/** Told each row of a table that has cells: the table and the row count from 0 and from 1. */
export interface TableHandlers {
  row(table: number, values: string[], row: number): void;
  merge(table: number, merge: Merge): void;
}

interface OpenTable {
  readonly index: number;
  row: number;
  values: string[] | null;
  /** The text of the open cell; null where none is open. */
  cell: string | null;
  /** The exact number behind one that is shown rounded, as Excel writes it. */
  exact: string | undefined;
  column: number;
  /** The last row that a cell above covers, by column. */
  readonly covered: number[];
}

/** A tag longer than this, in UTF-16 units, is none. */
const longestTag = 2 ** 20;
const mostSpan = 2 ** 14;

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * Reads the tables of a web page whose text comes in pieces, as programs write them that call the page a workbook:
 * cells as they are shown, never as numbers. Tags need not be closed.
 */
export class HtmlTables {
  /** Tables that began. */
  tables = 0;
  private readonly handlers: TableHandlers;
  private readonly open: OpenTable[] = [];
  private rest = '';
  /** What ends a part that is no text: a comment, a script or a style. */
  private until: string | null = null;

  constructor(handlers: TableHandlers) {
    this.handlers = handlers;
  }

  /** Whether a table was begun and not ended. */
  get unclosed(): boolean {
    return this.open.length > 0;
  }

  push(text: string): void {
    const all = this.rest + text;
    let at = 0;
    while (at < all.length) {
      if (this.until !== null) {
        const end = all.toLowerCase().indexOf(this.until, at);
        if (end < 0) {
          at = Math.max(at, all.length - this.until.length);
          break;
        }
        at = end + this.until.length;
        this.until = null;
        continue;
      }
      const tag = all.indexOf('<', at);
      this.text(all.slice(at, tag < 0 ? all.length : tag));
      at = tag < 0 ? all.length : tag;
      if (tag < 0) break;
      if (all.startsWith('<!--', tag)) {
        this.until = '-->';
        at += 4;
        continue;
      }
      const end = endOfTag(all, tag);
      if (end < 0) {
        if (all.length - tag < longestTag) break;
        at++;
        continue;
      }
      this.tag(all.slice(tag + 1, end));
      at = end + 1;
    }
    this.rest = all.slice(at);
  }

  /** Ends the page; what is open ends with it. */
  end(): void {
    while (this.open.length > 0) this.closeTable();
  }

  private text(text: string): void {
    const table = this.open.at(-1);
    if (table?.cell !== null && table) table.cell += text;
  }

  private tag(tag: string): void {
    const name = /^\/?[a-z][\w:-]*/i.exec(tag)?.[0].toLowerCase();
    const table = this.open.at(-1);
    switch (name) {
      case 'script':
      case 'style':
        this.until = `</${name}>`;
        return;
      case 'table':
        this.open.push({
          index: this.tables++,
          row: 0,
          values: null,
          cell: null,
          exact: undefined,
          column: 0,
          covered: [],
        });
        return;
      case '/table':
        if (table) this.closeTable();
        return;
      case 'tr':
        if (!table) return;
        this.closeRow(table);
        table.row++;
        table.values = [];
        table.column = 0;
        return;
      case '/tr':
        if (table) this.closeRow(table);
        return;
      case 'td':
      case 'th':
        if (table) this.openCell(table, tag);
        return;
      case '/td':
      case '/th':
        if (table) closeCell(table);
        return;
      case 'br':
      case 'p':
      case 'div':
        this.text(' ');
    }
  }

  private openCell(table: OpenTable, tag: string): void {
    closeCell(table);
    if (table.values === null) {
      table.row++;
      table.values = [];
      table.column = 0;
    }
    while ((table.covered[table.column] ?? 0) >= table.row) table.column++;
    const span = (name: string) => Math.min(mostSpan, Math.max(1, Number(attribute(tag, name) ?? 1) || 1));
    const [columns, rows] = [span('colspan'), span('rowspan')];
    const { column, row } = table;
    const right = Math.min(mostSpan, column + columns) - 1;
    if (rows > 1) for (let i = column; i <= right; i++) table.covered[i] = row + rows - 1;
    if (rows > 1 || columns > 1) {
      this.handlers.merge(table.index, { top: row, left: column, bottom: row + rows - 1, right });
    }
    while (table.values.length < column) table.values.push('');
    table.column = right + 1;
    table.cell = '';
    table.exact = attribute(tag, 'x:num');
  }

  private closeRow(table: OpenTable): void {
    closeCell(table);
    const { values } = table;
    table.values = null;
    if (values?.some((value) => value !== '')) this.handlers.row(table.index, values, table.row);
  }

  private closeTable(): void {
    const table = this.open.at(-1)!;
    this.closeRow(table);
    this.open.pop();
  }
}

function closeCell(table: OpenTable): void {
  if (table.cell === null || table.values === null) return;
  const shown = plainText(table.cell);
  const rounded = table.exact && /^\d(?:[.,]\d+)?E\+\d+$/i.test(shown);
  table.values.push(rounded ? table.exact! : shown);
  table.cell = null;
}

function plainText(html: string): string {
  const text = html.includes('&')
    ? html.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (whole, decimal, hex, name) => {
        if (name !== undefined) return entities[String(name).toLowerCase()] ?? whole;
        const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
      })
    : html;
  return text.replace(/\s+/g, ' ').trim();
}

/** Where a tag ends that begins at a place; −1 where its end has not come. */
function endOfTag(text: string, from: number): number {
  let quote = '';
  for (let i = from + 1; i < text.length; i++) {
    const c = text[i]!;
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if ((c === '"' || c === "'") && /[=\s]/.test(text[i - 1]!)) quote = c;
    else if (c === '>') return i;
  }
  return -1;
}

function attribute(tag: string, name: string): string | undefined {
  const match = new RegExp(`[\\s"']${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}
