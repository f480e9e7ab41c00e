import type { RatingsFileState } from '../../model/adminState.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState, ErrorState } from '../../ui/State.tsx';
import { Mark } from '../../ui/Tone.tsx';
import { Scroll } from './Scroll.tsx';
import type { Section, SectionProps } from './section.ts';

/** The tables of ratings: what of each is shown, through which day, and what is wrong with it. */
export const ratingsSection: Section = {
  id: 'ratings',
  title: ({ t }) => t('ratings.tables'),
  wide: true,
  body: (props) => <RatingTables {...props} />,
};

function RatingTables({ text, state, city }: SectionProps) {
  const { t, formats, language, direction } = text;
  const { ratings } = state.server;
  if (!ratings) return <EmptyState title={t('ratings.unread')} />;
  const { folder, trouble, files } = ratings;
  const refused = files.filter(({ taken }) => taken === null).length;
  const note =
    files.length === 0
      ? t('ratings.empty')
      : refused > 0
        ? t('ratings.refused', { count: refused })
        : t('ratings.well');
  const columns: Column<RatingsFileState>[] = [
    {
      id: 'file',
      header: t('ratings.file'),
      cell: ({ name }) => <bdi>{name}</bdi>,
      sort: ({ name }) => name,
    },
    {
      id: 'rows',
      header: t('ratings.rows'),
      cell: ({ taken }) => <bdi className="num">{taken ? formats.count(taken.rows) : '–'}</bdi>,
      sort: ({ taken }) => taken?.rows ?? null,
      numeric: true,
    },
    {
      id: 'days',
      header: t('ratings.daysTold'),
      cell: ({ taken }) => <bdi className="num">{taken ? formats.range(taken) : '–'}</bdi>,
      sort: ({ taken }) => taken?.to ?? null,
    },
    {
      id: 'read',
      header: t('ratings.readAt'),
      cell: ({ readAt }) => <span className="num">{formats.instant(readAt, city.timeZone)}</span>,
      sort: ({ readAt }) => readAt,
    },
    {
      id: 'state',
      header: t('ratings.state'),
      cell: ({ taken, problems, last }) => (
        <>
          <span className="admin-phase">
            <Mark met={taken !== null} />
            {t(taken ? 'ratings.taken' : 'ratings.notTaken')}
          </span>
          {last && (
            <span className="admin-said">
              {taken ? (
                text.rich('ratings.problems', {
                  count: problems,
                  problem: <bdi dir={direction}>{last[language]}</bdi>,
                })
              ) : (
                <bdi dir={direction}>{last[language]}</bdi>
              )}
            </span>
          )}
        </>
      ),
      sort: ({ taken, problems }) => (taken ? problems : Number.POSITIVE_INFINITY),
    },
  ];
  return (
    <>
      {trouble && <ErrorState banner title={trouble[language]} />}
      <p className="admin-note">
        {note} <bdi dir="ltr">{folder}</bdi>
      </p>
      {files.length > 0 && (
        <Scroll label={t('ratings.tables')}>
          <DataTable
            caption={t('ratings.tables')}
            columns={columns}
            rows={files}
            rowKey={({ name }) => name}
            sortLabel={(column) => t('admin.sort', { column })}
          />
        </Scroll>
      )}
    </>
  );
}
