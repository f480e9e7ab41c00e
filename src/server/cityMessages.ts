import type { CityQuestions } from './cityQuestions.ts';
import type { ErrorWords } from './live/logger.ts';
import type { Watch } from './liveCity.ts';

/** What a city's worker tells: plain data, so that a thread, a process or another machine could tell it. */
export type CityMessage =
  | {
      [K in keyof Watch]-?: {
        readonly kind: 'watch';
        readonly name: K;
        readonly args: Parameters<NonNullable<Watch[K]>>;
      };
    }[keyof Watch]
  /** The city is open, and can be asked. */
  | { readonly kind: 'open' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'unanswered'; readonly id: number; readonly error: ErrorWords }
  /** It cannot be opened. `text` is for whoever started it, `error` for a log. */
  | { readonly kind: 'failed'; readonly text: string; readonly error: ErrorWords };

/** What it is told. */
export type CityOrder =
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly question: keyof CityQuestions;
      readonly args: readonly unknown[];
    }
  /** To publish what was taken, close the store, and end. */
  | { readonly kind: 'stop' };
