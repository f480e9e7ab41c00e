import { expect, test, vi } from 'vitest';
import type { Records } from '../../src/server/intake/sources/postgres/records.ts';
import { Transactions } from '../../src/server/intake/sources/postgres/transactions.ts';

// Guards: the last place that a quiet server names is kept, though its first word came too early for it. A place that
// is never kept holds up every look at the table, which waits until all that it shows has been told.

const records = {} as Records;
const idle = (upTo: bigint, asked = false) => ({ tag: 'idle', upTo, asked, bytes: 18 }) as const;

test('a place that came too early is kept with the next word of the same place', () => {
  vi.useFakeTimers();
  try {
    const transactions = new Transactions(10n, 5000);
    const kept = () => [...transactions.take(false)].map(({ upTo }) => upTo);
    transactions.add(idle(10n), records);
    expect(kept()).toEqual([10n]);
    vi.advanceTimersByTime(4000);
    transactions.add(idle(20n), records);
    expect(kept()).toEqual([]);
    vi.advanceTimersByTime(4000);
    transactions.add(idle(20n), records);
    expect(kept()).toEqual([20n]);
    // What is kept is not kept again and again.
    vi.advanceTimersByTime(60_000);
    transactions.add(idle(20n), records);
    expect(kept()).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});
