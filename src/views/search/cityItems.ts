import type { City } from '../../model/city.ts';
import type { Findable } from './searchIndex.ts';

/** The kinds of things of a city that a search finds, and that a filter can choose. */
export const cityKinds = [
  'district',
  'zone',
  'place',
  'sector',
  'category',
  'channel',
  'account',
  'service',
  'topic',
  'entity',
] as const;

/** All that a search can find in a city. */
export function cityItems(city: City): Findable[] {
  return cityKinds.flatMap((kind) =>
    city.words[kind].map((word): Findable => {
      const { aliases, code } = word as { aliases?: readonly string[]; code?: string };
      return { kind, id: word.id, names: [word.en, word.ar], code, aliases: aliases ?? [] };
    }),
  );
}
