import { CalendarDate, type DateValue } from '@internationalized/date';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { RefObject } from 'react';
import { Button } from 'react-aria-components/Button';
import { Dialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { useLocale } from 'react-aria-components/I18nProvider';
import { Popover } from 'react-aria-components/Popover';
import {
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  RangeCalendar,
} from 'react-aria-components/RangeCalendar';
import type { DateRangeLabels } from './DateRangePicker.tsx';
import type { Span } from './RangeBrush.tsx';
import './RangePopover.css';

interface Props {
  readonly trigger: RefObject<HTMLButtonElement | null>;
  readonly value: Span;
  readonly min: number;
  readonly max: number;
  readonly labels: DateRangeLabels;
  readonly onChange: (value: Span) => void;
  readonly onClose: () => void;
}

/** Two months in a popover; the second day that is chosen closes it. */
export default function RangePopover({ trigger, value, min, max, labels, onChange, onClose }: Props) {
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
        <RangeCalendar
          aria-label={labels.pick}
          className="range-calendar"
          visibleDuration={{ months: 2 }}
          pageBehavior="single"
          defaultFocusedValue={dateOf(value.to)}
          selectionAlignment="end"
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
              <ChevronLeft size={16} className="flip" aria-hidden />
            </Button>
            <Heading className="range-title" />
            <Button slot="next" className="icon-button" aria-label={labels.next}>
              <ChevronRight size={16} className="flip" aria-hidden />
            </Button>
          </header>
          <div className="range-months">
            {[0, 1].map((months) => (
              <CalendarGrid
                key={months}
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
            ))}
          </div>
        </RangeCalendar>
      </Dialog>
    </Popover>
  );
}

function dateOf(day: number): CalendarDate {
  const date = new Date(day * 86_400_000);
  return new CalendarDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
}

function dayOf(date: DateValue): number {
  return Date.UTC(date.year, date.month - 1, date.day) / 86_400_000;
}
