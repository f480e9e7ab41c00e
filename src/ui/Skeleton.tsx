import './Skeleton.css';

/** Room for what is still loading. The card or region around it says that it is busy. */
export function Skeleton({ rows = 3 }: { readonly rows?: number }) {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <span key={row} className="skeleton-row" />
      ))}
    </div>
  );
}
