import { closeSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs';
import { type LeafPages, pageBytes, putVarint, varintLength } from './leafPages.ts';

interface Child {
  readonly page: number;
  readonly last: number;
}

const interiorHeader = 12;
const tableInterior = 0x05;
/** The page of this byte is never used: programs lock it. https://www.sqlite.org/fileformat2.html#the_lock_byte_page */
const lockByte = 2 ** 30;

/**
 * Puts pages behind those of a database's file that no program has open, and makes them the content of an empty table.
 * The file is what it was until `finish`, but for being longer.
 */
export class TableFile {
  private readonly file: number;
  private readonly root: number;
  private readonly mostBelow: number;
  private readonly header = Buffer.alloc(100);
  private next: number;
  private readonly children: (Child & { readonly first: number })[] = [];
  private lastLeaf: Uint8Array = new Uint8Array(0);

  /**
   * @param root the table's page
   * @param mostBelow pages below one page
   * @throws Error where the file is not laid out as this can write it
   */
  constructor(path: string, root: number, mostBelow = fitBelow) {
    this.mostBelow = mostBelow;
    this.file = openSync(path, 'r+');
    this.root = root;
    readSync(this.file, this.header, 0, this.header.length, 0);
    const bytes = this.header.readUInt16BE(16);
    if (bytes !== pageBytes || this.header[20] !== 0 || this.header.readUInt32BE(52) !== 0) {
      closeSync(this.file);
      throw new Error(
        `got pages of ${bytes} bytes, ${this.header[20]} of them not used, expected ${pageBytes}`,
      );
    }
    this.next = this.header.readUInt32BE(28) + 1;
  }

  /** Writes leaf pages, in any order of their rids. */
  add({ bytes, first, last }: LeafPages): void {
    let from = 0;
    for (let i = 0; i < first.length; i++) {
      // As many at once as follow one another in the file.
      if (this.next === pageOfLock) {
        this.write(bytes.subarray(from * pageBytes, i * pageBytes), this.next - (i - from));
        from = i;
        this.next++;
      }
      this.children.push({ page: this.next++, first: first[i]!, last: last[i]! });
    }
    this.write(bytes.subarray(from * pageBytes), this.next - (first.length - from));
    if (first.length > 0) this.lastLeaf = bytes.subarray(-pageBytes);
  }

  /** Hangs the pages into the table, and brings all to the disk. @throws Error where a rid came twice */
  finish(): void {
    const leaves = this.children.sort((a, b) => a.first - b.first);
    const odd = leaves.findIndex(({ first }, i) => i > 0 && first <= leaves[i - 1]!.last);
    if (odd >= 0) throw new Error(`got the rid ${leaves[odd]!.first} twice`);
    if (leaves.length === 1) this.write(this.lastLeaf, this.root);
    if (leaves.length > 1) this.write(interiorPage(this.levelsAbove(leaves)), this.root);
    const { header } = this;
    const changes = (header.readUInt32BE(24) + 1) >>> 0;
    header.writeUInt32BE(changes, 24);
    header.writeUInt32BE(this.next - 1, 28);
    header.writeUInt32BE(changes, 92);
    this.write(header, 1);
    fsyncSync(this.file);
  }

  close(): void {
    closeSync(this.file);
  }

  /** Writes pages above pages until those at the top fit one. */
  private levelsAbove(pages: readonly Child[]): readonly Child[] {
    let level = pages;
    while (level.length > this.mostBelow) {
      const groups = Math.ceil(level.length / this.mostBelow);
      // Of about the same length: a page has to have two below it at least.
      level = Array.from({ length: groups }, (_, g) => {
        const below = level.slice(...[g, g + 1].map((n) => Math.floor((n * level.length) / groups)));
        if (this.next === pageOfLock) this.next++;
        this.write(interiorPage(below), this.next);
        return { page: this.next++, last: below.at(-1)!.last };
      });
    }
    return level;
  }

  private write(bytes: Uint8Array, page: number): void {
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.file, bytes, done, bytes.length - done, (page - 1) * pageBytes + done);
  }
}

const pageOfLock = lockByte / pageBytes + 1;

/** Pages that fit below one page, whatever their rids: each takes a pointer, a page's number and a rid. */
const fitBelow = Math.floor((pageBytes - interiorHeader) / (2 + 4 + 5));

function interiorPage(below: readonly Child[]): Uint8Array {
  const bytes = Buffer.alloc(pageBytes);
  const right = below.at(-1)!;
  let top = pageBytes;
  for (const [i, { page, last }] of below.slice(0, -1).entries()) {
    top -= 4 + varintLength(last);
    bytes.writeUInt32BE(page, top);
    putVarint(bytes, top + 4, last);
    bytes.writeUInt16BE(top, interiorHeader + 2 * i);
  }
  bytes[0] = tableInterior;
  bytes.writeUInt16BE(below.length - 1, 3);
  bytes.writeUInt16BE(top, 5);
  bytes.writeUInt32BE(right.page, 8);
  return bytes;
}
