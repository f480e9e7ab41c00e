import { FileError } from '../fileError.ts';
import type { BookFormat } from '../fileLayout.ts';
import type { OtherFormat } from '../otherFormat.ts';
import type { Content } from './content.ts';
import { encodingByStart } from './encoding.ts';
import { begins, otherFormatOf } from './signatures.ts';
import { open311Roots } from './xmlFormat.ts';
import type { ZipArchive } from './zipArchive.ts';

/** The readers of contents. */
export type Reader = 'csv' | BookFormat | 'json' | 'open311Xml' | 'kml';

/** Which reader a content needs. @throws FileError for one that none can read */
export async function recognise(content: Content): Promise<Reader> {
  const { start, file } = content;
  if (content.archive) return officeKind(content.archive, file.name);
  if (begins(start, '\xd0\xcf\x11\xe0')) return 'xls';
  if (begins(start, 'PAR1') || begins(start, 'PARE')) return 'parquet';
  if (begins(start, 'SQLite format 3\0')) return 'geoPackage';
  const other = (format: OtherFormat) => new FileError(file.name, { code: 'otherFormat', format });
  const known = otherFormatOf(start);
  if (known !== null) throw other(known);
  const encoding = encodingByStart(start);
  if (isBinary(start, encoding?.label ?? null)) throw other('binary');
  const text = new TextDecoder(encoding?.label ?? 'latin1')
    .decode(start.subarray(encoding?.bom ?? 0, 16_384))
    .trimStart();
  if (/^[[{]\s*["{[\]}]/.test(text)) return 'json';
  if (!/^<(\?xml|!doctype|!--|[a-z_][\w:.-]*[\s/>])/i.test(text)) return 'csv';
  const root = /<([a-z_][\w:.-]*)/i.exec(
    text.replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!doctype[^>]*>/gi, ''),
  )?.[1];
  const name = (root ?? '').toLowerCase();
  if (open311Roots.includes(name)) return 'open311Xml';
  if (name === 'kml' || name.endsWith(':kml')) return 'kml';
  if (name === 'errors') {
    const detail = text
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200);
    throw new FileError(file.name, { code: 'open311Error', detail });
  }
  if (name === 'workbook' && text.includes('urn:schemas-microsoft-com:office:spreadsheet')) return 'excelXml';
  if (/^<!doctype html/i.test(text) || pages.has(name)) return 'html';
  throw other('xml');
}

/** What pages of programs begin with that write a table and call it a workbook. */
const pages: ReadonlySet<string> = new Set([
  'html',
  'head',
  'body',
  'table',
  'meta',
  'style',
  'div',
  'center',
]);

/** What an office program packed. */
async function officeKind(archive: ZipArchive, file: string): Promise<Reader> {
  if (archive.entry('xl/workbook.bin')) return 'xlsb';
  const mimetype = archive.entry('mimetype');
  if (!mimetype) {
    if (archive.entry('[Content_Types].xml')) return 'xlsx';
    throw new FileError(file, { code: 'otherFormat', format: 'word' });
  }
  let kind = '';
  for await (const bytes of archive.bytes(mimetype)) {
    kind += new TextDecoder().decode(bytes);
    if (kind.length > 200) break;
  }
  if (kind.includes('opendocument.spreadsheet')) return 'ods';
  throw new FileError(file, { code: 'otherFormat', format: 'word' });
}

/** Whether more of some bytes are control characters than a text has. */
function isBinary(bytes: Uint8Array, wide: string | null): boolean {
  if (wide?.startsWith('utf-16')) return false;
  let controls = 0;
  let zeros = 0;
  for (const byte of bytes) {
    if (byte === 0) zeros++;
    else if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26 && byte !== 27)) controls++;
  }
  return bytes.length >= 32 && (controls > bytes.length * 0.02 || zeros > bytes.length * 0.3);
}
