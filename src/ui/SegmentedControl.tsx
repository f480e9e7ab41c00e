import { useId } from 'react';
import './SegmentedControl.css';

interface Props<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string }[];
  /** Null where none of the options is the case. */
  readonly value: Id | null;
  readonly onChange: (id: Id) => void;
}

/** One of a few, all in sight. */
export function SegmentedControl<Id extends string>({ label, options, value, onChange }: Props<Id>) {
  const name = useId();
  return (
    <fieldset className="segments">
      <legend className="sr">{label}</legend>
      {options.map((option) => (
        <label key={option.id} className="segment">
          <input
            type="radio"
            className="segment-input"
            name={name}
            value={option.id}
            checked={option.id === value}
            onChange={() => onChange(option.id)}
          />
          <span className="segment-label">{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
