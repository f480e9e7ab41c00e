import type { TimeZone } from '../model/timeZone.ts';

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

export interface Job {
  readonly name: string;
  readonly due: string;
  /** @returns what came of it, in words without personal data */
  run(signal: AbortSignal): Promise<string>;
}

export interface JobsOptions {
  readonly jobs: readonly Job[];
  /** Remembers, by name, what ran last. */
  readonly notes: { note(name: string): string | null; setNote(name: string, text: string): void };
  /** The city's, in which jobs are due. */
  readonly zone: TimeZone;
  /** Epoch seconds of the machine. */
  readonly now?: () => number;
  /** Milliseconds after the start before anything runs that was due meanwhile: the start itself has enough to do. */
  readonly quietMs?: number;
  readonly lookEveryMs?: number;
  readonly onRun?: (state: JobState) => void;
}

/** Runs each job once a day, at its time; one whose time passed while nobody ran it, a while after the start. */
export class Jobs {
  private readonly options: JobsOptions;
  private readonly abort = new AbortController();
  private readonly timer: ReturnType<typeof setInterval>;
  private readonly began: number;
  private running: Promise<void> | null = null;

  constructor(options: JobsOptions) {
    this.options = options;
    this.began = Date.now();
    this.timer = setInterval(() => this.look(), options.lookEveryMs ?? 30_000);
    this.timer.unref();
  }

  states(): JobState[] {
    return this.options.jobs.map(({ name, due }) => ({ name, due, last: this.lastOf(name) }));
  }

  /** Runs nothing more, and waits for what runs. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.abort.abort();
    await this.running;
  }

  private look(): void {
    if (this.running || Date.now() - this.began < (this.options.quietMs ?? 300_000)) return;
    const due = this.due();
    if (due.length === 0) return;
    this.running = this.runAll(due).finally(() => {
      this.running = null;
    });
  }

  private due(): Job[] {
    try {
      return this.options.jobs.filter((job) => this.isDue(job));
    } catch {
      // Whoever takes the next batch says why the store cannot be read or written; it is looked at again soon.
      return [];
    }
  }

  private isDue({ name, due }: Job): boolean {
    const { zone, now = machineNow } = this.options;
    const last = this.lastOf(name);
    const today = zone.dayOf(now());
    const at = (day: number) => zone.startOfDay(day) + secondsOf(due);
    const latest = now() >= at(today) ? at(today) : at(today - 1);
    // A new one waits for its first time.
    if (!last) return this.isFirstTime(name, latest);
    return last.at < latest;
  }

  /** Remembers when a job was first looked at, so that it runs at the first due time after that. */
  private isFirstTime(name: string, latest: number): boolean {
    const { notes, now = machineNow } = this.options;
    const known = notes.note(`job-since:${name}`);
    if (known !== null) return Number(known) < latest;
    notes.setNote(`job-since:${name}`, String(now()));
    return false;
  }

  private async runAll(jobs: readonly Job[]): Promise<void> {
    const { notes, now = machineNow, onRun } = this.options;
    for (const job of jobs) {
      const { name, due } = job;
      if (this.abort.signal.aborted) return;
      const at = now();
      let [result, error]: [string | null, string | null] = [null, null];
      try {
        result = await job.run(this.abort.signal);
      } catch (cause) {
        if (this.abort.signal.aborted) return;
        error = cause instanceof Error ? cause.message : String(cause);
      }
      const last: JobRun = { at, seconds: now() - at, result, error };
      try {
        notes.setNote(`job:${name}`, JSON.stringify(last));
      } catch {
        // Whoever takes the next batch says why the store cannot be written; the job runs once more.
      }
      onRun?.({ name, due, last });
    }
  }

  private lastOf(name: string): JobRun | null {
    const text = this.options.notes.note(`job:${name}`);
    return text === null ? null : (JSON.parse(text) as JobRun);
  }
}

/** Seconds since midnight of a wall clock such as `02:30`. @throws Error for anything else */
export function secondsOf(clock: string): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(clock);
  if (!match) throw new Error(`got the time ${JSON.stringify(clock)}, expected one such as 02:30`);
  return 3600 * Number(match[1]) + 60 * Number(match[2]);
}

function machineNow(): number {
  return Date.now() / 1000;
}
