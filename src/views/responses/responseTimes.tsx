import { memo, useCallback, useMemo } from 'react';
import { answeredClaim } from '../../analysis/claims/answered.ts';
import { placeOf, responseCounts } from '../../analysis/responseBuckets.ts';
import { measureColumn } from '../../export/sheets/measureColumns.ts';
import type { SheetTable } from '../../export/sheets/table.ts';
import { useText } from '../../i18n/Provider.tsx';
import type { Answer, Ask } from '../../model/ask.ts';
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
import { useSaid } from '../card/useSaid.ts';
import { Value } from '../card/Value.tsx';
import { cardActions } from '../files/cardFiles.ts';
import { useSettled } from '../settled.ts';
import { read, type View, type ViewProps } from '../view.ts';
import { type ResponseBar, responseTimesOption } from './responseTimesOption.ts';

function ResponseTimes({ screen, frame, passing, filter, onFilter, onList, onProof }: ViewProps) {
  const ask = useMemo(() => asks.responseTimes(screen), [screen]);
  const onChoose = useCallback(
    (id: string) => onFilter((now) => toggle(now, 'responseTime', id)),
    [onFilter],
  );
  return (
    <Drawn
      screen={screen}
      ask={ask}
      answer={read(frame, ask)}
      passing={passing}
      chosen={filter.responseTime}
      onChoose={onChoose}
      onList={onList}
      onProof={onProof}
    />
  );
}

interface DrawnProps {
  readonly screen: Screen;
  readonly ask: Ask;
  readonly answer: Answer | undefined;
  readonly passing: boolean;
  readonly chosen: readonly string[] | undefined;
  readonly onChoose: (id: string) => void;
  readonly onList: ViewProps['onList'];
  readonly onProof: ViewProps['onProof'];
}

function Drawn({ screen, ask, answer, passing, chosen, onChoose, onList, onProof }: DrawnProps) {
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
  const goal = goalValue(screen.manifest.goals, 'firstResponseP50', screen.goalChoice);
  const target = useMemo(() => {
    const at = goal === null ? null : placeOf(goal * 3600);
    if (at === null || goal === null) return null;
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
  const said = useSaid({ screen, passing, onProof }, () =>
    answer && known ? answeredClaim(screen, ask, answer, goal) : null,
  );
  const file: SheetTable = {
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
      {...said}
      table={answer && known ? table : undefined}
    >
      {!known ? (
        <EmptyState title={t('cell.unavailable')} />
      ) : empty ? (
        <NoRequests screen={screen} />
      ) : (
        <Chart option={option} label={said.sentence} items={items} onPick={onChoose} animate={!passing} />
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
