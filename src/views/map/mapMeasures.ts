import type { Filter } from '../../model/filter.ts';
import { type Goals, goalValue } from '../../model/goal.ts';
import { type MeasureId, measures } from '../../model/measures.ts';
import type { RequestColumn } from '../../model/schema.ts';

/** The measures that a map can show, in the order of the picker. */
export const mapMeasures: readonly MeasureId[] = [
  'completionRate',
  'onTimeRate',
  'received',
  'per1000',
  'open',
  'overdue',
  'overdueRate',
  'firstResponseP50',
  'resolutionP50',
  'reopenedRate',
  'firstContactRate',
  'satisfaction',
];

/** Whether the source fills the columns that a measure is made of. */
export function isAvailable(id: MeasureId, fields: readonly RequestColumn[]): boolean {
  return measures[id].requires.every((column) => fields.includes(column));
}

/**
 * What a measure should reach in a zone under a choice. Null for counts: their goal is of the whole city, and says
 * nothing of a part.
 */
export function zoneGoal(id: MeasureId, goals: Goals, choice: Filter): number | null {
  const { unit, better } = measures[id];
  if (better === null || unit === 'count' || unit === 'per1000') return null;
  return goalValue(goals, id, choice);
}
