import { useText } from '../../i18n/Provider.tsx';
import type { Text } from '../../i18n/text.ts';
import { type Compared, type Comparison, comparedTo, type Held } from '../../model/comparison.ts';
import type { DayRange } from '../../model/filter.ts';
import { lengthOf } from '../../model/period.ts';
import { DateRangePicker } from '../../ui/DateRangePicker.tsx';
import { Select } from '../../ui/Select.tsx';
import { dateLabels } from './dateLabels.ts';

interface Props {
  readonly range: DayRange;
  readonly wanted: Comparison;
  readonly compared: Compared | null;
  readonly held: Held;
  readonly weekStart: number;
  readonly onComparison: (comparison: Comparison) => void;
}

const kinds = ['before', 'yearBefore', 'chosen', 'none'] as const;
type Kind = (typeof kinds)[number];

/** What the period is held against: the days before, a year before, days of one's own, or nothing; and which days these are. */
export function ComparisonChoice({ range, wanted, compared, held, weekStart, onComparison }: Props) {
  const text = useText();
  const { t, formats, direction } = text;
  const { days } = held;
  if (!days) return null;
  const kind: Kind = typeof wanted === 'string' ? wanted : 'chosen';
  const options = kinds.map((id) => {
    const found = id === 'before' || id === 'yearBefore' ? comparedTo(range, id, held) : null;
    const name = t(`compare.${id}`);
    return { id, name: found ? t('compare.option', { name, period: formats.range(found.period) }) : name };
  });
  const own = compared?.period ?? (typeof wanted === 'string' ? null : wanted);
  return (
    <>
      <Select<Kind>
        label={t('compare.label')}
        value={kind}
        quiet={kind === 'before'}
        sections={[{ id: 'kinds', name: null, options }]}
        onChange={(id) => onComparison(id === 'chosen' ? (compared?.period ?? earliest(range, days)) : id)}
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
