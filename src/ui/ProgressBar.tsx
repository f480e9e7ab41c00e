import './ProgressBar.css';

interface Props {
  readonly label: string;
  /** 0 to 1; null while the end is not known. */
  readonly value: number | null;
}

/** How far something is. The label says it with numbers. */
export function ProgressBar({ label, value }: Props) {
  const percent = value === null ? null : Math.round(Math.max(0, Math.min(1, value)) * 100);
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
    >
      <span
        className="progress-fill"
        data-unknown={percent === null || undefined}
        style={{ inlineSize: `${percent ?? 30}%` }}
      />
    </div>
  );
}
