import { memo, useMemo } from 'react';
import { measureColumn } from '../../export/sheets/measureColumns.ts';
import type { SheetTable } from '../../export/sheets/table.ts';
import { useText } from '../../i18n/Provider.tsx';
import { type Ask, numberOf, rowIndex } from '../../model/ask.ts';
import { toggle, without } from '../../model/filter.ts';
import { askBefore, asks, type Screen } from '../../model/screen.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { describeChange } from '../card/change.ts';
import { NoRequests } from '../card/NoRequests.tsx';
import { Panel } from '../card/Panel.tsx';
import { ToldChange } from '../card/ToldChange.tsx';
import { Value } from '../card/Value.tsx';
import { cardActions } from '../files/cardFiles.ts';
import { type Group, groupsOf, received } from '../groups/groups.ts';
import { read, type View, type ViewProps } from '../view.ts';
import { overRepresentation } from './overRepresentation.ts';

/** The same topics in the whole city, to hold an area's against. */
function cityAsk(screen: Screen): Ask {
  const ask = asks.topics(screen);
  return { ...ask, measures: ['received'], filter: without(ask.filter, 'zone') };
}

interface Row {
  readonly group: Group;
  readonly change: ReturnType<typeof describeChange>;
  /** Received in the period that this one is compared with; null where there is none. */
  readonly before: number | null;
  /** How many times as frequent as in the city; null where chance may show it, or too few requests are behind it. */
  readonly times: number | null;
}

function AreaTopics({ screen, frame, filter, onFilter, onList }: ViewProps) {
  const text = useText();
  const { t, formats } = text;
  const rows = useMemo((): Row[] | undefined => {
    const ask = asks.topics(screen);
    const earlier = askBefore(screen, ask);
    const ofCity = cityAsk(screen);
    const [here, before, city] = [read(frame, ask), read(frame, earlier), read(frame, ofCity)];
    if (!here || !city) return undefined;
    const groups = groupsOf(text, screen, ask, here, 'topic', filter.topic);
    const past = earlier && before ? groupsOf(text, screen, earlier, before, 'topic', filter.topic) : null;
    const pastOf = new Map(past?.map((group) => [group.id, group]));
    const total = groups.reduce((sum, group) => sum + received(group), 0);
    const cityTotal = (city.ints.received ?? []).reduce<number>((sum, count) => sum + (count ?? 0), 0);
    const cityRow = rowIndex(city);
    return groups
      .filter((group) => received(group) > 0)
      .map((group) => {
        const was = pastOf.get(group.id)?.cells.received ?? { kind: 'value', value: 0, n: 0 };
        const inCity = city.ints.received?.[cityRow(screen.city.codeOf('topic', group.id))] ?? 0;
        return {
          group,
          change:
            past && group.cells.received
              ? describeChange(text, 'received', group.cells.received, was, '')
              : null,
          before: past && numberOf(was),
          times: overRepresentation(received(group), total, inCity, cityTotal),
        };
      });
  }, [screen, frame, text, filter.topic]);
  const columns = useMemo(
    (): Column<Row>[] => [
      {
        id: 'topic',
        header: t('dimension.topic'),
        cell: ({ group }) => <bdi>{group.name}</bdi>,
        sort: ({ group }) => group.name,
      },
      {
        id: 'received',
        header: t('measure.received'),
        cell: ({ group }) => (
          <Value measure="received" cell={group.cells.received ?? { kind: 'noData' }} compact />
        ),
        sort: ({ group }) => received(group),
        numeric: true,
      },
      {
        id: 'change',
        header: t('attention.column.change'),
        cell: ({ change }) => change && <ToldChange change={change} className="zone-change num" />,
        numeric: true,
      },
      {
        id: 'times',
        header: t('areas.times'),
        cell: ({ times }) =>
          times !== null && (
            <bdi className="num" data-times={times > 1 ? 'more' : 'fewer'}>
              {t('areas.timesCity', { times: formats.decimal(times, 1) })}
            </bdi>
          ),
        sort: ({ times }) => times,
        numeric: true,
      },
    ],
    [t, formats],
  );
  const file: SheetTable = {
    title: t('areas.topics'),
    columns: [
      { kind: 'text', id: 'code', title: t('list.code', { what: t('dimension.topic') }) },
      { kind: 'text', id: 'topic', title: t('dimension.topic') },
      measureColumn(text, 'received'),
      { kind: 'integer', id: 'before', title: t('attention.column.before') },
      { kind: 'number', id: 'times', title: t('areas.times') },
    ],
    rows: () =>
      (rows ?? []).map(({ group, before, times }) => [group.id, group.name, received(group), before, times]),
    measures: ['received'],
    filter: screen.filter,
    compared: true,
  };
  return (
    <Panel
      title={file.title}
      menu={rows?.length ? cardActions(text, screen, file, onList) : undefined}
      note={rows && t('areas.topicsCount', { count: rows.length })}
      className="area-topics"
      loading={!rows}
      skeletonRows={6}
      sentence={t('areas.timesNote')}
    >
      {rows?.length === 0 ? (
        <NoRequests screen={screen} advice />
      ) : (
        <div className="area-topics-list">
          <DataTable
            caption={t('areas.topics')}
            columns={columns}
            rows={rows ?? []}
            rowKey={({ group }) => group.id}
            onRow={({ group }) => onFilter((now) => toggle(now, 'topic', group.id))}
            isSelected={({ group }) => filter.topic?.includes(group.id) ?? false}
            sortLabel={(column) => t('table.sort', { column })}
          />
        </div>
      )}
    </Panel>
  );
}

/** All topics of what is chosen on the map: how many, how that changed, and which are more frequent than in the city. */
export const areaTopicsView: View = {
  id: 'areaTopics',
  asks: (screen) => {
    const ask = asks.topics(screen);
    return [ask, askBefore(screen, ask), cityAsk(screen)].filter((one) => one !== null);
  },
  Component: memo(AreaTopics),
};
