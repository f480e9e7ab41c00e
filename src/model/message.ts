import type { Said } from './said.ts';

export const receiverKinds = ['mail', 'webhook'] as const;
export type ReceiverKind = (typeof receiverKinds)[number];

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
