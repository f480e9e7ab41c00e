import { createElement } from 'react';
import type { Text } from '../../i18n/text.ts';
import type { Compared } from '../../model/comparison.ts';
import type { Cell, MeasureId } from '../../model/measures.ts';
import type { Usual } from '../../model/noise.ts';
import { newsOf } from '../../model/rule.ts';
import type { FigureChange } from '../../ui/Figure.tsx';

/**
 * A change as a figure shows it; null where there is nothing to compare.
 * @param period the one that it is compared with, in words; empty where that is said elsewhere
 * @param known what is known beside the two cells: see `newsOf`
 */
export function describeChange(
  text: Text,
  measure: MeasureId,
  now: Cell,
  before: Cell,
  period: string,
  known: {
    readonly usual?: Usual;
    readonly spread?: number;
    readonly kind?: Compared['kind'];
    readonly span?: number;
  } = {},
): FigureChange | null {
  const news = newsOf(measure, now, before, known);
  if (!news) return null;
  const { change, heading, tone } = news;
  // In a narrow table its unit stands below its number.
  const exactly = text.formats.change(measure, change).replaceAll('\u00a0', ' ');
  const shown = news.estimate ? text.t('estimate.value', { value: exactly }) : exactly;
  const against = period && text.t('change.from', { period });
  return {
    text: createElement('bdi', { dir: text.direction, 'data-change': measure, 'data-value': change }, shown),
    heading,
    tone,
    toneText:
      tone === 'neutral'
        ? news.certain
          ? ''
          : text.t('rule.chance')
        : text.t(tone === 'good' ? 'change.better' : 'change.worse'),
    note: text.t(`change.${known.kind ?? 'before'}`),
    title: [against, news.certain ? '' : text.t('rule.chance'), news.estimate ? text.t('estimate.open') : '']
      .filter(Boolean)
      .join(' · '),
  };
}
