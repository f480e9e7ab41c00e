import type { CityState, SeenOrder } from '../model/adminState.ts';
import { cityReport } from './admin/cityState.ts';
import type { OpenedCity } from './openCity.ts';
import type { SourceState } from './sources/runner.ts';
import type { Counts } from './store/store.ts';

/** What a city can be asked from outside. Arguments and answers are plain data: they cross to another thread. */
export interface CityQuestions {
  counts(): Counts;
  sources(): readonly SourceState[];
  /** What the administrator's page shows of it. */
  admin(): CityState;
  /** Marks a kind of problem as seen, or takes that back. Returns whether there is such a kind. */
  see(order: SeenOrder): boolean;
}

/** The answers of a city that is open. */
export function questionsOf(city: OpenedCity): CityQuestions {
  const { store, live } = city;
  return {
    admin: cityReport(city),
    see: ({ source, field, problem, seen }) =>
      store.problems.see(source, field, problem, seen ? Date.now() / 1000 : null),
    counts: () => store.counts(),
    sources: () => live.sources(),
  };
}
