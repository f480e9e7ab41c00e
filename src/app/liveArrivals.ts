import type { RequestValues } from '../model/schema.ts';
import { nullOf, type RequestColumn, requestColumns } from '../model/schema.ts';

/** A request that came in while the page was open: codes are −1 where there is none. */
export interface Arrival {
  readonly rid: number;
  /** Epoch seconds. */
  readonly opened: number;
  readonly zone: number;
  readonly category: number;
  readonly channel: number;
  readonly topic: number;
}

/** How many of the newest are told. */
const shown = 5;
/** A request that is told so much later than it was opened, in seconds, is no news. */
const old = 3_600;

/** The newest requests, and which are told of for the first time. */
export interface Arrivals {
  readonly newest: readonly Arrival[];
  /** The highest rid that is known of: the store numbers requests as they come. */
  readonly last: number;
}

/** What some changed requests add to the newest; `fresh` are those that came in with them. */
export function arrived(
  { newest, last }: Arrivals,
  changes: readonly { readonly values: RequestValues; readonly asOf: number }[],
): Arrivals & { readonly fresh: readonly Arrival[] } {
  const fresh: Arrival[] = [];
  let highest = last;
  for (const { values, asOf } of changes) {
    for (const [i, rid] of values.rid.entries()) {
      if (rid <= last) continue;
      highest = Math.max(highest, rid);
      if (values.opened[i]! > asOf - old) fresh.push(arrivalAt(values, i));
    }
  }
  const known = new Map([...newest, ...fresh].map((arrival) => [arrival.rid, arrival]));
  return {
    newest: [...known.values()].sort((a, b) => b.opened - a.opened || b.rid - a.rid).slice(0, shown),
    last: highest,
    fresh,
  };
}

function arrivalAt(values: RequestValues, i: number): Arrival {
  const code = (column: RequestColumn) => {
    const value = values[column][i]!;
    return value === nullOf[requestColumns[column]] ? -1 : value;
  };
  return {
    rid: values.rid[i]!,
    opened: values.opened[i]!,
    zone: code('zone'),
    category: code('category'),
    channel: code('channel'),
    topic: code('topic'),
  };
}
