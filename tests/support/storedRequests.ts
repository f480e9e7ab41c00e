import type { RequestTable } from '../../src/model/requestTable.ts';
import { type RequestRow, requestColumnNames } from '../../src/model/schema.ts';
import type { Batch, Personal, SourceRequest } from '../../src/server/intake/sources/source.ts';
import { openStore, type Store, type StoreOptions } from '../../src/server/intake/store/store.ts';
import { referenceData } from '../../src/server/referenceData.ts';

/** Opens a store of Dubai's words and zones. */
export function openTestStore(file = ':memory:', options: Partial<StoreOptions> = {}): Store {
  const { zones, words } = referenceData();
  return openStore(file, { timeZone: 'Asia/Dubai', zones, words: (kept) => kept ?? words, ...options });
}

/** 2026-01-01T00:00:00Z. */
export const newYear = 1_767_225_600;
/** After all that the tests tell. */
export const later = newYear + 400 * 86_400;

/** A request of which little is known. */
export function rowOf(ref: string, known: Partial<RequestRow> = {}): RequestRow {
  return {
    ref,
    version: 1,
    opened: newYear,
    responded: null,
    firstResolved: null,
    resolved: null,
    updated: null,
    dueResponse: null,
    dueResolution: null,
    responseWork: null,
    resolutionWork: null,
    zone: null,
    place: null,
    category: null,
    channel: null,
    account: null,
    topic: null,
    entity: null,
    stage: null,
    priority: null,
    language: null,
    customerKind: null,
    satisfaction: null,
    attachments: null,
    reopened: null,
    firstContact: null,
    repeat30d: null,
    duplicate: null,
    handover48h: null,
    pointLon: null,
    pointLat: null,
    ...known,
  };
}

/** Somebody of whom nothing is known but how they are called. */
export function personOf(customer: string | null, known: Partial<Personal> = {}): Personal {
  return { customer, name: null, phone: null, email: null, text: null, address: null, ...known };
}

export function tell(
  ref: string,
  order: number,
  row: Partial<RequestRow> | null = {},
  personal: Personal | null = null,
): SourceRequest {
  return { ref, order, row: row && rowOf(ref, row), personal };
}

export function batchOf(requests: readonly SourceRequest[], position: string | null = null): Batch {
  return { requests, position, committedAt: null };
}

export type PlainRow = Record<string, number | string | null>;

/** The rows of a table as objects, by rid. */
export function plainRows(table: RequestTable): Map<number, PlainRow> {
  const rows = new Map<number, PlainRow>();
  for (let i = 0; i < table.length; i++) {
    const row: PlainRow = { ref: table.refs[i]! };
    for (const name of requestColumnNames) row[name] = table.value(name, i);
    rows.set(row.rid as number, row);
  }
  return rows;
}

/** All rows of a store, by rid. */
export function allRows(store: Store): Map<number, PlainRow> {
  return new Map([...store.months()].flatMap((table) => [...plainRows(table)]));
}
