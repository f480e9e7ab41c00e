/** The bytes of a file, wherever they are: on a disk, or chosen in a browser. */
export interface SourceFile {
  readonly name: string;
  /** bytes */
  readonly size: number;
  /** The bytes of [from, to). */
  read(from: number, to: number): Promise<Uint8Array>;
}

/** Told how far a file is read: bytes of the file as it lies on the disk, packed or not. */
export type OnBytes = (bytes: number) => void;
