import type { Random } from '../../src/sample/random.ts';

/** Bytes of a text that is of one encoding; one that has the word ENCODING says which. */
export function encoded(text: string, random: Random): { bytes: Uint8Array; encoding: string } {
  const wide = random.chance(0.15);
  const old =
    text.includes('ENCODING') && random.chance(0.2)
      ? oneByte(text.replace('ENCODING', 'windows-1256'))
      : null;
  if (old) return { bytes: old, encoding: 'windows-1256' };
  if (wide)
    return { bytes: utf16(`\ufeff${text.replace('ENCODING', 'utf-16')}`, true), encoding: 'utf-16le' };
  const mark = random.chance(0.2) ? '\ufeff' : '';
  return { bytes: new TextEncoder().encode(mark + text.replace('ENCODING', 'UTF-8')), encoding: 'utf-8' };
}

/** Bytes of lines: of one encoding, or, as in joined exports, of two. */
export function encodedLines(
  { lines, end }: { lines: readonly string[]; end: string },
  random: Random,
): { bytes: Uint8Array; encoding: string } {
  const text = lines.join(end) + (random.chance(0.8) ? end : '');
  const choice = random.float();
  const old = choice < 0.35 ? oneByte(text) : null;
  if (old && choice < 0.2) return { bytes: old, encoding: 'windows-1256' };
  if (old) {
    const joint = random.below(lines.length + 1);
    const parts = lines.map((line, i) => {
      const written = line + end;
      return i < joint ? new TextEncoder().encode(written) : oneByte(written)!;
    });
    return { bytes: Buffer.concat(parts), encoding: 'mixed' };
  }
  if (choice < 0.5) {
    const little = random.chance(0.5);
    return { bytes: utf16(`\ufeff${text}`, little), encoding: little ? 'utf-16le' : 'utf-16be' };
  }
  return { bytes: new TextEncoder().encode((random.chance(0.3) ? '\ufeff' : '') + text), encoding: 'utf-8' };
}

let codes: Map<string, number> | null = null;

/** The text in Windows-1256; null where it has a character that is not in it. */
function oneByte(text: string): Uint8Array | null {
  if (!codes) {
    codes = new Map();
    const decoder = new TextDecoder('windows-1256');
    for (let byte = 0; byte < 256; byte++) codes.set(decoder.decode(new Uint8Array([byte])), byte);
  }
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const byte = codes.get(text[i]!);
    if (byte === undefined) return null;
    bytes[i] = byte;
  }
  return bytes;
}

function utf16(text: string, little: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), little);
  return bytes;
}
