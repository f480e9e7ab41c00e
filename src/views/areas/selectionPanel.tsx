import { Columns3, X } from 'lucide-react';
import { useMemo } from 'react';
import { behindColumn, measureColumn } from '../../export/sheets/measureColumns.ts';
import type { SheetTable } from '../../export/sheets/table.ts';
import { nameOfId } from '../../i18n/names.ts';
import { useText } from '../../i18n/Provider.tsx';
import { type Area, areaDimensions } from '../../model/area.ts';
import { type Answer, type Ask, cellOf, countOf, numberOf, rowIndex } from '../../model/ask.ts';
import { mostBeside } from '../../model/beside.ts';
import { choose, without } from '../../model/filter.ts';
import type { MeasureId } from '../../model/measures.ts';
import type { Screen } from '../../model/screen.ts';
import { Panel } from '../card/Panel.tsx';
import { Value } from '../card/Value.tsx';
import { cardActions } from '../files/cardFiles.ts';
import { read, type ViewProps } from '../view.ts';
import { areasOf } from './area.ts';
import { ZoneClose } from './zoneClose.tsx';

const shown: readonly MeasureId[] = ['received', 'completionRate', 'onTimeRate', 'open'];
const noData = { kind: 'noData' } as const;

/** What a panel of several areas asks: all of them together, each kind by itself, and the city. */
export function selectionAsks(screen: Screen) {
  const all = without(screen.filter, 'zone');
  const ask = (by: Ask['by'], filter: Ask['filter']): Ask => ({ by, measures: shown, filter });
  return {
    together: ask([], screen.filter),
    each: areaDimensions.flatMap((dimension) => {
      const ids = screen.filter[dimension];
      return ids?.length ? [{ dimension, ask: ask([dimension], choose(all, dimension, ids)) }] : [];
    }),
    city: ask([], all),
  };
}

/** Several areas: their sum, each request counted once, and each beside it; any of them can be taken out. */
export function SelectionPanel({ screen, frame, onFilter, onList, onBeside }: ViewProps) {
  const text = useText();
  const { t } = text;
  const asked = useMemo(() => selectionAsks(screen), [screen]);
  const areas = areasOf(screen.filter);
  const together = read(frame, asked.together);
  const city = read(frame, asked.city);
  const cellsOf = (ask: Ask, answer: Answer | undefined) =>
    answer ? (measure: MeasureId) => cellOf(screen, ask, answer, 0, measure) : null;
  const cellsOfArea = ({ dimension, id }: Area) => {
    const ask = asked.each.find((one) => one.dimension === dimension)?.ask;
    const answer = read(frame, ask ?? null);
    if (!ask || !answer) return null;
    const row = rowIndex(answer)(screen.city.codeOf(dimension, id));
    return (measure: MeasureId) => cellOf(screen, ask, answer, row, measure);
  };
  const values = (of: ((measure: MeasureId) => Parameters<typeof Value>[0]['cell']) | null) =>
    shown.map((measure) => (
      <td key={measure} data-numeric="true">
        {of && <Value measure={measure} cell={of(measure) ?? noData} compact />}
      </td>
    ));
  const file: SheetTable = {
    title: t('areas.several', { count: areas.length }),
    columns: [
      { kind: 'text', id: 'kind', title: t('attention.column.kind') },
      { kind: 'text', id: 'code', title: t('list.code', { what: t('areas.area') }) },
      { kind: 'text', id: 'area', title: t('areas.area') },
      ...shown.flatMap((measure) => [measureColumn(text, measure), behindColumn(text, measure)]),
    ],
    rows: () => {
      const line = (kind: string, code: string, name: string, of: ReturnType<typeof cellsOfArea>) => [
        kind,
        code,
        name,
        ...shown.flatMap((measure) => [numberOf(of?.(measure)), countOf(of?.(measure))]),
      ];
      return [
        line('', '', t('areas.together'), cellsOf(asked.together, together)),
        ...areas.map((area) =>
          line(
            t(`dimension.${area.dimension}`),
            area.id,
            nameOfId(text, screen.city, area.dimension, area.id),
            cellsOfArea(area),
          ),
        ),
        line('', '', t('zone.city'), cellsOf(asked.city, city)),
      ];
    },
    measures: shown,
    filter: screen.filter,
  };
  return (
    <Panel
      title={file.title}
      menu={cardActions(text, screen, file, onList)}
      note={<ZoneClose onFilter={onFilter} />}
      className="zone-card"
      loading={!together}
      skeletonRows={areas.length + 2}
    >
      <div className="zone">
        <table className="table zone-table selection-table">
          <caption className="sr">{file.title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('areas.area')}</th>
              {shown.map((measure) => (
                <th key={measure} scope="col" data-numeric="true">
                  {t(measure === 'onTimeRate' ? 'short.onTimeRate' : `measure.${measure}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            <tr data-row="sum">
              <th scope="row">{t('areas.together')}</th>
              {values(cellsOf(asked.together, together))}
              <td />
            </tr>
            {areas.map((area) => {
              const name = nameOfId(text, screen.city, area.dimension, area.id);
              return (
                <tr key={`${area.dimension} ${area.id}`} data-row={area.id}>
                  <th scope="row">
                    <bdi>{name}</bdi>
                  </th>
                  {values(cellsOfArea(area))}
                  <td>
                    <button
                      type="button"
                      className="icon-button"
                      aria-label={t('filter.remove', { what: name })}
                      title={t('filter.remove', { what: name })}
                      onClick={() =>
                        onFilter((now) =>
                          choose(
                            now,
                            area.dimension,
                            (now[area.dimension] ?? []).filter((id) => id !== area.id),
                          ),
                        )
                      }
                    >
                      <X size="0.875rem" aria-hidden />
                    </button>
                  </td>
                </tr>
              );
            })}
            <tr data-row="city">
              <th scope="row">{t('zone.city')}</th>
              {values(cellsOf(asked.city, city))}
              <td />
            </tr>
          </tbody>
        </table>
        <p className="zone-facts">{t('areas.union')}</p>
        <button
          type="button"
          className="control zone-beside"
          aria-haspopup="dialog"
          onClick={() => onBeside(areas)}
        >
          <Columns3 size="0.9375rem" aria-hidden />
          {t(areas.length > mostBeside ? 'beside.open.four' : 'beside.open')}
        </button>
      </div>
    </Panel>
  );
}
