import { X } from 'lucide-react';
import './Chips.css';

export interface Chip {
  readonly id: string;
  /** What kind of choice it is, and what is chosen. */
  readonly kind: string;
  readonly label: string;
  readonly removeLabel: string;
}

const cross = <X size={13} aria-hidden />;

interface Props {
  readonly label: string;
  readonly chips: readonly Chip[];
  readonly onRemove: (id: string) => void;
  readonly clearLabel: string;
  readonly onClear: () => void;
}

/** What is chosen, each with a button that takes it out. Draws nothing where nothing is chosen. */
export function Chips({ label, chips, onRemove, clearLabel, onClear }: Props) {
  if (chips.length === 0) return null;
  return (
    <div className="chips">
      <ul className="chips-list" aria-label={label}>
        {chips.map((chip) => (
          <li key={chip.id} className="chip" title={`${chip.kind}: ${chip.label}`}>
            <span className="chip-kind">{chip.kind}</span>
            <bdi className="chip-label">{chip.label}</bdi>
            <button
              type="button"
              className="chip-remove"
              aria-label={chip.removeLabel}
              data-id={chip.id}
              onClick={() => onRemove(chip.id)}
            >
              {cross}
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="chips-clear" onClick={onClear}>
        {clearLabel}
      </button>
    </div>
  );
}
