import { memo } from 'react';
import { type SparkScale, sparkOf } from './spark.ts';
import './Sparkline.css';

interface Props {
  /** Oldest first; null where there is no value. Time runs from left to right in every language. */
  readonly values: readonly (number | null)[];
  /** How many values, from the first, are ripe: the rest is drawn dashed. Left out: all. */
  readonly ripe?: number;
  /** Shared with other lines that it is held against; left out: its own. */
  readonly scale?: SparkScale;
  readonly label: string;
}

/** A small line without axes, with its last point marked. */
export const Sparkline = memo(function Sparkline({ values, ripe, scale, label }: Props) {
  const { path, young, end } = sparkOf(values, ripe, scale);
  return (
    <span className="spark" role="img" aria-label={label} dir="ltr">
      <svg className="spark-line" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        <path d={path} vectorEffect="non-scaling-stroke" />
        {young && <path d={young} className="spark-young" vectorEffect="non-scaling-stroke" />}
      </svg>
      {end && (
        <span
          className="spark-end"
          data-young={young !== '' || undefined}
          style={{ left: `${end.x}%`, top: `${end.y}%` }}
        />
      )}
    </span>
  );
});
