import { type ReactNode, useMemo, useState } from 'react';
import { useLocale } from 'react-aria-components/I18nProvider';
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
  /** Makes the first cell of each row a button. `add`: Shift, Ctrl or ⌘ was held. */
  readonly onRow?: ((row: Row, add: boolean) => void) | undefined;
  readonly isSelected?: (row: Row) => boolean;
  /** Rows of which less is to be made: drawn pale. */
  readonly isQuiet?: ((row: Row) => boolean) | undefined;
  readonly sortLabel: (column: string) => string;
}

interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** A table with a header that stays, sorted by a click on a column's name. */
export function DataTable<Row>(props: Props<Row>) {
  const { caption, columns, rows, rowKey, onRow, isSelected, isQuiet, sortLabel } = props;
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const { locale } = useLocale();
  const sorted = useMemo(() => {
    const by = sorting && columns.find((column) => column.id === sorting.column)?.sort;
    return by ? sortRows(rows, by, sorting.descending, locale) : rows;
  }, [rows, columns, sorting, locale]);
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
                    aria-description={sortLabel(column.header)}
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
                  <span className="table-title">{column.header}</span>
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
            <tr
              key={rowKey(row)}
              data-selected={selected || undefined}
              data-quiet={isQuiet?.(row) || undefined}
            >
              {columns.map((column, index) => {
                const content = column.cell(row);
                return index === 0 ? (
                  <th key={column.id} scope="row">
                    {onRow ? (
                      <button
                        type="button"
                        className="table-row"
                        aria-pressed={isSelected ? selected : undefined}
                        onClick={({ shiftKey, ctrlKey, metaKey }) =>
                          onRow(row, shiftKey || ctrlKey || metaKey)
                        }
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

/**
 * Rows in the order of a key; equal rows keep their order, and rows without a key come last either way. Texts are in
 * the order of the reader's language, and numbers in them by their size: "Al Barsha 2" before "Al Barsha 10".
 */
export function sortRows<Row>(
  rows: readonly Row[],
  by: (row: Row) => number | string | null,
  descending: boolean,
  locale: string,
): Row[] {
  const direction = descending ? -1 : 1;
  const texts = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  return rows
    .map((row) => ({ row, key: by(row) }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      if (typeof a.key === 'string' || typeof b.key === 'string') {
        return direction * texts.compare(String(a.key), String(b.key));
      }
      return direction * (a.key - b.key);
    })
    .map(({ row }) => row);
}
