import { EncodingTally, encodingByStart, Utf8Check } from '../formats/encoding.ts';

/** The encoding of bytes, found as that of an export is. */
export function encodingOf(bytes: Uint8Array): string {
  const check = new Utf8Check();
  check.push(bytes);
  const utf8 = check.end();
  if (utf8) return utf8.label;
  const tally = new EncodingTally();
  tally.push(bytes);
  return tally.end()?.label ?? 'windows-1252';
}

/** The text of bytes, without a byte order mark, and a note where they are not UTF-8. */
export function textOf(bytes: Uint8Array, declared?: string): { text: string; notes: string[] } {
  const marked = encodingByStart(bytes)?.label;
  // A text that says that it is UTF-8 is looked at: many say so that are not.
  const said =
    declared !== undefined && isEncoding(declared) && !/^utf-?8$/i.test(declared) ? declared : null;
  const label = marked ?? said ?? encodingOf(bytes);
  const text = new TextDecoder(label).decode(bytes).replace(/^\ufeff/, '');
  return { text, notes: label === 'utf-8' ? [] : [`its text was read as ${label}`] };
}

/** Whether TextDecoder knows an encoding. */
export function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}
