import { useMemo, useState } from 'react';
import { happyClaim } from '../../analysis/claims/counts.ts';
import type { SheetTable } from '../../export/sheets/table.ts';
import { sayClaim } from '../../i18n/claims.ts';
import { useText } from '../../i18n/Provider.tsx';
import { faces, happyShare, type RatingAnswer, type Ratings } from '../../model/ratings.ts';
import type { Screen } from '../../model/screen.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { SegmentedControl } from '../../ui/SegmentedControl.tsx';
import { EmptyState } from '../../ui/State.tsx';
import { AreaFiles } from '../areas/AreaFiles.tsx';
import { linesOf, notNarrowing, type RatingLine, type RatingList, ratingLists, told } from './ratings.ts';
import './RatingsTable.css';

interface Props {
  readonly screen: Screen;
  readonly ratings: Ratings;
  readonly answer: RatingAnswer;
  readonly onClose: () => void;
}

/** The ratings behind the Happiness Meter as counts, by month, service or channel. */
export function RatingsTable({ screen, ratings, answer, onClose }: Props) {
  const text = useText();
  const { t, formats } = text;
  const [list, setList] = useState<RatingList>('month');
  const lines = useMemo(
    () => linesOf(text, screen, ratings, answer, list),
    [text, screen, ratings, answer, list],
  );
  const share = happyShare(answer.all);
  const hasUntold = ratings.untold.some((count) => count > 0);
  const what = notNarrowing(text, screen);
  const number = (value: number) => <bdi className="num">{formats.count(value)}</bdi>;
  const counted = [...faces, ...(hasUntold ? (['untold'] as const) : [])];
  const columns: Column<RatingLine>[] = [
    {
      id: 'name',
      header: t(`ratings.by.${list}`),
      cell: ({ name }) => <bdi>{name}</bdi>,
      sort: list === 'month' ? ({ id }) => Number(id) : ({ name }) => name,
    },
    {
      id: 'share',
      header: t('ratings.share'),
      cell: ({ share }) => (
        <bdi className="num">{share.kind === 'value' ? formats.share(share.value) : '–'}</bdi>
      ),
      sort: ({ share, thin }) => (share.kind === 'value' && !thin ? share.value : null),
      numeric: true,
    },
    { id: 'faces', header: t('ratings.faces'), cell: (line) => <Faces line={line} /> },
    ...counted.map(
      (id): Column<RatingLine> => ({
        id,
        header: t(`ratings.${id}`),
        cell: ({ counts }) => number(counts[id]),
        sort: ({ counts }) => counts[id],
        numeric: true,
      }),
    ),
    {
      id: 'all',
      header: t('ratings.all'),
      cell: ({ counts }) => number(told(counts)),
      sort: ({ counts }) => told(counts),
      numeric: true,
    },
  ];
  const file = (): SheetTable => ({
    title: `${t('ratings.title')}: ${t(`ratings.by.${list}`)}`,
    columns: [
      { kind: 'text', id: 'name', title: t(`ratings.by.${list}`) },
      { kind: 'share', id: 'share', title: t('ratings.share') },
      ...counted.map((id) => ({ kind: 'integer' as const, id, title: t(`ratings.${id}`) })),
      { kind: 'integer', id: 'all', title: t('ratings.all') },
    ],
    rows: () =>
      lines.map(({ name, share, counts }) => [
        name,
        share.kind === 'value' ? share.value : null,
        ...counted.map((id) => counts[id]),
        told(counts),
      ]),
    measures: [],
    filter: narrowing(screen, list),
    facts: [
      { name: t('ratings.fact'), value: t('ratings.formula') },
      ...(what === '' ? [] : [{ name: t('ratings.fact'), value: t('ratings.notBy.long', { what }) }]),
    ],
  });
  return (
    <Dialog
      title={t('ratings.title')}
      note={list === 'month' ? monthsOf(text, answer) : formats.range(screen.period)}
      closeLabel={t('dialog.close')}
      onClose={onClose}
      className="ratings-dialog"
    >
      <div className="ratings">
        <p className="ratings-note">
          {[
            sayClaim(text, screen.city, happyClaim(screen, share)),
            answer.all.untold > 0 ? t('ratings.untold.note', { count: answer.all.untold }) : '',
            t('ratings.formula'),
            what === '' ? '' : t('ratings.notBy.long', { what }),
            ratings.sample ? t('ratings.sample') : '',
          ]
            .filter(Boolean)
            .join(' ')}
        </p>
        <div className="ratings-head">
          <SegmentedControl<RatingList>
            label={t('ratings.by')}
            options={ratingLists.map((id) => ({ id, label: t(`ratings.by.${id}`) }))}
            value={list}
            onChange={setList}
          />
          <AreaFiles screen={screen} total={lines.length} tableOf={file} />
        </div>
        {lines.length === 0 ? (
          <EmptyState title={t('ratings.sentence.none')} />
        ) : (
          <div className="ratings-scroll">
            <DataTable
              caption={`${t('ratings.title')}: ${t(`ratings.by.${list}`)}`}
              columns={columns}
              rows={lines}
              rowKey={({ id }) => id}
              isSelected={({ chosen }) => chosen}
              isQuiet={({ thin }) => thin}
              sortLabel={(column) => t('table.sort', { column })}
            />
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** What of a choice a list of ratings is counted under. */
function narrowing({ filter, period }: Screen, list: RatingList): SheetTable['filter'] {
  const { service, channel } = filter;
  return {
    opened: period,
    ...(service && list !== 'service' && { service }),
    ...(channel && list !== 'channel' && { channel }),
  };
}

function monthsOf({ t, formats }: ReturnType<typeof useText>, { months }: RatingAnswer): string {
  const known = [...months.keys()];
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return '';
  return t('ratings.months', { from: formats.month(first), to: formats.month(last) });
}

/** The three faces of a line as parts of a bar; the numbers beside it say the same. */
function Faces({ line: { counts } }: { readonly line: RatingLine }) {
  const all = told(counts);
  return (
    <span className="ratings-bar" aria-hidden="true">
      {all > 0 &&
        faces.map((face) => (
          <span key={face} data-face={face} style={{ inlineSize: `${(counts[face] / all) * 100}%` }} />
        ))}
    </span>
  );
}
