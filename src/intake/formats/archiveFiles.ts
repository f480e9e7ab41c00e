import { FileError } from '../fileError.ts';
import type { FileLayout, OnRecord, ReadTotals } from '../fileLayout.ts';
import { note } from '../report/note.ts';
import type { OnBytes } from '../sourceFile.ts';
import type { Content } from './content.ts';
import { placed, placesIn } from './header.ts';
import { noLaterHeaders } from './laterHeaders.ts';
import { otherFormatIn } from './signatures.ts';

/** Rows of the sample, over all files. */
const mostSampled = 8000;

/**
 * Looks at the files of an archive, and takes those that have the same columns. Notes and pictures beside them are
 * named.
 * @throws FileError where there is no table, or tables with other columns lie beside: then it must be chosen
 */
export async function inspectFiles(
  name: string,
  contents: readonly Content[],
  look: (content: Content) => Promise<FileLayout>,
): Promise<FileLayout> {
  const tables: { readonly index: number; readonly layout: FileLayout }[] = [];
  const left: string[] = [];
  for (const [index, content] of contents.entries()) {
    const layout = await lookedAt(content, look);
    if (layout !== null && layout.header.length > 1) tables.push({ index, layout });
    else left.push(content.name);
  }
  const names = contents.map((content) => content.name);
  const best = tables.reduce<FileLayout | null>(
    (best, { layout }) => (best && best.sample.length >= layout.sample.length ? best : layout),
    null,
  );
  const files = tables.flatMap(({ index, layout }) => {
    const places = best && placesIn(layout.header, best.header);
    if (!places) return [];
    return [{ index, layout, places: places.every((place, i) => place === i) ? null : places }];
  });
  // A .prj is one line with commas: a header of a table without rows.
  const other = best === null || best.sample.length === 0 ? otherFormatIn(names) : null;
  if (other !== null) throw new FileError(name, { code: 'otherFormat', format: other });
  if (best === null || files.length < tables.length) throw new FileError(name, { code: 'files', names });
  const said = files.map(({ index, layout }) => `"${names[index]}" (${layout.sample.length})`).join(', ');
  const remarks = [
    ...new Map(files.flatMap(({ layout }) => layout.remarks.map((one) => [one.code, one]))).values(),
  ];
  if (files.length > 1) remarks.unshift(note('filesTogether', { count: files.length, files: said }));
  if (left.length > 0) {
    remarks.push(note('filesLeft', { count: left.length, files: left.map((one) => `"${one}"`).join(', ') }));
  }
  const each = Math.ceil(mostSampled / files.length);
  return {
    ...best,
    files,
    remarks,
    sample: files.flatMap(({ layout, places }) =>
      layout.sample.slice(0, each).map((values) => placed([...values], places, best.header.length)),
    ),
  };
}

/** Null for a file that is no table. */
async function lookedAt(
  content: Content,
  look: (content: Content) => Promise<FileLayout>,
): Promise<FileLayout | null> {
  try {
    return await look(content);
  } catch (cause) {
    const code = cause instanceof FileError ? cause.problem.code : null;
    if (code === 'otherFormat' || code === 'noTable') return null;
    throw cause;
  }
}

type Read = (
  content: Content,
  layout: FileLayout,
  onRecord: OnRecord,
  onBytes: OnBytes,
) => Promise<ReadTotals>;

/** Reads the files one after the other. Each has its own columns' order; numbers of records are counted on. */
export async function readFiles(
  contents: readonly Content[],
  { files, header }: FileLayout,
  read: Read,
  onRecord: OnRecord,
  onBytes: OnBytes,
): Promise<ReadTotals> {
  const all = { strayQuotes: 0, strayQuoteLines: [] as number[], nulls: 0, undecodable: 0 };
  const linesByEncoding: Record<string, number> = {};
  const headers = { ...noLaterHeaders };
  let before = 0;
  for (const [i, { index, layout, places }] of files.entries()) {
    let last = 0;
    const take: OnRecord = (values, line) => {
      last = line;
      onRecord(placed(values, places, header.length), before + line);
    };
    const content = contents[index]!;
    const share = (bytes: number) => onBytes(Math.round((content.file.size * i + bytes) / files.length));
    const totals = await read(content, layout, take, share);
    all.strayQuotes += totals.strayQuotes;
    all.strayQuoteLines.push(...totals.strayQuoteLines.map((line) => before + line));
    all.nulls += totals.nulls;
    all.undecodable += totals.undecodable;
    for (const [name, lines] of Object.entries(totals.linesByEncoding)) {
      linesByEncoding[name] = (linesByEncoding[name] ?? 0) + lines;
    }
    const { again, againLine, other, otherLine } = totals.headers;
    headers.again += again;
    headers.other += other;
    if (again > 0) headers.againLine ||= before + againLine;
    if (other > 0) headers.otherLine ||= before + otherLine;
    before += last;
  }
  return { ...all, linesByEncoding, headers };
}
