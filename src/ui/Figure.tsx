import { memo, type ReactNode } from 'react';
import { BulletBar } from './BulletBar.tsx';
import './Figure.css';
import { Skeleton } from './Skeleton.tsx';
import { Sparkline } from './Sparkline.tsx';
import { Tip } from './Tip.tsx';
import { Arrow, type Heading, Mark, type Tone } from './Tone.tsx';

export interface FigureChange {
  readonly text: ReactNode;
  readonly heading: Heading;
  readonly tone: Tone;
  /** Says in words whether it is better or worse. */
  readonly toneText: string;
  /** What it is compared with, in two words and in full. */
  readonly note: string;
  readonly title: string;
}

export interface FigureGoal {
  readonly text: string;
  readonly value: number;
  readonly target: number;
  readonly max: number;
  /** Null: too little is behind the value for it to be judged. */
  readonly met: boolean | null;
  readonly metText: string;
}

interface Props {
  readonly label: string;
  /** What the measure means, in a tip. */
  readonly explanation: string;
  readonly value: ReactNode;
  /** A line under the value. */
  readonly below?: ReactNode;
  /** Number of requests behind the value, or what else belongs to it. */
  readonly aside?: ReactNode;
  readonly change: FigureChange | null;
  /** Said where there is nothing to compare with. */
  readonly noChange: string;
  readonly goal: FigureGoal | null;
  readonly noGoal: string;
  readonly trend: readonly (number | null)[] | null;
  /** How many steps of the trend, from the first, are ripe. */
  readonly ripe?: number | undefined;
  readonly trendLabel: string;
  readonly actionLabel: string;
  readonly onAction: () => void;
  readonly loading?: boolean;
}

/** One figure with its change, its target and its line; all of it is one button to what is behind it. */
export const Figure = memo(function Figure(props: Props) {
  const {
    label,
    explanation,
    value,
    below,
    aside,
    change,
    goal,
    noGoal,
    trend,
    trendLabel,
    actionLabel,
    onAction,
  } = props;
  return (
    <section className="figure" aria-label={label} aria-busy={props.loading}>
      <p className="figure-head">
        <span className="figure-name">
          <span className="figure-label">{label}</span>
          <Tip className="figure-tip" label={label} text={explanation} />
        </span>
        <span className="figure-aside">{aside}</span>
      </p>
      {props.loading ? (
        <div className="figure-loading">
          <Skeleton rows={2} />
        </div>
      ) : (
        <>
          <button
            type="button"
            className="figure-value num"
            onClick={onAction}
            aria-description={actionLabel}
          >
            {value}
          </button>
          {below && <p className="figure-below">{below}</p>}
          <p className="figure-change">
            {change ? (
              <Tip text={change.title}>
                <span className="figure-changed">
                  <span className="figure-delta num" data-tone={change.tone}>
                    <Arrow heading={change.heading} />
                    {change.text}
                  </span>
                  <span className="sr">{change.toneText}</span>
                  <span className="figure-note">{change.note}</span>
                </span>
              </Tip>
            ) : (
              <span className="cut figure-note">{props.noChange}</span>
            )}
          </p>
          <div className="figure-spark">
            {trend && <Sparkline values={trend} ripe={props.ripe ?? trend.length} label={trendLabel} />}
          </div>
          {(goal || noGoal) && (
            <div className="figure-goal">
              {goal && <BulletBar {...goal} />}
              <p className="figure-goal-text" data-tone={goal?.met === false ? 'bad' : 'neutral'}>
                {goal && goal.met !== null && <Mark met={goal.met} />}
                <bdi>{goal ? goal.text : noGoal}</bdi>
                {goal && <span className="sr">{goal.metText}</span>}
              </p>
            </div>
          )}
        </>
      )}
    </section>
  );
});
