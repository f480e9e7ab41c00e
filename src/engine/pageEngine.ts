import type { Answer, Ask } from '../model/ask.ts';
import type { City } from '../model/city.ts';
import { halfDays } from '../model/halfDay.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Engine } from './engine.ts';
import type { FastWorker } from './fast/fastWorker.ts';
import { canScan } from './scan/scan.ts';
import { sheetOf } from './sheet.ts';

/** What a page's engine is made of. */
export interface EngineParts {
  readonly fast: FastWorker;
  /** DuckDB with all rows, when it is there; rejects where it cannot be. */
  readonly database: () => Promise<Engine>;
  /** Whether the details of all rows have come. */
  readonly hasDetails: () => boolean;
}

/**
 * The engine of a page, and the one place that decides who answers: the rows' worker what it can answer exactly (and
 * percentiles as estimates until the details are there), DuckDB everything else.
 */
export function pageEngine(
  city: City,
  manifest: Manifest,
  { fast, database, hasDetails }: EngineParts,
): Engine {
  const sheet = sheetOf(city, manifest);
  const { timeZone } = city;
  const known = {
    sheet,
    halves: halfDays(timeZone, manifest.asOf),
    days: {
      from: timeZone.dayOf(sheet.since),
      to: Math.max(manifest.days?.to ?? 0, timeZone.dayOf(sheet.asOf)),
    },
  };
  return {
    async answer(asks, { signal, rough = false } = {}) {
      signal?.throwIfAborted();
      const quick: Ask[] = [];
      const slow: Ask[] = [];
      for (const ask of asks) (canScan(known, ask, hasDetails()) ? quick : slow).push(ask);
      const found = new Map<Ask, Answer>();
      const [fastAnswers, slowAnswers] = await Promise.all([
        fast.answer(quick, rough),
        slow.length === 0
          ? []
          : givenUp(database(), signal).then((engine) => engine.answer(slow, signal ? { signal } : {})),
      ]);
      signal?.throwIfAborted();
      for (const [i, ask] of quick.entries()) found.set(ask, fastAnswers[i]!);
      for (const [i, ask] of slow.entries()) found.set(ask, slowAnswers[i]!);
      return asks.map((ask) => found.get(ask)!);
    },
    list: async (ask, signal) => (await givenUp(database(), signal)).list(ask, signal),
    points: async (filter, signal) => (await givenUp(database(), signal)).points(filter, signal),
    async apply(change) {
      const engine = await database();
      await Promise.all([engine.apply(change), fast.apply(change)]);
    },
    query: async (sql) => (await database()).query(sql),
    async dispose() {
      fast.dispose();
      await database().then(
        (engine) => engine.dispose(),
        () => {},
      );
    },
  };
}

/** Waits for something that may take long, unless the asker gives up. */
function givenUp<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((done, fail) => {
    const stop = () => fail(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    promise.then(done, fail).finally(() => signal.removeEventListener('abort', stop));
  });
}
