import type { FigureChange } from '../../ui/Figure.tsx';
import { Tip } from '../../ui/Tip.tsx';
import { Arrow } from '../../ui/Tone.tsx';

/** A change in a table; what there is to say of it is said when it is asked. */
export function ToldChange({
  change,
  className,
}: {
  readonly change: FigureChange;
  readonly className: string;
}) {
  const shown = (
    <>
      <Arrow heading={change.heading} />
      {change.text}
      {change.title !== change.toneText && <span className="sr">{change.toneText}</span>}
    </>
  );
  return (
    <span className={className} data-tone={change.tone}>
      {change.title ? <Tip text={change.title}>{shown}</Tip> : shown}
    </span>
  );
}
