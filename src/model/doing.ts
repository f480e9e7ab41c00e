import * as v from 'valibot';
import { matchNewsSchema } from './match.ts';

/**
 * What a server does that takes long. page: the page is built; sample, grow: a sample city is made, at first a small
 * one; start: the store is opened; fill: the store, with what is published; index: what the store is searched by; read:
 * all that the sources have; first: the first snapshot of it; again: all segments anew.
 */
export const doingKinds = [
  'page',
  'sample',
  'grow',
  'start',
  'fill',
  'index',
  'read',
  'first',
  'again',
] as const;
export type DoingKind = (typeof doingKinds)[number];

const doingSchema = v.object({
  what: v.picklist(doingKinds),
  /** From 0 to 1; null where nobody can tell. */
  part: v.nullable(v.number()),
  /** How many requests have come so far, where that is all that can be told. */
  requests: v.optional(v.number()),
});

/** Something that takes long, and how far it is. */
export type Doing = Readonly<v.InferOutput<typeof doingSchema>>;

const oldStatesSchema = v.object({ count: v.number(), rids: v.array(v.number()) });

/** How many requests are shown in a state before their latest telling, and some of them. */
export type OldStates = Readonly<v.InferOutput<typeof oldStatesSchema>>;

/** What a server tells the page of what is not there yet, or not now. */
export const startNewsSchema = v.object({
  /** Whether there is a snapshot. */
  serving: v.boolean(),
  doing: v.array(doingSchema),
  /** Sources that cannot be followed now, and for how many seconds they were not heard. */
  away: v.array(v.object({ id: v.string(), seconds: v.number() })),
  /** What came of holding the sources against the store; left out where none was. */
  matched: v.fallback(v.optional(matchNewsSchema), undefined),
  /**
   * Requests whose latest telling cannot be read, so that they are shown in the state before: how many, and the `rid`
   * of the latest hundred. Left out where there are none.
   */
  unreadable: v.fallback(v.optional(oldStatesSchema), undefined),
  /** The mark of the ratings that are served; left out where there are none. */
  ratings: v.fallback(v.optional(v.string()), undefined),
});
export type StartNews = v.InferOutput<typeof startNewsSchema>;
