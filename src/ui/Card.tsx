import { ChartColumn, Table2 } from 'lucide-react';
import { Component, type ReactNode, useId, useState } from 'react';
import './Card.css';
import { CardMenu } from './CardMenu.tsx';
import type { MenuAction } from './MenuPopover.tsx';
import { Sentence } from './Sentence.tsx';
import { Skeleton } from './Skeleton.tsx';

/** The words of a card itself. */
export interface CardLabels {
  readonly table: string;
  readonly chart: string;
  readonly failed: string;
  readonly failedKept: string;
  readonly retry: string;
  readonly loading: string;
  /** Of the menu of a card: what it is of goes before it. */
  readonly more?: string;
}

const chartIcon = <ChartColumn size="0.9375rem" aria-hidden />;
const tableIcon = <Table2 size="0.9375rem" aria-hidden />;

interface Props {
  readonly title: string;
  /** Short text at the end of the title's line. */
  readonly note?: ReactNode;
  /** One sentence that says what the card shows; read aloud, not drawn. */
  readonly sentence?: string | undefined;
  /** Shows what the sentence rests on. */
  readonly onSentence?: (() => void) | undefined;
  /** The same content as a table; made only when it is shown. */
  readonly table?: (() => ReactNode) | undefined;
  /** What can be done with the content: a menu at the end of the title's line. */
  readonly menu?: readonly MenuAction[] | undefined;
  /** Controls in the title's line. */
  readonly tools?: ReactNode;
  readonly loading?: boolean;
  readonly skeletonRows?: number;
  readonly className?: string;
  readonly labels: CardLabels;
  readonly children: ReactNode;
}

/** One part of the page: a title, its content, and the same content as a table. A fault inside stays inside. */
export function Card(props: Props) {
  const {
    title,
    note,
    sentence,
    onSentence,
    table,
    menu,
    tools,
    loading = false,
    skeletonRows = 5,
    className,
    labels,
    children,
  } = props;
  const [asTable, setAsTable] = useState(false);
  const id = useId();
  const shown = asTable && table ? table : null;
  return (
    <section className={`card ${className ?? ''}`} aria-labelledby={id} aria-busy={loading}>
      <div className="card-head">
        <h2 className="card-title" id={id}>
          {title}
        </h2>
        {tools}
        <span className="cut card-note">{note}</span>
        {table && (
          <button
            type="button"
            className="icon-button card-toggle"
            aria-label={`${title}: ${asTable ? labels.chart : labels.table}`}
            title={`${title}: ${asTable ? labels.chart : labels.table}`}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? chartIcon : tableIcon}
          </button>
        )}
        {menu && menu.length > 0 && !loading && (
          <CardMenu label={`${title}: ${labels.more ?? ''}`} actions={menu} />
        )}
      </div>
      <Boundary labels={labels}>
        {sentence && <Sentence onProof={onSentence}>{sentence}</Sentence>}
        <div className="card-body" data-table={shown ? true : undefined}>
          {loading ? (
            <>
              <span className="sr">{labels.loading}</span>
              <Skeleton rows={skeletonRows} />
            </>
          ) : (
            (shown?.() ?? children)
          )}
        </div>
      </Boundary>
    </section>
  );
}

interface BoundaryProps {
  readonly labels: CardLabels;
  readonly children: ReactNode;
}

/** Keeps a fault in one part from taking the page with it. */
export class Boundary extends Component<BoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    const { labels } = this.props;
    return (
      <div className="card-fault" role="alert">
        <p>{labels.failed}</p>
        <p className="cut card-note">{labels.failedKept}</p>
        <button type="button" className="control" onClick={() => this.setState({ failed: false })}>
          {labels.retry}
        </button>
      </div>
    );
  }
}
