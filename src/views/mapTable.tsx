import { useMemo } from 'react';
import { useText } from '../i18n/Provider.tsx';
import type { Cell, MeasureId } from '../model/measures.ts';
import type { Zone } from '../model/zones.ts';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { Arrow } from '../ui/Tone.tsx';
import { headingOf, toneOf } from './change.ts';
import { type AreaRow, ranked } from './mapZones.ts';
import { Value } from './Value.tsx';

interface Props {
  /** One sentence that says what the table is about. */
  readonly caption: string;
  readonly rows: readonly AreaRow<Zone>[];
  readonly measure: MeasureId;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (id: string, add: boolean) => void;
}

const noData: Cell = { kind: 'noData' };
const numberOf = (cell: Cell | undefined) => (cell?.kind === 'value' ? cell.value : null);

/** The zones of the map as a table, highest first: the measure, its change, and how many requests came in. */
export function MapTable({ caption, rows, measure, chosen, onChoose }: Props) {
  const { t, name, formats } = useText();
  const columns = useMemo(() => {
    const valueColumn = (id: MeasureId): Column<AreaRow<Zone>> => ({
      id,
      header: t(`measure.${id}`),
      numeric: true,
      sort: (row) => numberOf(row.cells[id]),
      cell: (row) => <Value measure={id} cell={row.cells[id] ?? noData} />,
    });
    const zone: Column<AreaRow<Zone>> = {
      id: 'zone',
      header: t('map.column.zone'),
      sort: (row) => name(row.area),
      cell: (row) => <span data-zone={row.area.id}>{name(row.area)}</span>,
    };
    const change: Column<AreaRow<Zone>> = {
      id: 'change',
      header: t('map.column.change'),
      numeric: true,
      sort: (row) => numberOf(row.changes[measure]),
      cell: ({ changes: { [measure]: cell } }) =>
        cell?.kind === 'value' && (
          <span data-tone={toneOf(measure, cell.value)}>
            <Arrow heading={headingOf(measure, cell.value)} />{' '}
            <bdi className="num">{formats.change(measure, cell.value)}</bdi>
          </span>
        ),
    };
    const compared = rows.some((row) => row.changes[measure]);
    const received = measure === 'received' ? [] : [valueColumn('received')];
    return [zone, valueColumn(measure), ...(compared ? [change] : []), ...received];
  }, [t, name, formats, measure, rows]);
  const inOrder = useMemo(() => {
    const first = ranked(rows, measure);
    return [...first, ...rows.filter((row) => !first.includes(row))];
  }, [rows, measure]);
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={inOrder}
      rowKey={(row) => row.area.id}
      onRow={(row) => onChoose(row.area.id, false)}
      isSelected={(row) => chosen.has(row.area.id)}
      sortLabel={(column) => t('table.sort', { column })}
    />
  );
}
