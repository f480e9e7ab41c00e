import type { OpenedCity } from './openCity.ts';
import type { SourceState } from './sources/runner.ts';
import type { Counts } from './store/store.ts';

/** What a city can be asked from outside. Arguments and answers are plain data: they cross to another thread. */
export interface CityQuestions {
  counts(): Counts;
  sources(): readonly SourceState[];
}

/** The answers of a city that is open. */
export function questionsOf({ store, live }: OpenedCity): CityQuestions {
  return {
    counts: () => store.counts(),
    sources: () => live.sources(),
  };
}
