import type { ReactNode } from 'react';
import './styles.css';
import './Layout.css';

interface Props {
  readonly header: ReactNode;
  /** A line across the page: a notice or a fault. */
  readonly notice?: ReactNode;
  readonly figures: ReactNode;
  readonly map: ReactNode;
  /** The side columns: A beside the map, B at the end. */
  readonly a: ReactNode;
  readonly b: ReactNode;
  readonly time: ReactNode;
  /** Whether newer answers are being computed than the ones on the screen. */
  readonly busy?: boolean;
  readonly skipLabel: string;
}

/**
 * The page: one screen without scrolling from 1180 × 680 up, two scrolling columns below that, one on a phone.
 * Reading order is header, figures, time, map, columns; the grid puts time last on a screen.
 */
export function Layout({ header, notice, figures, map, a, b, time, busy = false, skipLabel }: Props) {
  return (
    <div className="page" aria-busy={busy}>
      <a className="page-skip" href="#main">
        {skipLabel}
      </a>
      <header className="page-header">{header}</header>
      <div className="page-notice" role="status">
        {notice}
      </div>
      <main className="page-main" id="main" tabIndex={-1}>
        <div className="page-figures">{figures}</div>
        <div className="page-map">{map}</div>
        <div className="page-column page-a">{a}</div>
        <div className="page-column page-b">{b}</div>
        <div className="page-time">{time}</div>
      </main>
      <div className="page-progress" data-busy={busy || undefined} aria-hidden="true" />
    </div>
  );
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
}

/** The line at the top of the page. */
export function Header({ title, subtitle, tools, chips, status, actions }: HeaderProps) {
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
      {actions && <div className="header-actions">{actions}</div>}
    </>
  );
}
