import { memo, useCallback, useMemo, useState } from 'react';
import { type Bucket, bucketsOf } from '../../analysis/buckets.ts';
import { timelineClaim } from '../../analysis/claims/timeline.ts';
import { measureColumn } from '../../export/sheets/measureColumns.ts';
import type { SheetTable } from '../../export/sheets/table.ts';
import { nameOfKey } from '../../i18n/names.ts';
import { useText } from '../../i18n/Provider.tsx';
import type { Answer, Ask } from '../../model/ask.ts';
import { comparedTo } from '../../model/comparison.ts';
import type { Weekday } from '../../model/day.ts';
import { isTimeDimension, type TimeDimension } from '../../model/dimension.ts';
import { type DayRange, during } from '../../model/filter.ts';
import { asks, heldOf, type Screen } from '../../model/screen.ts';
import { Chart, type ChartMarks } from '../../ui/Chart.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import type { Look } from '../../ui/look.ts';
import { RangeBrush } from '../../ui/RangeBrush.tsx';
import { EmptyState } from '../../ui/State.tsx';
import { Panel } from '../card/Panel.tsx';
import { cardActions } from '../files/cardFiles.ts';
import { ComparisonChoice } from './comparisonChoice.tsx';
import { PeriodChoice } from './periodChoice.tsx';
import { isWhole, timelineMarks, timelineOption, timelineRoom } from './timelineOption.ts';
import { timeScale } from './timeScale.ts';
import './timeBrush.css';
import { useSaid } from '../card/useSaid.ts';
import { Value } from '../card/Value.tsx';
import { read, type View, type ViewProps } from '../view.ts';

function TimeBrush(props: ViewProps) {
  const { screen, frame, passing, filter, onFilter, onDragging, onComparison, onList, onProof } = props;
  const ask = useMemo(() => asks.timeline(screen), [screen]);
  const answer = read(frame, ask);
  const onRange = useCallback((range: DayRange | null) => onFilter((now) => during(now, range)), [onFilter]);
  return (
    <Drawn
      screen={screen}
      ask={ask}
      answer={answer}
      passing={passing}
      opened={filter.opened}
      onRange={onRange}
      onComparison={onComparison}
      onDragging={onDragging}
      onList={onList}
      onProof={onProof}
    />
  );
}

interface DrawnProps {
  readonly screen: Screen;
  readonly ask: Ask;
  readonly answer: Answer | undefined;
  readonly passing: boolean;
  /** What is chosen now. */
  readonly opened: DayRange | undefined;
  readonly onRange: (range: DayRange | null) => void;
  readonly onComparison: ViewProps['onComparison'];
  readonly onDragging: (dragging: boolean) => void;
  readonly onList: ViewProps['onList'];
  readonly onProof: ViewProps['onProof'];
}

function Drawn(props: DrawnProps) {
  const { screen, ask, answer, passing, opened, onRange, onComparison, onDragging, onList } = props;
  const text = useText();
  const { t } = text;
  const { city, manifest } = screen;
  const days = manifest.days;
  const today = city.timeZone.dayOf(manifest.asOf);
  const step = stepIn(ask);
  const buckets = useMemo(
    () => (answer && days ? bucketsOf(answer, step, days, manifest.weekStart as Weekday) : []),
    [answer, step, days, manifest.weekStart],
  );
  const nameOf = useCallback((bucket: Bucket) => nameOfKey(text, city, step, bucket.key), [text, city, step]);
  const range = useMemo(() => opened ?? days ?? { from: today, to: today }, [opened, days, today]);
  const held = useMemo(() => heldOf(city, manifest), [city, manifest]);
  const compared = useMemo(
    () => comparedTo(range, screen.comparison, held),
    [range, screen.comparison, held],
  );

  const said = useSaid(props, () => (answer ? timelineClaim(screen, ask, buckets, step) : null));

  const file: SheetTable = {
    title: t('time.title'),
    columns: [
      { kind: 'day', id: 'from', title: t('time.from') },
      { kind: 'day', id: 'to', title: t('time.to') },
      measureColumn(text, 'received'),
    ],
    rows: () => buckets.map(({ from, to, value }) => [from, to, value]),
    measures: ['received'],
    filter: ask.filter,
  };
  const table = () => {
    const columns: Column<Bucket>[] = [
      { id: 'when', header: t(`dimension.${step}`), cell: nameOf, sort: (bucket) => bucket.from },
      {
        id: 'received',
        header: t('measure.received'),
        cell: ({ value }) => <Value measure="received" cell={{ kind: 'value', value, n: value }} />,
        sort: (bucket) => bucket.value,
        numeric: true,
      },
    ];
    return (
      <DataTable
        caption={t('time.title')}
        columns={columns}
        rows={buckets.toReversed()}
        rowKey={(bucket) => bucket.key}
        onRow={(bucket) => onRange({ from: bucket.from, to: bucket.to })}
        isSelected={(bucket) => bucket.from >= range.from && bucket.to <= range.to}
        sortLabel={(column) => t('table.sort', { column })}
      />
    );
  };

  return (
    <Panel
      title={t('time.title')}
      menu={cardActions(text, screen, file, onList)}
      tools={
        days && (
          <div className="time-tools">
            <PeriodChoice weekStart={manifest.weekStart} {...{ opened, range, days, today, onRange }} />
            <ComparisonChoice
              range={range}
              wanted={screen.comparison}
              compared={compared}
              held={held}
              passing={passing}
              weekStart={manifest.weekStart}
              onComparison={onComparison}
            />
          </div>
        )
      }
      note={t(`time.by.${step}`)}
      className="time-card"
      loading={!answer}
      skeletonRows={2}
      {...said}
      table={answer && table}
    >
      {buckets.length === 0 ? (
        <EmptyState title={t('empty.data')} />
      ) : (
        <Plot
          buckets={buckets}
          nameOf={nameOf}
          range={range}
          before={compared?.period ?? null}
          sentence={said.sentence}
          onRange={onRange}
          onDragging={onDragging}
        />
      )}
    </Panel>
  );
}

interface PlotProps {
  readonly buckets: readonly Bucket[];
  readonly nameOf: (bucket: Bucket) => string;
  readonly range: DayRange;
  readonly before: DayRange | null;
  readonly sentence: string;
  readonly onRange: (range: DayRange) => void;
  readonly onDragging: (dragging: boolean) => void;
}

/** The bars of all days, and over them the brush. */
function Plot({ buckets, nameOf, range, before, sentence, onRange, onDragging }: PlotProps) {
  const text = useText();
  const { t, formats } = text;
  const [hover, setHover] = useState<number | null>(null);
  const scale = useMemo(() => timeScale(buckets), [buckets]);
  const whole = isWhole(buckets, range);
  const option = useCallback(
    (look: Look, width: number) => timelineOption(text, { buckets, whole, nameOf }, look, width),
    [text, buckets, whole, nameOf],
  );
  const onHover = useCallback(
    (day: number | null) => {
      setHover(day === null ? null : buckets.findIndex((bucket) => bucket.from <= day && day <= bucket.to));
    },
    [buckets],
  );
  const onDrag = useCallback(
    (dragging: boolean) => {
      setHover(null);
      onDragging(dragging);
    },
    [onDragging],
  );
  return (
    <div className="time-plot">
      <Chart
        option={option}
        label={sentence}
        hover={hover}
        marks={useSameMarks(timelineMarks(buckets, range, before))}
      />
      <div className="time-brush" style={timelineRoom}>
        <RangeBrush
          scale={scale}
          value={range}
          onChange={onRange}
          onDragging={onDrag}
          onHover={onHover}
          labels={{
            from: t('time.from'),
            to: t('time.to'),
            window: t('time.window', { period: formats.range(range) }),
          }}
          textOf={formats.dayLong}
        />
      </div>
    </div>
  );
}

/** The same object for as long as the same bars are marked. */
function useSameMarks(marks: ChartMarks): ChartMarks {
  const key = `${marks.selected} ${marks.emphasised}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the marks
  return useMemo(() => marks, [key]);
}

function stepIn(ask: Ask): TimeDimension {
  const step = ask.by[0];
  return step && isTimeDimension(step) ? step : 'day';
}

/** Requests over the whole time of the data, and the period chosen from it. */
export const timeBrushView: View = {
  id: 'timeBrush',
  asks: (screen) => [asks.timeline(screen)],
  ofPeriod: true,
  Component: memo(TimeBrush),
};
