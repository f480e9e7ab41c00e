import type { ForgettingReport } from '../../../model/adminState.ts';
import { dateOfDay, dayOfDate } from '../../../model/day.ts';
import type { TimeZone } from '../../../model/timeZone.ts';
import type { Settings } from './settings.ts';
import { type DatabaseSyncInstance, limited, type StatementSyncInstance } from './sqlite.ts';

interface State {
  /** The last rid that it looked at; null when it has ended. */
  readonly at: number | null;
  readonly requests: number;
  readonly total: number;
  readonly lastRun: number | null;
  /** The latest opening of a request whose personal data are forgotten, epoch seconds. */
  readonly through: number;
}

interface Person {
  readonly rid: number;
  readonly key: string | null;
  readonly opened: number;
  readonly stage: number | null;
  readonly resolved: number | null;
  readonly updated: number | null;
}

/** What tells when a request was completed. */
type Completed = Pick<Person, 'opened' | 'stage' | 'resolved' | 'updated'>;

/** In the table `settings`. */
const stateName = 'forgetting';
const none: State = { at: null, requests: 0, total: 0, lastRun: null, through: -1 };

/** What one step of forgetting did. */
export interface ForgettingStep {
  /** How many requests it looked at. */
  readonly looked: number;
  /** The report of the run where it ended with these; else null. */
  readonly ended: ForgettingReport | null;
}

/** Forgets who asked of requests that were completed long ago; what is open is kept. The flags stay. */
export class Forgetting {
  private readonly settings: Settings;
  private readonly zone: TimeZone;
  private readonly done: ReadonlySet<number>;
  private readonly afterMonths: number | null;
  private state: State;
  private readonly persons: StatementSyncInstance;
  private readonly remove: StatementSyncInstance;
  private readonly less: StatementSyncInstance;
  private readonly unshare: readonly StatementSyncInstance[];

  /** @param done codes of the stages in which a request is completed */
  constructor(
    db: DatabaseSyncInstance,
    parts: { settings: Settings; zone: TimeZone; done: ReadonlySet<number>; afterMonths: number | null },
  ) {
    this.settings = parts.settings;
    this.zone = parts.zone;
    this.done = parts.done;
    this.afterMonths = parts.afterMonths;
    this.persons = db.prepare(
      `SELECT p.rid, key, r.opened, stage, resolved, updated FROM personal p CROSS JOIN requests r ON r.rid = p.rid
      WHERE p.rid > ? ORDER BY p.rid ${limited}`,
    );
    this.remove = db.prepare('DELETE FROM personal WHERE rid = ?');
    this.less = db.prepare('UPDATE shared SET requests = requests - 1 WHERE key = ? RETURNING requests');
    this.unshare = ['shared', 'shared_windows'].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE key = ?`),
    );
    const kept = this.settings.get(stateName);
    this.state = kept === null ? none : (JSON.parse(kept) as State);
  }

  /** Requests opened until then may have lost what made their neighbours' flags, epoch seconds; -1: none. */
  get through(): number {
    return this.state.through;
  }

  report(): ForgettingReport {
    const { lastRun, requests, total } = this.state;
    return { afterMonths: this.afterMonths, lastRun, requests, total };
  }

  /** Whether what a source tells again of a request that lost its personal data is not to be kept. */
  isPast(request: Completed, now: number): boolean {
    const end = this.afterMonths === null ? null : this.endOf(now);
    return (
      end !== null && request.stage !== null && this.done.has(request.stage) && completedAt(request) < end
    );
  }

  /** Looks at some requests: the next ones of a run that has not ended, or the first ones of a new run. */
  step(most: number, now: number): ForgettingStep {
    const { state } = this;
    const isNew = state.at === null;
    const persons = this.persons.all(isNew ? -1 : state.at, most) as Person[];
    let { through } = state;
    let forgotten = 0;
    for (const person of persons) {
      if (!this.isPast(person, now)) continue;
      this.remove.run(person.rid);
      forgotten++;
      through = Math.max(through, person.opened);
      const left = person.key && (this.less.get(person.key) as { requests: number } | undefined);
      if (left && left.requests <= 0) for (const statement of this.unshare) statement.run(person.key);
    }
    const hasEnded = persons.length < most;
    this.state = {
      at: hasEnded ? null : persons.at(-1)!.rid,
      requests: (isNew ? 0 : state.requests) + forgotten,
      total: state.total + forgotten,
      lastRun: hasEnded ? now : state.lastRun,
      through,
    };
    this.settings.set(stateName, JSON.stringify(this.state));
    return { looked: persons.length, ended: hasEnded ? this.report() : null };
  }

  /** What was completed before is forgotten, epoch seconds. */
  private endOf(now: number): number {
    const { year, month, day } = dateOfDay(this.zone.dayOf(now));
    const months = year * 12 + month - 1 - this.afterMonths!;
    const first = dayOfDate(Math.floor(months / 12), (months % 12) + 1, 1);
    return this.zone.startOfDay(first + day - 1);
  }
}

/** Where nobody knows when, it was not before the last thing that is known. */
function completedAt({ opened, resolved, updated }: Completed): number {
  return resolved ?? Math.max(opened, updated ?? 0);
}
