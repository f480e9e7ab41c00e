import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from './debian.ts';
import { plain } from './plainText.ts';
import { pngOf } from './png.ts';

/** A page of a PDF as Poppler, the reader of the desktops of Linux, has it. */
export interface ReadPage {
  /** Its text in logical order, without marks of direction and with single blanks. */
  readonly text: string;
  /** In points, of which there are 72 in an inch, as are the pixels. */
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and opacity of each pixel. */
  readonly pixels: Uint8Array;
}

/** Reads and renders each page of a PDF. @throws Error where Poppler is not there and cannot be installed, or fails */
export function readPdf(bytes: Uint8Array): ReadPage[] {
  if (spawnSync('pdftotext', ['-v']).error) installPackages('No Poppler found', 'poppler-utils');
  const folder = mkdtempSync(join(tmpdir(), 's360-pdf-'));
  try {
    const file = join(folder, 'file.pdf');
    writeFileSync(file, bytes);
    const texts = poppler('pdftotext', '-enc', 'UTF-8', file, '-').split('\f').slice(0, -1);
    poppler('pdftoppm', '-r', '72', '-png', file, join(folder, 'page'));
    const pictures = readdirSync(folder)
      .filter((name) => name.endsWith('.png'))
      .sort();
    return pictures.map((name, i) => ({
      text: plainLine(texts[i] ?? ''),
      ...pngOf(readFileSync(join(folder, name))),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function poppler(program: string, ...args: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (error || status !== 0)
    throw new Error(`${program} (Debian: apt-get install poppler-utils): ${error?.message ?? stderr}`);
  return stdout;
}

/** A text without marks of direction and vowel marks, and with one blank at a time. */
export function plainLine(text: string): string {
  return plain(text)
    .replace(/[\u202A-\u202E\u064B-\u0652]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** How many different colours, rounded to 16 steps, a part of a page has in more than `least` pixels. */
export function coloursIn(page: ReadPage, [left, top, right, bottom]: readonly number[], least = 40): number {
  const counts = new Map<number, number>();
  for (let y = Math.round(top! * page.height); y < bottom! * page.height; y++)
    for (let x = Math.round(left! * page.width); x < right! * page.width; x++) {
      const at = (y * page.width + x) * 4;
      const [r, g, b] = page.pixels.subarray(at, at + 3);
      const key = ((r! >> 4) << 8) | ((g! >> 4) << 4) | (b! >> 4);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return [...counts.values()].filter((count) => count > least).length;
}
