import type { CityState, ReferenceState, SeenOrder } from '../../model/adminState.ts';
import type { OldStates } from '../../model/doing.ts';
import type { JobOrderAnswer, JobState } from '../../model/job.ts';
import type { Match } from '../../model/match.ts';
import { cityReport } from '../admin/cityState.ts';
import type { Matcher, MatchOrder } from './matching/matcher.ts';
import type { OpenedCity } from './openCity.ts';
import type { SourceState } from './sources/runner.ts';
import type { Counts, KeptSource } from './store/store.ts';

/** What intake can be asked, also while its city is not open. */
export interface OwnQuestions {
  /** The reference files in force, and those that were not taken; null before they are read. */
  reference(): ReferenceState | null;
  /** Bytes that its process has resident. */
  memory(): number;
  /** Lets a door that comes later know all that it has to; what goes on it is told from now on. */
  meet(): void;
}

/** All that intake can be asked. Arguments and answers are plain data: they cross to another process. */
export interface IntakeQuestions extends OwnQuestions, CityQuestions {}

/** What a city can be asked from outside. */
export interface CityQuestions {
  counts(): Counts;
  sources(): readonly SourceState[];
  /** What is shown in an older state. @param most how many are named */
  oldStates(most: number): OldStates;
  /** What the administrator's page shows of it. */
  admin(): CityState;
  /** Marks a kind of problem as seen, or takes that back. Returns whether there is such a kind. */
  see(order: SeenOrder): boolean;
  /** The ids of all that the store has something of, and of how many requests. */
  kept(): readonly KeptSource[];
  matches(): ReturnType<Matcher['matches']>;
  jobs(): readonly JobState[];
  /** Begins a job at once. */
  runJob(name: string): JobOrderAnswer;
  /** What is being matched now, in words; null: nothing. */
  matching(): string | null;
  match(source: string, order: MatchOrder): Promise<Match>;
  reread(source: string): Promise<void>;
  /** @returns how many requests were taken away */
  forget(source: string): Promise<number>;
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
    oldStates: (most) => store.problems.oldStates(most),
    kept: () => store.sourcesKept(),
    matches: () => live.matcher.matches(),
    jobs: () => live.jobs.states(),
    runJob: (name) => live.jobs.runNow(name),
    matching: () => live.matcher.doing(),
    match: (source, order) => live.matcher.match(source, order),
    reread: (source) => live.reread(source),
    forget: (source) => live.forget(source),
  };
}
