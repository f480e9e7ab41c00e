import type { HubCounts } from '../../../src/server/live/hub.ts';

/** What the server's process tells. */
export type ServerMessage =
  | { readonly kind: 'listening'; readonly port: number }
  | ({ readonly kind: 'counts'; readonly sequence: number } & HubCounts);

/** What a process of pages tells, about all of its pages. */
export interface PagesMessage {
  /** Connected now. */
  readonly connected: number;
  /** With all deltas. */
  readonly complete: number;
  /** Connections after the first ones. */
  readonly reconnected: number;
  /** Of these pages something is wrong; the first few are said. */
  readonly wrong: number;
  readonly words: readonly string[];
}
