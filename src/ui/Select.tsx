import { ChevronDown } from 'lucide-react';
import './Select.css';

interface Props<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string }[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
  /** Shows the label before the choice instead of only reading it aloud. */
  readonly showLabel?: boolean;
}

/** One of many, in the browser's own list. */
export function Select<Id extends string>({ label, options, value, onChange, showLabel = false }: Props<Id>) {
  return (
    <label className="control select">
      <span className={showLabel ? 'select-label' : 'sr'}>{label}</span>
      <select className="select-input" value={value} onChange={(event) => onChange(event.target.value as Id)}>
        {options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown size={14} aria-hidden className="select-arrow" />
    </label>
  );
}
