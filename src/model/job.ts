/** When a job is due: at a wall clock of the city such as `02:30`, once a day; or so long after it was begun last. */
export type Schedule = { readonly daily: string } | { readonly everySeconds: number };

/** Something that the server does by itself, again and again. Instants are epoch seconds of the machine. */
export interface JobState {
  readonly name: string;
  readonly schedule: Schedule;
  /** When it is begun next; after a failure, when it is tried again. What is past is begun soon. */
  readonly next: number;
  /** What goes on now; null: nothing. */
  readonly running: JobProgress | null;
  /** Until when it is left to whoever began it elsewhere and may have ended in the midst; null: nobody did. */
  readonly leftUntil: number | null;
  /** How often it failed since it was done last. */
  readonly failures: number;
  /** Null: it has not run yet. */
  readonly last: JobRun | null;
}

export interface JobProgress {
  readonly since: number;
  /** Requests that were looked at; null where nobody counts. */
  readonly looked: number | null;
}

export interface JobRun {
  readonly at: number;
  /** Of one that was lost: until the last that was heard of it. */
  readonly seconds: number;
  /** Lost: whoever ran it ended in the midst. */
  readonly outcome: 'done' | 'failed' | 'lost';
  /** What it found; null where it was not done. */
  readonly result: JobResult | null;
  /** Why it failed, in English words for whoever runs the server; null where it did not. */
  readonly error: string | null;
}

/** What a job found, to be said in the reader's language. */
export type JobResult =
  /** There was nothing to do. */
  | { readonly code: 'nothing' }
  /** The requests of so many deltas were folded into the monthly files. */
  | { readonly code: 'folded'; readonly deltas: number; readonly requests: number }
  /** Who asked was forgotten of so many requests. */
  | { readonly code: 'forgotten'; readonly requests: number }
  /** Of so many sources that can be asked so many were as the store, and of the others so many requests differed. */
  | {
      readonly code: 'matched';
      readonly sources: number;
      readonly equal: number;
      readonly requests: number;
    };

/** What came of an order to begin a job at once. */
export type JobOrderAnswer = 'begun' | 'running' | 'unknown';
