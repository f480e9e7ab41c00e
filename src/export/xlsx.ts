import { Zip } from 'fflate';
import { ByteWriter, utf8 } from './byteWriter.ts';
import { type Cells, wordCells } from './cells.ts';
import {
  type Bytes,
  type Fact,
  fieldsOf,
  isNone,
  type Pieces,
  type Sheet,
  type SheetColumn,
} from './sheet.ts';
import { serialOfDay, type WallClock, wallClock } from './wallClock.ts';
import { packageFiles, sheetEnd, sheetStart, stringsXml, styles, widthOf } from './xlsxParts.ts';
import { mostSheetRows, TabNames, xmlText } from './xlsxText.ts';
import { ZipPart } from './zipPart.ts';

/** Rows that are turned into text at a time. */
const rowsAtOnce = 2_048;

/**
 * A sheet as an Excel workbook: typed numbers and dates (the wall clock of the sheet's zone), the header row frozen,
 * read from the right where the language is. Rows beyond 1,048,575 go on in further tabs; the last tab holds the facts,
 * which also say how many tabs there are and how many texts were cut. Memory does not grow with rows.
 * @param most rows of a tab, with its header
 */
export async function* xlsxOf(sheet: Sheet, pieces: Pieces, most = mostSheetRows): Bytes {
  const out: Uint8Array<ArrayBuffer>[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    out.push(chunk);
  });
  const encoder = new TextEncoder();
  const names = new TabNames();
  const strings = new Strings();
  const fields = fieldsOf(sheet.columns);
  const header = rowXml(fields.map(({ title }) => strings.cell(title, styles.header)));
  const clock = wallClock(sheet.timeZone);
  const text = new ByteWriter();
  const ways = sheet.columns.map((column) => cellsOf(column, clock, strings, text));
  const rowStart = utf8('<row>');
  const rowEnd = utf8('</row>');
  const tabs: string[] = [];
  let tab: Tab | null = null;

  const begin = (): Tab => {
    tabs.push(xmlText(names.take(sheet.name)).xml);
    const part = new ZipPart(zip, `xl/worksheets/sheet${tabs.length}.xml`);
    part.write(encoder.encode(sheetStart(sheet.rightToLeft, fields.map(widthOf)) + header));
    return { part, rows: 1 };
  };
  const end = ({ part, rows }: Tab) => {
    part.write(encoder.encode(sheetEnd(fields.length, rows)));
    part.close();
  };

  for await (const { rows, columns } of pieces) {
    const cells = ways.map((way, i) => way(columns[i]!));
    for (let row = 0; row < rows; ) {
      if (tab && tab.rows === most) {
        end(tab);
        tab = null;
      }
      tab ??= begin();
      const to = Math.min(row + rowsAtOnce, row + most - tab.rows, rows);
      tab.rows += to - row;
      for (; row < to; row++) {
        text.write(rowStart);
        for (let i = 0; i < cells.length; i++) cells[i]!(row);
        text.write(rowEnd);
      }
      tab.part.write(text.take());
      yield* out.splice(0);
    }
  }
  end(tab ?? begin());

  tabs.push(xmlText(names.take(sheet.labels.facts)).xml);
  const facts = new ZipPart(zip, `xl/worksheets/sheet${tabs.length}.xml`);
  facts.write(
    encoder.encode(factsXml(sheet, [...sheet.facts, ...addedFacts(sheet, tabs, strings)], strings)),
  );
  facts.close();
  for (const [path, xml] of [
    ...packageFiles(tabs, sheet.rightToLeft),
    ['xl/sharedStrings.xml', stringsXml(strings.texts)] as const,
  ]) {
    const part = new ZipPart(zip, path);
    part.write(encoder.encode(xml));
    part.close();
  }
  zip.end();
  yield* out.splice(0);
}

interface Tab {
  readonly part: ZipPart;
  /** With the header. */
  rows: number;
}

/** Texts that repeat, named by their number. */
class Strings {
  readonly texts: string[] = [];
  cut = 0;
  private readonly numbers = new Map<string, number>();

  cell(text: string, style = styles.plain): string {
    const { xml, cut } = xmlText(text);
    if (cut) this.cut++;
    let number = this.numbers.get(xml);
    if (number === undefined) {
      number = this.texts.length;
      this.texts.push(xml);
      this.numbers.set(xml, number);
    }
    return `<c t="s"${style ? ` s="${style}"` : ''}><v>${number}</v></c>`;
  }
}

const none = utf8('<c/>');

function cellsOf(column: SheetColumn, clock: WallClock, strings: Strings, out: ByteWriter): Cells {
  const end = utf8('</v></c>');
  switch (column.kind) {
    case 'code': {
      const words = column.words.map(({ code, name }) => strings.cell(code) + strings.cell(name));
      return wordCells(words, '<c/><c/>', out);
    }
    case 'text':
      return (values) => (row) => {
        const value = values[row];
        if (value == null) return out.write(none);
        const { xml, cut } = xmlText(String(value));
        if (cut) strings.cut++;
        const space = /^\s|\s$|\n/.test(xml) ? ' xml:space="preserve"' : '';
        out.text(`<c t="inlineStr"><is><t${space}>${xml}</t></is></c>`);
      };
    case 'instant': {
      const start = utf8(`<c s="${styles.instant}"><v>`);
      return (values) => (row) => {
        const value = values[row];
        if (isNone(value)) return out.write(none);
        out.write(start);
        clock.writeSerial(out, value as number);
        out.write(end);
      };
    }
    case 'day':
    case 'integer':
    case 'number':
    case 'share': {
      const { kind } = column;
      const start = utf8(`<c s="${styles[kind]}"><v>`);
      return (values) => (row) => {
        const value = values[row];
        if (isNone(value)) return out.write(none);
        out.write(start);
        out.text(String(kind === 'day' ? serialOfDay(value as number) : value));
        out.write(end);
      };
    }
  }
}

function rowXml(cells: readonly string[]): string {
  return `<row>${cells.join('')}</row>`;
}

function addedFacts({ labels, name }: Sheet, tabs: readonly string[], strings: Strings): Fact[] {
  const parts = tabs.length - 1;
  return [
    ...(parts > 1 ? [{ name, value: labels.part.replace('{n}', String(parts)) }] : []),
    ...(strings.cut > 0
      ? [{ name: labels.cut, value: labels.cutNote.replace('{n}', String(strings.cut)) }]
      : []),
  ];
}

function factsXml({ rightToLeft, name, labels }: Sheet, facts: readonly Fact[], strings: Strings): string {
  const rows = facts.map((fact) =>
    rowXml([strings.cell(fact.name, styles.header), strings.cell(fact.value, styles.wrapped)]),
  );
  const head = rowXml([strings.cell(labels.facts, styles.header), strings.cell(name, styles.header)]);
  return `${sheetStart(rightToLeft, [30, 90])}${head}${rows.join('')}</sheetData></worksheet>`;
}
