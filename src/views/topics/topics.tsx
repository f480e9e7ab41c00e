import { memo, useCallback, useMemo } from 'react';
import { topicsClaim } from '../../analysis/claims/groups.ts';
import { paretoOf } from '../../analysis/pareto.ts';
import { measureColumn } from '../../export/sheets/measureColumns.ts';
import type { SheetTable } from '../../export/sheets/table.ts';
import { nameOfKey } from '../../i18n/names.ts';
import { useText } from '../../i18n/Provider.tsx';
import { type Answer, type Ask, numberOf } from '../../model/ask.ts';
import { toggle } from '../../model/filter.ts';
import { asks, type Screen } from '../../model/screen.ts';
import { Chart } from '../../ui/Chart.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import type { Look } from '../../ui/look.ts';
import { NoRequests } from '../card/NoRequests.tsx';
import { Panel } from '../card/Panel.tsx';
import { useSaid } from '../card/useSaid.ts';
import { Value } from '../card/Value.tsx';
import { cardActions } from '../files/cardFiles.ts';
import { type Group, groupsOf, received } from '../groups/groups.ts';
import { useSettled } from '../settled.ts';
import { read, type View, type ViewProps } from '../view.ts';
import { type TopicBar, topicsOption } from './topicsOption.ts';

/** How many topics have a bar of their own. */
const most = 10;
const share = 0.8;
const restId = '(rest)';

function Topics({ screen, frame, passing, filter, onFilter, onList, onProof }: ViewProps) {
  const ask = useMemo(() => asks.topics(screen), [screen]);
  const onChoose = useCallback((id: string) => onFilter((now) => toggle(now, 'topic', id)), [onFilter]);
  return (
    <Drawn
      screen={screen}
      ask={ask}
      answer={read(frame, ask)}
      passing={passing}
      chosen={filter.topic}
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
  const groups = useMemo(
    () => (answer ? groupsOf(text, screen, ask, answer, 'topic', chosen) : []),
    [text, screen, ask, answer, chosen],
  );
  const pareto = useMemo(() => paretoOf(groups, received, most, share), [groups]);
  const bars = useMemo((): TopicBar[] => {
    const own = pareto.top.map(({ item, count, cumulative }) => ({
      id: item.id,
      name: item.name,
      service: serviceOf(item),
      received: count,
      cumulative,
      selected: chosen?.includes(item.id) ?? false,
      rest: false,
    }));
    if (pareto.rest.items === 0) return own;
    const rest: TopicBar = {
      id: restId,
      name: t('topics.other', { count: pareto.rest.items }),
      service: '',
      received: pareto.rest.count,
      cumulative: 1,
      selected: false,
      rest: true,
    };
    return [...own, rest];

    function serviceOf({ id }: Group): string {
      const topic = screen.city.codeOf('topic', id);
      const service = screen.city.parents.service[topic] ?? -1;
      return service < 0 ? '' : nameOfKey(text, screen.city, 'service', service);
    }
  }, [pareto, chosen, screen, text, t]);
  const option = useCallback(
    (look: Look, width: number, height: number) => topicsOption(text, bars, look, width, height),
    [text, bars],
  );
  const items = useSettled(passing, () =>
    bars.map(({ id, name, received: count, selected }) => ({
      id,
      label: `${name}: ${formats.count(count)}`,
      selected,
    })),
  );
  const onPick = useCallback((id: string) => id !== restId && onChoose(id), [onChoose]);
  const note = formats.share(pareto.reached);
  const said = useSaid({ screen, passing, onProof }, () =>
    answer ? topicsClaim(screen, ask, answer, share) : null,
  );
  const file: SheetTable = {
    title: t('topics.title'),
    columns: [
      { kind: 'text', id: 'code', title: t('list.code', { what: t('dimension.topic') }) },
      { kind: 'text', id: 'topic', title: t('dimension.topic') },
      ...ask.measures.map((measure) => measureColumn(text, measure)),
    ],
    rows: () =>
      groups.map(({ id, name, cells }) => [
        id,
        name,
        ...ask.measures.map((measure) => numberOf(cells[measure])),
      ]),
    measures: ask.measures,
    filter: ask.filter,
  };
  const table = () => {
    const columns: Column<Group>[] = [
      {
        id: 'topic',
        header: t('dimension.topic'),
        cell: ({ name }) => <bdi>{name}</bdi>,
        sort: ({ name }) => name,
      },
      ...ask.measures.map(
        (measure): Column<Group> => ({
          id: measure,
          header: t(`measure.${measure}`),
          cell: ({ cells }) => <Value measure={measure} cell={cells[measure] ?? { kind: 'noData' }} />,
          sort: ({ cells }) => numberOf(cells[measure]),
          numeric: true,
        }),
      ),
    ];
    return (
      <DataTable
        caption={t('topics.title')}
        columns={columns}
        rows={groups}
        rowKey={({ id }) => id}
        onRow={({ id }) => onChoose(id)}
        isSelected={({ id }) => chosen?.includes(id) ?? false}
        sortLabel={(column) => t('table.sort', { column })}
      />
    );
  };
  return (
    <Panel
      title={t('topics.title')}
      menu={cardActions(text, screen, file, onList)}
      note={pareto.total > 0 && t('topics.share', { share: note, count: pareto.needed })}
      className="topics-card"
      loading={!answer}
      skeletonRows={9}
      {...said}
      table={answer && table}
    >
      {bars.length === 0 ? (
        <NoRequests screen={screen} advice />
      ) : (
        <Chart
          option={option}
          label={said.sentence}
          axis="y"
          items={items}
          onPick={onPick}
          animate={!passing}
        />
      )}
    </Panel>
  );
}

/** The most frequent topics and how much of everything they are. */
export const topicsView: View = {
  id: 'topics',
  asks: (screen) => [asks.topics(screen)],
  Component: memo(Topics),
};
