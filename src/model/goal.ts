import type { Filter } from './filter.ts';
import type { MeasureId } from './measures.ts';

/** What a goal may be for, the one that counts more first: of two goals that name one each, the category's holds. */
export const goalDimensions = ['category', 'channel', 'service'] as const;
export type GoalDimension = (typeof goalDimensions)[number];

/** What a goal is for; a dimension that is left out stands for any. */
export type GoalScope = Readonly<Partial<Record<GoalDimension, string | undefined>>>;

/** The goals of a manifest: of the whole city by the measure's id, of a part by `goalKey`. */
export type Goals = Readonly<Record<string, number>>;

/** The name of a goal in a manifest: `completionRate`, or of a part `completionRate@category=report`. */
export function goalKey(measure: string, scope: GoalScope = {}): string {
  const named = goalDimensions.flatMap((dimension) => {
    const id = scope[dimension];
    return id === undefined ? [] : [`${dimension}=${id}`];
  });
  return named.length === 0 ? measure : `${measure}@${named.join('&')}`;
}

/** A goal; or that the parts of a choice have goals that differ, so that the whole has none; or null: there is none. */
export type GoalFound =
  | { readonly value: number; readonly ownOf: readonly GoalDimension[] }
  | 'differ'
  | null;

/** As many combinations of chosen values are looked at; a wider choice has no goal of its own. */
const mostParts = 64;

/**
 * The goal of a measure for a choice: of each chosen category, channel and service the goal that names most of them.
 * Where they are not all the same, the choice as a whole has none.
 */
export function goalFor(goals: Goals, measure: MeasureId, choice: Filter): GoalFound {
  let parts: GoalScope[] = [{}];
  for (const dimension of goalDimensions) {
    const ids = choice[dimension];
    if (!ids?.length) continue;
    parts = parts.flatMap((part) => ids.map((id) => ({ ...part, [dimension]: id })));
    if (parts.length > mostParts) return 'differ';
  }
  const [first, ...rest] = parts.map((part) => goalOfPart(goals, measure, part));
  if (rest.some((other) => other?.value !== first?.value)) return 'differ';
  return first ?? null;
}

/** The value of a goal; null where there is none for this choice. */
export function goalValue(goals: Goals, measure: MeasureId, choice: Filter): number | null {
  const found = goalFor(goals, measure, choice);
  return found === null || found === 'differ' ? null : found.value;
}

function goalOfPart(goals: Goals, measure: MeasureId, part: GoalScope) {
  const named = goalDimensions.filter((dimension) => part[dimension] !== undefined);
  const subsets = Array.from({ length: 1 << named.length }, (_, bits) =>
    named.filter((_, i) => bits & (1 << (named.length - 1 - i))),
  );
  // The most named first; of as many, the ones that count more.
  const byWeight = subsets.sort((a, b) => b.length - a.length || rank(a) - rank(b));
  for (const ownOf of byWeight) {
    const value = goals[goalKey(measure, Object.fromEntries(ownOf.map((one) => [one, part[one]])))];
    if (value !== undefined) return { value, ownOf };
  }
  return null;
}

function rank(dimensions: readonly GoalDimension[]): number {
  return dimensions.reduce((sum, dimension) => sum + 4 ** goalDimensions.indexOf(dimension), 0);
}
