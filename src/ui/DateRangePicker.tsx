import { CalendarDays } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import type { Span } from './RangeBrush.tsx';
import type { DateRangeLabels } from './RangePopover.tsx';

const RangePopover = lazy(() => import('./RangePopover.tsx'));

const icon = <CalendarDays size="0.875rem" aria-hidden />;

interface Props {
  /** Days since 1970-01-01, both ends included. */
  readonly value: Span;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: Span) => void;
  readonly labels: DateRangeLabels;
  /** The day that the weeks of the city begin on, ISO: 1 Monday to 7 Sunday. */
  readonly weekStart: number;
  /** The range in words. */
  readonly children: ReactNode;
}

/** A button with the chosen days, which opens a calendar. The calendar is fetched when it is first opened. */
export function DateRangePicker({ value, min, max, onChange, labels, weekStart, children }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        type="button"
        ref={button}
        className="control"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-description={labels.pick}
        onClick={() => setOpen(true)}
      >
        {icon}
        {children}
      </button>
      {open && (
        <Suspense>
          <RangePopover
            trigger={button}
            value={value}
            min={min}
            max={max}
            labels={labels}
            weekStart={weekStart}
            onChange={onChange}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
