import { fold } from '../../model/fold.ts';
import type { Words } from '../../model/words.ts';
import { Dictionary } from '../reading/dictionary.ts';
import type { Reference } from '../reference.ts';

/** A word as a rating has it: the id of a known one, the text of one that is not known, or nothing. */
export type ToldWord = { readonly id: string } | { readonly unknown: string } | { readonly id: null };

/** One text for equal words, however they are written. */
export function keyOfWord(word: ToldWord): string {
  return 'unknown' in word ? `? ${fold(word.unknown)}` : (word.id ?? '');
}

/** Finds the services and channels of a city by the same words and synonyms as an import of requests. */
export class RatingWords {
  private readonly words: Pick<Words, 'service' | 'topic' | 'channel'>;
  private readonly services: Dictionary<Words['service'][number]>;
  private readonly topics: Dictionary<Words['topic'][number]>;
  private readonly channels: Dictionary<Words['channel'][number]>;

  /** @param words of the city that is shown; its synonyms are the reference's */
  constructor(words: Pick<Words, 'service' | 'topic' | 'channel'>, synonyms: Reference['synonyms']) {
    const of = <W extends Words['service'][number]>(known: readonly W[], name: keyof Words) =>
      new Dictionary<W>({ known, synonyms: synonyms[name], hasRoom: null });
    this.words = words;
    this.services = of(words.service, 'service');
    this.topics = of(words.topic, 'topic');
    this.channels = of(words.channel, 'channel');
  }

  /** The service of a text, also by the name of one of its topics. @param texts the same in several languages */
  service(texts: readonly string[]): ToldWord {
    return find(texts, (text) => {
      const service = this.words.service[this.services.match(text)];
      return service?.id ?? this.words.topic[this.topics.match(text)]?.service ?? null;
    });
  }

  channel(texts: readonly string[]): ToldWord {
    return find(texts, (text) => this.words.channel[this.channels.match(text)]?.id ?? null);
  }
}

function find(texts: readonly string[], idOf: (text: string) => string | null): ToldWord {
  for (const text of texts) {
    const id = idOf(text);
    if (id !== null) return { id };
  }
  return texts.length > 0 ? { unknown: texts[0]! } : { id: null };
}
