import { type ReactNode, useMemo, useState } from 'react';
import './DataTable.css';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the column is sorted by; without it the column cannot be sorted. Null sorts last. */
  readonly sort?: (row: Row) => number | string | null;
  /** Numbers line up by their units. */
  readonly numeric?: boolean;
}

interface Props<Row> {
  /** What the table is about; read aloud, not drawn. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  /** Makes the first cell of each row a button. */
  readonly onRow?: ((row: Row) => void) | undefined;
  readonly isSelected?: (row: Row) => boolean;
  readonly sortLabel: (column: string) => string;
}

interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** A table with a header that stays, sorted by a click on a column's name. */
export function DataTable<Row>({ caption, columns, rows, rowKey, onRow, isSelected, sortLabel }: Props<Row>) {
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const sorted = useMemo(() => {
    const by = sorting && columns.find((column) => column.id === sorting.column)?.sort;
    return by ? sortRows(rows, by, sorting.descending) : rows;
  }, [rows, columns, sorting]);
  return (
    <table className="table">
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => {
            const own = sorting?.column === column.id ? sorting : null;
            return (
              <th
                key={column.id}
                scope="col"
                data-numeric={column.numeric}
                aria-sort={own ? (own.descending ? 'descending' : 'ascending') : undefined}
              >
                {column.sort ? (
                  <button
                    type="button"
                    className="table-sort"
                    title={sortLabel(column.header)}
                    onClick={() =>
                      setSorting({
                        column: column.id,
                        descending: own ? !own.descending : Boolean(column.numeric),
                      })
                    }
                  >
                    {column.header}
                    <span aria-hidden="true" className="table-order">
                      {own ? (own.descending ? '↓' : '↑') : ''}
                    </span>
                  </button>
                ) : (
                  column.header
                )}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {sorted.map((row) => {
          const selected = isSelected?.(row) ?? false;
          return (
            <tr key={rowKey(row)} data-selected={selected || undefined}>
              {columns.map((column, index) => {
                const content = column.cell(row);
                return index === 0 ? (
                  <th key={column.id} scope="row">
                    {onRow ? (
                      <button
                        type="button"
                        className="table-row"
                        aria-pressed={isSelected ? selected : undefined}
                        onClick={() => onRow(row)}
                      >
                        {content}
                      </button>
                    ) : (
                      content
                    )}
                  </th>
                ) : (
                  <td key={column.id} data-numeric={column.numeric}>
                    {content}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Rows in the order of a key; equal rows keep their order, and rows without a key come last either way. */
export function sortRows<Row>(
  rows: readonly Row[],
  by: (row: Row) => number | string | null,
  descending: boolean,
): Row[] {
  const direction = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, key: by(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      if (typeof a.key === 'string' || typeof b.key === 'string') {
        return direction * String(a.key).localeCompare(String(b.key));
      }
      return direction * (a.key - b.key);
    })
    .map(({ row }) => row);
}
