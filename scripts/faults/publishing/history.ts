import type { RequestRow } from '../../../src/model/schema.ts';
import type { Batch, SourceRequest } from '../../../src/server/intake/sources/source.ts';
import { openStore, type Store } from '../../../src/server/intake/store/store.ts';
import { endAt, rowOf, told } from '../../../tests/support/liveStore.ts';
import { randomCity } from '../../../tests/support/randomCity.ts';
import { seeded } from '../../../tests/support/seeded.ts';

/**
 * A source whose whole past follows from numbers: batch n is the same in every process, so that what a store must have
 * follows from its position.
 */
export const source = 'crm';

export const city = randomCity(11, 240);
endAt(city.table, city.asOf, city.words.stage);
/** What requests may become. */
const pool = randomCity(12, 500).table;
endAt(pool, city.asOf, city.words.stage);

/** Opens the store of a file for this source. @throws StoreError */
export function openCityStore(file: string): Store {
  return openStore(file, { timeZone: city.timeZone, zones: city.zones, words: () => city.words });
}

/** The number of the last batch that a store has; 0: none. */
export function positionOf(store: Store): number {
  return Number(store.position(source) ?? 0);
}

/** Epoch seconds at which a batch is taken. */
export function clockAt(batch: number): number {
  return city.asOf + 20 * batch;
}

/** Takes the next batch. */
export function takeNext(store: Store): void {
  const n = positionOf(store) + 1;
  store.take(source, batchOf(n), clockAt(n));
}

/** Batch n, from 1 on: the first has the whole city, each other some changes. */
function batchOf(n: number): Batch {
  const position = `${n}`;
  if (n === 1) {
    const requests = Array.from({ length: city.table.length }, (_, i) => told(city.table, i, 1));
    return { requests, position, committedAt: null };
  }
  const random = seeded(n);
  const length = 1 + Math.floor((n % 16 === 0 ? 60 : 10) * random());
  const requests = Array.from({ length }, (): SourceRequest => {
    const ref =
      random() < 0.6
        ? city.table.refs[Math.floor(random() * city.table.length)]!
        : `NEW-${Math.floor(random() * 150)}`;
    const row: RequestRow = rowOf(pool, Math.floor(random() * pool.length), ref);
    if (random() < 0.15) return { ref, order: n, row: null, personal: null };
    if (random() < 0.5) return { ref, order: n, row, personal: null };
    const customer = `C-${Math.floor(random() * 40)}`;
    const personal = { customer, name: null, phone: null, email: null, text: `${n}`, address: null };
    return { ref, order: n, row, personal };
  });
  return { requests, position, committedAt: null };
}
