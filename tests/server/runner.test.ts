import { describe, expect, test } from 'vitest';
import { ProblemBook } from '../../src/server/intake/sources/problemBook.ts';
import { runSource, type SourceState } from '../../src/server/intake/sources/runner.ts';
import {
  type Batch,
  type Source,
  SourceError,
  type SourceRequest,
} from '../../src/server/intake/sources/source.ts';
import { openStore, type Store } from '../../src/server/intake/store/store.ts';
import { endAt, told } from '../support/liveStore.ts';
import { randomCity } from '../support/randomCity.ts';

const city = randomCity(11, 30);
endAt(city.table, city.asOf, city.words.stage);
const clock = { now: () => city.asOf };
const storeOf = () =>
  openStore(':memory:', { timeZone: city.timeZone, zones: city.zones, words: () => city.words });
const request = (i: number, order = 1): SourceRequest => told(city.table, i, order);
const batch = (requests: readonly SourceRequest[], position: string | null): Batch => ({
  requests,
  position,
  committedAt: null,
});

/** Runs a source until it has reached a position, or for as many states as are waited for. */
async function run(
  store: Store,
  source: Source,
  until: (states: readonly SourceState[]) => boolean,
  problems?: ProblemBook,
) {
  const abort = new AbortController();
  const states: SourceState[] = [];
  const running = runSource(
    source,
    {
      ...{ store, clock, firstWait: 1, longestWait: 5 },
      ...(problems && { problems }),
      onTaken() {},
      onState(state) {
        states.push(state);
        if (until(states)) abort.abort();
      },
    },
    abort.signal,
  );
  await running;
  return states;
}

async function* idle(signal: AbortSignal): AsyncGenerator<Batch> {
  if (signal.aborted) return;
  await new Promise<void>((done) => signal.addEventListener('abort', () => done(), { once: true }));
}

// Guards: a source goes on from what is on disk, whatever happens to it; nothing is acknowledged before it is there.
describe('running a source', () => {
  test('takes all, then what happens, and acknowledges what is kept', async () => {
    const store = storeOf();
    const kept: number[] = [];
    const acknowledge = (one: Batch): Batch => ({
      ...one,
      kept: () => void kept.push(store.counts().requests),
    });
    const states = await run(
      store,
      {
        id: 'crm',
        async *initial() {
          yield acknowledge(batch([request(0), request(1)], null));
          yield acknowledge(batch([request(2)], 'one'));
        },
        async *changes(position) {
          expect(position).toBe('one');
          yield acknowledge(batch([request(3)], 'two'));
        },
      },
      (seen) => seen.filter(({ lastBatch }) => lastBatch !== null).length >= 4,
    );
    expect(kept).toEqual([2, 3, 4]);
    expect(store.position('crm')).toBe('two');
    expect(states.map(({ phase }) => phase)).toContain('following');
    store.close();
  });

  test('tries again after trouble from where it was, and says what it waits for', async () => {
    const store = storeOf();
    const asked: string[] = [];
    const states = await run(
      store,
      {
        id: 'crm',
        async *initial() {
          yield batch([request(0)], '0');
        },
        async *changes(position) {
          asked.push(position);
          if (asked.length === 2) throw new SourceError('unreachable', 'crm: cannot be reached');
          yield batch([request(asked.length)], String(asked.length));
          if (asked.length === 1) throw new Error('something else');
        },
      },
      () => asked.length === 4,
    );
    expect(asked.slice(0, 4)).toEqual(['0', '1', '1', '3']);
    expect(states.map(({ trouble }) => trouble?.text)).toContain('crm: cannot be reached');
    expect(store.counts().requests).toBe(4);
    store.close();
  });

  test('reads all anew after its position is lost, and what is told no more is gone', async () => {
    const store = storeOf();
    let reads = 0;
    const source: Source = {
      id: 'crm',
      whole: true,
      async *initial() {
        reads++;
        yield batch(
          reads === 1
            ? [request(0, 9), request(1, 9), request(2, 9)]
            : [{ ...told(city.table, 5, 2, city.table.refs[1]!) }],
          `${reads}`,
        );
      },
      async *changes(_, signal) {
        if (reads === 1) throw new SourceError('lostPosition', 'crm: the slot is gone');
        yield* idle(signal);
      },
    };
    const problems = new ProblemBook(store.problems, () => {});
    await run(store, source, (seen) => reads === 2 && seen.at(-1)!.phase === 'following', problems);
    problems.close();
    // Whoever looks the day after finds that it was so.
    expect(store.problems.all()).toMatchObject([
      { source: 'crm', field: 'requests', problem: 'readAnew', count: 1 },
    ]);
    // The new reading counts, though its orders are lower than those before.
    expect([...store.told('crm')]).toEqual([{ ref: request(1).ref, order: 2 }]);
    const { whole: _, ...some } = source;
    reads = 0;
    const other = storeOf();
    await run(other, { ...some, id: 'crm' }, (seen) => reads === 2 && seen.at(-1)!.phase === 'following');
    expect(other.counts().requests).toBe(3);
    for (const one of [store, other]) one.close();
  });

  test('what does not fit is told, and tried again seldom', async () => {
    const store = storeOf();
    const states = await run(
      store,
      {
        id: 'crm',
        // biome-ignore lint/correctness/useYield: it fails before it can.
        async *initial(): AsyncGenerator<Batch> {
          throw new SourceError('misfit', 'crm: has no column "opened"');
        },
        changes: (_, signal) => idle(signal),
      },
      (seen) => seen.filter(({ phase }) => phase === 'stopped').length === 2,
    );
    expect(states.at(-1)!.trouble).toEqual({
      ...{ fault: 'misfit', text: 'crm: has no column "opened"', error: null },
    });
    store.close();
  });
});
