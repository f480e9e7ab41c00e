import { FileError } from '../fileError.ts';
import type { FileHints } from '../fileLayout.ts';
import type { Book } from './book.ts';
import type { Content } from './content.ts';
import { HtmlTables } from './htmlTables.ts';
import { addMerge, type Merge } from './merges.ts';
import { openText } from './text.ts';

interface Table {
  readonly index: number;
  rows: number;
  columns: number;
  readonly merges: Merge[];
}

/**
 * Opens a web page whose tables are the sheets, as Siebel, Oracle BI and ASP.NET export what they call .xls.
 * @throws FileError where the page has no table, or ends within one
 */
export async function openHtml(content: Content, hints: FileHints, signal?: AbortSignal): Promise<Book> {
  const start = new TextDecoder('latin1').decode(content.start.subarray(0, 4096));
  const declared = /<meta[^>]*charset\s*=\s*["']?([\w-]+)/i.exec(start)?.[1] ?? null;
  const { encoding, pieces } = await openText(content, hints.encoding, declared, signal);
  const pass = async (
    row: (table: number, values: string[], row: number) => void,
    merge: (table: number, merge: Merge) => void,
    onBytes: (bytes: number) => void,
    stop: () => boolean,
  ) => {
    const tables = new HtmlTables({ row, merge });
    for await (const text of pieces(onBytes)) {
      tables.push(text);
      if (stop()) return;
    }
    const cut = tables.unclosed;
    tables.end();
    if (cut) {
      throw new FileError(content.file.name, { code: 'truncated', what: 'html', at: content.file.size });
    }
  };
  const found: Table[] = [];
  const at = (index: number) => {
    found[index] ??= { index, rows: 0, columns: 0, merges: [] };
    return found[index];
  };
  await pass(
    (index, values) => {
      const table = at(index);
      table.rows++;
      table.columns = Math.max(table.columns, values.length);
    },
    (index, merge) => {
      addMerge(at(index).merges, merge, content.file.name);
    },
    () => {},
    () => false,
  );
  const tables = found.filter((table) => table && table.rows > 1 && table.columns > 1);
  if (tables.length === 0) throw new FileError(content.file.name, { code: 'otherFormat', format: 'html' });
  return {
    encoding,
    sheets: tables.map((_, i) => ({ name: `table ${i + 1}`, hidden: false })),
    async rows(sheet, onRow, onShare = () => {}, stop = () => false) {
      const { index } = tables[sheet]!;
      await pass(
        (table, values, row) => {
          if (table === index) onRow(values, row);
        },
        () => {},
        (bytes) => onShare(bytes / Math.max(1, content.file.size)),
        stop,
      );
    },
    merges: async (sheet) => tables[sheet]!.merges,
  };
}
