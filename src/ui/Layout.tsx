import { Ellipsis } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { focusIfLost } from './focusIfLost.ts';
import { useKeptHeight } from './useKeptHeight.ts';
import './styles.css';
import './Layout.css';
import './paper.css';

interface Props {
  readonly header: ReactNode;
  /** Stands in the place of the header on paper. */
  readonly paperHead?: ReactNode;
  /** A line across the page: a notice or a fault. */
  readonly notice?: ReactNode;
  readonly figures: ReactNode;
  readonly map: ReactNode;
  /** The side columns: A beside the map, B at the end. */
  readonly a: ReactNode;
  readonly b: ReactNode;
  readonly time: ReactNode;
  /** Stands for what column A shows; who was on something in it that another takes the place of goes on in the column. */
  readonly aKey?: unknown;
  /** Whether newer answers are being computed than the ones on the screen. */
  readonly busy?: boolean;
  /** Said, and what is on the screen drawn pale, where that is of an older choice for longer than one notices. */
  readonly updating?: string | null;
  readonly skipLabel: string;
}

/**
 * The page: one screen without scrolling from 1180 × 680 up, two scrolling columns below that, one on a phone.
 * Reading order is header, figures, map, columns, time; where the page scrolls, time stands below the map.
 */
export function Layout(props: Props) {
  const {
    header,
    paperHead,
    notice,
    figures,
    map,
    a,
    b,
    time,
    aKey,
    busy = false,
    updating = null,
    skipLabel,
  } = props;
  const column = useRef<HTMLDivElement>(null);
  useFocusKept(column, aKey);
  const row = useRef<HTMLDivElement>(null);
  useKeptHeight(row, skipLabel);
  return (
    <div className="page" aria-busy={busy}>
      <a className="page-skip" href="#main">
        {skipLabel}
      </a>
      <header className="page-header">{header}</header>
      {paperHead}
      <div className="page-notice" role="status">
        {notice}
      </div>
      <main className="page-main" id="main" tabIndex={-1} data-older={updating !== null || undefined}>
        <div className="page-figures" ref={row}>
          {figures}
        </div>
        <div className="page-map">{map}</div>
        <div className="page-column page-a" id={columnAId} tabIndex={-1} ref={column}>
          {a}
        </div>
        <div className="page-column page-b">{b}</div>
        <div className="page-time">{time}</div>
      </main>
      <div className="page-progress" data-busy={busy || undefined} aria-hidden="true" />
      <p className="page-updating" role="status">
        {updating}
      </p>
    </div>
  );
}

const columnAId = 'column-a';

/** Leads from anywhere to column A: where the page scrolls, it may be far away. */
export function goToColumnA(): void {
  const column = document.getElementById(columnAId);
  column?.focus({ preventScroll: true });
  column?.scrollIntoView({ block: 'start' });
}

/** Whoever was on something inside of an element that has given way to something else is on the element then. */
function useFocusKept(place: { readonly current: HTMLElement | null }, key: unknown): void {
  const inside = useRef(false);
  useLayoutEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      inside.current = place.current?.contains(target as Node) ?? false;
    };
    document.addEventListener('focusin', onFocus);
    return () => document.removeEventListener('focusin', onFocus);
  }, [place]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what is inside
  useLayoutEffect(() => {
    if (inside.current) focusIfLost(place.current);
  }, [place, key]);
}

interface HeaderProps {
  /** Name of the product and what it is about. */
  readonly title: string;
  readonly subtitle: ReactNode;
  readonly tools?: ReactNode;
  /** The chosen values; takes the room that is left. */
  readonly chips?: ReactNode;
  readonly status?: ReactNode;
  readonly actions?: ReactNode;
  /** Name of the button behind which the actions are on a phone. */
  readonly moreLabel?: string;
}

/** The line at the top of the page. */
export function Header({ title, subtitle, tools, chips, status, actions, moreLabel }: HeaderProps) {
  return (
    <>
      <div className="header-brand">
        <svg className="header-mark" viewBox="0 0 28 28" aria-hidden="true">
          <circle cx="14" cy="14" r="11" className="header-mark-track" />
          <circle cx="14" cy="14" r="11" className="header-mark-arc" />
        </svg>
        <div className="header-names">
          <h1 className="header-title">{title}</h1>
          <p className="header-subtitle">{subtitle}</p>
        </div>
      </div>
      {tools && <div className="header-tools">{tools}</div>}
      <div className="header-chips">{chips}</div>
      {status && <div className="header-status">{status}</div>}
      {actions && !moreLabel && <div className="header-actions">{actions}</div>}
      {actions && moreLabel && <Actions label={moreLabel}>{actions}</Actions>}
    </>
  );
}

/** On a phone a list that opens, elsewhere a row that is there. */
function Actions({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  return (
    <>
      <button
        type="button"
        className="control header-more"
        popoverTarget={id}
        aria-label={label}
        title={label}
      >
        <Ellipsis size="1.125rem" aria-hidden />
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: what is clicked are the buttons in it */}
      <div
        className="header-actions header-menu"
        id={id}
        popover="auto"
        ref={list}
        onClick={({ target }) => {
          // What opens a window leaves the list for it.
          const opens = (target as Element).closest('[aria-haspopup]');
          if (opens && list.current?.matches(':popover-open')) list.current.hidePopover();
        }}
      >
        {children}
      </div>
    </>
  );
}
