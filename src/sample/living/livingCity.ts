import { dateOfDay } from '../../model/day.ts';
import type { RequestRow } from '../../model/schema.ts';
import { Agenda } from './agenda.ts';
import { drawsOf, poisson } from './draws.ts';
import { Life, type Reckoning, rowOf, type Step } from './life.ts';
import { Past, type PastRequests, weeksLikened } from './past.ts';

/** Where a living city goes on. */
export interface LivingPosition {
  /** Epoch seconds: all that happened by then has been told. */
  readonly at: number;
  /** The year of the newest reference, and its number. */
  readonly year: number;
  readonly number: number;
}

/** A request that is yet to live on. It is its row that changes. */
interface Living {
  row: RequestRow;
}

type Event =
  | { readonly kind: 'hour' }
  | { readonly kind: 'arrival'; readonly like: number }
  | { readonly kind: 'step'; readonly request: Living; readonly step: Step };

const hour = 3600;
const style = /^SR-(\d{4})-(\d{7,})$/;

/** The reference that is the newest among those written as `SR-2026-0000001`. */
export function positionOf({ table, asOf }: PastRequests): LivingPosition {
  let [year, number] = [0, 0];
  for (const ref of table.refs) {
    const match = style.exec(ref);
    if (!match) continue;
    const [y, n] = [Number(match[1]), Number(match[2])];
    if (y > year || (y === year && n > number)) [year, number] = [y, n];
  }
  return { at: asOf, year, number };
}

/**
 * A city that goes on as it has been: in each hour as many requests come as came on average at that hour of the week
 * in the last eight weeks, each like one of them, and everything takes as long as it took. It knows no holidays.
 * What happens between two instants is the same, however often it is asked on the way.
 */
export class LivingCity {
  private readonly past: Past;
  private readonly reckoning: Reckoning;
  private readonly seed: number;
  private readonly life: Life;
  private readonly agenda = new Agenda<Event>();
  private now: number;
  private year: number;
  private number: number;

  /** @throws Error if the city's words lack a stage */
  constructor(past: PastRequests, reckoning: Reckoning, seed: number, position: LivingPosition) {
    this.past = new Past(past, reckoning.city);
    this.reckoning = reckoning;
    this.seed = seed;
    this.life = new Life(this.past, reckoning, seed);
    this.now = Math.max(position.at, past.asOf);
    this.year = position.year;
    this.number = position.number;
    for (let i = 0; i < past.table.length; i++) {
      if (this.life.isOver(past.table.value('stage', i))) continue;
      const row = rowOf(past, i);
      this.plan({ row }, this.life.next(row, this.now));
    }
    this.planHour(Math.floor(this.now / hour) * hour);
  }

  get position(): LivingPosition {
    return { at: this.now, year: this.year, number: this.number };
  }

  /**
   * What happens up to an instant: each request once, as it is in the end, in order of the last change. Stops earlier
   * where many requests change; `position` tells where.
   */
  until(instant: number, most = Number.POSITIVE_INFINITY): RequestRow[] {
    const changed = new Map<string, RequestRow>();
    let end = Math.max(Math.floor(instant), this.now);
    for (let due = this.agenda.next(end); due; due = this.agenda.next(end)) {
      const row = this.happen(due.at, due.what);
      if (!row) continue;
      // Taken out first, so that they are in order of time.
      changed.delete(row.ref);
      changed.set(row.ref, row);
      if (changed.size >= most) end = due.at;
    }
    this.now = end;
    return [...changed.values()];
  }

  private happen(at: number, event: Event): RequestRow | null {
    switch (event.kind) {
      case 'hour':
        this.planHour(at);
        return null;
      case 'arrival': {
        const { row, steps } = this.life.open(this.nextRef(at), at, event.like);
        this.plan({ row }, steps);
        return row;
      }
      case 'step': {
        const { request, step } = event;
        request.row = this.life.after(request.row, step);
        // All steps up to completion were planned at once; one without it may lie for ever.
        if (step.kind === 'completed' || step.kind === 'reopened')
          this.plan(request, this.life.next(request.row, at));
        return request.row;
      }
    }
  }

  private plan(request: Living, steps: readonly Step[]): void {
    for (const step of steps) this.agenda.put(step.at, { kind: 'step', request, step });
  }

  /** Puts the arrivals of the hour that begins at an instant on the agenda, and the next hour. */
  private planHour(start: number): void {
    const like = this.past.like(this.reckoning.city, start);
    const draw = drawsOf(this.seed, `hour ${start}`);
    for (let left = poisson(like.length / weeksLikened, draw); left > 0; left--) {
      const one = like[Math.floor(draw() * like.length)]!;
      // At the same minute as the one that it is like, so that offices are as far from closing.
      const at = start + (this.past.table.value('opened', one)! % hour);
      if (at > this.now) this.agenda.put(at, { kind: 'arrival', like: one });
    }
    this.agenda.put(start + hour, { kind: 'hour' });
  }

  private nextRef(at: number): string {
    const { year } = dateOfDay(this.reckoning.city.timeZone.dayOf(at));
    if (year !== this.year) {
      this.year = year;
      this.number = 0;
    }
    return `SR-${year}-${String(++this.number).padStart(7, '0')}`;
  }
}
