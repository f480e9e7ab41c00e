import { FileError, type OtherFormat } from '../fileError.ts';
import type { Content } from './content.ts';
import { encodingByStart } from './encoding.ts';
import { open311Roots } from './xmlFormat.ts';

/** First bytes of what is refused. */
const signatures: readonly (readonly [bytes: readonly number[], format: OtherFormat])[] = [
  [[0xd0, 0xcf, 0x11, 0xe0], 'xls'],
  [[0x25, 0x50, 0x44, 0x46], 'pdf'],
  [[0x50, 0x41, 0x52, 0x31], 'parquet'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'word'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'archive'],
  [[0x52, 0x61, 0x72, 0x21], 'archive'],
  [[0x42, 0x5a, 0x68, 0x39], 'archive'],
  [[0xfd, 0x37, 0x7a, 0x58], 'archive'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'archive'],
];

/** Which reader a content needs. @throws FileError for one that none can read */
export function recognise(content: Content): 'csv' | 'xlsx' | 'json' | 'xml' {
  const { start, file } = content;
  if (content.archive) return 'xlsx';
  const other = (format: OtherFormat) => new FileError(file.name, { code: 'otherFormat', format });
  for (const [bytes, format] of signatures) {
    if (!bytes.every((byte, i) => start[i] === byte)) continue;
    if (format === 'xls' && holds(start, 'EncryptedPackage')) {
      throw new FileError(file.name, { code: 'encrypted', what: 'xlsx' });
    }
    throw other(format);
  }
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
  if (open311Roots.includes(name)) return 'xml';
  if (name === 'errors') {
    const detail = text
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200);
    throw new FileError(file.name, { code: 'open311Error', detail });
  }
  throw other(/^<!doctype html/i.test(text) || name === 'html' ? 'html' : 'xml');
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

function holds(bytes: Uint8Array, text: string): boolean {
  return new TextDecoder('latin1').decode(bytes).replaceAll('\0', '').includes(text);
}
