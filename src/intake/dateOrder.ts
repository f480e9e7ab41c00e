import type { DateOrder } from './dates.ts';
import type { DateProfile } from './profile.ts';

export interface OrderGuess {
  readonly order: DateOrder;
  /** Whether a value decides it. */
  readonly sure: boolean;
  /** Why, in words; '' where no text fits two orders. */
  readonly why: string;
}

/**
 * The order of day and month in columns of dates: what a value over 12 decides; else the number that changes more
 * is the day; else the region's use.
 */
export function guessOrder(columns: readonly DateProfile[], region: DateOrder): OrderGuess {
  const sum = (pick: (dates: DateProfile) => number) => columns.reduce((total, one) => total + pick(one), 0);
  const dmy = sum((dates) => dates.dmy);
  const mdy = sum((dates) => dates.mdy);
  if (dmy + mdy + sum((dates) => dates.ambiguous) === 0) return { order: 'ymd', sure: true, why: '' };
  if (dmy !== mdy) {
    const why = dmy > 0 && mdy > 0 ? 'by most values, but not by all: check it' : 'by values over 12';
    return { order: dmy > mdy ? 'dmy' : 'mdy', sure: true, why };
  }
  const firsts = sum((dates) => dates.firsts);
  const seconds = sum((dates) => dates.seconds);
  if (firsts >= seconds * 2) {
    return { order: 'dmy', sure: false, why: 'no value decides; the first number changes more' };
  }
  if (seconds >= firsts * 2) {
    return { order: 'mdy', sure: false, why: 'no value decides; the second number changes more' };
  }
  const why = "no value decides; the city's usual order, check it";
  return { order: region === 'mdy' ? 'mdy' : 'dmy', sure: false, why };
}
