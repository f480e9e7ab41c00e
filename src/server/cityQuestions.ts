import type { OpenedCity } from './openCity.ts';
import type { SourceState } from './sources/runner.ts';
import type { SharedIdentity } from './store/sharedIdentities.ts';
import type { Counts } from './store/store.ts';

/** What a city can be asked from outside. Arguments and answers are plain data: they cross to another thread. */
export interface CityQuestions {
  counts(): Counts;
  sources(): readonly SourceState[];
  /** The values that are nobody because many share them, a hundred of them: those with the most requests. */
  sharedIdentities(): readonly SharedIdentity[];
}

/** The answers of a city that is open. */
export function questionsOf({ store, live }: OpenedCity): CityQuestions {
  return {
    counts: () => store.counts(),
    sources: () => live.sources(),
    sharedIdentities: () => store.sharedIdentities(100),
  };
}
