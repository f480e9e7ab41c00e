import { useSyncExternalStore } from 'react';

/** What has become of something that was wanted of the page: a file, a picture, a sheet of paper. */
export interface FileNews {
  readonly kind: 'making' | 'done' | 'failed';
  readonly text: string;
}

let news: FileNews | null = null;
const listeners = new Set<() => void>();

/** Tells the reader, in the place of what was told before; null takes it away. */
export function tellNews(next: FileNews | null): void {
  news = next;
  for (const listener of listeners) listener();
}

/** What is to be told now. */
export function useFileNews(): FileNews | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => news,
  );
}
