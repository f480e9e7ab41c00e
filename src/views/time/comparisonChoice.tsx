import { memo, useCallback, useMemo } from 'react';
import { useText } from '../../i18n/Provider.tsx';
import type { Text } from '../../i18n/text.ts';
import { type Compared, type Comparison, comparedTo, type Held } from '../../model/comparison.ts';
import type { DayRange } from '../../model/filter.ts';
import { lengthOf } from '../../model/period.ts';
import { DateRangePicker } from '../../ui/DateRangePicker.tsx';
import { Select } from '../../ui/Select.tsx';
import { useSettled } from '../settled.ts';
import { dateLabels } from './dateLabels.ts';

interface Props {
  readonly range: DayRange;
  readonly wanted: Comparison;
  readonly compared: Compared | null;
  readonly held: Held;
  /** As in `ViewProps`. */
  readonly passing: boolean;
  readonly weekStart: number;
  readonly onComparison: (comparison: Comparison) => void;
}

const kinds = ['before', 'yearBefore', 'chosen', 'none'] as const;
type Kind = (typeof kinds)[number];

/** What the period is held against: the days before, a year before, days of one's own, or nothing; and which days these are. */
export const ComparisonChoice = memo(function ComparisonChoice(props: Props) {
  const { range, wanted, compared, held, passing, weekStart, onComparison } = props;
  const text = useText();
  const { t, formats, direction } = text;
  const { days } = held;
  const kind: Kind = typeof wanted === 'string' ? wanted : 'chosen';
  const names = useMemo(() => kinds.map((id) => nameOf(text, id, range, held)), [text, range, held]);
  // The list is shut while a drag passes through many periods; its button is not.
  const settled = useSettled(passing, () => names);
  const sections = useMemo(
    () => [{ id: 'kinds', name: null, options: kinds.map((id, i) => ({ id, name: settled[i] ?? '' })) }],
    [settled],
  );
  const onKind = useCallback(
    (id: Kind) => {
      if (id !== 'chosen') onComparison(id);
      else if (days) onComparison(compared?.period ?? earliest(range, days));
    },
    [onComparison, compared, range, days],
  );
  if (!days) return null;
  const own = compared?.period ?? (typeof wanted === 'string' ? null : wanted);
  return (
    <>
      <Select<Kind>
        label={t('compare.label')}
        value={kind}
        shown={names[kinds.indexOf(kind)] ?? ''}
        quiet={kind === 'before'}
        sections={sections}
        onChange={onKind}
      />
      {kind === 'chosen' && own && (
        <DateRangePicker
          value={own}
          min={days.from}
          max={days.to}
          weekStart={weekStart}
          onChange={onComparison}
          labels={{ ...dateLabels(t, formats.range(days)), pick: t('compare.pick') }}
        >
          <bdi dir={direction}>{formats.range(own)}</bdi>
        </DateRangePicker>
      )}
      <span className="cut time-compared" data-found={compared !== null}>
        {comparedWords(text, range, wanted, compared, days)}
      </span>
    </>
  );
});

/** A kind of comparison, and the days that it would be where it is found by itself. */
function nameOf({ t, formats }: Text, id: Kind, range: DayRange, held: Held): string {
  const name = t(`compare.${id}`);
  const found = id === 'before' || id === 'yearBefore' ? comparedTo(range, id, held) : null;
  return found ? t('compare.option', { name, period: formats.range(found.period) }) : name;
}

/** The days before the period, as many as there are. */
function earliest(range: DayRange, days: DayRange): DayRange {
  const to = Math.max(days.from, range.from - 1);
  return { from: Math.max(days.from, to - lengthOf(range) + 1), to };
}

/** Which days the period is held against, how they were found, and what makes them unlike; or why there are none. */
function comparedWords(
  text: Text,
  range: DayRange,
  wanted: Comparison,
  compared: Compared | null,
  days: DayRange,
): string {
  const { t, formats, language } = text;
  if (wanted === 'none') return '';
  if (!compared) return t('compare.outside', { days: formats.range(days) });
  const words: string[] = [];
  const { alignment } = compared;
  if (compared.kind === 'yearBefore') {
    words.push(
      alignment.kind === 'season'
        ? t('compare.by.season', { season: alignment.season[language] })
        : t(alignment.kind === 'weeks' ? 'compare.by.weeks' : 'compare.by.dates'),
    );
  }
  const length = lengthOf(compared.period);
  if (length !== lengthOf(range)) words.push(t('compare.length', { count: length }));
  for (const { season, now, then } of compared.uneven)
    words.push(t('compare.uneven', { season: season[language], now, then }));
  return words.join(' · ');
}
