import type { ErrorWords } from '../live/logger.ts';
import type { WireDelta } from '../live/ring.ts';
import type { IntakeQuestions } from './questions.ts';
import type { Opened, Watch } from './watch.ts';

/** What intake tells beside what a city does. */
export interface IntakeWatch extends Watch {
  /** There is a snapshot to be shown, or another one. */
  readonly shown?: () => void;
  /** Reference files were changed; in a sentence each. @param isBad whether they are not taken */
  readonly reference?: (sentences: readonly string[], isBad: boolean) => void;
}

/** What intake tells the door: plain data. */
export type IntakeMessage =
  | {
      [K in keyof IntakeWatch]-?: {
        readonly kind: 'watch';
        readonly name: K;
        readonly args: Parameters<NonNullable<IntakeWatch[K]>>;
      };
    }[keyof IntakeWatch]
  /** One of the deltas that lead up to what is opened next: all of them in one message would be held in three processes. */
  | { readonly kind: 'replayed'; readonly delta: WireDelta }
  | { readonly kind: 'opened'; readonly opened: Omit<Opened, 'ring'> }
  /** Whether the city is open, and can be asked about itself. */
  | { readonly kind: 'open'; readonly isOpen: boolean }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'unanswered'; readonly id: number; readonly error: ErrorWords };

/** What the door asks of it. */
export interface IntakeOrder {
  readonly id: number;
  readonly question: keyof IntakeQuestions;
  readonly args: readonly unknown[];
}
