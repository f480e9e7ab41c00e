import { nameOfId } from '../../i18n/names.ts';
import type { Text } from '../../i18n/text.ts';
import type { City } from '../../model/city.ts';
import { type ChoiceDimension, choiceDimensions } from '../../model/dimension.ts';
import { choose, type DayRange, during, type Filter } from '../../model/filter.ts';
import type { Chip } from '../../ui/Chips.tsx';

/** More choices than this within a dimension share one chip. */
const mostEach = 3;

/**
 * What a filter chooses beyond the page's opening period: a chip for each id, or one for a dimension with many,
 * and one for the period where it is another.
 */
export function chipsOf(text: Text, city: City, filter: Filter, opening: DayRange | undefined): Chip[] {
  const { t, formats } = text;
  const chip = (id: string, kind: string, label: string): Chip => ({
    id,
    kind,
    label,
    removeLabel: t('filter.remove', { what: `${kind}: ${label}` }),
  });
  const chips: Chip[] = [];
  const { opened } = filter;
  if (opened?.from !== opening?.from || opened?.to !== opening?.to) {
    chips.push(chip('opened', t('preset.label'), opened ? formats.range(opened) : t('preset.all')));
  }
  for (const dimension of choiceDimensions) {
    const ids = filter[dimension] ?? [];
    const kind = t(`dimension.${dimension}`);
    if (ids.length > mostEach) {
      const first = nameOfId(text, city, dimension, ids[0] ?? '');
      chips.push(chip(dimension, kind, t('filter.more', { name: first, count: ids.length - 1 })));
    } else {
      for (const id of ids) chips.push(chip(`${dimension}=${id}`, kind, nameOfId(text, city, dimension, id)));
    }
  }
  return chips;
}

/** The filter without what a chip stands for; without the period's chip it has the opening period again. */
export function withoutChip(filter: Filter, chip: string, opening: DayRange | undefined): Filter {
  if (chip === 'opened') return during(filter, opening ?? null);
  const [dimension = '', ...rest] = chip.split('=');
  const id = rest.join('=');
  const known = dimension as ChoiceDimension;
  return choose(
    filter,
    known,
    rest.length === 0 ? [] : (filter[known] ?? []).filter((other) => other !== id),
  );
}
