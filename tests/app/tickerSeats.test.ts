import { expect, test } from 'vitest';
import type { Arrival } from '../../src/app/liveArrivals.ts';
import { seated, seatsIn } from '../../src/app/tickerSeats.ts';

const arrival = (rid: number): Arrival => ({ rid, opened: rid, zone: 0, category: 0, channel: 0, topic: 0 });
const rids = (before: number[], newest: number[], seats: number) =>
  seated(before.map(arrival), newest.map(arrival), seats).map(({ rid }) => rid);

// Guards: what is read under the map does not walk away to the side when another request comes.
test('a request takes the seat of the oldest, and the others stay where they are', () => {
  expect(rids([], [3, 2, 1], 3)).toEqual([3, 2, 1]);
  expect(rids([3, 2, 1], [4, 3, 2, 1], 3)).toEqual([3, 2, 4]);
  expect(rids([3, 2, 4], [6, 5, 4, 3], 3)).toEqual([6, 5, 4]);
});

test('with fewer seats the newest have them, with more all have one', () => {
  expect(rids([3, 2, 4], [4, 3, 2], 1)).toEqual([4]);
  expect(rids([4], [4, 3, 2], 3)).toEqual([4, 3, 2]);
  expect([20, 48, 49, 81, 200].map(seatsIn)).toEqual([1, 1, 2, 3, 4]);
});
