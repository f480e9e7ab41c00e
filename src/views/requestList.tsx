import { ChevronLeft, ChevronRight, Download, Paperclip } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../i18n/Provider.tsx';
import type { Text } from '../i18n/text.ts';
import type { City } from '../model/city.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { EmptyState, ErrorState } from '../ui/State.tsx';
import { nameOfKey } from './names.ts';
import { csvOf } from './requestCsv.ts';
import './requestList.css';

/** One request as a list shows it: no personal data, no free text. Codes are −1 and instants null where there is none. */
export interface RequestItem {
  readonly rid: number;
  readonly ref: string;
  readonly stage: number;
  /** Epoch seconds. */
  readonly opened: number;
  readonly due: number | null;
  readonly resolved: number | null;
  readonly zone: number;
  readonly topic: number;
  readonly entity: number;
  /** How many files came with it; null where nobody knows. */
  readonly attachments: number | null;
}

export const listOrders = ['opened', 'due', 'resolved'] as const;
export interface ListOrder {
  readonly by: (typeof listOrders)[number];
  readonly descending: boolean;
}

interface Props {
  readonly city: City;
  /** Epoch seconds that the data are of: what is past due then, is late. */
  readonly asOf: number;
  /** Name of the measure or choice that the list is behind. */
  readonly title: string;
  readonly total: number | null;
  readonly rows: readonly RequestItem[];
  /** From 0. */
  readonly page: number;
  readonly pageSize: number;
  readonly order: ListOrder;
  readonly onPage: (page: number) => void;
  readonly onOrder: (order: ListOrder) => void;
  readonly loading: boolean;
  /** What went wrong, in a sentence; null where nothing did. */
  readonly error: string | null;
  readonly onClose: () => void;
}

/** The requests behind a figure, a page at a time. */
export function RequestList(props: Props) {
  const { city, asOf, title, total, rows, page, pageSize, order, onPage, onOrder, loading, error, onClose } =
    props;
  const text = useText();
  const { t, formats, direction } = text;
  const pages = total === null ? 1 : Math.max(1, Math.ceil(total / pageSize));
  const instant = (at: number | null, none: string): ReactNode =>
    at === null ? (
      <span className="list-none">{none}</span>
    ) : (
      <bdi dir={direction}>{formats.instant(at, city.timeZone.name)}</bdi>
    );
  const sortable = (by: ListOrder['by']) => (
    <th scope="col" aria-sort={order.by === by ? (order.descending ? 'descending' : 'ascending') : undefined}>
      <button
        type="button"
        className="table-sort"
        title={t('table.sort', { column: t(`list.${by}`) })}
        onClick={() => onOrder({ by, descending: order.by === by ? !order.descending : true })}
      >
        {t(`list.${by}`)}
        <span aria-hidden="true" className="table-order">
          {order.by === by ? (order.descending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  );
  const footer = (
    <>
      <button type="button" className="control" disabled={page <= 0} onClick={() => onPage(page - 1)}>
        <ChevronLeft size={15} className="flip" aria-hidden />
        {t('list.previous')}
      </button>
      <span className="list-shown num" aria-live="polite">
        {total !== null &&
          rows.length > 0 &&
          t('list.shown', { from: page * pageSize + 1, to: page * pageSize + rows.length, total })}
      </span>
      <button type="button" className="control" disabled={page >= pages - 1} onClick={() => onPage(page + 1)}>
        {t('list.next')}
        <ChevronRight size={15} className="flip" aria-hidden />
      </button>
      <button
        type="button"
        className="control list-download"
        disabled={rows.length === 0}
        onClick={() => download(`requests-${page + 1}.csv`, csvOfPage(text, city, rows))}
      >
        <Download size={15} aria-hidden />
        {t('list.download')}
      </button>
    </>
  );
  return (
    <Dialog
      drawer
      title={t('list.title', { what: title })}
      note={
        total !== null && (
          <bdi data-list-total={total} className="num">
            {t('list.total', { count: total })}
          </bdi>
        )
      }
      closeLabel={t('list.close')}
      onClose={onClose}
      footer={footer}
    >
      {error !== null ? (
        <ErrorState title={t('answer.failed.title')} body={error} advice={t('answer.failed.try')} />
      ) : loading && rows.length === 0 ? (
        <div className="list-loading" role="status">
          <span className="sr">{t('loading.list')}</span>
          <Skeleton rows={12} />
        </div>
      ) : rows.length === 0 ? (
        <EmptyState title={t('list.empty')} body={t('empty.body')} />
      ) : (
        <table className="table list" aria-busy={loading}>
          <caption className="sr">{t('list.title', { what: title })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('list.reference')}</th>
              <th scope="col">{t('list.stage')}</th>
              <th scope="col">{t('list.progress')}</th>
              {sortable('opened')}
              {sortable('due')}
              {sortable('resolved')}
              <th scope="col">{t('dimension.zone')}</th>
              <th scope="col">{t('dimension.topic')}</th>
              <th scope="col">{t('dimension.entity')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const late =
                row.resolved === null && row.due !== null && row.due < asOf && !isDone(city, row.stage);
              return (
                <tr key={row.rid} data-rid={row.rid}>
                  <th scope="row">
                    <bdi className="num">{row.ref}</bdi>
                  </th>
                  <td>{nameOfKey(text, city, 'stage', row.stage)}</td>
                  <td>
                    <Progress percent={city.stages[row.stage]?.progress ?? null} text={text} />
                  </td>
                  <td>{instant(row.opened, '')}</td>
                  <td data-tone={late ? 'bad' : undefined}>
                    {instant(row.due, t('list.noDue'))}
                    {late && <span className="list-late"> {t('list.late')}</span>}
                  </td>
                  <td>{instant(row.resolved, t('list.notYet'))}</td>
                  <td>
                    <bdi>{nameOfKey(text, city, 'zone', row.zone)}</bdi>
                  </td>
                  <td>
                    <bdi>{nameOfKey(text, city, 'topic', row.topic)}</bdi>{' '}
                    <Attached count={row.attachments} text={text} />
                  </td>
                  <td>
                    <bdi>{nameOfKey(text, city, 'entity', row.entity)}</bdi>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Dialog>
  );
}

function Progress({ percent, text }: { readonly percent: number | null; readonly text: Text }) {
  if (percent === null) return <span className="list-none">{text.t('none.other')}</span>;
  return (
    <span className="list-progress">
      <span className="list-track" aria-hidden="true">
        <span className="list-fill" style={{ inlineSize: `${percent}%` }} />
      </span>
      <bdi className="num">{text.formats.goal('completionRate', percent / 100)}</bdi>
    </span>
  );
}

/** A paperclip and how many files there are; nothing where there are none, or nobody knows. */
export function Attached({ count, text }: { readonly count: number | null; readonly text: Text }) {
  if (!count) return null;
  const said = text.t('list.attached', { count });
  return (
    <span className="list-attached num" role="img" aria-label={said} title={said}>
      <Paperclip size={12} aria-hidden />
      {text.formats.count(count)}
    </span>
  );
}

function isDone(city: City, stage: number): boolean {
  return city.stages[stage]?.done ?? false;
}

/** The rows of a list as CSV, as the list shows them. */
export function csvOfPage(text: Text, city: City, rows: readonly RequestItem[]): string {
  const { t, formats } = text;
  const instant = (at: number | null) => (at === null ? null : formats.instant(at, city.timeZone.name));
  return csvOf(
    [
      t('list.reference'),
      t('list.stage'),
      t('list.progress'),
      t('list.opened'),
      t('list.due'),
      t('list.resolved'),
      t('dimension.zone'),
      t('dimension.topic'),
      t('dimension.entity'),
      t('list.attachments'),
    ],
    rows.map((row) => [
      row.ref,
      nameOfKey(text, city, 'stage', row.stage),
      city.stages[row.stage]?.progress ?? null,
      instant(row.opened),
      instant(row.due),
      instant(row.resolved),
      nameOfKey(text, city, 'zone', row.zone),
      nameOfKey(text, city, 'topic', row.topic),
      nameOfKey(text, city, 'entity', row.entity),
      row.attachments,
    ]),
  );
}

function download(name: string, content: string) {
  const url = URL.createObjectURL(new Blob([content], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
