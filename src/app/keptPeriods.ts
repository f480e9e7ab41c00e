import { periodOf, periodText } from '../model/choiceText.ts';
import type { KeptPeriod } from '../views/time/keptPeriods.ts';

/** A period as a browser keeps it. */
interface Stored {
  readonly name: string;
  /** The text of a choice, of which only the period matters. */
  readonly choice: string;
}

export function storedPeriods(periods: readonly KeptPeriod[]): Stored[] {
  return periods.map((period) => ({ name: period.name, choice: periodText(period) }));
}

/**
 * Reads what a browser keeps, also the two days of before a choice had a text; what is neither is left out.
 * @param stored what `storedPeriods` made, or anything else
 */
export function readPeriods(stored: unknown): KeptPeriod[] {
  if (!Array.isArray(stored)) return [];
  return stored.flatMap((one: Partial<Stored & KeptPeriod> | null) => {
    if (typeof one?.name !== 'string') return [];
    const range = typeof one.choice === 'string' ? periodOf(one.choice) : daysOf(one);
    return range ? [{ name: one.name, ...range }] : [];
  });
}

function daysOf({ from, to }: Partial<KeptPeriod>) {
  return Number.isInteger(from) && Number.isInteger(to) && from! <= to! ? { from: from!, to: to! } : null;
}
