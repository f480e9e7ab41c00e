import type { SourceMatches } from '../../model/adminState.ts';
import { parseMonth } from '../../model/day.ts';
import { differing, type Match, type PartDifference } from '../../model/match.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/State.tsx';
import { Mark } from '../../ui/Tone.tsx';
import { type AdminText, delayText, messageOf } from './adminText.ts';
import { Scroll } from './Scroll.tsx';
import { ServerWords } from './ServerWords.tsx';
import type { Section, SectionProps } from './section.ts';

/** What came of holding sources against the store. */
export const matchedSection: Section = {
  id: 'matched',
  title: ({ t }) => t('matched.title'),
  wide: true,
  body: (props) => <Matched {...props} />,
};

function Matched(props: SectionProps) {
  const { text, city } = props;
  const { t } = text;
  const schedule = city.jobs.find(({ name }) => name === 'match')?.schedule;
  const due = schedule && 'daily' in schedule && schedule.daily;
  return (
    <>
      {city.matching && (
        <p className="admin-note">
          {text.rich('matched.now', {
            what: (
              <bdi key="what" lang="en">
                {city.matching}
              </bdi>
            ),
          })}
        </p>
      )}
      {city.matches.every(({ last }) => last === null) ? (
        <EmptyState
          title={t('matched.none')}
          body={due ? t('matched.none.due', { due }) : t('matched.none.asked')}
        />
      ) : (
        <Sources {...props} />
      )}
      {city.matches.map(
        ({ source, differed }) => differed && <Parts key={source} {...props} match={differed} />,
      )}
    </>
  );
}

function Sources({ text, city }: SectionProps) {
  const { t, formats } = text;
  const told = (match: Match | null) =>
    match?.outcome === 'equal' || match?.outcome === 'differed' ? match : null;
  const columns: Column<SourceMatches>[] = [
    {
      id: 'source',
      header: t('sources.id'),
      cell: ({ source }) => <bdi>{source}</bdi>,
      sort: ({ source }) => source,
    },
    {
      id: 'at',
      header: t('matched.at'),
      cell: ({ last }) =>
        last ? <span className="num">{formats.instant(last.at, city.timeZone)}</span> : t('admin.never'),
      sort: ({ last }) => last?.at ?? null,
    },
    {
      id: 'outcome',
      header: t('matched.outcome'),
      cell: ({ last }) => (last ? <Outcome text={text} match={last} /> : t('admin.none')),
      sort: ({ last }) => last?.outcome ?? null,
    },
    {
      id: 'requests',
      header: t('matched.requests'),
      numeric: true,
      cell: ({ last }) => countOf(text, told(last)?.requests),
      sort: ({ last }) => told(last)?.requests ?? null,
    },
    {
      id: 'parts',
      header: t('matched.parts'),
      numeric: true,
      cell: ({ last }) => countOf(text, told(last)?.parts),
    },
    {
      id: 'read',
      header: t('matched.read'),
      numeric: true,
      cell: ({ last }) => countOf(text, told(last)?.read),
    },
    {
      id: 'seconds',
      header: t('matched.seconds'),
      numeric: true,
      cell: ({ last }) => {
        const match = told(last);
        return match ? delayText(text, match.seconds) : t('admin.none');
      },
    },
  ];
  return (
    <Scroll label={t('matched.title')}>
      <DataTable
        caption={t('matched.title')}
        columns={columns}
        rows={city.matches}
        rowKey={({ source }) => source}
        sortLabel={(column) => t('admin.sort', { column })}
      />
    </Scroll>
  );
}

function Outcome({ text, match }: { readonly text: AdminText; readonly match: Match }) {
  const { t } = text;
  const { outcome, mended, why } = match;
  if (outcome === 'unasked') return <span className="admin-quiet">{t('matched.unasked')}</span>;
  return (
    <>
      <span className="admin-phase">
        <Mark met={outcome === 'equal'} />
        {outcome === 'differed'
          ? t(mended ? 'matched.mended' : 'matched.left', { count: differing(match) })
          : t(`matched.${outcome}`)}
      </span>
      {outcome === 'failed' && why && <ServerWords text={text} words={why} />}
    </>
  );
}

/** What differed, by month of opening. */
function Parts({ text, city, match }: SectionProps & { readonly match: Match }) {
  const { t, formats } = text;
  const title = (when: string) => t('matched.differences', { source: `\u2068${match.source}\u2069`, when });
  const label = title(formats.instant(match.at, city.timeZone));
  const number = (id: 'missing' | 'other' | 'extra' | 'unreadable'): Column<PartDifference> => ({
    id,
    header: t(`matched.${id}`),
    numeric: true,
    cell: (part) => formats.count(part[id]),
    sort: (part) => part[id],
  });
  const columns: Column<PartDifference>[] = [
    {
      id: 'part',
      header: t('matched.part'),
      cell: ({ part }) => partName(text, part),
      sort: ({ part }) => part,
    },
    ...(['missing', 'other', 'extra', 'unreadable'] as const).map(number),
  ];
  return (
    <>
      <h3 className="admin-note">{label}</h3>
      <Scroll label={label}>
        <DataTable
          caption={label}
          columns={columns}
          rows={match.differences}
          rowKey={({ part }) => part}
          sortLabel={(column) => t('admin.sort', { column })}
        />
      </Scroll>
    </>
  );
}

function countOf({ t, formats }: AdminText, count: number | undefined): string {
  return count === undefined ? t('admin.none') : formats.count(count);
}

/** A month in words; what is no month by its own message. */
function partName(text: AdminText, part: string): string {
  const month = parseMonth(part);
  return month === null ? (messageOf(text, `matched.part.${part}`) ?? part) : text.formats.month(month);
}
