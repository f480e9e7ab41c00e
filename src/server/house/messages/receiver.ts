import type { ReceiverKind } from '../../../model/message.ts';
import type { Said } from '../../../model/said.ts';
import type { Letter } from './letter.ts';

/** Where messages are delivered. To add a kind: its settings, a file, and its line in `receivers.ts`. */
export interface Receiver {
  /** Stands beside each message that is kept: tells the receiver apart, and may be private. */
  readonly id: string;
  readonly kind: ReceiverKind;
  /** For whoever runs the server: tells it apart, and holds nothing that is private. */
  readonly name: string;
  /**
   * Hands a message over. Whoever is handed the same key again can tell that it is the same message. Never rejects for
   * what another machine does; ends soon after the signal.
   */
  send(message: Outgoing, signal: AbortSignal): Promise<Delivery>;
  /** What keeps it from taking messages, found without sending one; null: nothing. */
  check(signal: AbortSignal): Promise<Said | null>;
}

/** A message as it is handed over. */
export interface Outgoing {
  readonly key: string;
  readonly kind: string;
  /** Epoch seconds. */
  readonly madeAt: number;
  readonly letter: Letter;
  readonly content: unknown;
}

/** What came of handing a message over. */
export type Delivery =
  | { readonly outcome: 'taken' }
  /** It will never be taken. */
  | { readonly outcome: 'refused'; readonly why: Said }
  /** It may be taken later; not before so many seconds, where the receiver says so. */
  | { readonly outcome: 'later'; readonly why: Said; readonly afterSeconds?: number };
