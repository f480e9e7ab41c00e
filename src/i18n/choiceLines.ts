import type { City } from '../model/city.ts';
import { choiceDimensions } from '../model/dimension.ts';
import type { Filter } from '../model/filter.ts';
import { nameOfId } from './names.ts';
import type { Text } from './text.ts';

/** The choices of a filter in words, one line for each dimension: `Zone: Al Twar First, Mirdif`. */
export function choiceLines(text: Text, city: City, filter: Filter): { name: string; value: string }[] {
  return choiceDimensions.flatMap((dimension) => {
    const ids = filter[dimension];
    if (!ids?.length) return [];
    const names = ids.map((id) => nameOfId(text, city, dimension, id));
    return [{ name: text.t(`dimension.${dimension}`), value: text.formats.list(names) }];
  });
}
