import { FileError } from '../fileError.ts';

/** From here on, numbers of sectors are marks. */
const none = 0xfffffffa;
/** Streams shorter than this stand within another. */
const smallStream = 4096;

/**
 * Checks that a compound file ([MS-CFB]) is whole and holds a workbook of Excel 97 or later, because its reader takes
 * one that is cut for a shorter one.
 * @throws FileError
 */
export function checkCompound(file: string, bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cut = () => new FileError(file, { code: 'truncated', what: 'xlsx', at: bytes.length });
  const damaged = (at: number) => new FileError(file, { code: 'damaged', what: 'xlsx', at });
  if (bytes.length < 512) throw cut();
  const shift = view.getUint16(30, true);
  if (shift !== 9 && shift !== 12) throw damaged(30);
  const sector = 2 ** shift;
  const sectors = Math.floor(bytes.length / sector) - 1;
  const fats = fatSectors(view, sector, sectors);
  if (fats === null) throw cut();
  const next = (at: number) => {
    const fat = fats[Math.floor((at * 4) / sector)];
    return fat === undefined ? none : view.getUint32((fat + 1) * sector + ((at * 4) % sector), true);
  };
  /** Whether all sectors of a stream are there. */
  const isWhole = (first: number, size: number) => {
    let at = first;
    for (let left = size; left > 0; left -= sector) {
      if (at >= sectors) return false;
      at = next(at);
    }
    return true;
  };
  let entries = 0;
  let small = 0;
  for (let at = view.getUint32(48, true); at < none; at = next(at)) {
    if (at >= sectors || ++entries > sectors) throw cut();
    for (let entry = (at + 1) * sector; entry < (at + 2) * sector; entry += 128) {
      const length = Math.min(64, view.getUint16(entry + 64, true));
      const name = new TextDecoder('utf-16le').decode(bytes.subarray(entry, entry + Math.max(0, length - 2)));
      const [first, size] = [view.getUint32(entry + 116, true), view.getUint32(entry + 120, true)];
      // The first entry is the stream that holds all small ones.
      if (entries === 1 && entry === (at + 1) * sector) small = isWhole(first, size) ? size : -1;
      if (name === 'EncryptedPackage') throw new FileError(file, { code: 'encrypted', what: 'xlsx' });
      if (name === '__properties_version1.0')
        throw new FileError(file, { code: 'otherFormat', format: 'outlook' });
      if (name === 'WordDocument') throw new FileError(file, { code: 'otherFormat', format: 'word' });
      if (name !== 'Workbook') continue;
      if (size < smallStream ? size > small : !isWhole(first, size)) throw cut();
      return;
    }
  }
  throw new FileError(file, { code: 'otherFormat', format: 'xls' });
}

/** The sectors of the table of sectors; null where one of them is missing. */
function fatSectors(view: DataView, sector: number, sectors: number): number[] | null {
  const count = view.getUint32(44, true);
  const fats: number[] = [];
  const take = (at: number) => {
    const one = view.getUint32(at, true);
    if (fats.length < count && one < none) fats.push(one);
  };
  for (let i = 0; i < 109; i++) take(76 + i * 4);
  let steps = 0;
  for (let at = view.getUint32(68, true); at < none && fats.length < count; ) {
    if (at >= sectors || ++steps > sectors) return null;
    const from = (at + 1) * sector;
    for (let i = 0; i < sector / 4 - 1; i++) take(from + i * 4);
    at = view.getUint32(from + sector - 4, true);
  }
  return fats.length === count && fats.every((one) => one < sectors) ? fats : null;
}
