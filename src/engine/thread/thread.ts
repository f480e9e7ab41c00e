import type { Database } from '../database.ts';

/** A thread of its own, as the workers of a page and of Node are. */
export interface Thread {
  post(message: unknown, transfer: Transferable[]): void;
  /**
   * @param take gets what it tells
   * @param failed is told why it can answer nothing any more
   */
  listen(take: (message: unknown) => void, failed: (why: string) => void): void;
  end(): void;
}

/** What runs beside whoever asks an engine, in a page and in Node. */
export interface Threads {
  /** Runs `serveRows`. */
  rows(): Thread;
  database(): Promise<Database>;
}
