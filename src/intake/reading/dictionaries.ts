import type { RequestTable } from '../../model/requestTable.ts';
import { nullOf, type RequestColumn, requestColumns } from '../../model/schema.ts';
import { Terms } from '../../model/terms.ts';
import {
  type Account,
  dictionaryCaps,
  type Stage,
  type Topic,
  type Word,
  type Words,
} from '../../model/words.ts';
import type { Zone } from '../../model/zones.ts';
import type { Mapping, WordTarget } from '../mapping.ts';
import type { Reference } from '../reference.ts';
import { Dictionary, type NoWord } from './dictionary.ts';
import { Topics } from './topics.ts';

/** Dictionaries of one column each, without regard to another. */
export type PlainDictionary = Exclude<keyof Words, 'topic' | 'account'>;

/** An entry that the source brought, with its rows. */
export type NewWord = Pick<Word, 'id' | 'en' | 'ar'> & { readonly count: number };

/** The same by dictionary. */
export type NewWords = Record<string, NewWord[]>;

/** How many zones the values of a column may make. */
export const zoneCap = 2000;

const none = -1;

/** What the dictionaries of a source begin with. */
export interface DictionarySource {
  readonly reference: Reference;
  readonly mapping: Mapping;
  /** Whether the reference's services, topics and entities are the city's. */
  readonly ours: boolean;
  /** Whether the mapping's translations of zones are for the values of a column. */
  readonly zonesFromValues: boolean;
  /** Dictionaries that stay as they are, as do the reference's zones; null: new words are added to the reference's. */
  readonly final: Words | null;
}

/** All dictionaries of a source, as they grow with its rows unless they are final. */
export class Dictionaries {
  readonly words: { readonly [D in Exclude<PlainDictionary, 'stage'>]: Dictionary<Word> } & {
    readonly stage: Dictionary<Stage>;
  };
  readonly topics: Topics;
  private readonly accounts: Dictionary<Account>;
  /** Zones that the values of a column make. */
  readonly zones: Dictionary<Word>;
  /** Of the dictionaries whose entries may end; null where none does. */
  readonly terms: Readonly<Record<'service' | 'topic' | 'entity', Terms | null>>;
  private readonly serviceOfTopic: number[];
  private readonly isFinal: boolean;

  /** @throws MappingError where the mapping translates to a word that is not there and cannot be added */
  constructor({ reference, mapping, ours, zonesFromValues, final }: DictionarySource) {
    const { synonyms } = reference;
    const words =
      final ?? (ours ? reference.words : { ...reference.words, service: [], topic: [], entity: [] });
    const targets = mapping.words;
    this.isFinal = final !== null;
    const closed = <W extends Word>(
      name: 'priority' | 'language' | 'customerKind' | 'stage',
      known: readonly W[],
    ) => new Dictionary({ known, synonyms: synonyms[name], targets: targets[name], hasRoom: null });
    const open = (name: 'category' | 'channel' | 'service' | 'entity', known: readonly Word[]) => {
      const dictionary: Dictionary<Word> = new Dictionary({
        known,
        synonyms: synonyms[name],
        targets: targets[name],
        hasRoom: final ? null : () => dictionary.size < dictionaryCaps[name],
      });
      return dictionary;
    };
    this.words = {
      category: open('category', words.category),
      channel: open('channel', words.channel),
      service: open('service', words.service),
      entity: open('entity', words.entity),
      stage: closed('stage', words.stage),
      priority: closed('priority', words.priority),
      language: closed('language', words.language),
      customerKind: closed('customerKind', words.customerKind),
    };
    this.accounts = new Dictionary({
      known: words.account,
      synonyms: synonyms.account,
      targets: targetsAmong(words.account, targets.channel),
      hasRoom: null,
    });
    this.topics = new Topics({
      known: words.topic,
      synonyms: synonyms.topic,
      targets: targets.topic,
      final: final && { services: final.service },
    });
    this.terms = {
      service: Terms.of(words.service),
      topic: Terms.of(words.topic),
      entity: Terms.of(words.entity),
    };
    const services = new Map(words.service.map((service, code) => [service.id, code]));
    this.serviceOfTopic = this.topics.known.map((topic) => services.get(topic.service ?? '') ?? none);
    this.zones = new Dictionary({
      known: final ? reference.zones.zones : [],
      targets: zonesFromValues ? targets.zone : undefined,
      hasRoom: final ? null : () => this.zones.size < zoneCap,
    });
  }

  /** The code of the account or line that a channel's value tells; null where it tells none of that channel. */
  accountOf(text: string, other: string, channel: number | null): number | null {
    const code = this.accounts.codeOf(text, other);
    const account = this.accounts.known[code];
    return account && account.channel === this.idOf('channel', channel) ? code : null;
  }

  /** The code of a topic under a service (null: none); null where it is no word. */
  topicOf(text: string, other: string, service: number | null): number | null {
    const code = this.topics.codeOf(text, other, service ?? none);
    if (code < 0) return null;
    this.serviceOfTopic[code] ??= service ?? none;
    return code;
  }

  /** What the topic is called that stands for a service without one; null where the source's own words are taken. */
  topicOfService(service: number): { readonly en: string; readonly ar: string } | null {
    return this.isFinal ? this.words.service.nameOf(service) : null;
  }

  /** The id of the service that a topic belongs to, where the reference knows it. */
  serviceIdOf(topic: number | null): string | null {
    return topic === null ? null : this.idOf('service', this.serviceOfTopic[topic] ?? none);
  }

  /** The id of a word that the reference knows; null for any other. */
  idOf(name: PlainDictionary, code: number | null): string | null {
    return code === null ? null : (this.words[name].known[code]?.id ?? null);
  }

  /** What was refused by which dictionary. */
  refused(): [name: PlainDictionary | 'topic' | 'zone', refused: Readonly<Record<NoWord, number>>][] {
    return [
      ...Object.entries(this.words).map(([name, one]): [PlainDictionary, Record<NoWord, number>] => [
        name as PlainDictionary,
        one.refused,
      ]),
      ['topic', this.topics.refused],
      ['zone', this.zones.refused],
    ];
  }

  /** Values that are no words, by dictionary, with their rows. */
  unknown(): [name: PlainDictionary | 'topic' | 'zone', words: ReadonlyMap<string, number>][] {
    return [
      ...Object.entries(this.words).map(([name, one]): [PlainDictionary, Map<string, number>] => [
        name as PlainDictionary,
        one.unknown,
      ]),
      ['topic', this.topics.unknown],
      ['zone', this.zones.unknown],
    ];
  }

  /** The zones that values made and rows have; the table's codes become theirs. */
  finishZones(table: RequestTable, newWords: NewWords): Zone[] {
    const counts = countsOf(table, 'zone');
    const used = this.zones.entries(new Set()).filter(({ code }) => counts.has(code));
    renumber(table, 'zone', new Map(used.map(({ code }, i) => [code, i])));
    newWords.zone = used.map(({ code, word }) => newWord(word, counts.get(code)!));
    return used.map(({ word }) => word);
  }

  /** The words of the snapshot; the table's codes become theirs. */
  finishWords(table: RequestTable, newWords: NewWords): Words {
    return {
      category: this.finishPlain(table, 'category', newWords),
      channel: this.finishPlain(table, 'channel', newWords),
      account: this.finishAccounts(table),
      entity: this.finishPlain(table, 'entity', newWords),
      ...this.finishTopics(table, newWords),
      stage: this.words.stage.known,
      priority: this.words.priority.known,
      language: this.words.language.known,
      customerKind: this.words.customerKind.known,
    };
  }

  private finishPlain(
    table: RequestTable,
    name: 'category' | 'channel' | 'entity',
    newWords: NewWords,
  ): Word[] {
    const dictionary = this.words[name];
    const counts = countsOf(table, name);
    const known = dictionary.known.map((word, code) => ({ code, word }));
    const added = dictionary.entries(new Set(dictionary.known.map((word) => word.id)));
    const kept = [
      // Categories and channels without a request say that there was none; entities are too many for that.
      ...known.filter(({ code }) => name !== 'entity' || counts.has(code)),
      ...added.filter(({ code }) => counts.has(code)),
    ];
    renumber(table, name, new Map(kept.map(({ code }, i) => [code, i])));
    newWords[name] = added.flatMap(({ code, word }) => {
      const count = counts.get(code);
      return count === undefined ? [] : [newWord(word, count)];
    });
    return kept.map(({ word }) => word);
  }

  /** The accounts that rows have. */
  private finishAccounts(table: RequestTable): Account[] {
    const counts = countsOf(table, 'account');
    const used = this.accounts.known.flatMap((account, code) =>
      counts.has(code) ? [{ account, code }] : [],
    );
    renumber(table, 'account', new Map(used.map(({ code }, i) => [code, i])));
    return used.map(({ account }) => account);
  }

  private finishTopics(table: RequestTable, newWords: NewWords): Pick<Words, 'service' | 'topic'> {
    const services = this.words.service;
    const named = new Map<number, Word>(services.known.map((word, code) => [code, word]));
    const addedServices = services.entries(new Set(services.known.map((one) => one.id)));
    for (const { code, word } of addedServices) named.set(code, word);

    const counts = countsOf(table, 'topic');
    const taken = new Set(this.topics.known.map((topic) => topic.id));
    const added = this.topics.entries((code) => named.get(code) ?? null, taken);
    const rows = (codes: readonly number[]) => codes.reduce((sum, code) => sum + (counts.get(code) ?? 0), 0);
    const kept = [...this.topics.known.map((topic, code) => ({ codes: [code], topic })), ...added].filter(
      ({ codes }) => rows(codes) > 0,
    );
    renumber(
      table,
      'topic',
      new Map(kept.flatMap(({ codes }, i) => codes.map((code) => [code, i] as const))),
    );

    const rowsOf = new Map<string, number>();
    for (const { codes, topic } of kept) {
      if (topic.service !== null) rowsOf.set(topic.service, (rowsOf.get(topic.service) ?? 0) + rows(codes));
    }
    const isNew = new Set<Topic>(added.map(({ topic }) => topic));
    newWords.topic = kept
      .filter(({ topic }) => isNew.has(topic))
      .map(({ codes, topic }) => newWord(topic, rows(codes)));
    newWords.service = addedServices.flatMap(({ word }) => {
      const count = rowsOf.get(word.id);
      return count === undefined ? [] : [newWord(word, count)];
    });
    return {
      topic: kept.map(({ topic }) => topic),
      service: [...named.values()].filter((service) => rowsOf.has(service.id)),
    };
  }
}

function newWord({ id, en, ar }: Word, count: number): NewWord {
  return { id, en, ar, count };
}

/** Of a mapping's translations, those to one of these words. */
function targetsAmong(
  words: readonly Word[],
  targets: Readonly<Record<string, WordTarget>> | undefined,
): Record<string, WordTarget> {
  const ids = new Set<unknown>(words.map(({ id }) => id));
  return Object.fromEntries(Object.entries(targets ?? {}).filter(([, target]) => ids.has(target)));
}

function countsOf(table: RequestTable, column: RequestColumn): Map<number, number> {
  const counts = new Map<number, number>();
  for (const value of table.column(column)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function renumber(table: RequestTable, column: RequestColumn, codes: ReadonlyMap<number, number>): void {
  const missing = nullOf[requestColumns[column]];
  const values = table.column(column);
  for (let row = 0; row < values.length; row++) {
    if (values[row] !== missing) values[row] = codes.get(values[row]!) ?? missing;
  }
}
