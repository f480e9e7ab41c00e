import { choiceLines } from '../../i18n/choiceLines.ts';
import type { Text } from '../../i18n/text.ts';
import type { City } from '../../model/city.ts';
import type { Filter } from '../../model/filter.ts';
import type { Manifest } from '../../model/manifest.ts';
import { type MeasureId, measures, stocks } from '../../model/measures.ts';

/** What a list holds, in words. */
export interface ListTitle {
  readonly measure: string;
  /** What is chosen, one text a dimension: `Al Twar First, Mirdif`. */
  readonly choice: readonly string[];
  /** The days of a cohort, or the day up to which a stock is counted. */
  readonly period: string;
}

/** What the list of the requests behind a measure holds: measure, zone and all else that is chosen, period. */
export function listTitle(
  text: Text,
  city: City,
  manifest: Manifest,
  measure: MeasureId,
  filter: Filter,
): ListTitle {
  const { t, formats } = text;
  const period = filter.opened ?? manifest.days;
  const isStock = stocks.includes(measures[measure].behind);
  return {
    measure: t(`measure.${measure}`),
    choice: choiceLines(text, city, filter).map(({ value }) => value),
    period: !period ? '' : isStock ? t('list.upTo', { day: formats.day(period.to) }) : formats.range(period),
  };
}
