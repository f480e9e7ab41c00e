import { killedServer } from './clients/killedServer.ts';
import { slowLoris } from './clients/slowLoris.ts';
import { slowReaders } from './clients/slowReaders.ts';
import type { Fault } from './fault.ts';

/** What clients do to the hub: many of them, slow ones, and such as mean harm. */
export const fault: Fault = {
  name: 'clients',
  async run({ short, log }) {
    if (short)
      return Promise.all([
        killedServer({ pages: 200, processes: 1, deltas: 40, everyMs: 50, log }),
        slowReaders({ slow: 2, quick: 4 }),
        slowLoris({ headers: 30, bodies: 0, log }),
      ]);
    return [
      await killedServer({ pages: 10_000, processes: 4, deltas: 300, everyMs: 200, log }),
      await slowReaders({ slow: 10, quick: 20 }),
      await slowLoris({ headers: 200, bodies: 100, log }),
    ];
  },
};
