import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Paperclip, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/Provider.tsx';
import type { Text } from '../../i18n/text.ts';
import type { City } from '../../model/city.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/State.tsx';
import { OldStateMark } from './oldState.tsx';
import { listFields, type RequestField } from './requestFields.tsx';
import type { ListOrder, ListOrderBy, RequestItem } from './requestItem.ts';
import './requestList.css';

/** Said for a table whose parts are laid out as cards: to some readers it is none without them. */
const roles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  rowheader: { role: 'rowheader' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const;

interface Props {
  readonly city: City;
  /** Epoch seconds that the data are of: what is past due then, is late. */
  readonly asOf: number;
  readonly caption: string;
  readonly rows: readonly RequestItem[];
  readonly order: ListOrder;
  readonly onOrder: (order: ListOrder) => void;
  /** Opens a row, by its place on the page. */
  readonly onOpen: (row: number) => void;
  readonly loading: boolean;
  /** What went wrong, in a sentence; null where nothing did. */
  readonly error: string | null;
  /** The rids of those that are shown in a state before their latest telling. */
  readonly old: ReadonlySet<number>;
}

/** The requests behind a figure, a page of them: a table, and on a phone a card each. */
export function RequestList(props: Props) {
  const { city, asOf, caption, rows, order, onOrder, onOpen, loading, error, old } = props;
  const text = useText();
  const { t } = text;
  if (error !== null)
    return <ErrorState title={t('answer.failed.title')} body={error} advice={t('answer.failed.try')} />;
  if (loading && rows.length === 0)
    return (
      <div className="list-loading" role="status">
        <span className="sr">{t('loading.list')}</span>
        <Skeleton rows={12} />
      </div>
    );
  if (rows.length === 0) return <EmptyState title={t('list.empty')} body={t('empty.body')} />;
  const fields = listFields(text, city, asOf);
  return (
    <>
      <SortPicker fields={fields} order={order} onOrder={onOrder} />
      <table className="table list" {...roles.table} aria-busy={loading}>
        <caption className="sr">{caption}</caption>
        <thead {...roles.rowgroup}>
          <tr {...roles.row}>
            {fields.map((field) => (
              <SortHead key={field.id} field={field} order={order} onOrder={onOrder} />
            ))}
          </tr>
        </thead>
        <tbody {...roles.rowgroup}>
          {rows.map((row, index) => (
            <tr key={row.rid} {...roles.row} data-rid={row.rid}>
              <th scope="row" {...roles.rowheader}>
                <button
                  type="button"
                  className="table-row list-open"
                  aria-label={t('list.open', { ref: row.ref })}
                  onClick={() => onOpen(index)}
                >
                  <bdi dir="ltr" className="num">
                    {row.ref}
                  </bdi>
                </button>
                <OldStateMark old={old.has(row.rid)} text={text} />
              </th>
              {fields.slice(1).map((field) => (
                <td
                  key={field.id}
                  {...roles.cell}
                  data-field={field.id}
                  data-label={field.title}
                  data-tone={field.tone?.(row)}
                >
                  {field.cell(row)}
                  {field.id === 'topic' && (
                    <>
                      {' '}
                      <Attached count={row.attachments} text={text} />
                    </>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface SortProps {
  readonly order: ListOrder;
  readonly onOrder: (order: ListOrder) => void;
}

function SortHead({ field, order, onOrder }: SortProps & { readonly field: RequestField }) {
  const { t } = useText();
  const own = order.by === field.by;
  return (
    <th
      scope="col"
      {...roles.columnheader}
      aria-sort={own ? (order.descending ? 'descending' : 'ascending') : undefined}
    >
      <button
        type="button"
        className="table-sort"
        aria-description={t('table.sort', { column: field.title })}
        onClick={() => onOrder({ by: field.by, descending: own ? !order.descending : field.newestFirst })}
      >
        {field.title}
        <span aria-hidden="true" className="table-order">
          {own ? (order.descending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  );
}

/** What a phone, whose cards have no heads, sorts by. */
function SortPicker({ fields, order, onOrder }: SortProps & { readonly fields: readonly RequestField[] }) {
  const { t } = useText();
  return (
    <p className="list-sort">
      <label>
        {t('list.sortBy')}{' '}
        <select
          className="control"
          value={order.by}
          onChange={({ target }) =>
            onOrder({ by: target.value as ListOrderBy, descending: order.descending })
          }
        >
          {fields.map(({ by, title }) => (
            <option key={by} value={by}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        className="control"
        onClick={() => onOrder({ by: order.by, descending: !order.descending })}
      >
        {t(order.descending ? 'list.descending' : 'list.ascending')}
      </button>
    </p>
  );
}

interface PagerProps {
  /** From 0. */
  readonly page: number;
  readonly pageSize: number;
  readonly shown: number;
  readonly total: number | null;
  readonly onPage: (page: number) => void;
}

/** Goes through the pages of a list. */
export function ListPager({ page, pageSize, shown, total, onPage }: PagerProps) {
  const { t } = useText();
  const last = Math.max(0, Math.ceil((total ?? 0) / pageSize) - 1);
  const button = (to: number, label: string, icon: ReactNode, disabled: boolean) => (
    <button
      type="button"
      className="control list-page"
      aria-label={label}
      title={label}
      disabled={disabled}
      onClick={() => onPage(to)}
    >
      {icon}
    </button>
  );
  return (
    <div className="list-pager">
      {button(0, t('list.first'), <ChevronFirst size="1rem" className="flip" aria-hidden />, page <= 0)}
      {button(
        page - 1,
        t('list.previous'),
        <ChevronLeft size="1rem" className="flip" aria-hidden />,
        page <= 0,
      )}
      <bdi className="list-shown num" aria-live="polite">
        {total !== null &&
          shown > 0 &&
          t('list.shown', { from: page * pageSize + 1, to: page * pageSize + shown, total })}
      </bdi>
      {button(
        page + 1,
        t('list.next'),
        <ChevronRight size="1rem" className="flip" aria-hidden />,
        page >= last,
      )}
      {button(last, t('list.last'), <ChevronLast size="1rem" className="flip" aria-hidden />, page >= last)}
    </div>
  );
}

/** How the list differs from what it was when it was opened. */
export interface ListNews {
  /** Difference of the totals; 0 where only the requests differ. */
  readonly more: number;
}

/** Offers the list as it is now: what is being read stays until then. */
export function ShowNews({ news, onShow }: { readonly news: ListNews | null; readonly onShow: () => void }) {
  const { t } = useText();
  return (
    <span role="status">
      {news && (
        <button type="button" className="control list-newer" onClick={onShow}>
          <RotateCw size="0.875rem" aria-hidden />
          {t('list.newer', { count: Math.max(0, news.more) })}
        </button>
      )}
    </span>
  );
}

/** A paperclip and how many files there are; nothing where there are none, or nobody knows. */
export function Attached({ count, text }: { readonly count: number | null; readonly text: Text }) {
  if (!count) return null;
  const said = text.t('list.attached', { count });
  return (
    <span className="list-attached num" role="img" aria-label={said} title={said}>
      <Paperclip size="0.75rem" aria-hidden />
      {text.formats.count(count)}
    </span>
  );
}
