import { FileError } from '../fileError.ts';
import type { FileHints } from '../fileLayout.ts';
import type { Book } from './book.ts';
import type { Content } from './content.ts';
import { type Merge, mergeOf } from './merges.ts';
import { readSheet } from './sheetReader.ts';
import { openWorkbook, type Sheet, sharedStrings, type Workbook } from './workbook.ts';

/** Opens an Excel workbook, whose sheets are read row by row. @throws FileError */
export async function openXlsx(content: Content, _hints: FileHints, signal?: AbortSignal): Promise<Book> {
  const workbook = await openWorkbook(content);
  const strings = await sharedStrings(workbook, signal);
  return {
    sheets: workbook.sheets,
    encoding: { label: 'utf-8', also: null, note: 'as workbooks are', bom: 0 },
    rows(index, onRow, onShare = () => {}, stop) {
      const sheet = workbook.sheets[index]!;
      const packed = workbook.archive.entry(sheet.part)?.packedSize ?? 1;
      return readSheet(workbook, sheet, strings, onRow, (used) => onShare(used / packed), stop);
    },
    merges: (index) => mergesOf(workbook, workbook.sheets[index]!),
  };
}

const longestList = 2 ** 26;

/** The merged cells of a sheet, which stand behind all its rows: they are looked for without reading these. */
async function mergesOf({ archive, file }: Workbook, sheet: Sheet): Promise<Merge[]> {
  const entry = archive.entry(sheet.part);
  if (!entry) return [];
  const decoder = new TextDecoder('latin1');
  const begin = 'mergeCells';
  let list: string | null = null;
  let tail = '';
  for await (const bytes of archive.bytes(entry)) {
    const text: string = tail + decoder.decode(bytes);
    if (list === null) {
      const at = text.indexOf(begin);
      tail = at < 0 ? text.slice(-begin.length) : '';
      if (at >= 0) list = text.slice(at);
    } else list += text;
    if (list !== null && list.length > longestList) {
      throw new FileError(file, { code: 'tooLarge', what: 'strings', most: longestList });
    }
    if (list?.includes('mergeCells>')) break;
  }
  const references = list?.matchAll(/mergeCell[^>]*?\sref\s*=\s*["']([^"']+)["']/g) ?? [];
  return [...references].flatMap(([, reference]) => mergeOf(reference!) ?? []);
}
