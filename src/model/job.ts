/** Something that is done once a day. Instants are epoch seconds of the machine. */
export interface JobState {
  readonly name: string;
  /** The wall clock at which it is due, in the city's zone: `02:30`. */
  readonly due: string;
  /** Null: it has not run yet. */
  readonly last: JobRun | null;
}

export interface JobRun {
  readonly at: number;
  readonly seconds: number;
  /** In words; null where it failed. */
  readonly result: string | null;
  readonly error: string | null;
}
