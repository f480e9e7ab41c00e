import { useMemo } from 'react';
import { useText } from '../../i18n/Provider.tsx';
import { numberOf } from '../../model/ask.ts';
import { type Cell, type MeasureId, measures } from '../../model/measures.ts';
import { fewestBehind, isThin, verdictOf } from '../../model/rule.ts';
import type { Zone } from '../../model/zones.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Mark } from '../../ui/Tone.tsx';
import { Changed } from '../card/Changed.tsx';
import { Value } from '../card/Value.tsx';
import { type AreaRow, ranked } from './mapZones.ts';

interface Props {
  /** One sentence that says what the table is about. */
  readonly caption: string;
  readonly rows: readonly AreaRow<Zone>[];
  readonly measure: MeasureId;
  /** What the measure should reach in a zone; null where there is no such goal. */
  readonly goal: number | null;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (id: string, add: boolean) => void;
}

const noData: Cell = { kind: 'noData' };

/**
 * The zones of the map as a table, what asks for attention first: rank, the measure with its n and target, its change,
 * and how many requests came in. Zones with too few requests come last, pale, and have no rank.
 */
export function MapTable({ caption, rows, measure, goal, chosen, onChoose }: Props) {
  const { t, name, formats } = useText();
  const isQuiet = (row: AreaRow<Zone>) => isThin(measure, row.cells[measure] ?? noData);
  const inOrder = useMemo(() => {
    const first = ranked(rows, measure, goal);
    return [...first, ...rows.filter((row) => !first.includes(row))];
  }, [rows, measure, goal]);
  const columns = useMemo(() => {
    const isCount = fewestBehind(measure) === 0;
    const ofReceived = !isCount && measures[measure].behind === 'received';
    const solid = inOrder.filter(
      (row) => row.cells[measure]?.kind === 'value' && !isThin(measure, row.cells[measure]),
    );
    const ranks = new Map(solid.map((row, index) => [row.area.id, index + 1]));
    const zone: Column<AreaRow<Zone>> = {
      id: 'zone',
      header: t('map.column.zone'),
      sort: (row) => name(row.area),
      cell: (row) => <span data-zone={row.area.id}>{name(row.area)}</span>,
    };
    const rank: Column<AreaRow<Zone>> = {
      id: 'rank',
      header: t('map.column.rank'),
      numeric: true,
      sort: (row) => ranks.get(row.area.id) ?? null,
      cell: (row) => {
        const place = ranks.get(row.area.id);
        return place === undefined ? '' : <bdi className="num">{formats.count(place)}</bdi>;
      },
    };
    const value: Column<AreaRow<Zone>> = {
      id: measure,
      header: t(`measure.${measure}`),
      numeric: true,
      sort: (row) => (isThin(measure, row.cells[measure] ?? noData) ? null : numberOf(row.cells[measure])),
      cell: (row) => {
        const cell = row.cells[measure] ?? noData;
        const missed = verdictOf(measure, cell, goal) === false;
        return (
          <span data-tone={missed ? 'bad' : undefined}>
            {missed && <Mark met={false} />} <Value measure={measure} cell={cell} />
            {missed && <span className="sr">{t('goal.missed')}</span>}
          </span>
        );
      },
    };
    const behind: Column<AreaRow<Zone>> = {
      id: 'n',
      header: t('map.column.n'),
      numeric: true,
      sort: ({ cells: { [measure]: cell } }) => (cell?.kind === 'value' ? cell.n : null),
      cell: ({ cells: { [measure]: cell } }) =>
        cell?.kind === 'value' && <bdi className="num">{formats.count(cell.n)}</bdi>,
    };
    const target: Column<AreaRow<Zone>> = {
      id: 'target',
      header: t('map.column.target'),
      numeric: true,
      cell: () => goal !== null && <bdi className="num">{formats.goal(measure, goal)}</bdi>,
    };
    const change: Column<AreaRow<Zone>> = {
      id: 'change',
      header: t('map.column.change'),
      numeric: true,
      sort: ({ changes: { [measure]: news } }) => news?.change ?? null,
      cell: ({ changes: { [measure]: news } }) => news && <Changed measure={measure} news={news} />,
    };
    const received: Column<AreaRow<Zone>> = {
      id: 'received',
      header: t('measure.received'),
      numeric: true,
      sort: (row) => numberOf(row.cells.received),
      cell: (row) => <Value measure="received" cell={row.cells.received ?? noData} />,
    };
    const compared = rows.some((row) => row.changes[measure]);
    return [
      zone,
      rank,
      value,
      // The n of a rate of what was received is what was received.
      ...(isCount || ofReceived ? [] : [behind]),
      ...(ofReceived ? [received] : []),
      ...(goal === null ? [] : [target]),
      ...(compared ? [change] : []),
      ...(measure === 'received' || ofReceived ? [] : [received]),
    ];
  }, [t, name, formats, measure, goal, rows, inOrder]);
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={inOrder}
      rowKey={(row) => row.area.id}
      onRow={(row, add) => onChoose(row.area.id, add)}
      isSelected={(row) => chosen.has(row.area.id)}
      isQuiet={isQuiet}
      sortLabel={(column) => t('table.sort', { column })}
    />
  );
}
