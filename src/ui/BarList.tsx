import { List } from 'lucide-react';
import { type KeyboardEvent, memo, type ReactNode, useEffect, useRef, useState } from 'react';
import './BarList.css';
import { Mark } from './Tone.tsx';

const listIcon = <List size="0.875rem" aria-hidden />;

export interface BarRow {
  readonly id: string;
  readonly label: string;
  /** Length of the bar. */
  readonly value: number;
  readonly shown: ReactNode;
  readonly rate?: ReactNode;
  /** Stands in the place of the rate beside the row's button: a control of its own, that says why there is none. */
  readonly aside?: ReactNode;
  /** What the rate is of, and its goal. */
  readonly rateTitle?: string;
  /** Whether the rate reaches its goal; null where it has none. */
  readonly met?: boolean | null;
  readonly metText?: string;
  /** Whether the rate rests on too little to be judged: drawn pale. */
  readonly thin?: boolean;
  readonly selected: boolean;
  /** What it is a part of: it stands one step in, under that one's row. */
  readonly within?: string;
  /** Of a part: whether the whole is chosen. */
  readonly lit?: boolean;
  /** Whether it only says something: it cannot be chosen, nor leads to a list. */
  readonly still?: boolean;
}

interface Props {
  readonly label: string;
  readonly rows: readonly BarRow[];
  readonly onRow: (id: string) => void;
  /** Leads to what is behind a row; said of each row by `listLabel`. */
  readonly onList?: ((id: string) => void) | undefined;
  readonly listLabel?: ((label: string) => string) | undefined;
}

/**
 * Rows of label, bar, value and rate. Each row is a button; arrow keys go from row to row. What is chosen is scrolled to,
 * with its parts.
 */
export const BarList = memo(function BarList({ label, rows, onRow, onList, listLabel }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const [active, setActive] = useState(0);
  const longest = Math.max(1, ...rows.map((row) => row.value));
  const anySelected = rows.some((row) => row.selected || row.lit);
  const chosen = rows
    .filter((row) => row.selected || row.lit)
    .map(({ id }) => id)
    .sort()
    .join();
  useEffect(() => {
    if (chosen !== '' && list.current) showChosen(list.current);
  }, [chosen]);
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
          {onList && listLabel && !row.aside && !row.still && (
            <button
              type="button"
              className="bar-list"
              tabIndex={index === Math.min(active, rows.length - 1) ? 0 : -1}
              aria-label={listLabel(row.label)}
              title={listLabel(row.label)}
              onFocus={() => setActive(index)}
              onClick={() => onList(row.id)}
            >
              {listIcon}
            </button>
          )}
          {row.aside && <span className="bar-aside">{row.aside}</span>}
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
      {...(row.still ? { 'aria-disabled': true } : { 'aria-pressed': row.selected })}
      data-within={row.within !== undefined || undefined}
      data-lit={row.lit || undefined}
      tabIndex={tabbable ? 0 : -1}
      data-id={row.id}
      aria-description={row.rateTitle}
      onFocus={() => onFocusRow(index)}
      onClick={() => row.still || onRow(row.id)}
    >
      {row.within !== undefined && <span className="sr">{row.within}: </span>}
      <bdi className="cut bar-label" title={row.label}>
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
        <span
          className="bar-rate"
          data-tone={row.met === false ? 'bad' : 'neutral'}
          data-thin={row.thin || undefined}
        >
          {row.met === false && <Mark met={false} />}
          {row.rate}
          {row.met === false && <span className="sr">{row.metText}</span>}
        </span>
      )}
    </button>
  );
}

/** Scrolls a list to the row that has the focus, else to the first chosen one, and to the parts under it. */
function showChosen(list: HTMLUListElement): void {
  const chosen = ':is([aria-pressed="true"], [data-lit])';
  const first = list.querySelector(':focus')?.closest('li') ?? list.querySelector(chosen)?.closest('li');
  if (!first) return;
  let last: Element = first;
  while (last.nextElementSibling?.querySelector('[data-within]')) last = last.nextElementSibling;
  const { top, bottom } = list.getBoundingClientRect();
  list.scrollTop += Math.max(0, last.getBoundingClientRect().bottom - bottom);
  list.scrollTop -= Math.max(0, top - first.getBoundingClientRect().top);
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
