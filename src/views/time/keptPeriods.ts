import { createContext } from 'react';
import type { DayRange } from '../../model/filter.ts';

/** A period that a reader gave a name, to come back to. */
export interface KeptPeriod extends DayRange {
  readonly name: string;
}

/** A reader's own periods, kept in their browser. */
export interface KeptPeriods {
  readonly periods: readonly KeptPeriod[];
  readonly keep: (period: KeptPeriod) => void;
  readonly drop: (name: string) => void;
}

export const KeptPeriodsContext = createContext<KeptPeriods>({ periods: [], keep() {}, drop() {} });
