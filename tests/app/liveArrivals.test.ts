import { expect, test } from 'vitest';
import { type Arrivals, arrived } from '../../src/app/liveArrivals.ts';
import type { RequestValues } from '../../src/model/schema.ts';
import { requestColumnNames } from '../../src/model/schema.ts';
import { oddTable } from '../support/oddTable.ts';

const asOf = 1_790_000_000;

function changed(...requests: readonly (readonly [rid: number, opened: number])[]) {
  const table = oddTable(1, requests.length, 'Asia/Dubai');
  const values = Object.fromEntries(
    requestColumnNames.map((name) => [name, table.column(name).slice()]),
  ) as unknown as RequestValues;
  values.rid.set(requests.map(([rid]) => rid));
  values.opened.set(requests.map(([, opened]) => opened));
  values.zone.fill(0xffff);
  return { values, asOf };
}

const before: Arrivals = { newest: [], last: 99 };

// Guards: the ticker tells of requests that came in, the newest first, and of no other; nothing is told of twice.
test('the newest of what came in are told, five of them', () => {
  const { newest, fresh, last } = arrived(before, [
    changed([100, asOf - 60], [101, asOf - 10], [102, asOf - 30]),
    changed([103, asOf - 20], [104, asOf - 50], [105, asOf - 40]),
  ]);
  expect(newest.map(({ rid }) => rid)).toEqual([101, 103, 102, 105, 104]);
  expect(fresh).toHaveLength(6);
  expect(last).toBe(105);
  expect(newest[0]!.zone).toBe(-1);
});

test('a request that only changed, and one that is told of long after, are no news', () => {
  const { newest, fresh, last } = arrived(before, [changed([7, asOf - 5], [100, asOf - 90_000])]);
  expect({ newest, fresh, last }).toEqual({ newest: [], fresh: [], last: 100 });
});

test('what was told of is not told of again', () => {
  const first = arrived(before, [changed([100, asOf - 5])]);
  const second = arrived(first, [changed([100, asOf - 5])]);
  expect(second.fresh).toEqual([]);
  expect(second.newest).toHaveLength(1);
});
