import { createStore } from 'zustand/vanilla';
import type { SnapshotFiles } from '../feed/files.ts';
import type { Opening } from '../feed/snapshotFeed.ts';

/** A snapshot that was made in this tab from a file of the reader's, and never leaves it. */
export interface OwnData {
  /** Tells it from others that this tab made. */
  readonly id: number;
  /** Name of the file that it was made from. */
  readonly name: string;
  readonly files: SnapshotFiles;
}

/** The reader's own data: those that this tab holds, and those that are on the screen instead of the served ones. */
export const ownData = createStore<{
  readonly held: OwnData | null;
  readonly shown: OwnData | null;
  /** The served data; null until they could be read. */
  readonly served: Opening | null;
}>(() => ({ held: null, shown: null, served: null }));
