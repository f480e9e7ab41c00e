import type { Holiday } from '../src/model/calendar.ts';
import { type Day, formatDay } from '../src/model/day.ts';

/**
 * Says of each holiday that was foreseen and has passed that its announcement has to be looked up: until then working
 * times are counted by a guess.
 */
export function passedHolidays(holidays: readonly Holiday[], today: Day): string[] {
  return holidays
    .filter(({ expected, to }) => expected && to < today)
    .map(({ from, to, en }) => {
      const days = from === to ? formatDay(from) : `${formatDay(from)} to ${formatDay(to)}`;
      const moved = /\bEid Al (Fitr|Adha)\b/.test(en)
        ? ''
        : ' It may have been moved by a decision of its year (Cabinet Resolution 27 of 2024).';
      return `calendar.json, holiday "${en}" ${days}: is still marked expected and has passed.${moved} Look its announcement up, correct it and take the mark out.`;
    });
}
