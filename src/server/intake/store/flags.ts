import type { Words } from '../../../model/words.ts';

/** What the flags are found from: one request of a customer. Codes are null where they are missing. */
export interface CustomerRequest {
  readonly rid: number;
  readonly source: string;
  readonly ref: string;
  /** Epoch seconds. */
  readonly opened: number;
  /** Epoch seconds; null if it is not resolved, or nobody knows when. */
  readonly resolved: number | null;
  readonly category: number | null;
  readonly topic: number | null;
  readonly channel: number | null;
  readonly stage: number | null;
  readonly zone: number | null;
  readonly place: number | null;
}

/** 0, 1 or null where it cannot be known. See docs/measures.md. */
export interface Flags {
  readonly repeat30d: number | null;
  readonly duplicate: number | null;
  readonly handover48h: number | null;
}

/** What the flags need to know of the dictionaries, by code. */
export interface FlagCodes {
  readonly digital: ReadonlySet<number>;
  readonly callCentre: number;
  readonly done: ReadonlySet<number>;
}

const callCentre = 'call-centre';

const hour = 3600;
const repeatWindow = 30 * 24 * hour;
const duplicateWindow = 24 * hour;
const handoverWindow = 48 * hour;

/** How far before its opening and how far after it another request can change a request's flags, seconds. */
export const lookBack = repeatWindow;
export const lookAhead = handoverWindow;

/** Nothing can be known: not who asked, or not about what. */
export const noFlags: Flags = { repeat30d: null, duplicate: null, handover48h: null };

export function flagCodes({ channel, stage }: Pick<Words, 'channel' | 'stage'>): FlagCodes {
  const codes = <W>(words: readonly W[], is: (word: W) => boolean) =>
    new Set(words.flatMap((word, code) => (is(word) ? [code] : [])));
  return {
    digital: codes(channel, ({ digital }) => digital === true),
    callCentre: channel.findIndex(({ id }) => id === callCentre),
    done: codes(stage, ({ done }) => done),
  };
}

/**
 * The flags of one customer's requests, each as the others make them. Requests about different subjects do not touch.
 * @param from,to only requests opened from…to (epoch seconds) get flags; those within `lookBack` before and
 *   `lookAhead` after must be there too
 */
export function flagsOf(
  requests: readonly CustomerRequest[],
  codes: FlagCodes,
  from: number,
  to: number,
): Map<number, Flags> {
  const bySubject = new Map<string, CustomerRequest[]>();
  const found = new Map<number, Flags>();
  for (const request of requests) {
    const subject = subjectOf(request);
    if (subject === null) {
      if (request.opened >= from && request.opened <= to) found.set(request.rid, noFlags);
      continue;
    }
    const same = bySubject.get(subject);
    if (same) same.push(request);
    else bySubject.set(subject, [request]);
  }
  for (const same of bySubject.values()) {
    same.sort(inTime);
    for (let i = 0; i < same.length; i++) {
      const { rid, opened } = same[i]!;
      if (opened < from || opened > to) continue;
      found.set(rid, {
        repeat30d: i > 0 && opened - same[i - 1]!.opened <= repeatWindow ? 1 : 0,
        duplicate: isDuplicate(same, i, codes) ? 1 : 0,
        handover48h: isHandedOver(same, i, codes) ? 1 : 0,
      });
    }
  }
  return found;
}

/** What a request is about; null where nobody knows. */
function subjectOf({ topic, category }: CustomerRequest): string | null {
  return topic !== null ? `topic ${topic}` : category !== null ? `category ${category}` : null;
}

/** Requests opened in the same second are in the order of their references, so that it is the same on any day. */
function inTime(a: CustomerRequest, b: CustomerRequest): number {
  return a.opened - b.opened || compare(a.source, b.source) || compare(a.ref, b.ref);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isDuplicate(same: readonly CustomerRequest[], index: number, { done }: FlagCodes): boolean {
  const { opened, zone, place } = same[index]!;
  for (let i = index - 1; i >= 0 && opened - same[i]!.opened <= duplicateWindow; i--) {
    const earlier = same[i]!;
    if (earlier.zone !== zone || earlier.place !== place) continue;
    const isDone = earlier.stage !== null && done.has(earlier.stage);
    if (!isDone || (earlier.resolved !== null && earlier.resolved > opened)) return true;
  }
  return false;
}

function isHandedOver(
  same: readonly CustomerRequest[],
  index: number,
  { digital, callCentre }: FlagCodes,
): boolean {
  const { opened, channel } = same[index]!;
  if (channel === null || !digital.has(channel)) return false;
  for (let i = index + 1; i < same.length && same[i]!.opened - opened <= handoverWindow; i++) {
    if (same[i]!.channel === callCentre) return true;
  }
  return false;
}
