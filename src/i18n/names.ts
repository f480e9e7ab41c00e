import type { City } from '../model/city.ts';
import { parseDay } from '../model/day.ts';
import {
  type ChoiceDimension,
  type Dimension,
  isWordDimension,
  noneId,
  responseTimes,
} from '../model/dimension.ts';
import type { Word } from '../model/words.ts';
import type { MessageId } from './catalogue.ts';
import type { Text } from './text.ts';

/** The name of a key of an answer in one language; key −1 is none. */
export function nameOfKey(text: Text, city: City, dimension: Dimension, key: number): string {
  const { t, formats } = text;
  if (key < 0) return t(noneMessage(dimension));
  if (isWordDimension(dimension)) {
    const word = city.words[dimension][key];
    return word ? nameOf(text, word) : t('none.other');
  }
  switch (dimension) {
    case 'day':
      return formats.dayLong(key);
    case 'week':
      return formats.range({ from: key, to: key + 6 });
    case 'month':
      return formats.month(key);
    case 'hour':
      return formats.hour(key);
    case 'weekday':
      return formats.weekday(key);
    case 'responseTime': {
      const bucket = responseTimes[key];
      return bucket ? t(`responseTime.${bucket.id}`) : t('none.responseTime');
    }
  }
}

/** The name of an entry, and beside it the last day of one that ends. */
export function nameOf(text: Text, word: Word): string {
  const name = text.name(word);
  const until = word.until === undefined ? null : parseDay(word.until);
  return until === null ? name : text.t('word.until', { name, day: text.formats.day(until) });
}

/** The name of an id as a filter or an address holds it; an id that the city does not know is its own name. */
export function nameOfId(text: Text, city: City, dimension: ChoiceDimension, id: string): string {
  if (id === noneId) return text.t(noneMessage(dimension));
  const key = keyOfId(city, dimension, id);
  return key < 0 ? id : nameOfKey(text, city, dimension, key);
}

/** The key of an id; −1 for none and for an unknown one. */
export function keyOfId(city: City, dimension: ChoiceDimension, id: string): number {
  if (id === noneId) return -1;
  if (isWordDimension(dimension)) return city.codeOf(dimension, id);
  if (dimension === 'responseTime') return responseTimes.findIndex((bucket) => bucket.id === id);
  return Number(id);
}

function noneMessage(dimension: Dimension): MessageId {
  switch (dimension) {
    case 'zone':
    case 'place':
    case 'sector':
    case 'district':
    case 'responseTime':
      return `none.${dimension}`;
    default:
      return 'none.other';
  }
}
