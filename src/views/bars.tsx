import { memo, useCallback, useMemo } from 'react';
import { useText } from '../i18n/Provider.tsx';
import type { MessageId } from '../i18n/catalogue.ts';
import type { Text } from '../i18n/text.ts';
import { type Answer, type Ask, cellOf } from '../model/ask.ts';
import { idOfKey } from '../model/city.ts';
import { type ChoiceDimension, noneId } from '../model/dimension.ts';
import { toggle } from '../model/filter.ts';
import { type Cell, type MeasureId, measures } from '../model/measures.ts';
import type { Screen } from '../model/screen.ts';
import { BarList, type BarRow } from '../ui/BarList.tsx';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/State.tsx';
import { meets } from './change.ts';
import { keyOfId, nameOfId, nameOfKey } from './names.ts';
import { Panel } from './Panel.tsx';
import { Value } from './Value.tsx';
import { read, type View, type ViewProps } from './view.ts';

interface BarsOptions {
  readonly id: string;
  readonly dimension: ChoiceDimension;
  readonly title: MessageId;
  readonly ask: (screen: Screen) => Ask;
  /** The rates that may stand beside a bar: the first that the source knows is drawn; the table has all. */
  readonly rates: readonly { readonly measure: MeasureId; readonly note: MessageId }[];
}

/** One group of requests: its id, its name and its cells by measure. */
export interface Group {
  readonly id: string;
  readonly name: string;
  readonly cells: Readonly<Partial<Record<MeasureId, Cell>>>;
}

/** The groups of an answer by one dimension, the largest first, those without a value last; chosen ones always. */
export function groupsOf(
  text: Text,
  screen: Screen,
  ask: Ask,
  answer: Answer,
  dimension: ChoiceDimension,
  chosen: readonly string[] = [],
): Group[] {
  const group = (id: string, name: string, row: number): Group => ({
    id,
    name,
    cells: Object.fromEntries(ask.measures.map((measure) => [measure, cellOf(screen, ask, answer, row, measure)])),
  });
  const groups = Array.from({ length: answer.rows }, (_, row) => {
    const key = answer.keys[0]?.[row] ?? -1;
    const id = String(idOfKey(screen.city, dimension, key) ?? noneId);
    return group(id, nameOfKey(text, screen.city, dimension, key), row);
  });
  for (const id of chosen) {
    if (groups.some((other) => other.id === id)) continue;
    if (id !== noneId && keyOfId(screen.city, dimension, id) < 0) continue;
    groups.push(group(id, nameOfId(text, screen.city, dimension, id), -1));
  }
  return groups.sort((a, b) => Number(a.id === noneId) - Number(b.id === noneId) || received(b) - received(a));
}

export function received(group: Group): number {
  return valueOf(group.cells.received) ?? 0;
}

export function valueOf(cell: Cell | undefined): number | null {
  return cell?.kind === 'value' ? cell.value : null;
}

const noCell: Cell = { kind: 'noData' };

/** A view of one dimension as bars of requests received with a rate beside each. */
export function barsView(options: BarsOptions): View {
  function Bars({ screen, frame, filter, onFilter }: ViewProps) {
    const ask = useMemo(() => options.ask(screen), [screen]);
    const answer = read(frame, ask);
    const onChoose = useCallback(
      (id: string) => onFilter(toggle(filter, options.dimension, id)),
      [filter, onFilter],
    );
    return (
      <Drawn
        screen={screen}
        ask={ask}
        answer={answer}
        chosen={filter[options.dimension]}
        onChoose={onChoose}
      />
    );
  }

  interface DrawnProps {
    readonly screen: Screen;
    readonly ask: Ask;
    readonly answer: Answer | undefined;
    readonly chosen: readonly string[] | undefined;
    readonly onChoose: (id: string) => void;
  }

  function Drawn({ screen, ask, answer, chosen, onChoose }: DrawnProps) {
    const text = useText();
    const { t, formats } = text;
    const groups = useMemo(
      () => (answer ? groupsOf(text, screen, ask, answer, options.dimension, chosen) : []),
      [text, screen, ask, answer, chosen],
    );
    const rate = useMemo(() => {
      const known = options.rates.find(({ measure }) =>
        measures[measure].requires.every((column) => screen.fields.includes(column)),
      );
      return known ?? options.rates.at(-1);
    }, [screen]);
    const rows = useMemo(
      () => groups.map((group) => rowOf(text, screen, group, rate?.measure, chosen?.includes(group.id) ?? false)),
      [groups, text, screen, rate, chosen],
    );
    const total = groups.reduce((sum, group) => sum + received(group), 0);
    const first = groups[0];
    const table = () => {
      const shown: readonly MeasureId[] = ['received', ...options.rates.map(({ measure }) => measure)];
      const columns: Column<Group>[] = [
        {
          id: 'name',
          header: t(`dimension.${options.dimension}`),
          cell: (group) => <bdi>{group.name}</bdi>,
          sort: (group) => group.name,
        },
        ...shown.map((measure): Column<Group> => ({
          id: measure,
          header: t(`measure.${measure}`),
          cell: (group) => <Value measure={measure} cell={group.cells[measure] ?? noCell} />,
          sort: (group) => valueOf(group.cells[measure]),
          numeric: true,
        })),
      ];
      return (
        <DataTable
          caption={t(options.title)}
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
        title={t(options.title)}
        note={rate && t(rate.note)}
        className={`bars-card card-${options.id}`}
        loading={!answer}
        skeletonRows={6}
        sentence={
          answer &&
          t('bars.sentence', {
            rows: groups.length,
            first: first?.name ?? '',
            share: formats.share(first && total > 0 ? received(first) / total : 0),
            total,
          })
        }
        table={answer && table}
      >
        {rows.length === 0 ? (
          <EmptyState title={t('empty.title')} />
        ) : (
          <BarList label={t(options.title)} rows={rows} onRow={onChoose} />
        )}
      </Panel>
    );
  }

  return { id: options.id, asks: (screen) => [options.ask(screen)], Component: memo(Bars) };
}

function rowOf(text: Text, screen: Screen, group: Group, rate: MeasureId | undefined, selected: boolean): BarRow {
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
