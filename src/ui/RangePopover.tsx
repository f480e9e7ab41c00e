import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { RefObject } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { useLocale } from 'react-aria-components/I18nProvider';
import { Popover } from 'react-aria-components/Popover';
import {
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  CalendarHeading,
  CalendarMonthPicker,
  CalendarYearPicker,
  RangeCalendar,
} from 'react-aria-components/RangeCalendar';
import { dateOf, dayOf } from './dayValue.ts';
import type { Span } from './RangeBrush.tsx';
import './RangePopover.css';
import { TypedDays, type TypedDaysLabels } from './TypedDays.tsx';

export interface DateRangeLabels extends TypedDaysLabels {
  readonly pick: string;
  readonly previous: string;
  readonly next: string;
}

interface Props {
  readonly trigger: RefObject<HTMLButtonElement | null>;
  readonly value: Span;
  readonly min: number;
  readonly max: number;
  readonly labels: DateRangeLabels;
  /** The first day of a week, ISO: 1 Monday to 7 Sunday. */
  readonly weekStart: number;
  readonly onChange: (value: Span) => void;
  readonly onClose: () => void;
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** Two months in a popover, and fields to type in; the second day that is chosen closes it. */
export default function RangePopover({
  trigger,
  value,
  min,
  max,
  labels,
  weekStart,
  onChange,
  onClose,
}: Props) {
  // A short weekday is a whole word in Arabic; its first letter is what calendars print.
  const { direction } = useLocale();
  return (
    <Popover
      className="range-popover"
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      placement="top"
    >
      <Dialog aria-label={labels.pick} className="range-dialog">
        <TypedDays
          value={value}
          min={min}
          max={max}
          labels={labels}
          onChange={(span) => {
            onChange(span);
            onClose();
          }}
        />
        <RangeCalendar
          aria-label={labels.pick}
          className="range-calendar"
          visibleDuration={{ months: 2 }}
          pageBehavior="single"
          defaultFocusedValue={dateOf(value.to)}
          selectionAlignment="end"
          firstDayOfWeek={weekdays[(weekStart - 1) % 7]!}
          autoFocus
          minValue={dateOf(min)}
          maxValue={dateOf(max)}
          defaultValue={{ start: dateOf(value.from), end: dateOf(value.to) }}
          onChange={({ start, end }) => {
            onChange({ from: dayOf(start), to: dayOf(end) });
            onClose();
          }}
        >
          <header className="range-head">
            <Button slot="previous" className="icon-button" aria-label={labels.previous}>
              <ChevronLeft size="1rem" className="flip" aria-hidden />
            </Button>
            <span className="range-title">
              <CalendarMonthPicker format="long">{(picker) => <Jump {...picker} />}</CalendarMonthPicker>
              <CalendarYearPicker>{(picker) => <Jump {...picker} />}</CalendarYearPicker>
            </span>
            <Button slot="next" className="icon-button" aria-label={labels.next}>
              <ChevronRight size="1rem" className="flip" aria-hidden />
            </Button>
          </header>
          <div className="range-months">
            {[0, 1].map((months) => (
              <section key={months}>
                <CalendarHeading offset={{ months }} className="range-month" />
                <CalendarGrid
                  offset={{ months }}
                  weekdayStyle={direction === 'rtl' ? 'narrow' : 'short'}
                  className="range-grid"
                >
                  <CalendarGridHeader>
                    {(day) => <CalendarHeaderCell>{day}</CalendarHeaderCell>}
                  </CalendarGridHeader>
                  <CalendarGridBody>
                    {(date) => <CalendarCell date={date} className="range-cell" />}
                  </CalendarGridBody>
                </CalendarGrid>
              </section>
            ))}
          </div>
        </RangeCalendar>
      </Dialog>
    </Popover>
  );
}

interface JumpProps {
  readonly 'aria-label': string;
  readonly value: string | number;
  readonly items: readonly { readonly id: string | number; readonly formatted: string }[];
  readonly onChange: (key: number) => void;
}

/** To a month or a year at once. */
function Jump({ value, items, onChange, 'aria-label': label }: JumpProps) {
  return (
    <select
      className="control range-jump"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {items.map(({ id, formatted }) => (
        <option key={id} value={id}>
          {formatted}
        </option>
      ))}
    </select>
  );
}
