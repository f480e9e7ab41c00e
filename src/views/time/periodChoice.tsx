import { BookmarkPlus, BookmarkX } from 'lucide-react';
import { memo, useCallback, useContext, useMemo, useState } from 'react';
import { useText } from '../../i18n/Provider.tsx';
import type { Day } from '../../model/day.ts';
import type { DayRange } from '../../model/filter.ts';
import { lengthOf } from '../../model/period.ts';
import { type PresetId, presetIds, presetOf, presetRange } from '../../model/presets.ts';
import { DateRangePicker } from '../../ui/DateRangePicker.tsx';
import { SegmentedControl } from '../../ui/SegmentedControl.tsx';
import { Select, type SelectOption } from '../../ui/Select.tsx';
import { dateLabels } from './dateLabels.ts';
import { type KeptPeriod, KeptPeriodsContext } from './keptPeriods.ts';

interface Props {
  readonly opened: DayRange | undefined;
  /** The chosen days; all of the data where none are. */
  readonly range: DayRange;
  readonly days: DayRange;
  readonly today: Day;
  readonly weekStart: number;
  readonly onRange: (range: DayRange | null) => void;
}

/** The presets that are always in sight; the others are in the list beside them. */
const inSight: readonly PresetId[] = ['7', '28', '90', 'thisMonth', 'thisQuarter'];

/** The period: a preset, days of one's own, or one that was kept under a name. */
export const PeriodChoice = memo(function PeriodChoice(props: Props) {
  const { opened, range, days, today, weekStart, onRange } = props;
  const { t, formats, direction } = useText();
  const chosen = presetOf(opened, days, today);
  return (
    <>
      <Presets chosen={chosen} {...{ days, today, onRange }} />
      <OtherPeriods chosen={chosen} {...{ range, days, today, onRange }} />
      <DateRangePicker
        value={range}
        min={days.from}
        max={days.to}
        weekStart={weekStart}
        onChange={onRange}
        labels={dateLabels(t, formats.range(days))}
      >
        <bdi dir={direction}>{formats.range(range)}</bdi>
      </DateRangePicker>
      <span className="time-length">{t('time.days', { count: lengthOf(range) })}</span>
      <Keep range={range} />
    </>
  );
});

interface PresetsProps extends Pick<Props, 'days' | 'today' | 'onRange'> {
  readonly chosen: PresetId | null;
}

const Presets = memo(function Presets({ chosen, days, today, onRange }: PresetsProps) {
  const { t } = useText();
  return (
    <SegmentedControl<PresetId>
      label={t('preset.label')}
      options={inSight.map((id) => ({ id, label: t(`preset.${id}`) }))}
      value={chosen}
      onChange={(id) => onRange(presetRange(id, days, today))}
    />
  );
});

/** The presets that are not in sight, and the periods that were kept. */
function OtherPeriods({ chosen, range, days, today, onRange }: PresetsProps & { readonly range: DayRange }) {
  const { t } = useText();
  const { periods } = useContext(KeptPeriodsContext);
  const own = useMemo(
    () => periods.filter(({ from, to }) => from <= days.to && to >= days.from),
    [periods, days],
  );
  const sections = useMemo(() => {
    const others = presetIds.filter(
      (id) => !inSight.includes(id) && (id === 'all' || presetRange(id, days, today) !== null),
    );
    const presets = others.map((id): SelectOption<string> => ({ id, name: t(`preset.${id}`) }));
    const kept = own.map(({ name }) => ({ id: `own:${name}`, name }));
    return [
      { id: 'presets', name: null, options: presets },
      ...(kept.length > 0 ? [{ id: 'own', name: t('period.own'), options: kept }] : []),
    ];
  }, [t, own, days, today]);
  const onChoose = useCallback(
    (id: string) => {
      const period = own.find(({ name }) => id === `own:${name}`);
      onRange(period ? cut(period, days) : presetRange(id as PresetId, days, today));
    },
    [own, days, today, onRange],
  );
  const kept = own.find(({ from, to }) => from === range.from && to === range.to);
  const preset = sections[0]?.options.find(({ id }) => id === chosen)?.id;
  const other = preset ?? (kept ? `own:${kept.name}` : null);
  return (
    <Select
      label={t('preset.more')}
      placeholder={t('preset.more')}
      quiet={other === null}
      value={other}
      sections={sections}
      onChange={onChoose}
    />
  );
}

function cut({ from, to }: DayRange, days: DayRange): DayRange {
  return { from: Math.max(from, days.from), to: Math.min(to, days.to) };
}

/** Keeps the chosen days under a name, or forgets them. */
function Keep({ range }: { readonly range: DayRange }) {
  const { t, formats } = useText();
  const { periods, keep, drop } = useContext(KeptPeriodsContext);
  const [naming, setNaming] = useState(false);
  const kept: KeptPeriod | undefined = periods.find(({ from, to }) => from === range.from && to === range.to);
  if (kept)
    return (
      <button
        type="button"
        className="icon-button"
        aria-label={t('period.drop', { name: kept.name })}
        title={t('period.drop', { name: kept.name })}
        onClick={() => drop(kept.name)}
      >
        <BookmarkX size="0.9375rem" aria-hidden />
      </button>
    );
  if (!naming)
    return (
      <button
        type="button"
        className="icon-button"
        aria-label={t('period.keep')}
        title={t('period.keep')}
        onClick={() => setNaming(true)}
      >
        <BookmarkPlus size="0.9375rem" aria-hidden />
      </button>
    );
  return (
    <form
      className="period-name"
      onSubmit={(event) => {
        event.preventDefault();
        const name = String(new FormData(event.currentTarget).get('name') ?? '').trim();
        if (name !== '') keep({ name, ...range });
        setNaming(false);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setNaming(false);
      }}
    >
      <input
        className="control"
        name="name"
        // biome-ignore lint/a11y/noAutofocus: whoever pressed the button wants to write
        autoFocus
        maxLength={40}
        defaultValue={formats.range(range)}
        aria-label={t('period.name')}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button type="submit" className="control">
        {t('period.save')}
      </button>
    </form>
  );
}
