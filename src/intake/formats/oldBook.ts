import { FileError } from '../fileError.ts';
import type { FileHints } from '../fileLayout.ts';
import type { Book } from './book.ts';
import { checkCompound } from './compound.ts';
import type { Content } from './content.ts';
import { gathered } from './gathered.ts';
import { dateText } from './sheetReader.ts';
import { isDateFormat } from './workbook.ts';

/** Such a workbook is held as a whole; one of 65,536 rows has some 20 MB. */
const mostBytes = 2 ** 26;
/** What the sheets of a packed one may unpack to. */
const mostUnpacked = 2 ** 27;

/**
 * Opens a workbook of Excel 97 to 2003 (.xls, BIFF8), a binary one (.xlsb) or an OpenDocument spreadsheet (.ods). The
 * library that reads them is loaded for these alone, and holds all cells.
 * @throws FileError where it is too large, encrypted, cut or damaged
 */
export async function openOldBook(content: Content, _hints: FileHints, signal?: AbortSignal): Promise<Book> {
  const file = content.file.name;
  const bytes = await bytesOf(content, signal);
  if (content.archive === null) checkCompound(file, bytes);
  const { read } = await import('@e965/xlsx');
  let book: ReturnType<typeof read>;
  try {
    book = read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellHTML: false,
      cellFormula: false,
      cellText: false,
    });
  } catch (cause) {
    const { message } = cause as Error;
    const locked = /password|encrypt/i.test(message);
    throw new FileError(
      file,
      locked ? { code: 'encrypted', what: 'xlsx' } : { code: 'damaged', what: 'xlsx', at: 0 },
    );
  }
  const from1904 = book.Workbook?.WBProps?.date1904 === true;
  return {
    encoding: { label: 'utf-8', also: null, note: 'as workbooks are', bom: 0 },
    sheets: book.SheetNames.map((name, i) => ({
      name,
      hidden: (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) > 0,
    })),
    async rows(sheet, onRow, onShare = () => {}, stop = () => false) {
      const rows = book.Sheets[book.SheetNames[sheet]!]?.['!data'] ?? [];
      for (let i = 0; i < rows.length && !stop(); i++) {
        const cells = rows[i] ?? [];
        const values = Array.from({ length: cells.length }, (_, k) => textOf(cells[k], from1904));
        if (values.some((value) => value !== '')) onRow(values, i + 1);
        if (i % 1000 === 0) onShare(i / rows.length);
      }
    },
    async merges(sheet) {
      return (book.Sheets[book.SheetNames[sheet]!]?.['!merges'] ?? []).map(({ s, e }) => ({
        top: s.r + 1,
        left: s.c,
        bottom: e.r + 1,
        right: e.c,
      }));
    },
  };
}

interface Cell {
  readonly t: string;
  readonly v?: unknown;
  readonly z?: string | number;
}

function textOf(cell: Cell | undefined, from1904: boolean): string {
  if (!cell || cell.v === undefined || cell.v === null || cell.t === 'e' || cell.t === 'z') return '';
  if (cell.t === 'b') return cell.v ? 'TRUE' : 'FALSE';
  if (typeof cell.v !== 'number') return String(cell.v);
  return typeof cell.z === 'string' && isDateFormat(0, cell.z) ? dateText(cell.v, from1904) : String(cell.v);
}

async function bytesOf(content: Content, signal?: AbortSignal): Promise<Uint8Array> {
  const file = content.file.name;
  const { archive } = content;
  // What unpacks whole is not damaged, and no trap.
  for (const entry of archive?.entries ?? []) {
    let size = 0;
    for await (const bytes of archive!.bytes(entry)) {
      size += bytes.length;
      signal?.throwIfAborted();
      if (size > mostUnpacked)
        throw new FileError(file, { code: 'tooLarge', what: 'strings', most: mostUnpacked });
    }
  }
  return gathered(
    content.bytes(() => {}, signal),
    mostBytes,
    () => new FileError(file, { code: 'tooLarge', what: 'held', most: mostBytes }),
  );
}
