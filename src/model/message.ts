import type { Said } from './said.ts';

export type ReceiverKind = 'mail' | 'webhook';

/** What became of the messages to a receiver. Instants are epoch seconds of the machine. */
export interface ReceiverState {
  readonly kind: ReceiverKind;
  /** Tells it apart, and holds nothing that is private. */
  readonly name: string;
  readonly waiting: number;
  /** When a message was handed over last, of those that are remembered; null: none. */
  readonly sentAt: number | null;
  /** The message that could not be handed over yet; null: there is none. */
  readonly failing: {
    readonly attempts: number;
    /** When it is tried again. */
    readonly next: number;
    readonly why: Said;
  } | null;
  /** Messages that will not be sent any more, of those that are remembered. */
  readonly givenUp: number;
  /** The last of them. */
  readonly lost: { readonly at: number; readonly why: Said } | null;
}

/** What the server sends, and to whom. */
export interface MessagesState {
  /** Why the file of messages cannot be opened, in English words; null: it can. */
  readonly trouble: string | null;
  /** Null: nobody is to be told of anything. */
  readonly notices: {
    /** How long something must last before it is told. */
    readonly afterMinutes: number;
    readonly receivers: readonly ReceiverState[];
  } | null;
}
