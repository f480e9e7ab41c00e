import type { ErrorWords } from '../live/logger.ts';
import type { Question } from './question.ts';

/** What the door tells answers: plain data. */
export type AnswersOrder =
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question }
  /** The next piece of an answer. */
  | { readonly kind: 'more'; readonly id: number }
  /** Whoever asked wants no more of it. */
  | { readonly kind: 'drop'; readonly id: number }
  /** Something was published. */
  | { readonly kind: 'published' };

/** A piece of an answer. */
export interface AnswerPiece {
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

/** What answers tells the door. */
export type AnswersMessage =
  /** An answer begins: of which version of the data it is, and its first piece. The others come as they are asked for. */
  | {
      readonly kind: 'begun';
      readonly id: number;
      readonly version: string;
      /** Epoch seconds. */
      readonly asOf: number;
      readonly piece: AnswerPiece;
    }
  | { readonly kind: 'piece'; readonly id: number; readonly piece: AnswerPiece }
  /** The question is none, in words. */
  | { readonly kind: 'refused'; readonly id: number; readonly text: string }
  /** There is nothing that could be asked, in words. */
  | { readonly kind: 'away'; readonly id: number; readonly text: string }
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorWords }
  /** What it has resident, now and then. */
  | { readonly kind: 'memory'; readonly bytes: number };

/** What answers begins with. */
export interface AnswersTask {
  /** Where what is published lies. */
  readonly folder: string;
}
