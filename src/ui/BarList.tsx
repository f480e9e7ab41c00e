import { type KeyboardEvent, memo, type ReactNode, useRef, useState } from 'react';
import './BarList.css';
import { Mark } from './Tone.tsx';

export interface BarRow {
  readonly id: string;
  readonly label: string;
  /** Length of the bar. */
  readonly value: number;
  readonly shown: ReactNode;
  readonly rate?: ReactNode;
  /** What the rate is of, and its goal. */
  readonly rateTitle?: string;
  /** Whether the rate reaches its goal; null where it has none. */
  readonly met?: boolean | null;
  readonly metText?: string;
  readonly selected: boolean;
}

interface Props {
  readonly label: string;
  readonly rows: readonly BarRow[];
  readonly onRow: (id: string) => void;
}

/** Rows of label, bar, value and rate. Each row is a button; arrow keys go from row to row. */
export const BarList = memo(function BarList({ label, rows, onRow }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [active, setActive] = useState(0);
  const longest = Math.max(1, ...rows.map((row) => row.value));
  const anySelected = rows.some((row) => row.selected);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepOf(event.key, active, rows.length);
    if (next === null) return;
    event.preventDefault();
    setActive(next);
    list.current?.querySelectorAll<HTMLButtonElement>('.bar-row')[next]?.focus();
  };
  return (
    <ul
      className="bars"
      aria-label={label}
      ref={list}
      onKeyDown={onKeyDown}
      data-chosen={anySelected || undefined}
    >
      {rows.map((row, index) => (
        <li key={row.id} className="bars-item">
          <Row
            row={row}
            part={row.value / longest}
            tabbable={index === Math.min(active, rows.length - 1)}
            index={index}
            onFocusRow={setActive}
            onRow={onRow}
          />
        </li>
      ))}
    </ul>
  );
});

interface RowProps {
  readonly row: BarRow;
  readonly part: number;
  readonly tabbable: boolean;
  readonly index: number;
  readonly onFocusRow: (index: number) => void;
  readonly onRow: (id: string) => void;
}

function Row({ row, part, tabbable, index, onFocusRow, onRow }: RowProps) {
  return (
    <button
      type="button"
      className="bar-row"
      aria-pressed={row.selected}
      tabIndex={tabbable ? 0 : -1}
      data-id={row.id}
      onFocus={() => onFocusRow(index)}
      onClick={() => onRow(row.id)}
    >
      <bdi className="bar-label" title={row.label}>
        {row.label}
      </bdi>
      <span className="bar-track" aria-hidden="true">
        <span
          className="bar-fill"
          style={{ inlineSize: `${Math.max(part * 100, row.value > 0 ? 0.8 : 0)}%` }}
        />
      </span>
      <span className="bar-value">{row.shown}</span>
      {row.rate !== undefined && (
        <span className="bar-rate" data-tone={row.met === false ? 'bad' : 'neutral'} title={row.rateTitle}>
          {row.met === false && <Mark met={false} />}
          {row.rate}
          {row.met === false && <span className="sr">{row.metText}</span>}
        </span>
      )}
    </button>
  );
}

/** The row that a key leads to; null for a key that leads nowhere. */
export function stepOf(key: string, from: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return Math.min(from + 1, count - 1);
    case 'ArrowUp':
      return Math.max(from - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
