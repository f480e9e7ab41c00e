import { setTimeout as pause } from 'node:timers/promises';
import * as v from 'valibot';
import { alwaysOpen, parseCalendar } from '../../../model/calendar.ts';
import type { City } from '../../../model/city.ts';
import { slaClock } from '../../../model/slaClock.ts';
import { parseTargets } from '../../../model/target.ts';
import type { Reckoning } from '../../../sample/living/life.ts';
import { LivingCity, positionOf } from '../../../sample/living/livingCity.ts';
import type { PastRequests } from '../../../sample/living/past.ts';
import { type Batch, type Clock, type Source, SourceError } from './source.ts';

export interface SimulatorOptions {
  readonly city: City;
  /** What working times and due times are reckoned with, as the snapshot's files have it; null for none. */
  readonly calendar: object | null;
  readonly targets: object | null;
  /** Told by what the store has, which may take long: asked once for each time that the city begins to go on. */
  readonly past: (signal: AbortSignal) => PastRequests | Promise<PastRequests>;
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

  /** What the beginning was read of is what the city goes on from: nothing of it comes in between. */
  let begun: PastRequests | null = null;

  async function* initial(signal: AbortSignal): AsyncGenerator<Batch> {
    begun = await options.past(signal);
    yield { requests: [], position: JSON.stringify(positionOf(begun)), committedAt: null };
  }

  async function* changes(text: string, signal: AbortSignal): AsyncGenerator<Batch> {
    const position = parse(text);
    const past = begun ?? (await options.past(signal));
    begun = null;
    const living = new LivingCity(past, reckoning, seed, position);
    while (!signal.aborted) {
      const now = clock.now();
      const rows = living.until(now, batchSize);
      const { position } = living;
      if (rows.length > 0)
        yield {
          requests: rows.map((row) => ({ ref: row.ref, order: row.updated!, row, personal: null })),
          position: JSON.stringify(position),
          committedAt: rows.at(-1)!.updated,
        };
      // Behind the clock: go on at once.
      if (position.at >= Math.floor(now)) await pause(everyMs, undefined, { signal }).catch(() => {});
    }
  }

  return { id: 'simulator', initial, changes };
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
