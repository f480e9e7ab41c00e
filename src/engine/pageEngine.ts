import type { Answer, Ask } from '../model/ask.ts';
import type { Change } from '../model/change.ts';
import type { City } from '../model/city.ts';
import { halfDays } from '../model/halfDay.ts';
import { type Manifest, versionOf } from '../model/manifest.ts';
import type { Sheet } from '../query/conditions.ts';
import type { Engine } from './engine.ts';
import type { FastWorker } from './fast/fastWorker.ts';
import { LateDatabase } from './lateDatabase.ts';
import { PastAnswers } from './pastAnswers.ts';
import { canScan, type Scanned } from './scan/scan.ts';
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
 * percentiles as estimates until the details are there), DuckDB everything else. What it answered about an earlier
 * instant is kept while it stays true.
 */
export function pageEngine(
  city: City,
  manifest: Manifest,
  { fast, database: openDatabase, hasDetails }: EngineParts,
): Engine {
  const { timeZone } = city;
  const halves = halfDays(timeZone, manifest.cut);
  const knownAt = ({ sequence, asOf, days }: Pick<Manifest, 'sequence' | 'asOf' | 'days'>) => {
    const sheet = sheetOf(city, manifest, { asOf, days });
    const to = Math.max(days?.to ?? 0, timeZone.dayOf(asOf));
    const version = versionOf({ sequence, asOf });
    return { version, sheet, halves, days: { from: timeZone.dayOf(sheet.since), to } };
  };
  let known = knownAt(manifest);
  const database = new LateDatabase(openDatabase);
  const past = new PastAnswers(timeZone);
  /** While the rows' worker takes changes in. What is asked meanwhile waits: it is about the data after them. */
  let applying: Promise<void> | null = null;

  /** Who answers each ask, by what is known now. */
  function sort(asks: readonly Ask[], rough: boolean) {
    const quick: Ask[] = [];
    const slow: Ask[] = [];
    const found = new Map<Ask, Answer>();
    const nearly = new Set<Ask>();
    for (const ask of asks) {
      const kept = past.of(ask);
      if (kept) {
        found.set(ask, kept);
        continue;
      }
      const near = rough ? nearHalfDay(known, ask) : ask;
      const can = canScan(known, near, hasDetails());
      if (can && near !== ask) nearly.add(ask);
      (can ? quick : slow).push(ask);
    }
    return { quick, slow, found, nearly };
  }

  async function taking(change: Change): Promise<void> {
    database.apply(change);
    const first = await fast.apply(change);
    if (first !== null) past.forget(first);
    known = knownAt(change);
  }

  return {
    async answer(asks, { signal, rough = false } = {}) {
      signal?.throwIfAborted();
      while (applying) await applying;
      let sorted = sort(asks, rough);
      let engine: Engine | null = null;
      // Both are asked at once, when the database has all that the rows' worker has: about the same version.
      while (sorted.slow.length > 0 && (!engine || database.isBehind)) {
        engine = await givenUp(database.upToDate(), signal);
        while (applying) await applying;
        sorted = sort(asks, rough);
      }
      const { quick, slow, found, nearly } = sorted;
      const { version } = known;
      const { count } = past;
      const [fastAnswers, slowAnswers] = await Promise.all([
        fast.answer(
          quick.map((ask) => (nearly.has(ask) ? nearHalfDay(known, ask) : ask)),
          rough,
        ),
        engine && slow.length > 0 ? engine.answer(slow, signal ? { signal } : {}) : { version, answers: [] },
      ]);
      signal?.throwIfAborted();
      if (slowAnswers.version !== version)
        throw new Error(`answers of two versions of the data: ${version} and ${slowAnswers.version}`);
      for (const [i, ask] of quick.entries()) {
        const answer = fastAnswers[i]!;
        found.set(ask, nearly.has(ask) ? { bounds: {}, ...answer } : answer);
      }
      for (const [i, ask] of slow.entries()) {
        const answer = slowAnswers.answers[i]!;
        found.set(ask, answer);
        if (isOver(ask, known.sheet)) past.keep(ask, answer, count);
      }
      return { version, answers: asks.map((ask) => found.get(ask)!) };
    },
    async list(ask, signal) {
      const list = await (await givenUp(database.upToDate(), signal)).list(ask, signal);
      // Whoever asked knows of a change once the rows' worker has taken it in as well.
      while (applying) await applying;
      return list;
    },
    points: async (filter, signal) => (await givenUp(database.upToDate(), signal)).points(filter, signal),
    apply(change) {
      const taken = taking(change);
      const all = Promise.allSettled([applying, taken]).then(() => {
        if (applying === all) applying = null;
      });
      applying = all;
      return taken;
    },
    async dispose() {
      fast.dispose();
      await openDatabase().then(
        (engine) => engine.dispose(),
        () => {},
      );
    },
  };
}

/** Whether an ask is about requests opened up to an earlier instant, and no others. */
function isOver(ask: Ask, { asOf, city }: Sheet): ask is Ask & { readonly at: number } {
  const { at, filter } = ask;
  if (at === undefined || at >= asOf || !filter.opened) return false;
  return filter.opened.to <= city.timeZone.dayOf(at);
}

/**
 * The same ask as of the half day's end before its own instant, where it is about an earlier instant that is the end of
 * none: while something is dragged the rows' worker can answer that.
 */
function nearHalfDay({ sheet, halves }: Pick<Scanned, 'sheet' | 'halves'>, ask: Ask): Ask {
  const { at } = ask;
  if (at === undefined || at >= sheet.asOf || halves.endingAt(at) !== null) return ask;
  return { ...ask, at: halves.startOf(halves.of(at)) - 1 };
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
