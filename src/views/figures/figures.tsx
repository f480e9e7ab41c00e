import { memo, type ReactNode, useCallback, useMemo } from 'react';
import { overdueClaim } from '../../analysis/claims/counts.ts';
import { drawClaim } from '../../i18n/claims.ts';
import { unbroken } from '../../i18n/format.ts';
import { nameOfKey } from '../../i18n/names.ts';
import { useText } from '../../i18n/Provider.tsx';
import type { Text } from '../../i18n/text.ts';
import { type Answer, type Ask, cellOf, cellsOf } from '../../model/ask.ts';
import { firstDayOfMonth } from '../../model/day.ts';
import { choiceDimensions } from '../../model/dimension.ts';
import { goalFor } from '../../model/goal.ts';
import { type Cell, type MeasureId, measures } from '../../model/measures.ts';
import { spreadOfTimes } from '../../model/noise.ts';
import { ripeAfter, verdictOf } from '../../model/rule.ts';
import { askBefore, asks, type Screen } from '../../model/screen.ts';
import { Boundary } from '../../ui/Card.tsx';
import { Figure, type FigureGoal } from '../../ui/Figure.tsx';
import { Tip } from '../../ui/Tip.tsx';
import { Mark } from '../../ui/Tone.tsx';
import { describeChange } from '../card/change.ts';
import { useCardLabels } from '../card/Panel.tsx';
import { estimateWords, Value } from '../card/Value.tsx';
import { useSettled } from '../settled.ts';
import { read, type View, type ViewProps } from '../view.ts';

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
  const name = t(
    second ? 'figures.firstResponse' : measure === 'onTimeRate' ? 'short.onTimeRate' : `measure.${measure}`,
  );
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
          last: named(Math.max(0, (line?.values.length ?? 1) - 1)),
        }) + (line && line.ripe < line.values.length ? `; ${t('rule.young')}` : '')
      : name,
  );
  let value: ReactNode = <Value measure={measure} cell={cell} inside />;
  let aside: ReactNode = null;
  if (answer) {
    if (second && cell.kind === 'value') {
      value = (
        <span className="figure-pair">
          <span>
            <small>{t('figures.p50')}</small>
            {value}
          </span>
          <span>
            <small>{t('figures.p90.short')}</small>
            <Value measure={second} cell={cellOf(screen, ask, answer, 0, second)} signed={false} inside />
          </span>
        </span>
      );
    }
    aside = asideOf(text, screen, ask, answer, measure, cell, onList);
  }
  // How many of the open are overdue needs a line of its own.
  const isBelow = measure === 'open';
  return (
    <Figure
      label={name}
      explanation={[
        t(`formula.${measure}`),
        second ? t(`formula.${second}`) : '',
        estimateWords(text, measure, cell),
      ]
        .filter(Boolean)
        .join(' ')}
      value={value}
      below={isBelow && aside}
      aside={isBelow ? null : aside}
      change={
        screen.before
          ? describeChange(text, measure, cell, earlier, formats.range(screen.before.period), {
              kind: screen.before.kind,
              span: screen.before.span,
              ...(second && answer ? spreadIn(cell, cellOf(screen, ask, answer, 0, second)) : {}),
            })
          : null
      }
      noChange={noChangeOf(text, screen, cell)}
      goal={goalOf(text, screen, measure, cell, goal)}
      noGoal={noGoalOf(text, screen, measure, cell)}
      trend={line?.values ?? null}
      ripe={line?.ripe}
      trendLabel={trendLabel}
      actionLabel={t('figures.list', { measure: name })}
      onAction={onAction}
      loading={!answer}
    />
  );
});

/** How widely the times of a figure with two percentiles are spread. */
function spreadIn(half: Cell, nineOfTen: Cell): { readonly spread?: number } {
  return half.kind === 'value' && nineOfTen.kind === 'value'
    ? { spread: spreadOfTimes(half.value, nineOfTen.value) }
    : {};
}

/** What stands at the end of a figure's first line: the n of a rate, or how many of the open are overdue. */
function asideOf(
  text: Text,
  screen: Screen,
  ask: Ask,
  answer: Answer,
  measure: MeasureId,
  cell: Cell,
  onList: (measure: MeasureId) => void,
): ReactNode {
  if (measure === 'open')
    return <Overdue text={text} screen={screen} ask={ask} answer={answer} onList={onList} />;
  if (measures[measure].unit === 'count' || cell.kind !== 'value') return null;
  return (
    <Tip
      className="figure-tip"
      text={text.t(`behind.${measures[measure].behind as 'received'}`, { count: cell.n })}
    >
      <bdi>{text.t('behind.of', { count: cell.n })}</bdi>
    </Tip>
  );
}

interface OverdueProps {
  readonly text: Text;
  readonly screen: Screen;
  readonly ask: Ask;
  readonly answer: Answer;
  readonly onList: (measure: MeasureId) => void;
}

/** How many of the open are overdue, and what share of them, against its limit. */
function Overdue({ text, screen, ask, answer, onList }: OverdueProps) {
  const { t, formats } = text;
  const claim = overdueClaim(screen, ask, answer);
  if (!claim) return null;
  const found = goalFor(screen.manifest.goals, 'overdueRate', screen.goalChoice);
  const limit = found === null || found === 'differ' ? null : found.value;
  const met = verdictOf('overdueRate', claim.share, limit);
  const shown = (
    <button
      type="button"
      className="figure-overdue"
      onClick={() => onList('overdue')}
      aria-description={t('figures.list', { measure: t('measure.overdue') })}
      data-tone={met === null ? 'neutral' : met ? 'good' : 'bad'}
    >
      {met === false && <Mark met={false} />}
      {drawClaim(text, screen.city, claim, (figure, key) => (
        <Value key={key} {...figure} />
      ))}
      {met !== null && <span className="sr">{t(met ? 'goal.met' : 'goal.missed')}</span>}
    </button>
  );
  if (limit === null) return shown;
  return (
    <>
      {shown}{' '}
      <Tip
        className="figure-tip"
        label={t('measure.overdueRate')}
        text={t('figures.overdue.limit', { value: formats.goal('overdueRate', limit) })}
      />
    </>
  );
}

function goalOf(
  text: Text,
  screen: Screen,
  measure: MeasureId,
  cell: Cell,
  kind: 'target' | 'limit',
): FigureGoal | null {
  const found = goalFor(screen.manifest.goals, measure, screen.goalChoice);
  if (found === null || found === 'differ' || cell.kind !== 'value') return null;
  const target = found.value;
  // The limit of a count is the whole city's.
  if (measures[measure].unit === 'count' && choiceDimensions.some((d) => screen.filter[d]?.length))
    return null;
  const met = verdictOf(measure, cell, target);
  return {
    text: text.t(`goal.${kind}`, { value: text.formats.goal(measure, target) }),
    value: cell.value,
    target,
    max: measures[measure].unit === 'share' ? 1 : Math.max(cell.value, target) * 1.25,
    met,
    metText: text.t(met === null ? 'goal.thin' : met ? 'goal.met' : 'goal.missed'),
  };
}

/** Why nothing is said of a figure's goal. */
function noGoalOf({ t }: Text, screen: Screen, measure: MeasureId, cell: Cell): string {
  if (cell.kind === 'outside') return '';
  return t(
    goalFor(screen.manifest.goals, measure, screen.goalChoice) === 'differ' ? 'goal.differ' : 'goal.none',
  );
}

/** What is said instead of a change: that there is no earlier period, or over which days the data reach. */
function noChangeOf({ t, formats }: Text, screen: Screen, cell: Cell): string {
  if (cell.kind === 'outside' && screen.reach)
    return t('rule.reach', { period: unbroken(formats.range(screen.reach)) });
  return screen.before ? '' : t(screen.comparison === 'none' ? 'change.off' : 'change.none');
}

/** A measure over the steps of a period, oldest first; null where there is no value. */
export interface Trend {
  readonly values: readonly (number | null)[];
  /** How many of them, from the first, are ripe: the younger ones are still being worked on. */
  readonly ripe: number;
}

/**
 * The trend of a measure. The step that `asOf` lies in is left out: it is not over, and would fall off at the end of
 * every line.
 */
export function trendOf(screen: Screen, ask: Ask, answer: Answer, measure: MeasureId): Trend {
  const today = screen.city.timeZone.dayOf(screen.manifest.asOf);
  const step = ask.by[0];
  const lastOf = (key: number) =>
    step === 'month' ? firstDayOfMonth(key + 1) - 1 : step === 'week' ? key + 6 : key;
  const keyOf = (row: number) => answer.keys[0]?.[row] ?? 0;
  const all = Array.from({ length: answer.rows }, (_, row) => row);
  const over = all.filter((row) => lastOf(keyOf(row)) < today);
  const rows = over.length > 1 ? over : all;
  const cellIn = cellsOf(screen, ask, answer, measure);
  const age = ripeAfter(measure, screen.manifest.goals);
  return {
    values: rows.map((row) => {
      const cell = cellIn(row);
      return cell.kind === 'value' ? cell.value : null;
    }),
    ripe: rows.filter((row) => today - lastOf(keyOf(row)) >= age).length,
  };
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
