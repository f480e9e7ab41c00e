import { useId, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { DateField, DateInput, DateSegment } from 'react-aria-components/DateField';
import { Label } from 'react-aria-components/Label';
import { dateOf, dayOf } from './dayValue.ts';
import type { Span } from './RangeBrush.tsx';

export interface TypedDaysLabels {
  readonly from: string;
  readonly to: string;
  /** The button that takes over what was typed. */
  readonly take: string;
  /** Why what was typed cannot be taken: it lies outside `min` to `max`; it ends before it begins. */
  readonly outside: string;
  readonly turned: string;
}

interface Props {
  readonly value: Span;
  readonly min: number;
  readonly max: number;
  readonly labels: TypedDaysLabels;
  readonly onChange: (value: Span) => void;
}

/** The first and last day, typed; taken over by the button or Enter. What cannot be taken is said under it. */
export function TypedDays({ value, min, max, labels, onChange }: Props) {
  const [from, setFrom] = useState<number | null>(value.from);
  const [to, setTo] = useState<number | null>(value.to);
  const said = useId();
  const outside = (day: number | null) => day !== null && (day < min || day > max);
  const fault =
    outside(from) || outside(to)
      ? labels.outside
      : from !== null && to !== null && to < from
        ? labels.turned
        : '';
  const take = () => {
    if (from !== null && to !== null && fault === '') onChange({ from, to });
  };
  return (
    <form
      className="typed-days"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <TypedDay label={labels.from} value={from} wrong={fault !== ''} said={said} onChange={setFrom} />
      <TypedDay label={labels.to} value={to} wrong={fault !== ''} said={said} onChange={setTo} />
      <Button
        type="submit"
        className="control typed-take"
        isDisabled={fault !== '' || from === null || to === null}
      >
        {labels.take}
      </Button>
      <p id={said} className="typed-fault" role="status">
        {fault}
      </p>
    </form>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: number | null;
  readonly wrong: boolean;
  readonly said: string;
  readonly onChange: (day: number | null) => void;
}

function TypedDay({ label, value, wrong, said, onChange }: DayProps) {
  return (
    <DateField
      className="typed-day"
      value={value === null ? null : dateOf(value)}
      isInvalid={wrong}
      aria-describedby={said}
      onChange={(date) => onChange(date && dayOf(date))}
    >
      <Label>{label}</Label>
      <DateInput className="typed-input">
        {(segment) => <DateSegment segment={segment} className="typed-segment" />}
      </DateInput>
    </DateField>
  );
}
