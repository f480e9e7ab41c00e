import { RequestTable } from '../../../model/requestTable.ts';
import type { TimeZone } from '../../../model/timeZone.ts';
import type { Outbox, OutboxEntry } from './outbox.ts';
import type { RequestReader } from './requestReader.ts';
import { latestOf } from './requestRows.ts';

/** Changes that are to be published, with the requests as they are now. */
export interface Pending {
  /** For `published`: the last change in it, and the last that there was. */
  readonly upTo: number;
  readonly seen: number;
  /** How many requests more readers have with it; negative if fewer. */
  readonly added: number;
  /** Those that there are, with the store's rids and versions. */
  readonly table: RequestTable;
  /** The rids of those that are no more; some may never have been published. */
  readonly gone: Uint32Array;
  /** Epoch seconds at which the first of these changes was taken. */
  readonly oldest: number;
  /** Epoch seconds of the last event in the table; 0 if it is empty. */
  readonly latest: number;
}

/** The oldest changes of an outbox, at most so many; null if there are none. */
export function pendingOf(
  outbox: Outbox,
  reader: RequestReader,
  zone: TimeZone,
  limit: number,
): Pending | null {
  const entries = outbox.oldest(limit);
  const last = entries.at(-1);
  if (!last) return null;
  const table = new RequestTable(zone, entries.length);
  const gone: number[] = [];
  let latest = 0;
  let added = 0;
  for (const [rid, { was_there }] of firstOfEach(entries)) {
    const row = reader.row(rid);
    added += Number(row !== null) - was_there;
    if (!row) {
      gone.push(rid);
      continue;
    }
    table.add(row, rid);
    latest = Math.max(latest, latestOf(row));
  }
  return {
    upTo: last.id,
    seen: outbox.last,
    added,
    table,
    gone: Uint32Array.from(gone),
    oldest: entries[0]!.taken_at,
    latest,
  };
}

/** The first entry of each request, in their order. */
function firstOfEach(entries: readonly OutboxEntry[]): Map<number, OutboxEntry> {
  const first = new Map<number, OutboxEntry>();
  for (const entry of entries) if (!first.has(entry.rid)) first.set(entry.rid, entry);
  return first;
}
