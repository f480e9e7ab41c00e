import type { SharedSummary } from '../../model/adminState.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/State.tsx';
import { fieldName, messageOf } from './adminText.ts';
import { Scroll } from './Scroll.tsx';
import type { Section, SectionProps } from './section.ts';

/** Phones, addresses of mail and accounts that are nobody, because many share them. */
export const sharedSection: Section = {
  id: 'shared',
  title: ({ t }) => t('shared.title'),
  body: (props) => <Shared {...props} />,
};

function Shared({ text, city }: SectionProps) {
  const { t, formats } = text;
  if (city.shared.length === 0) return <EmptyState title={t('shared.none')} />;
  const columns: Column<SharedSummary>[] = [
    { id: 'value', header: t('shared.value'), cell: ({ masked }) => <bdi className="num">{masked}</bdi> },
    {
      id: 'kind',
      header: t('shared.kind'),
      cell: ({ kind, source }) => (
        <>
          {fieldName(text, kind)} {source && <bdi className="admin-quiet">{source}</bdi>}
        </>
      ),
      sort: ({ kind }) => kind,
    },
    {
      id: 'why',
      header: t('shared.why'),
      cell: ({ why }) => messageOf(text, `shared.why.${why}`) ?? why,
      sort: ({ why }) => why,
    },
    {
      id: 'requests',
      header: t('shared.requests'),
      numeric: true,
      cell: ({ requests }) => formats.count(requests),
      sort: ({ requests }) => requests,
    },
    {
      id: 'since',
      header: t('shared.since'),
      cell: ({ since }) => <span className="num">{formats.instant(since, city.timeZone)}</span>,
      sort: ({ since }) => since,
    },
  ];
  return (
    <>
      <p className="admin-note">{t('shared.note')}</p>
      <Scroll label={t('shared.title')}>
        <DataTable
          caption={t('shared.title')}
          columns={columns}
          rows={city.shared}
          rowKey={({ kind, source, masked, since }) => `${kind} ${source} ${masked} ${since}`}
          sortLabel={(column) => t('admin.sort', { column })}
        />
      </Scroll>
    </>
  );
}
