import { memo, type ReactNode } from 'react';
import { BulletBar } from './BulletBar.tsx';
import './Figure.css';
import { Skeleton } from './Skeleton.tsx';
import { Sparkline } from './Sparkline.tsx';
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
  readonly met: boolean;
  readonly metText: string;
}

interface Props {
  readonly label: string;
  /** Belongs to the label, smaller. */
  readonly labelNote?: string | undefined;
  /** What the measure means, shown on hover. */
  readonly explanation: string;
  readonly value: ReactNode;
  /** Number of requests behind the value, or what else belongs to it. */
  readonly aside?: ReactNode;
  readonly change: FigureChange | null;
  /** Said where there is nothing to compare with. */
  readonly noChange: string;
  readonly goal: FigureGoal | null;
  readonly noGoal: string;
  readonly trend: readonly (number | null)[] | null;
  readonly trendLabel: string;
  readonly actionLabel: string;
  readonly onAction: () => void;
  readonly loading?: boolean;
}

/** One figure with its change, its target and its line; all of it is one button to what is behind it. */
export const Figure = memo(function Figure(props: Props) {
  const {
    label,
    labelNote,
    explanation,
    value,
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
      <p className="figure-head" title={explanation}>
        <span className="figure-label">
          {label}
          {labelNote && <small className="figure-label-note"> {labelNote}</small>}
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
          <p className="figure-change" title={change?.title}>
            {change ? (
              <>
                <span className="figure-delta num" data-tone={change.tone}>
                  <Arrow heading={change.heading} />
                  {change.text}
                </span>
                <span className="sr">{change.toneText}</span>
                <span className="figure-note">{change.note}</span>
              </>
            ) : (
              <span className="figure-note">{props.noChange}</span>
            )}
          </p>
          <div className="figure-spark">{trend && <Sparkline values={trend} label={trendLabel} />}</div>
          <div className="figure-goal">
            {goal && <BulletBar {...goal} />}
            <p className="figure-goal-text" data-tone={goal && !goal.met ? 'bad' : 'neutral'}>
              {goal && <Mark met={goal.met} />}
              <bdi>{goal ? goal.text : noGoal}</bdi>
              {goal && <span className="sr">{goal.metText}</span>}
            </p>
          </div>
        </>
      )}
    </section>
  );
});
