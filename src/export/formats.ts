import type { Bytes, Pieces, Sheet } from './sheet.ts';

/** The files that a sheet can be handed out as, in the order of menus. */
export const fileFormats = ['xlsx', 'csv', 'arrow'] as const;
export type FileFormat = (typeof fileFormats)[number];

export const mediaTypes: Record<FileFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv;charset=utf-8',
  arrow: 'application/vnd.apache.arrow.stream',
};

/** Writes a sheet as a file of a format; what writes it is loaded when first needed. */
export async function* fileOf(format: FileFormat, sheet: Sheet, pieces: Pieces): Bytes {
  switch (format) {
    case 'xlsx':
      yield* (await import('./xlsx.ts')).xlsxOf(sheet, pieces);
      return;
    case 'csv':
      yield* (await import('./csv.ts')).csvOf(sheet, pieces);
      return;
    case 'arrow':
      yield* (await import('./arrow.ts')).arrowOf(sheet, pieces);
  }
}

/** Bytes up to which chunks are gathered before they leave the script's memory for the browser's. */
const gathered = 4 << 20;

/** A sheet as a file in the browser's keeping. @throws what the pieces throw, as when given up */
export async function blobOf(format: FileFormat, sheet: Sheet, pieces: Pieces): Promise<Blob> {
  const blobs: Blob[] = [];
  let chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of fileOf(format, sheet, pieces)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size < gathered) continue;
    blobs.push(new Blob(chunks));
    chunks = [];
    size = 0;
  }
  return new Blob([...blobs, ...chunks], { type: mediaTypes[format] });
}

/** The name of a file that says what it holds; what no file system takes is left out. */
export function fileName(parts: readonly string[], extension: string): string {
  const name = parts
    .filter((part) => part !== '')
    .join(' - ')
    // Marks of direction, and what Windows, macOS or Linux do not take.
    .replace(/[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]|\p{Cs}/gu, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001F\u007F/\\:*?"<>|]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const short =
    [...name]
      .slice(0, 100)
      .join('')
      .replace(/[\s.]+$/, '') || 'file';
  return `${short}.${extension}`;
}
