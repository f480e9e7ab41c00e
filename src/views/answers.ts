import { createContext } from 'react';
import type { Answer, Ask } from '../model/ask.ts';

/** Answers questions beside the page's frame, all in one go; rejects when aborted. */
export type AskBeside = (asks: readonly Ask[], signal: AbortSignal) => Promise<readonly Answer[]>;

/** Where a view gets answers to what it only asks when the frame has settled; null while there is no engine. */
export const AnswersContext = createContext<AskBeside | null>(null);
