import { measureColumns, measureValues } from '../../export/sheets/measureColumns.ts';
import type { SheetTable } from '../../export/sheets/table.ts';
import type { Text } from '../../i18n/text.ts';
import { asks, type Screen } from '../../model/screen.ts';
import type { Zone } from '../../model/zones.ts';
import type { AreaRow } from './mapZones.ts';

/** The zones of the map as a table that can leave the page: each measure with what it rests on. */
export function zoneTable(text: Text, screen: Screen, rows: () => readonly AreaRow<Zone>[]): SheetTable {
  const { t } = text;
  const ask = asks.zones(screen);
  const sector = new Map(screen.city.words.sector.map((word) => [word.id, text.name(word)]));
  return {
    title: t('map.zones', { measure: t(`measure.${screen.measure}`) }),
    columns: [
      { kind: 'text', id: 'code', title: t('list.code', { what: t('dimension.zone') }) },
      { kind: 'text', id: 'zone', title: t('dimension.zone') },
      { kind: 'text', id: 'sector', title: t('dimension.sector') },
      { kind: 'integer', id: 'residents', title: t('fact.residents') },
      ...ask.measures.flatMap((id) => measureColumns(text, id)),
    ],
    rows: () =>
      rows().map(({ area, cells }) => [
        area.code ?? area.id,
        text.name(area),
        area.sector === undefined ? null : (sector.get(area.sector) ?? null),
        area.residents ?? null,
        ...ask.measures.flatMap((id) => measureValues(id, cells[id])),
      ]),
    measures: ask.measures,
    filter: ask.filter,
  };
}
