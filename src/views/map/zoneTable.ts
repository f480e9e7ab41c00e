import type { Text } from '../../i18n/text.ts';
import type { MeasureId } from '../../model/measures.ts';
import { asks, type Screen } from '../../model/screen.ts';
import type { Zone } from '../../model/zones.ts';
import { behindColumn, type CardTable, countOf, measureColumn } from '../files/cardFiles.ts';
import { numberOf } from '../groups/groups.ts';
import type { AreaRow } from './mapZones.ts';

/** The zones of the map as a table that can leave the page: each measure with what it rests on. */
export function zoneTable(text: Text, screen: Screen, rows: () => readonly AreaRow<Zone>[]): CardTable {
  const { t } = text;
  const ask = asks.zones(screen);
  const counts: readonly MeasureId[] = ['received', 'open', 'overdue', 'completed', 'rejected', 'per1000'];
  const sector = new Map(screen.city.words.sector.map((word) => [word.id, text.name(word)]));
  return {
    title: t('map.zones', { measure: t(`measure.${screen.measure}`) }),
    columns: [
      { kind: 'text', id: 'code', title: t('list.code', { what: t('dimension.zone') }) },
      { kind: 'text', id: 'zone', title: t('dimension.zone') },
      { kind: 'text', id: 'sector', title: t('dimension.sector') },
      { kind: 'integer', id: 'residents', title: t('fact.residents') },
      ...ask.measures.flatMap((id) =>
        counts.includes(id) ? [measureColumn(text, id)] : [measureColumn(text, id), behindColumn(text, id)],
      ),
    ],
    rows: () =>
      rows().map(({ area, cells }) => [
        area.code ?? area.id,
        text.name(area),
        area.sector === undefined ? null : (sector.get(area.sector) ?? null),
        area.residents ?? null,
        ...ask.measures.flatMap((id) =>
          counts.includes(id) ? [numberOf(cells[id])] : [numberOf(cells[id]), countOf(cells[id])],
        ),
      ]),
    measures: ask.measures,
    filter: ask.filter,
  };
}
