import { CircleAlert, Inbox } from 'lucide-react';
import type { ReactNode } from 'react';
import './State.css';

interface EmptyProps {
  readonly title: string;
  /** Why it is empty and what to do. */
  readonly body?: string;
  readonly action?: ReactNode;
}

/** Nothing to show, and why. */
export function EmptyState({ title, body, action }: EmptyProps) {
  return (
    <div className="state">
      <Inbox size="1.25rem" aria-hidden className="state-icon" />
      <p className="state-title">{title}</p>
      {body && <p className="state-body">{body}</p>}
      {action}
    </div>
  );
}

interface ErrorProps {
  /** What happened. */
  readonly title: string;
  readonly body?: string;
  /** What still works. */
  readonly kept?: string;
  /** What to try. */
  readonly advice?: string;
  readonly action?: ReactNode;
  /** One line across the page instead of a block. */
  readonly banner?: boolean;
}

/** What happened, what still works, what to try. */
export function ErrorState({ title, body, kept, advice, action, banner = false }: ErrorProps) {
  return (
    <div className={banner ? 'state state-banner' : 'state'} role="alert" data-fault="true">
      <CircleAlert size="1.25rem" aria-hidden className="state-fault" />
      <p className="state-title">{title}</p>
      {body && <p className="state-body">{body}</p>}
      {kept && <p className="state-body">{kept}</p>}
      {advice && <p className="state-body">{advice}</p>}
      {action}
    </div>
  );
}

/** A quiet line across the page. */
export function Notice({ children, action }: { readonly children: ReactNode; readonly action?: ReactNode }) {
  return (
    <div className="state state-banner state-notice">
      <p className="state-body">{children}</p>
      {action}
    </div>
  );
}
