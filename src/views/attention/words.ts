import type { Text } from '../../i18n/text.ts';
import type { Screen } from '../../model/screen.ts';
import { nameOfKey } from '../names.ts';
import type { Look } from './whereabouts.ts';

/** Where most of a change happened, as a sentence; null where nothing can be said. */
export function whereWords(text: Text, screen: Screen, { by, where }: Look): string | null {
  if (!where) return null;
  const names = where.keys.map((key) => `\u2068${nameOfKey(text, screen.city, by, key)}\u2069`);
  const values = {
    [by === 'zone' ? 'areas' : 'topics']: text.formats.list(names),
    share: text.formats.share(where.share),
  };
  const id = {
    zone: { most: 'movers.where', beyond: 'movers.whereAll', spread: 'movers.spread' },
    other: { most: 'movers.what', beyond: 'movers.whatAll', spread: 'movers.whatSpread' },
  } as const;
  return text.t(id[by === 'zone' ? 'zone' : 'other'][where.kind], values);
}

/** Whether a change is good or bad, in a word. */
export function toneWords({ t }: Text, tone: 'good' | 'bad'): string {
  return t(tone === 'good' ? 'change.better' : 'change.worse');
}
