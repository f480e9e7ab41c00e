import './BulletBar.css';

interface Props {
  readonly value: number;
  readonly target: number;
  /** End of the scale. */
  readonly max: number;
  /** Null: it is not judged. */
  readonly met: boolean | null;
}

/** A value as a bar with its target as a tick. The text beside it says the same. */
export function BulletBar({ value, target, max, met }: Props) {
  const part = (x: number) => `${Math.max(0, Math.min(1, max > 0 ? x / max : 0)) * 100}%`;
  return (
    <span className="bullet" data-met={met ?? undefined} aria-hidden="true">
      <span className="bullet-value" style={{ inlineSize: part(value) }} />
      <span className="bullet-target" style={{ insetInlineStart: part(target) }} />
    </span>
  );
}
