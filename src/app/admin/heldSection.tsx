import type { HeldTelling } from '../../model/problem.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/State.tsx';
import { refText } from './adminText.ts';
import { Scroll } from './Scroll.tsx';
import type { Section, SectionProps } from './section.ts';

/** Requests that tell of what has not happened yet, and when they are taken. */
export const heldSection: Section = {
  id: 'held',
  title: ({ t }) => t('held.title'),
  body: (props) => <Held {...props} />,
};

/** Seconds: what is due later is no clock that is a little off. */
const aDay = 86_400;

function Held({ text, city }: SectionProps) {
  const { t, formats } = text;
  const { count, list } = city.held;
  if (count === 0) return <EmptyState title={t('held.none')} />;
  const columns: Column<HeldTelling>[] = [
    {
      id: 'ref',
      header: t('held.ref'),
      cell: ({ ref }) => <bdi className="admin-ref">{refText(ref)}</bdi>,
      sort: ({ ref }) => ref,
    },
    {
      id: 'source',
      header: t('problems.source'),
      cell: ({ source }) => <bdi>{source}</bdi>,
      sort: ({ source }) => source,
    },
    {
      id: 'until',
      header: t('held.until'),
      cell: ({ until }) => (
        <>
          <span className="num">{formats.instant(until, city.timeZone)}</span>
          {until > city.now + aDay && <strong className="admin-far"> {t('held.far')}</strong>}
        </>
      ),
      sort: ({ until }) => until,
    },
  ];
  return (
    <>
      <p className="admin-note">{t('held.note', { count })}</p>
      <Scroll label={t('held.title')}>
        <DataTable
          caption={t('held.title')}
          columns={columns}
          rows={list}
          rowKey={({ source, ref }) => `${source} ${ref}`}
          sortLabel={(column) => t('admin.sort', { column })}
        />
      </Scroll>
      {count > list.length && <p className="admin-note">{t('list.more', { count: count - list.length })}</p>}
    </>
  );
}
