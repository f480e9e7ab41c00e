import { inflateSync } from 'node:zlib';

/** The pixels of a PNG of 8 bits a colour, red, green, blue and opacity. @throws Error for any other file */
export function pngOf(bytes: Uint8Array): { width: number; height: number; pixels: Uint8Array } {
  const file = Buffer.from(bytes);
  if (file.toString('latin1', 1, 4) !== 'PNG') throw new Error('this is no PNG');
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const [depth, kind] = [file[24], file[25]];
  if (depth !== 8 || (kind !== 6 && kind !== 2)) throw new Error(`got a PNG of depth ${depth}, kind ${kind}`);
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const step = kind === 6 ? 4 : 3;
  const row = width * step;
  const raw = inflateSync(Buffer.concat(parts));
  const lines = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)];
    for (let x = 0; x < row; x++) {
      const left = x >= step ? lines[y * row + x - step]! : 0;
      const up = y > 0 ? lines[(y - 1) * row + x]! : 0;
      const corner = x >= step && y > 0 ? lines[(y - 1) * row + x - step]! : 0;
      lines[y * row + x] = raw[y * (row + 1) + 1 + x]! + predicted(filter, left, up, corner);
    }
  }
  if (step === 4) return { width, height, pixels: lines };
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) pixels.set(lines.subarray(i * 3, i * 3 + 3), i * 4);
  return { width, height, pixels };
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
