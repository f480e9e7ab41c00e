import { memo, type ReactNode, useCallback, useMemo } from 'react';
import { useText } from '../i18n/Provider.tsx';
import type { Text } from '../i18n/text.ts';
import { type Answer, type Ask, cellOf, cellsOf } from '../model/ask.ts';
import { monthOfDay } from '../model/day.ts';
import { choiceDimensions } from '../model/dimension.ts';
import { type Cell, type MeasureId, measures } from '../model/measures.ts';
import { askBefore, asks, type Screen } from '../model/screen.ts';
import { Boundary } from '../ui/Card.tsx';
import { Figure, type FigureGoal } from '../ui/Figure.tsx';
import { describeChange, meets } from './change.ts';
import { nameOfKey } from './names.ts';
import { useCardLabels } from './Panel.tsx';
import { useSettled } from './settled.ts';
import { Value } from './Value.tsx';
import { read, type View, type ViewProps } from './view.ts';

/** The five figures, in the order of the page. A second measure stands beside the first. */
const figures: readonly { measure: MeasureId; second?: MeasureId; goal: 'target' | 'limit' }[] = [
  { measure: 'received', goal: 'target' },
  { measure: 'open', goal: 'limit' },
  { measure: 'completionRate', goal: 'target' },
  { measure: 'onTimeRate', goal: 'target' },
  { measure: 'firstResponseP50', second: 'firstResponseP90', goal: 'target' },
];

function Figures({ screen, frame, passing, onList }: ViewProps) {
  const labels = useCardLabels();
  const { ask, askedBefore, trendAsk } = useMemo(() => {
    const ask = asks.figures(screen);
    return { ask, askedBefore: askBefore(screen, ask), trendAsk: asks.trend(screen) };
  }, [screen]);
  const list = useCallback((measure: MeasureId) => onList(measure, screen.filter), [onList, screen]);
  const answer = read(frame, ask);
  const before = read(frame, askedBefore);
  const trend = read(frame, trendAsk);
  return figures.map((figure) => (
    <Boundary key={figure.measure} labels={labels}>
      <OneFigure
        {...figure}
        screen={screen}
        passing={passing}
        ask={ask}
        answer={answer}
        askedBefore={askedBefore}
        before={before}
        trendAsk={trendAsk}
        trend={trend}
        onList={list}
      />
    </Boundary>
  ));
}

interface OneProps {
  readonly measure: MeasureId;
  readonly second?: MeasureId;
  readonly goal: 'target' | 'limit';
  readonly screen: Screen;
  readonly passing: boolean;
  readonly ask: Ask;
  readonly answer: Answer | undefined;
  readonly askedBefore: Ask | null;
  readonly before: Answer | undefined;
  readonly trendAsk: Ask;
  readonly trend: Answer | undefined;
  readonly onList: (measure: MeasureId) => void;
}

const OneFigure = memo(function OneFigure(props: OneProps) {
  const { measure, second, goal, screen, passing, onList } = props;
  const { ask, answer, askedBefore, before, trendAsk, trend } = props;
  const text = useText();
  const { t, formats } = text;
  const cell: Cell = answer ? cellOf(screen, ask, answer, 0, measure) : { kind: 'noData' };
  const onAction = useCallback(() => onList(measure), [onList, measure]);
  const name = t(second ? 'figures.firstResponse' : `measure.${measure}`);
  const earlier: Cell =
    askedBefore && before ? cellOf(screen, askedBefore, before, 0, measure) : { kind: 'noData' };
  const line = useMemo(
    () => (trend ? trendOf(screen, trendAsk, trend, measure) : null),
    [screen, trendAsk, trend, measure],
  );
  const named = (row: number) =>
    nameOfKey(text, screen.city, trendAsk.by[0] ?? 'day', trend?.keys[0]?.[row] ?? -1);

  const trendLabel = useSettled(passing, () =>
    trend && trend.rows > 0
      ? t('figures.trend', {
          measure: name,
          first: named(0),
          last: named(Math.max(0, (line?.length ?? 1) - 1)),
        })
      : name,
  );
  let value: ReactNode = <Value measure={measure} cell={cell} />;
  let aside: ReactNode = null;
  if (answer) {
    if (second) {
      value = (
        <>
          {value}
          {cell.kind === 'value' && (
            <Value
              measure={second}
              cell={cellOf(screen, ask, answer, 0, second)}
              className="figure-second"
              signed={false}
            />
          )}
        </>
      );
    }
    aside = asideOf(text, screen, ask, answer, measure, cell);
  }
  return (
    <Figure
      label={name}
      labelNote={second && `${t('figures.p50')} · ${t('figures.p90.short')}`}
      explanation={second ? `${t(`formula.${measure}`)} ${t(`formula.${second}`)}` : t(`formula.${measure}`)}
      value={value}
      aside={aside}
      change={
        screen.before
          ? describeChange(text, measure, cell, earlier, formats.range(screen.before.period))
          : null
      }
      noChange={screen.before ? '' : t('change.none')}
      goal={goalOf(text, screen, measure, cell, goal)}
      noGoal={t('goal.none')}
      trend={line}
      trendLabel={trendLabel}
      actionLabel={t('figures.list', { measure: name })}
      onAction={onAction}
      loading={!answer}
    />
  );
});

/** What stands at the end of a figure's first line: the n of a rate, or how many of the open are overdue. */
function asideOf(
  text: Text,
  screen: Screen,
  ask: Ask,
  answer: Answer,
  measure: MeasureId,
  cell: Cell,
): ReactNode {
  if (measure === 'open') {
    const overdue = cellOf(screen, ask, answer, 0, 'overdue');
    if (overdue.kind !== 'value') return null;
    return text.rich('figures.overdue', { value: <Value key="overdue" measure="overdue" cell={overdue} /> });
  }
  if (measures[measure].unit === 'count' || cell.kind !== 'value') return null;
  return (
    <bdi title={text.t(`behind.${measures[measure].behind as 'received'}`, { count: cell.n })}>
      {text.t('behind.of', { count: cell.n })}
    </bdi>
  );
}

function goalOf(
  text: Text,
  screen: Screen,
  measure: MeasureId,
  cell: Cell,
  kind: 'target' | 'limit',
): FigureGoal | null {
  const target = screen.manifest.goals[measure];
  if (target === undefined || cell.kind !== 'value') return null;
  // The limit of a count is the whole city's.
  if (measures[measure].unit === 'count' && choiceDimensions.some((d) => screen.filter[d]?.length))
    return null;
  const met = meets(measure, cell.value, target);
  return {
    text: text.t(`goal.${kind}`, { value: text.formats.goal(measure, target) }),
    value: cell.value,
    target,
    max: measures[measure].unit === 'share' ? 1 : Math.max(cell.value, target) * 1.25,
    met,
    metText: text.t(met ? 'goal.met' : 'goal.missed'),
  };
}

/**
 * The values of a measure over the steps of a period, oldest first; null where there is none. The step that `asOf`
 * lies in is left out: it is not over, and would fall off at the end of every line.
 */
export function trendOf(screen: Screen, ask: Ask, answer: Answer, measure: MeasureId): (number | null)[] {
  const today = screen.city.timeZone.dayOf(screen.manifest.asOf);
  const step = ask.by[0];
  const isOver = (key: number) =>
    step === 'month' ? key < monthOfDay(today) : step === 'week' ? key + 6 < today : key < today;
  const rows = Array.from({ length: answer.rows }, (_, row) => row);
  const over = rows.filter((row) => isOver(answer.keys[0]?.[row] ?? 0));
  const cellIn = cellsOf(screen, ask, answer, measure);
  return (over.length > 1 ? over : rows).map((row) => {
    const cell = cellIn(row);
    return cell.kind === 'value' ? cell.value : null;
  });
}

/** The five figures of the page. */
export const figuresView: View = {
  id: 'figures',
  asks: (screen) => {
    const before = askBefore(screen, asks.figures(screen));
    return [asks.figures(screen), asks.trend(screen), ...(before ? [before] : [])];
  },
  Component: memo(Figures),
};
