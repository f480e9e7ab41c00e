import { memo } from 'react';
import { sparkOf } from './spark.ts';
import './Sparkline.css';

interface Props {
  /** Oldest first; null where there is no value. Time runs from left to right in every language. */
  readonly values: readonly (number | null)[];
  readonly label: string;
}

/** A small line without axes, with its last point marked. */
export const Sparkline = memo(function Sparkline({ values, label }: Props) {
  const { path, end } = sparkOf(values);
  return (
    <span className="spark" role="img" aria-label={label} dir="ltr">
      <svg className="spark-line" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d={path} vectorEffect="non-scaling-stroke" />
      </svg>
      {end && <span className="spark-end" style={{ left: `${end.x}%`, top: `${end.y}%` }} />}
    </span>
  );
});
