import type { SourceSummary } from '../../model/adminState.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/State.tsx';
import { Mark } from '../../ui/Tone.tsx';
import { delayText, messageOf } from './adminText.ts';
import { Scroll } from './Scroll.tsx';
import { ServerWords } from './ServerWords.tsx';
import type { Section, SectionProps } from './section.ts';

/** Where requests come from, and how that goes. */
export const sourcesSection: Section = {
  id: 'sources',
  title: ({ t }) => t('sources.title'),
  wide: true,
  body: (props) => <Sources {...props} />,
};

function Sources({ text, state, city }: SectionProps) {
  const { t, formats } = text;
  if (city.sources.length === 0)
    return <EmptyState title={t('sources.none')} body={t('sources.none.body')} />;
  const columns: Column<SourceSummary>[] = [
    { id: 'id', header: t('sources.id'), cell: ({ id }) => <bdi>{id}</bdi>, sort: ({ id }) => id },
    {
      id: 'kind',
      header: t('sources.kind'),
      cell: ({ kind }) => messageOf(text, `sources.kind.${kind}`) ?? kind,
      sort: ({ kind }) => kind,
    },
    {
      id: 'phase',
      header: t('sources.phase'),
      cell: ({ phase, trouble }) => (
        <span className="admin-phase">
          <Mark met={trouble === null} />
          {t(`sources.phase.${phase}`)}
        </span>
      ),
      sort: ({ phase }) => phase,
    },
    {
      id: 'contact',
      header: t('sources.contact'),
      cell: ({ lastBatch }) =>
        lastBatch === null ? t('admin.never') : formats.ago(Math.max(0, state.at - lastBatch)),
      sort: ({ lastBatch }) => lastBatch,
    },
    {
      id: 'lag',
      header: t('sources.lag'),
      numeric: true,
      cell: ({ lag }) => (lag === null ? t('admin.none') : delayText(text, lag)),
      sort: ({ lag }) => lag,
    },
    {
      id: 'requests',
      header: t('sources.requests'),
      numeric: true,
      cell: ({ requests }) => (requests === null ? t('admin.none') : formats.count(requests)),
      sort: ({ requests }) => requests,
    },
    {
      id: 'trouble',
      header: t('sources.trouble'),
      cell: ({ trouble }) => (trouble ? <ServerWords text={text} words={trouble.text} /> : t('admin.none')),
    },
  ];
  return (
    <Scroll label={t('sources.title')}>
      <DataTable
        caption={t('sources.title')}
        columns={columns}
        rows={city.sources}
        rowKey={({ id }) => id}
        sortLabel={(column) => t('admin.sort', { column })}
      />
    </Scroll>
  );
}
