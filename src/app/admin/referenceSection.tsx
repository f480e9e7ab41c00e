import type { ReferenceFileState } from '../../model/adminState.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/State.tsx';
import { Mark } from '../../ui/Tone.tsx';
import { Scroll } from './Scroll.tsx';
import type { Section, SectionProps } from './section.ts';

/** The reference files: which are in force, and why those that were changed since are not. */
export const referenceSection: Section = {
  id: 'reference',
  title: ({ t }) => t('reference.title'),
  wide: true,
  body: (props) => <ReferenceFiles {...props} />,
};

function ReferenceFiles({ text, state, city }: SectionProps) {
  const { t, formats } = text;
  const { reference } = state.server;
  if (!reference) return <EmptyState title={t('reference.none')} />;
  const refused = reference.files.filter((file) => file.refused !== null);
  const told = reference.files.filter((file) => file.refused !== null || file.since !== null);
  const columns: Column<ReferenceFileState>[] = [
    {
      id: 'file',
      header: t('reference.file'),
      cell: ({ name }) => <bdi dir="ltr">{`${name}.json`}</bdi>,
      sort: ({ name }) => name,
    },
    {
      id: 'since',
      header: t('reference.since'),
      cell: ({ since }) => (
        <span className="num">
          {since === null ? t('reference.start') : formats.instant(since, city.timeZone)}
        </span>
      ),
      sort: ({ since }) => since,
    },
    {
      id: 'state',
      header: t('reference.state'),
      cell: ({ refused }) => (
        <>
          <span className="admin-phase">
            <Mark met={refused === null} />
            {refused === null
              ? t('reference.taken')
              : t('reference.refused', { time: formats.instant(refused.at, city.timeZone) })}
          </span>
          {refused?.faults.map(({ line, at, got, expected }) => (
            <span key={`${line} ${at} ${got}`} className="admin-said">
              {text.rich('reference.fault', {
                line: formats.count(line),
                at: <bdi lang="en">{at}</bdi>,
                got: <bdi lang="en">{got}</bdi>,
                expected: <bdi lang="en">{expected}</bdi>,
              })}
            </span>
          ))}
        </>
      ),
      sort: ({ refused }) => (refused === null ? 1 : 0),
    },
  ];
  return (
    <>
      <p className="admin-note">
        {refused.length === 0 ? t('reference.well') : t('reference.note', { count: refused.length })}{' '}
        <bdi dir="ltr">{reference.folder}</bdi>
      </p>
      {told.length > 0 && (
        <Scroll label={t('reference.title')}>
          <DataTable
            caption={t('reference.title')}
            columns={columns}
            rows={told}
            rowKey={({ name }) => name}
            sortLabel={(column) => t('admin.sort', { column })}
          />
        </Scroll>
      )}
    </>
  );
}
