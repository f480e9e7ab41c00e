import * as v from 'valibot';
import { daysInOrder, dayText } from './calendar.ts';
import type { Day } from './day.ts';
import { misfit } from './misfit.ts';

/** How soon a request is to be answered, in seconds of the working calendar. */
export interface Target {
  readonly firstResponseSeconds: number;
  readonly resolutionSeconds: number;
}

/** What a request's target depends on: ids of words, null where the request has none; the day it was opened. */
export interface TargetKey {
  readonly category: string | null;
  readonly service: string | null;
  readonly priority: string | null;
  readonly day: Day;
}

/** A target and what it is for: null stands for any. */
export interface TargetEntry extends Target {
  readonly category: string | null;
  readonly service: string | null;
  readonly priority: string | null;
  readonly from: Day;
  /** the last day, included; null: without end */
  readonly to: Day | null;
}

export interface Targets {
  readonly source: string;
  readonly entries: readonly TargetEntry[];
}

type ById<T> = Map<string | null, T>;

// Category → service → priority → the entries for them, the most specific first.
const resolved = new WeakMap<Targets, ById<ById<ById<readonly TargetEntry[]>>>>();

/**
 * The target of a request: of the entries that are for it and valid on its day, the one that names most of
 * category, service and priority. Of two that name as many, one that names the service goes before one that names
 * the category, and that before one that names the priority; of two that name the same, the later in the list.
 * Null if there is none.
 */
export function targetFor(targets: Targets, key: TargetKey): Target | null {
  const ofTargets = resolved.get(targets) ?? remember(resolved, targets, new Map());
  const ofCategory = ofTargets.get(key.category) ?? remember(ofTargets, key.category, new Map());
  const ofService = ofCategory.get(key.service) ?? remember(ofCategory, key.service, new Map());
  const entries = ofService.get(key.priority) ?? remember(ofService, key.priority, entriesFor(targets, key));
  for (const entry of entries) {
    if (entry.from <= key.day && (entry.to === null || key.day <= entry.to)) return entry;
  }
  return null;
}

function remember<K, V>(map: { set(key: K, value: V): unknown }, key: K, value: V): V {
  map.set(key, value);
  return value;
}

function entriesFor(targets: Targets, key: TargetKey): readonly TargetEntry[] {
  return targets.entries
    .filter(
      (entry) =>
        (entry.category === null || entry.category === key.category) &&
        (entry.service === null || entry.service === key.service) &&
        (entry.priority === null || entry.priority === key.priority),
    )
    .reverse()
    .sort((a, b) => specificity(b) - specificity(a));
}

function specificity(entry: TargetEntry): number {
  const service = entry.service === null ? 0 : 1;
  const category = entry.category === null ? 0 : 1;
  const priority = entry.priority === null ? 0 : 1;
  return 8 * (service + category + priority) + 4 * service + 2 * category + priority;
}

// A target of no time at all is taken for a mistake: every request would be late as it opens.
const hours = v.pipe(v.number(), v.finite(), v.gtValue(0));
const id = v.optional(v.pipe(v.string(), v.nonEmpty()));

const entry = v.pipe(
  v.strictObject({
    category: id,
    service: id,
    priority: id,
    firstResponseHours: hours,
    resolutionHours: hours,
    from: dayText,
    to: v.optional(dayText),
  }),
  v.rawCheck((context) => daysInOrder(context)),
  v.transform(
    (one): TargetEntry => ({
      category: one.category ?? null,
      service: one.service ?? null,
      priority: one.priority ?? null,
      firstResponseSeconds: Math.round(one.firstResponseHours * 3600),
      resolutionSeconds: Math.round(one.resolutionHours * 3600),
      from: one.from,
      to: one.to ?? null,
    }),
  ),
);

/** The targets file, data/targets.json: dates as "YYYY-MM-DD"; a misspelt name in an entry is refused. */
export const targetsSchema = v.object({ source: v.string(), entries: v.array(entry) });

/** Reads a targets file. Throws an Error that says where it does not fit, what was found and what was expected. */
export function parseTargets(json: unknown): Targets {
  const result = v.safeParse(targetsSchema, json);
  if (result.success) return result.output;
  throw new Error(`targets: ${misfit(result.issues[0])}`);
}
