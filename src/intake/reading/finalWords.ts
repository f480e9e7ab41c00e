import { fold } from '../../model/fold.ts';
import { dictionaryCaps, type Topic, type Word, type Words } from '../../model/words.ts';
import type { Mapping } from '../mapping.ts';
import { MappingError } from '../mappingError.ts';
import type { Reference } from '../reference.ts';
import { Dictionary, freeId } from './dictionary.ts';

/** Dictionaries to which a mapping may add words. */
const openDictionaries = ['category', 'channel', 'service', 'topic', 'entity'] as const;

/**
 * The dictionaries of sources whose words must be known before their first record: what the reference has, and what
 * the mappings name beside it (`words`: `{"en": …, "ar": …}`). A mapping that has a column for the service but none
 * for the topic makes each service a topic of its own. The order depends on nothing but these.
 *
 * @param kept dictionaries that were in use before: their words keep their codes, new ones come after them
 * @throws MappingError where there are more words than a dictionary may hold
 */
export function wordsOf(
  reference: Reference,
  mappings: readonly Mapping[],
  kept: Words | null = null,
): Words {
  // Another city does not get this one's services.
  const ours = mappings.some(({ zones }) => (zones ?? 'dubai') === 'dubai');
  const words = Object.fromEntries(
    Object.entries(reference.words).map(([name, list]: [string, readonly Word[]]) => {
      const isOurs = name === 'service' || name === 'topic' || name === 'entity';
      return [name, joined(kept?.[name as keyof Words] ?? [], isOurs && !ours ? [] : list)];
    }),
  ) as { -readonly [D in keyof Words]: Words[D] };
  for (const mapping of mappings) {
    for (const name of openDictionaries) {
      const added = named(words[name], reference, mapping, name);
      if (name === 'topic')
        words.topic = [...words.topic, ...added.map((word) => ({ ...word, service: null }))];
      else words[name] = [...words[name], ...added];
    }
    const { service, topic } = mapping.columns;
    if (service !== undefined && topic === undefined) words.topic = withServices(words.topic, words.service);
  }
  for (const [name, cap] of Object.entries(dictionaryCaps)) {
    const { length } = words[name as keyof Words];
    if (length > cap)
      throw new MappingError('mapping', { code: 'manyWords', at: `words.${name}`, count: length, most: cap });
  }
  return words;
}

/** Dictionaries in use with the names and terms that a reference has now, and after them its entries that are new. */
export function renewedWords(kept: Words, now: Words): Words {
  return Object.fromEntries(
    Object.entries(now).map(([name, list]: [string, readonly Word[]]) => [
      name,
      joined(kept[name as keyof Words], list),
    ]),
  ) as unknown as Words;
}

/** The words in use, and after them those of the reference that are not among them. Of both the reference's names. */
function joined(kept: readonly Word[], known: readonly Word[]): readonly Word[] {
  const byId = new Map(known.map((word) => [word.id, word]));
  const ids = new Set(kept.map(({ id }) => id));
  return [...kept.map((word) => byId.get(word.id) ?? word), ...known.filter(({ id }) => !ids.has(id))];
}

/** The words that a mapping names and nobody knows. */
function named(
  known: readonly Word[],
  { synonyms }: Reference,
  mapping: Mapping,
  name: (typeof openDictionaries)[number],
): Word[] {
  const dictionary = new Dictionary({
    known,
    synonyms: synonyms[name],
    targets: mapping.words[name],
    hasRoom: () => true,
  });
  return dictionary.entries(new Set(known.map(({ id }) => id))).map(({ word }) => word);
}

/** The topics, and one for each service that has none of its name. */
function withServices(topics: readonly Topic[], services: readonly Word[]): readonly Topic[] {
  const names = new Set(topics.flatMap(({ en, ar }) => [fold(en), fold(ar)]));
  const taken = new Set(topics.map(({ id }) => id));
  const added = services
    .filter(({ en }) => !names.has(fold(en)))
    .map(({ id, en, ar }) => ({ id: freeId(id, taken), en, ar, service: id }));
  return [...topics, ...added];
}
