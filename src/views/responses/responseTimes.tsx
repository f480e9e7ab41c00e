import { memo, useCallback, useMemo } from 'react';
import { useText } from '../../i18n/Provider.tsx';
import type { Answer } from '../../model/ask.ts';
import { noneId, responseTimes } from '../../model/dimension.ts';
import { toggle, without } from '../../model/filter.ts';
import { goalValue } from '../../model/goal.ts';
import { asks, type Screen } from '../../model/screen.ts';
import { Chart } from '../../ui/Chart.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import type { Look } from '../../ui/look.ts';
import { EmptyState } from '../../ui/State.tsx';
import { NoRequests } from '../card/NoRequests.tsx';
import { Panel } from '../card/Panel.tsx';
import { Value } from '../card/Value.tsx';
import { type CardTable, cardActions, measureColumn } from '../files/cardFiles.ts';
import { useSettled } from '../settled.ts';
import { read, type View, type ViewProps } from '../view.ts';
import { answeredWithin, placeOf, responseCounts } from './responseBuckets.ts';
import { type ResponseBar, responseTimesOption } from './responseTimesOption.ts';

/** The duration of the sentence where there is no target at a bucket's end. */
const usualHours = 24;

function ResponseTimes({ screen, frame, passing, filter, onFilter, onList }: ViewProps) {
  const answer = read(
    frame,
    useMemo(() => asks.responseTimes(screen), [screen]),
  );
  const onChoose = useCallback(
    (id: string) => onFilter((now) => toggle(now, 'responseTime', id)),
    [onFilter],
  );
  return (
    <Drawn
      screen={screen}
      answer={answer}
      passing={passing}
      chosen={filter.responseTime}
      onChoose={onChoose}
      onList={onList}
    />
  );
}

interface DrawnProps {
  readonly screen: Screen;
  readonly answer: Answer | undefined;
  readonly passing: boolean;
  readonly chosen: readonly string[] | undefined;
  readonly onChoose: (id: string) => void;
  readonly onList: ViewProps['onList'];
}

function Drawn({ screen, answer, passing, chosen, onChoose, onList }: DrawnProps) {
  const text = useText();
  const { t, formats } = text;
  const known = screen.fields.includes('responded');
  const counts = useMemo(() => (answer ? responseCounts(answer) : null), [answer]);
  const bars = useMemo((): ResponseBar[] => {
    if (!counts) return [];
    let sum = 0;
    const answered = responseTimes.map(({ id }, index): ResponseBar => {
      const received = counts.buckets[index] ?? 0;
      sum += received;
      return {
        id,
        name: t(`responseTime.${id}`),
        edge: index === 0 ? formats.count(0) : formats.edge(responseTimes[index - 1]?.below ?? 0),
        received,
        cumulative: counts.total > 0 ? sum / counts.total : 0,
        selected: chosen?.includes(id) ?? false,
        pending: false,
      };
    });
    return [
      ...answered,
      {
        id: noneId,
        name: t('none.responseTime'),
        edge: '',
        received: counts.pending,
        cumulative: null,
        selected: chosen?.includes(noneId) ?? false,
        pending: true,
      },
    ];
  }, [counts, chosen, t, formats]);
  const goal = goalValue(screen.manifest.goals, 'firstResponseP50', screen.goalChoice) ?? undefined;
  const target = useMemo(() => {
    const at = goal === undefined ? null : placeOf(goal * 3600);
    if (at === null || goal === undefined) return null;
    return { at, label: t('responseTimes.target', { value: formats.goal('firstResponseP50', goal) }) };
  }, [goal, t, formats]);
  const option = useCallback(
    (look: Look, width: number) => responseTimesOption(text, bars, target, look, width),
    [text, bars, target],
  );
  const items = useSettled(passing, () =>
    bars.map(({ id, name, received, selected }) => ({
      id,
      label: `${name}: ${formats.count(received)}`,
      selected,
    })),
  );
  const sentence = useSettled(passing, () => {
    if (!counts) return '';
    const within = goal === undefined ? null : answeredWithin(counts, goal * 3600);
    const limit = within === null || goal === undefined ? usualHours : goal;
    const answered = within ?? answeredWithin(counts, usualHours * 3600) ?? 0;
    return t('responseTimes.sentence', {
      total: counts.total,
      share: formats.share(counts.total > 0 ? answered / counts.total : 0),
      limit: formats.within(limit),
      pending: counts.pending,
    });
  });
  const file: CardTable = {
    title: t('responseTimes.title'),
    columns: [
      { kind: 'text', id: 'code', title: t('list.code', { what: t('dimension.responseTime') }) },
      { kind: 'text', id: 'time', title: t('dimension.responseTime') },
      measureColumn(text, 'received'),
      { kind: 'share', id: 'cumulative', title: t('responseTimes.cumulative') },
    ],
    rows: () => bars.map(({ id, name, received, cumulative }) => [id, name, received, cumulative]),
    measures: ['received'],
    filter: without(screen.filter, 'responseTime'),
  };
  const table = () => {
    const columns: Column<ResponseBar>[] = [
      { id: 'time', header: t('dimension.responseTime'), cell: ({ name }) => name },
      {
        id: 'received',
        header: t('responseTimes.requests'),
        cell: ({ received }) => (
          <Value measure="received" cell={{ kind: 'value', value: received, n: received }} />
        ),
        sort: ({ received }) => received,
        numeric: true,
      },
      {
        id: 'cumulative',
        header: t('responseTimes.cumulative'),
        cell: ({ cumulative }) => (
          <bdi className="num">{cumulative === null ? '–' : formats.share(cumulative)}</bdi>
        ),
        numeric: true,
      },
    ];
    return (
      <DataTable
        caption={t('responseTimes.title')}
        columns={columns}
        rows={bars}
        rowKey={({ id }) => id}
        onRow={({ id }) => onChoose(id)}
        isSelected={({ selected }) => selected}
        sortLabel={(column) => t('table.sort', { column })}
      />
    );
  };
  const empty = counts?.total === 0;
  return (
    <Panel
      title={t('responseTimes.title')}
      menu={cardActions(text, screen, file, onList)}
      note={known && t('responseTimes.note')}
      className="responses-card"
      loading={!answer}
      skeletonRows={4}
      sentence={answer && known ? sentence : undefined}
      table={answer && known ? table : undefined}
    >
      {!known ? (
        <EmptyState title={t('cell.unavailable')} />
      ) : empty ? (
        <NoRequests screen={screen} />
      ) : (
        <Chart option={option} label={sentence} items={items} onPick={onChoose} animate={!passing} />
      )}
    </Panel>
  );
}

/** How soon requests had their first response, with those that have none yet. */
export const responseTimesView: View = {
  id: 'responseTimes',
  asks: (screen) => [asks.responseTimes(screen)],
  Component: memo(ResponseTimes),
};
