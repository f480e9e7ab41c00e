import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { alwaysOpen, parseCalendar } from '../../model/calendar.ts';
import type { City } from '../../model/city.ts';
import { slaClock } from '../../model/slaClock.ts';
import { parseTargets } from '../../model/target.ts';
import type { Reckoning } from './simulator/life.ts';
import { LivingCity, positionOf } from './simulator/livingCity.ts';
import type { PastRequests } from './simulator/past.ts';
import { type Batch, type Clock, type Source, SourceError } from './source.ts';

export interface SimulatorOptions {
  readonly city: City;
  /** What working times and due times are reckoned with, as the snapshot's files have it; null for none. */
  readonly calendar: object | null;
  readonly targets: object | null;
  /** Told by what the store has: asked once for each time that changes begin. */
  readonly past: () => PastRequests | Promise<PastRequests>;
  /** The city's own: see `simulatorClock`. */
  readonly clock: Clock;
  /** A whole number: the same one makes the same city of the same past and clock. */
  readonly seed: number;
  /** How often it looks at the clock. */
  readonly everyMs?: number;
}

/** The most requests of a batch; at great speed there are several batches in a row. */
const batchSize = 1000;

const positionSchema = v.object({
  at: v.pipe(v.number(), v.integer()),
  year: v.pipe(v.number(), v.integer()),
  number: v.pipe(v.number(), v.integer()),
});

/**
 * A source that is no system: it lets a city's requests go on, with new ones like those of its own past and waits as
 * long as they were. There is nothing initial: it continues what is in the store.
 */
export function simulatorSource(options: SimulatorOptions): Source {
  const { city, clock, seed, everyMs = 250 } = options;
  const reckoning: Reckoning = {
    city,
    clock: slaClock(
      options.calendar ? parseCalendar(options.calendar) : { ...alwaysOpen, timeZone: city.timeZone.name },
    ),
    targets: options.targets ? parseTargets(options.targets) : null,
  };

  async function* initial(): AsyncGenerator<Batch> {
    const position = JSON.stringify(positionOf(await options.past()));
    yield { requests: [], position, committedAt: null };
  }

  async function* changes(text: string, signal: AbortSignal): AsyncGenerator<Batch> {
    const living = new LivingCity(await options.past(), reckoning, seed, parse(text));
    while (!signal.aborted) {
      const now = clock.now();
      const requests = living.until(now, batchSize);
      const { position } = living;
      if (requests.length > 0)
        yield { requests, position: JSON.stringify(position), committedAt: requests.at(-1)!.order };
      // Behind the clock: go on at once.
      if (position.at >= Math.floor(now)) await pause(everyMs, undefined, { signal }).catch(() => {});
    }
  }

  return { id: 'simulator', initial, changes };
}

/** A clock that starts at an instant, epoch seconds, and runs `speed` times as fast as this machine's. */
export function simulatorClock(start: number, speed: number): Clock {
  const begun = performance.now();
  return { now: () => start + ((performance.now() - begun) / 1000) * speed };
}

function parse(text: string): v.InferOutput<typeof positionSchema> {
  try {
    return v.parse(positionSchema, JSON.parse(text));
  } catch (cause) {
    throw new SourceError('lostPosition', `simulator: got the position ${text}, expected one of its own`, {
      cause,
    });
  }
}
