import type { Text } from '../../i18n/text.ts';
import { countOf, numberOf } from '../../model/ask.ts';
import { type Cell, type MeasureId, measures, type Unit } from '../../model/measures.ts';
import type { PlainColumn, SheetColumn } from '../sheet.ts';

const kinds: Record<Unit, PlainColumn['kind']> = {
  count: 'integer',
  share: 'share',
  hours: 'number',
  rating: 'number',
  per1000: 'number',
};

/** The column of a measure's values; hours are said. */
export function measureColumn({ t }: Text, id: MeasureId): SheetColumn {
  const unit = measures[id].unit;
  const title = t(`measure.${id}`);
  return { kind: kinds[unit], id, title: unit === 'hours' ? t('file.hours', { what: title }) : title };
}

/** The column of the number of requests that a measure's values rest on. */
export function behindColumn({ t }: Text, id: MeasureId): SheetColumn {
  return { kind: 'integer', id: `${id}Of`, title: t('file.behind', { what: t(`measure.${id}`) }) };
}

/** The columns of a measure: its values, and what they rest on where it is no count, which says so itself. */
export function measureColumns(text: Text, id: MeasureId): SheetColumn[] {
  return isCount(id) ? [measureColumn(text, id)] : [measureColumn(text, id), behindColumn(text, id)];
}

/** The values of a cell for the columns of its measure. */
export function measureValues(id: MeasureId, cell: Cell | undefined): (number | null)[] {
  return isCount(id) ? [numberOf(cell)] : [numberOf(cell), countOf(cell)];
}

function isCount(id: MeasureId): boolean {
  const { unit } = measures[id];
  return unit === 'count' || unit === 'per1000';
}
