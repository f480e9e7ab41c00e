import { randomUUID } from 'node:crypto';
import type { JobOrderAnswer, JobProgress, JobRun, JobState } from '../../../model/job.ts';
import type { TimeZone } from '../../../model/timeZone.ts';
import { errorText } from '../../live/errorText.ts';
import type { JobLease, JobRow, JobTable } from '../store/jobTable.ts';
import type { Job } from './job.ts';
import { dueAfter, pauseAfter } from './schedule.ts';

export interface JobsOptions {
  readonly jobs: readonly Job[];
  readonly table: JobTable;
  /** The city's, in which jobs are due. */
  readonly zone: TimeZone;
  /** Told when a run has ended, or was lost. */
  readonly onRun: (state: JobState) => void;
  /** Epoch seconds of the machine. */
  readonly now?: () => number;
  /** Seconds after the start before anything runs whose time passed before it: the start itself has enough to do. */
  readonly quietSeconds?: number;
  readonly lookEveryMs?: number;
}

/** Seconds that a run has to itself without a word of it. */
export const leaseSeconds = 20;

/**
 * Runs each job when it is due, once: whoever runs it has its lease, which is on disk and runs out where nothing is heard
 * of the run any more. A time that passed while nobody ran it is made up once. What fails or is lost is tried again, after
 * growing pauses.
 */
export class Jobs {
  private readonly options: JobsOptions;
  private readonly holder = randomUUID();
  private readonly abort = new AbortController();
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly began: number;
  private readonly running = new Map<string, { progress: JobProgress; ended: Promise<void> }>();
  /** What could not be written down, and when it is tried again: by name of the job. */
  private readonly unwritten = new Map<string, { readonly times: number; readonly until: number }>();

  constructor(options: JobsOptions) {
    this.options = options;
    this.began = this.now();
    this.timer = setInterval(() => void this.look(), options.lookEveryMs ?? 10_000);
    this.timer.unref();
  }

  /** How each job is doing, in their order. @throws StoreError */
  states(): JobState[] {
    return this.options.jobs.map((job) => this.stateOf(job, this.rowOf(job)));
  }

  /** Begins what is due. Resolves when all that it began has ended. */
  async look(): Promise<void> {
    await Promise.all(this.options.jobs.map((job) => this.attempt(job, (row) => this.isDue(job, row))));
  }

  /** Begins a job before its time, unless it failed and waits to be tried again. */
  hasten(name: string): void {
    const job = this.find(name);
    if (job) void this.attempt(job, (row) => row.failures === 0 || this.isDue(job, row));
  }

  /** Begins a job at once, whether it waits or not. @throws StoreError */
  runNow(name: string): JobOrderAnswer {
    const job = this.find(name);
    if (!job) return 'unknown';
    const row = this.settled(job, this.rowOf(job));
    if (row.lease || this.running.has(name) || this.abort.signal.aborted) return 'running';
    this.unwritten.delete(name);
    void this.begin(job, row, this.now());
    return 'begun';
  }

  /** Runs nothing more, and waits for what runs. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.abort.abort();
    await Promise.all([...this.running.values()].map(({ ended }) => ended));
  }

  private async attempt(job: Job, isWanted: (row: JobRow) => boolean): Promise<void> {
    const { name } = job;
    const now = this.now();
    if (this.running.has(name) || this.abort.signal.aborted) return;
    if (now < (this.unwritten.get(name)?.until ?? now)) return;
    try {
      const row = this.settled(job, this.rowOf(job));
      if (!isWanted(row)) return;
      const isAgain = row.failures > 0 && dueAfter(job.schedule, row.countsFrom, this.options.zone) > now;
      await this.begin(job, row, isAgain ? row.countsFrom : now);
    } catch (error) {
      this.notWritten(job, { at: now, seconds: 0, outcome: 'failed', result: null, error: errorText(error) });
    }
  }

  /** @param since when it was first begun for the time that it was due */
  private begin(job: Job, before: JobRow, since: number): Promise<void> {
    const { name } = job;
    const { table } = this.options;
    const at = this.now();
    if (!table.take(name, { holder: this.holder, since: at, until: at + leaseSeconds }, since))
      return Promise.resolve();
    const entry = { progress: { since: at, looked: null } as JobProgress, ended: Promise.resolve() };
    this.running.set(name, entry);
    entry.ended = this.run(job, before, since, (looked) => {
      entry.progress = { since: at, looked };
    });
    return entry.ended;
  }

  private async run(job: Job, before: JobRow, since: number, tell: (looked: number) => void): Promise<void> {
    const { name } = job;
    const { table } = this.options;
    const { signal } = this.abort;
    const at = this.now();
    const renewing = setInterval(() => this.renew(name), (leaseSeconds * 1000) / 4);
    const ended = { at, result: null, error: null };
    let run: JobRun;
    try {
      const result = await job.run({ signal, since, tell });
      run = { ...ended, seconds: this.now() - at, outcome: 'done', result };
    } catch (error) {
      run = { ...ended, seconds: this.now() - at, outcome: 'failed', error: errorText(error) };
    }
    clearInterval(renewing);
    this.running.delete(name);
    try {
      if (run.outcome === 'failed' && signal.aborted) table.giveBack(name, this.holder, before.countsFrom);
      else if (table.end(name, this.holder, run, run.outcome === 'done' ? 0 : before.failures + 1)) {
        this.unwritten.delete(name);
        this.options.onRun(this.stateOf(job, this.rowOf(job)));
      }
    } catch (error) {
      this.notWritten(job, { ...run, outcome: 'failed', result: null, error: run.error ?? errorText(error) });
    }
  }

  private renew(name: string): void {
    try {
      this.options.table.renew(name, this.holder, this.now() + leaseSeconds);
    } catch {
      // The end of the run tells that the store cannot be written.
    }
  }

  /** Says that a run of which nothing is heard any more was lost. */
  private settled(job: Job, row: JobRow): JobRow {
    const { table, onRun } = this.options;
    const { lease } = row;
    const now = this.now();
    if (!lease || this.running.has(job.name) || !hasRunOut(lease, now)) return row;
    const heard = Math.min(now, lease.until - leaseSeconds);
    const seconds = Math.max(0, heard - lease.since);
    const last = { at: lease.since, seconds, outcome: 'lost', result: null, error: null } as const;
    if (!table.end(job.name, lease.holder, last, row.failures + 1)) return this.rowOf(job);
    const after = this.rowOf(job);
    onRun(this.stateOf(job, after));
    return after;
  }

  /** What cannot be written down is said, and not done over and over again. */
  private notWritten(job: Job, last: JobRun): void {
    const times = (this.unwritten.get(job.name)?.times ?? 0) + 1;
    const next = this.now() + pauseAfter(times);
    this.unwritten.set(job.name, { times, until: next });
    const { name, schedule } = job;
    this.options.onRun({ name, schedule, next, running: null, leftUntil: null, failures: times, last });
  }

  private isDue(job: Job, row: JobRow): boolean {
    const now = this.now();
    const next = this.nextOf(job, row);
    return next <= now && (next > this.began || now >= this.began + (this.options.quietSeconds ?? 300));
  }

  private nextOf({ name, schedule }: Job, { failures, last, countsFrom }: JobRow): number {
    const failed = failures > 0 && last ? last.at + last.seconds : null;
    // A failure that is yet to come was noted by a clock that was wrong.
    const next =
      failed !== null && failed <= this.now()
        ? failed + pauseAfter(failures)
        : dueAfter(schedule, countsFrom, this.options.zone);
    return Math.max(next, this.unwritten.get(name)?.until ?? next);
  }

  private stateOf(job: Job, row: JobRow): JobState {
    const { name, schedule } = job;
    const { failures, last, lease } = row;
    const running = this.running.get(name)?.progress ?? null;
    const leftUntil = lease && !running ? lease.until : null;
    return { name, schedule, next: this.nextOf(job, row), running, leftUntil, failures, last };
  }

  private rowOf({ name }: Job): JobRow {
    return this.options.table.row(name, this.now());
  }

  private find(name: string): Job | undefined {
    return this.options.jobs.find((job) => job.name === name);
  }

  private now(): number {
    return this.options.now?.() ?? Date.now() / 1000;
  }
}

/** Whether a lease is over; one that ends too late was made by a clock that was wrong. */
function hasRunOut({ until }: JobLease, now: number): boolean {
  return until <= now || until > now + 2 * leaseSeconds;
}
