import { CalendarDays } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useRef, useState } from 'react';
import type { Span } from './RangeBrush.tsx';

const RangePopover = lazy(() => import('./RangePopover.tsx'));

const icon = <CalendarDays size={14} aria-hidden />;

export interface DateRangeLabels {
  readonly pick: string;
  readonly previous: string;
  readonly next: string;
}

interface Props {
  /** Days since 1970-01-01, both ends included. */
  readonly value: Span;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: Span) => void;
  readonly labels: DateRangeLabels;
  /** The range in words. */
  readonly children: ReactNode;
}

/** A button with the chosen days, which opens a calendar. The calendar is fetched when it is first opened. */
export function DateRangePicker({ value, min, max, onChange, labels, children }: Props) {
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
            onChange={onChange}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
