import type { Unreadable } from '../../model/problem.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/State.tsx';
import { fieldName, problemName, refText } from './adminText.ts';
import { Scroll } from './Scroll.tsx';
import type { Section, SectionProps } from './section.ts';

/** Requests whose latest telling cannot be read, so that the state before is shown. */
export const unreadableSection: Section = {
  id: 'unreadable',
  title: ({ t }) => t('unreadable.title'),
  body: (props) => <UnreadableList {...props} />,
};

function UnreadableList({ text, city }: SectionProps) {
  const { t, formats } = text;
  const { count, list } = city.unreadable;
  if (count === 0) return <EmptyState title={t('unreadable.none')} />;
  const columns: Column<Unreadable>[] = [
    {
      id: 'ref',
      header: t('unreadable.ref'),
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
      id: 'why',
      header: t('unreadable.why'),
      cell: ({ field, problem }) => `${fieldName(text, field)}: ${problemName(text, problem)}`,
    },
    {
      id: 'since',
      header: t('unreadable.since'),
      cell: ({ since }) => <span className="num">{formats.instant(since, city.timeZone)}</span>,
      sort: ({ since }) => since,
    },
  ];
  return (
    <>
      <p className="admin-note">{t('unreadable.note', { count })}</p>
      <Scroll label={t('unreadable.title')}>
        <DataTable
          caption={t('unreadable.title')}
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
