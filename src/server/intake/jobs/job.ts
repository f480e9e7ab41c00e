import type { JobResult, Schedule } from '../../../model/job.ts';

/** Something that is done by itself, again and again. */
export interface Job {
  /** Under which its lease and its last result are kept: stays what it is. */
  readonly name: string;
  readonly schedule: Schedule;
  /** Does it. What was done before it was cut off need not be done again. @throws Error with the words of why it failed */
  run(turn: Turn): Promise<JobResult>;
}

/** One run of a job. */
export interface Turn {
  /** Aborts when the server stops; the job is due as before then. */
  readonly signal: AbortSignal;
  /** When it was first begun for the time that it was due, epoch seconds: before now where that failed. */
  readonly since: number;
  /** Tells how many requests were looked at so far. */
  readonly tell: (looked: number) => void;
}
