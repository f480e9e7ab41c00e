import { useCallback, useMemo } from 'react';
import type { MessageId } from '../i18n/catalogue.ts';
import { useText } from '../i18n/Provider.tsx';
import type { Text } from '../i18n/text.ts';
import type { Ask } from '../model/ask.ts';
import type { ChoiceDimension } from '../model/dimension.ts';
import { toggle } from '../model/filter.ts';
import { type Cell, type MeasureId, measures } from '../model/measures.ts';
import type { Screen } from '../model/screen.ts';
import { BarList, type BarRow } from '../ui/BarList.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/State.tsx';
import { meets } from './change.ts';
import { type Group, groupsOf, numberOf, received } from './groups.ts';
import { Panel } from './Panel.tsx';
import { useSettled } from './settled.ts';
import { Value } from './Value.tsx';
import { read, type ViewProps } from './view.ts';

export interface BarsOf {
  readonly id: string;
  readonly dimension: ChoiceDimension;
  readonly title: MessageId;
  readonly ask: (screen: Screen) => Ask;
  /** The rates that may stand beside a bar: the first that the source knows is drawn; the table has all. */
  readonly rates: readonly { readonly measure: MeasureId; readonly note: MessageId }[];
}

const noCell: Cell = { kind: 'noData' };

/** One dimension as bars of requests received with a rate beside each. */
export function Bars({ of, screen, frame, passing, filter, onFilter }: ViewProps & { readonly of: BarsOf }) {
  const text = useText();
  const { t, formats } = text;
  const chosen = filter[of.dimension];
  const ask = useMemo(() => of.ask(screen), [of, screen]);
  const answer = read(frame, ask);
  const onChoose = useCallback(
    (id: string) => onFilter((now) => toggle(now, of.dimension, id)),
    [of, onFilter],
  );
  const groups = useMemo(
    () => (answer ? groupsOf(text, screen, ask, answer, of.dimension, chosen) : []),
    [text, screen, ask, answer, of, chosen],
  );
  const rate = useMemo(
    () =>
      of.rates.find(({ measure }) =>
        measures[measure].requires.every((column) => screen.fields.includes(column)),
      ),
    [of, screen],
  );
  const rows = useMemo(
    () =>
      groups.map((group) => rowOf(text, screen, group, rate?.measure, chosen?.includes(group.id) ?? false)),
    [groups, text, screen, rate, chosen],
  );
  const sentence = useSettled(passing, () => {
    const total = groups.reduce((sum, group) => sum + received(group), 0);
    const first = groups[0];
    return t('bars.sentence', {
      rows: groups.length,
      first: first?.name ?? '',
      share: formats.share(first && total > 0 ? received(first) / total : 0),
      total,
    });
  });
  const table = () => {
    const shown: readonly MeasureId[] = ['received', ...of.rates.map(({ measure }) => measure)];
    const columns: Column<Group>[] = [
      {
        id: 'name',
        header: t(`dimension.${of.dimension}`),
        cell: (group) => <bdi>{group.name}</bdi>,
        sort: (group) => group.name,
      },
      ...shown.map(
        (measure): Column<Group> => ({
          id: measure,
          header: t(`measure.${measure}`),
          cell: (group) => <Value measure={measure} cell={group.cells[measure] ?? noCell} />,
          sort: (group) => numberOf(group.cells[measure]),
          numeric: true,
        }),
      ),
    ];
    return (
      <DataTable
        caption={t(of.title)}
        columns={columns}
        rows={groups}
        rowKey={(group) => group.id}
        onRow={(group) => onChoose(group.id)}
        isSelected={(group) => chosen?.includes(group.id) ?? false}
        sortLabel={(column) => t('table.sort', { column })}
      />
    );
  };
  return (
    <Panel
      title={t(of.title)}
      note={t(rate?.note ?? 'bars.received')}
      className={`bars-card card-${of.id}`}
      loading={!answer}
      skeletonRows={6}
      sentence={answer && sentence}
      table={answer && table}
    >
      {rows.length === 0 ? (
        <EmptyState title={t('empty.title')} />
      ) : (
        <BarList label={t(of.title)} rows={rows} onRow={onChoose} />
      )}
    </Panel>
  );
}

function rowOf(
  text: Text,
  screen: Screen,
  group: Group,
  rate: MeasureId | undefined,
  selected: boolean,
): BarRow {
  const { t, formats } = text;
  const row: BarRow = {
    id: group.id,
    label: group.name,
    value: received(group),
    shown: <Value measure="received" cell={group.cells.received ?? noCell} />,
    selected,
  };
  if (!rate) return row;
  const cell = group.cells[rate] ?? noCell;
  const goal = screen.manifest.goals[rate];
  const met = goal === undefined || cell.kind !== 'value' ? null : meets(rate, cell.value, goal);
  const n = cell.kind === 'value' ? t('behind.of', { count: cell.n }) : '';
  const target = goal === undefined ? '' : t('goal.target', { value: formats.goal(rate, goal) });
  return {
    ...row,
    rate: <Value measure={rate} cell={cell} compact />,
    rateTitle: [t(`measure.${rate}`), n, target].filter(Boolean).join(' · '),
    met,
    metText: t('goal.missed'),
  };
}
