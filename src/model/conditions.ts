import { rejectedStage } from './words.ts';

/** When something happened to a request; `completedAt` is 0 where it is completed, nobody knows when. */
export type InstantColumn = 'completedAt' | 'responded' | 'firstResolved' | 'resolved' | 'dueResolution';

/**
 * What one request is asked: whether something happened at or before the instant of the question (`past`), or earlier
 * than it (`before`); whether it is told at all (`known`), or told and true (`yes`); whether its completion is at a known
 * time (`timed`), and not after its due time (`inTime`); whether it is at a stage. What is not told has not happened, so
 * that each is true or false and `not` its opposite.
 */
export type Fact =
  | { readonly fact: 'past' | 'before'; readonly column: InstantColumn }
  | {
      readonly fact: 'known';
      readonly column:
        | InstantColumn
        | 'reopened'
        | 'firstContact'
        | 'satisfaction'
        | 'responseWork'
        | 'resolutionWork';
    }
  | { readonly fact: 'yes'; readonly column: 'reopened' | 'firstContact' }
  | { readonly fact: 'timed' | 'inTime' }
  | { readonly fact: 'stage'; readonly stage: string };

/** Which requests are counted, as facts about each: said once, and compiled to SQL and to what the page's scan reads. */
export type Condition =
  | Fact
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

export const all = (...of: Condition[]): Condition => ({ all: of });
export const any = (...of: Condition[]): Condition => ({ any: of });
export const not = (of: Condition): Condition => ({ not: of });
export const past = (column: InstantColumn): Fact => ({ fact: 'past', column });
export const before = (column: InstantColumn): Fact => ({ fact: 'before', column });
export const known = (column: (Fact & { fact: 'known' })['column']): Fact => ({ fact: 'known', column });
export const yes = (column: (Fact & { fact: 'yes' })['column']): Fact => ({ fact: 'yes', column });
export const timed: Fact = { fact: 'timed' };
export const inTime: Fact = { fact: 'inTime' };

/** At a stage that is a done one: resolved, closed or rejected. */
export const completed = past('completedAt');
export const rejected = all(completed, { fact: 'stage', stage: rejectedStage });
/** Completed at a known time, and not rejected: what a time to the resolution can be told of. */
export const resolved = all(completed, timed, not({ fact: 'stage', stage: rejectedStage }));
export const responded = past('responded');
export const open = not(completed);
export const overdue = all(before('dueResolution'), open);
/** Became overdue at some time, whether it still is or was completed since. */
export const fellDue = all(before('dueResolution'), any(open, all(timed, not(inTime))));

/** What a condition makes of its facts. @param holds whether a fact is true */
export function holds(condition: Condition, fact: (fact: Fact) => boolean): boolean {
  if ('all' in condition) return condition.all.every((one) => holds(one, fact));
  if ('any' in condition) return condition.any.some((one) => holds(one, fact));
  if ('not' in condition) return !holds(condition.not, fact);
  return fact(condition);
}

/** The facts that a condition is made of, each once. */
export function factsOf(condition: Condition): Fact[] {
  if ('all' in condition) return unlike(condition.all.flatMap(factsOf));
  if ('any' in condition) return unlike(condition.any.flatMap(factsOf));
  return 'not' in condition ? factsOf(condition.not) : [condition];
}

/** One text a fact: two that are the same have the same. */
export function factKey(fact: Fact): string {
  const of = 'column' in fact ? fact.column : 'stage' in fact ? fact.stage : '';
  return `${fact.fact} ${of}`.trim();
}

function unlike(facts: readonly Fact[]): Fact[] {
  return [...new Map(facts.map((fact) => [factKey(fact), fact])).values()];
}
