import { createStore } from 'zustand/vanilla';
import type { Dropped } from './dropped.ts';

/** The window in which a file of the reader's becomes data; what it shows is its own, and is loaded when it first opens. */
export const importWindow = createStore<{
  readonly open: boolean;
  /** What was dropped on the page and is not yet looked at. */
  readonly dropped: Dropped | null;
  /** Whether the report of the data that this tab holds was asked for. */
  readonly report: boolean;
  /** Whether an import runs: until it ends or is cancelled, no other file is taken. */
  readonly busy: boolean;
}>(() => ({ open: false, dropped: null, report: false, busy: false }));

export function openImport(): void {
  importWindow.setState({ open: true, dropped: null, report: false });
}
