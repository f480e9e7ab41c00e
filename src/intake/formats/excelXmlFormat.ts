import { FileError } from '../fileError.ts';
import type { FileHints } from '../fileLayout.ts';
import type { Book, OnRow } from './book.ts';
import type { Content } from './content.ts';
import { mostColumns } from './csvReader.ts';
import { declaredEncodingOf } from './encoding.ts';
import { addMerge, type Merge } from './merges.ts';
import { openText } from './text.ts';
import { readXmlPart } from './xmlPart.ts';

interface Sheet {
  readonly name: string;
  hidden: boolean;
  readonly merges: Merge[];
}

/**
 * Opens a workbook of Excel 2003 in XML (SpreadsheetML, `urn:schemas-microsoft-com:office:spreadsheet`).
 * @throws FileError where it is cut or no XML
 */
export async function openExcelXml(content: Content, hints: FileHints, signal?: AbortSignal): Promise<Book> {
  const file = content.file.name;
  const declared = declaredEncodingOf(content.start);
  const { encoding, pieces } = await openText(content, hints.encoding, declared, signal);
  const utf8 = async function* (onBytes: (bytes: number) => void) {
    const encoder = new TextEncoder();
    for await (const piece of pieces(onBytes)) yield encoder.encode(piece);
  };
  const sheets: Sheet[] = [];
  await read(
    file,
    utf8(() => {}),
    {
      sheet: (name) => sheets.push({ name, hidden: false, merges: [] }),
      hidden: () => {
        sheets.at(-1)!.hidden = true;
      },
      row: () => {},
      merge: (merge) => {
        addMerge(sheets.at(-1)!.merges, merge, file);
      },
    },
  );
  return {
    encoding,
    sheets,
    async rows(index, onRow, onShare = () => {}, stop = () => false) {
      let sheet = -1;
      await read(
        file,
        utf8((bytes) => onShare(bytes / Math.max(1, content.file.size))),
        {
          sheet: () => sheet++,
          hidden: () => {},
          row: (values, row) => {
            if (sheet === index) onRow(values, row);
          },
          merge: () => {},
        },
        () => sheet > index || stop(),
      );
    },
    merges: async (index) => sheets[index]!.merges,
  };
}

interface Handlers {
  sheet(name: string): void;
  hidden(): void;
  row: OnRow;
  merge(merge: Merge): void;
}

async function read(
  file: string,
  pieces: AsyncIterable<Uint8Array>,
  handlers: Handlers,
  stop?: () => boolean,
): Promise<void> {
  let row = 0;
  let column = -1;
  let after = 0;
  let values: string[] = [];
  let type = '';
  let value: string | null = null;
  let visible: string | null = null;
  await readXmlPart(
    pieces,
    file,
    {
      open(name, attributes) {
        const number = (key: string) => Number(attributes[`ss:${key}`] ?? attributes[key] ?? 0) || 0;
        switch (name) {
          case 'Worksheet':
            row = 0;
            after = 0;
            handlers.sheet(attributes['ss:Name'] ?? attributes.Name ?? '');
            break;
          case 'Visible':
            visible = '';
            break;
          case 'Row':
            row = number('Index') || row + after + 1;
            after = number('Span');
            column = -1;
            values = [];
            break;
          case 'Cell': {
            column = number('Index') > 0 ? number('Index') - 1 : column + 1;
            if (column >= mostColumns) {
              throw new FileError(file, { code: 'manyColumns', line: row, most: mostColumns });
            }
            const [right, bottom] = [column + number('MergeAcross'), row + number('MergeDown')];
            if (right > column || bottom > row) handlers.merge({ top: row, left: column, bottom, right });
            while (values.length < column) values.push('');
            values[column] ??= '';
            column = Math.min(right, mostColumns);
            break;
          }
          case 'Data':
            type = attributes['ss:Type'] ?? attributes.Type ?? '';
            value = '';
            break;
        }
      },
      text(piece) {
        if (value !== null) value += piece;
        else if (visible !== null) visible += piece;
      },
      close(name) {
        if (name === 'Data' && value !== null) {
          values[values.length - 1] = shown(type, value);
          value = null;
        } else if (name === 'Visible') {
          if (/hidden/i.test(visible ?? '')) handlers.hidden();
          visible = null;
        } else if (name === 'Row' && values.some((one) => one !== '')) handlers.row(values, row);
      },
    },
    stop,
  );
}

/** A value as a person sees it: instants as YYYY-MM-DD HH:MM:SS. */
function shown(type: string, value: string): string {
  if (type === 'Error') return '';
  if (type === 'Boolean') return value === '1' ? 'TRUE' : 'FALSE';
  if (type !== 'DateTime') return value;
  const [day = '', time = ''] = value.replace(/\.\d+$/, '').split('T');
  if (day.startsWith('1899-12-3')) return time;
  return time === '00:00:00' || time === '' ? day : `${day} ${time}`;
}
