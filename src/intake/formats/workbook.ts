import { FileError } from '../fileError.ts';
import { own } from '../privacy.ts';
import type { Content } from './content.ts';
import { readXmlPart } from './xmlPart.ts';
import type { ZipArchive } from './zipArchive.ts';

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  /** Its part within the archive. */
  readonly part: string;
  readonly hidden: boolean;
}

/** What a workbook says beside its sheets' cells. */
export interface Workbook {
  readonly archive: ZipArchive;
  readonly file: string;
  readonly sheets: readonly Sheet[];
  /** Whether days are counted from 1904. */
  readonly from1904: boolean;
  /** Whether cells of a style hold a date, by the style's index. */
  readonly dateStyles: readonly boolean[];
  /** The part with the texts of cells; null where there is none. */
  readonly strings: string | null;
}

/** UTF-16 units that the texts of a workbook may have. */
const mostStrings = 2 ** 27;

/**
 * Reads what a workbook's parts say of each other.
 * ECMA-376 part 1, SpreadsheetML.
 * @throws FileError where it is another office file, encrypted or damaged
 */
export async function openWorkbook(content: Content): Promise<Workbook> {
  const archive = content.archive!;
  const file = content.file.name;
  const root = await relationsOf(archive, file, '');
  const main =
    [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.part ?? 'xl/workbook.xml';
  const entry = archive.entry(main);
  if (!main.startsWith('xl/') || !entry) {
    throw new FileError(file, { code: 'otherFormat', format: 'word' });
  }
  const relations = await relationsOf(archive, file, main);
  const sheets: Sheet[] = [];
  let from1904 = false;
  await readXmlPart(archive.bytes(entry), file, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key) && key !== 'sheetId')?.[1];
      const relation = relations.get(id ?? '');
      if (!relation?.type.endsWith('/worksheet')) return;
      sheets.push({
        name: attributes.name ?? '',
        part: relation.part,
        hidden: /hidden/i.test(attributes.state ?? ''),
      });
    },
  });
  const partOf = (type: string) =>
    [...relations.values()].find((one) => one.type.endsWith(type))?.part ?? null;
  return {
    archive,
    file,
    sheets,
    from1904,
    dateStyles: await dateStylesOf(archive, file, partOf('/styles')),
    strings: partOf('/sharedStrings'),
  };
}

/** The texts that cells refer to by their position. @throws FileError where there are too many, or they are damaged */
export async function sharedStrings(workbook: Workbook, signal?: AbortSignal): Promise<string[]> {
  const { archive, file } = workbook;
  const entry = workbook.strings === null ? null : archive.entry(workbook.strings);
  const strings: string[] = [];
  if (!entry) return strings;
  let length = 0;
  let value = '';
  let inText = false;
  let phonetic = 0;
  await readXmlPart(
    archive.bytes(entry, () => signal?.throwIfAborted()),
    file,
    {
      open(name) {
        if (name === 'si') value = '';
        else if (name === 'rPh') phonetic++;
        else if (name === 't') inText = phonetic === 0;
      },
      text(piece) {
        if (inText) value += piece;
      },
      close(name) {
        if (name === 't') inText = false;
        else if (name === 'rPh') phonetic--;
        else if (name === 'si') {
          length += value.length;
          if (length > mostStrings)
            throw new FileError(file, { code: 'tooLarge', what: 'strings', most: mostStrings });
          strings.push(own(plainText(value)));
        }
      },
    },
  );
  return strings;
}

/** A text of a cell as it is shown: control characters are written as _x000D_. */
export function plainText(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}

interface Relation {
  readonly type: string;
  readonly part: string;
}

/** What a part refers to, by id. */
async function relationsOf(archive: ZipArchive, file: string, part: string): Promise<Map<string, Relation>> {
  const slash = part.lastIndexOf('/');
  const folder = part.slice(0, slash + 1);
  const entry = archive.entry(`${folder}_rels/${part.slice(slash + 1)}.rels`);
  const relations = new Map<string, Relation>();
  if (!entry) return relations;
  await readXmlPart(archive.bytes(entry), file, {
    open(name, { Id, Type, Target }) {
      if (name !== 'Relationship' || !Id || !Target) return;
      relations.set(Id, { type: Type ?? '', part: resolved(folder, Target) });
    },
  });
  return relations;
}

function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const steps: string[] = [];
  for (const step of `${folder}${target}`.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

async function dateStylesOf(archive: ZipArchive, file: string, part: string | null): Promise<boolean[]> {
  const entry = part === null ? null : archive.entry(part);
  const styles: boolean[] = [];
  if (!entry) return styles;
  const codes = new Map<number, string>();
  let inCells = false;
  await readXmlPart(archive.bytes(entry), file, {
    open(name, attributes) {
      if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) {
        const id = Number(attributes.numFmtId ?? 0);
        styles.push(isDateFormat(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return styles;
}

/** Whether a number format shows a number as a date or a time of day: by its built-in id, else by its code. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) {
    return (
      (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
    );
  }
  const plain = code
    .split(';')[0]!
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  return /[ymdhs]/i.test(plain) && !/general/i.test(plain);
}
