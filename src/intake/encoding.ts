import type { CsvFile } from './csvFile.ts';

export interface Encoding {
  /** As TextDecoder knows it. */
  readonly label: string;
  /** How it was found out. */
  readonly note: string;
  /** Bytes of the byte order mark at the start. */
  readonly bom: number;
}

const chunkBytes = 2 ** 20;
const tallyBytes = 2 ** 24;

/**
 * Finds a file's encoding: by its byte order mark; UTF-16 by its zero bytes; UTF-8 if the whole file is valid
 * UTF-8, or broken in few places only; else Windows-1256 where bytes beyond ASCII stand together as Arabic letters
 * do, Windows-1252 where they stand among Latin letters.
 * @param start the first bytes of the file
 */
export async function detectEncoding(
  file: CsvFile,
  start: Uint8Array,
  onProgress: (bytes: number) => void = () => {},
): Promise<Encoding> {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) {
    return { label: 'utf-8', note: 'by its byte order mark', bom: 3 };
  }
  if (start[0] === 0xff && start[1] === 0xfe)
    return { label: 'utf-16le', note: 'by its byte order mark', bom: 2 };
  if (start[0] === 0xfe && start[1] === 0xff)
    return { label: 'utf-16be', note: 'by its byte order mark', bom: 2 };
  const wide = zeroBytes(start.subarray(0, 4096));
  if (wide) return { label: wide, note: 'by its zero bytes', bom: 0 };

  const decoder = new TextDecoder('utf-8', { fatal: true });
  let from = 0;
  let ascii = true;
  try {
    for (; from < file.size; from += chunkBytes) {
      const to = Math.min(from + chunkBytes, file.size);
      const bytes = from === 0 && start.length >= to ? start.subarray(0, to) : await file.read(from, to);
      const text = decoder.decode(bytes, { stream: to < file.size });
      if (ascii && text.length < bytes.length) ascii = false;
      onProgress(to);
    }
    return { label: 'utf-8', note: ascii ? 'plain ASCII' : 'valid throughout', bom: 0 };
  } catch {
    return ansi(await file.read(from, Math.min(from + tallyBytes, file.size)));
  }
}

function zeroBytes(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) zeros[i & 1]!++;
  const half = bytes.length / 2;
  if (half < 4) return null;
  // Delimiters, digits and line ends have a zero byte each, in Arabic text as well.
  if (zeros[1]! > half * 0.15 && zeros[0]! < zeros[1]! / 20) return 'utf-16le';
  if (zeros[0]! > half * 0.15 && zeros[1]! < zeros[0]! / 20) return 'utf-16be';
  return null;
}

/** The encoding of bytes that are not all valid UTF-8. */
function ansi(bytes: Uint8Array): Encoding {
  let sequences = 0;
  let broken = 0;
  let together = 0;
  let alone = 0;
  let previousHigh = false;
  let previousLetter = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte < 0x80) {
      previousHigh = false;
      previousLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
      continue;
    }
    const next = (bytes[i + 1]! | 0x20) >= 0x61 && (bytes[i + 1]! | 0x20) <= 0x7a;
    if (previousHigh) together++;
    else if (previousLetter || next) alone++;
    previousHigh = true;
    previousLetter = false;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
    let valid = length > 0;
    for (let k = 1; k < length; k++) valid &&= (bytes[i + k]! & 0xc0) === 0x80;
    if (valid) {
      sequences++;
      i += length - 1;
    } else broken++;
  }
  if (sequences > broken * 10) {
    return { label: 'utf-8', note: `though ${broken} bytes of it are broken`, bom: 0 };
  }
  return together > alone
    ? { label: 'windows-1256', note: 'not valid UTF-8; Arabic letters in Windows-1256', bom: 0 }
    : { label: 'windows-1252', note: 'not valid UTF-8; Latin letters in Windows-1252', bom: 0 };
}
