import type { Text } from '../../i18n/text.ts';
import type { MeasureId } from '../../model/measures.ts';
import { isSolid } from '../../model/rule.ts';
import type { Zone } from '../../model/zones.ts';
import type { AreaRow } from './mapZones.ts';

/** What the map shows, in one sentence. */
export function sentenceOf(text: Text, rows: readonly AreaRow<Zone>[], id: MeasureId): string {
  const { t, name, formats } = text;
  const all = rows.filter((row) => row.cells[id]?.kind === 'value');
  const solid = all.filter((row) => isSolid(id, row.cells[id]));
  const inOrder = (solid.length > 0 ? solid : all).toSorted((a, b) => valueIn(b, id) - valueIn(a, id));
  const [most, least] = [inOrder[0], inOrder[inOrder.length - 1]];
  const measure = t(`measure.${id}`);
  const [top, bottom] = [most?.cells[id], least?.cells[id]];
  if (!most || !least || top?.kind !== 'value' || bottom?.kind !== 'value') {
    return t('map.sentence.none', { count: rows.length, measure });
  }
  return t('map.sentence', {
    count: rows.length,
    measure,
    thin: inOrder.length < all.length ? 'yes' : 'no',
    highest: name(most.area),
    most: formats.measure(id, top.value),
    lowest: name(least.area),
    least: formats.measure(id, bottom.value),
  });
}

function valueIn(row: AreaRow<Zone>, id: MeasureId): number {
  const cell = row.cells[id];
  return cell?.kind === 'value' ? cell.value : Number.NaN;
}
