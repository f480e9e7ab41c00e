import { fold, slug } from '../../model/fold.ts';
import { dictionaryCaps, type Topic, type Word } from '../../model/words.ts';
import type { WordTarget } from '../mapping.ts';
import { Dictionary, freeId, type NoWord, natural } from './dictionary.ts';

type Targets = Readonly<Record<string, WordTarget>> | undefined;

export interface TopicsOptions {
  readonly known: readonly Topic[];
  readonly synonyms: ReadonlyMap<string, readonly string[]>;
  readonly targets: Targets;
  /** Nothing is added to the known topics, which belong to these services; null: what is not known is. */
  readonly final: { readonly services: readonly Word[] } | null;
}

/**
 * The topics of a source. A topic belongs to one service, so that the same word under two services is two topics.
 * A topic that the reference knows keeps the reference's service, whatever the source says.
 */
export class Topics {
  readonly known: readonly Topic[];
  private readonly reference: Dictionary<Topic>;
  private readonly targets: Targets;
  /** By the service's code, −1 for topics without one. */
  private readonly ofService = new Map<
    number,
    { readonly words: Dictionary<Word>; readonly codes: number[] }
  >();
  private readonly remembered = new Map<string, number>();
  private size: number;
  private readonly isFinal: boolean;
  /** Final topics that have their service in their name, by the service's code and the name without it. */
  private readonly within = new Map<string, number>();
  /** Why the last value that was asked for is no topic; null where it is one. */
  why: NoWord | null = null;

  constructor({ known, synonyms, targets, final }: TopicsOptions) {
    this.known = known;
    this.size = known.length;
    this.targets = targets;
    this.isFinal = final !== null;
    this.reference = new Dictionary({
      known,
      synonyms,
      hasRoom: null,
      targets: final ? targets : knownTargets(known, targets),
    });
    if (final) this.learnWithin(final.services);
  }

  /** The code of a topic under a service (−1: none); −1 where it is no word. */
  codeOf(value: string, other: string, service: number): number {
    this.why = null;
    if (this.isFinal) return this.finalCodeOf(value, other, service);
    if (this.known.length > 0) {
      let code = this.remembered.get(value);
      if (code === undefined) {
        code = this.reference.match(value);
        if (code < 0 && other !== '') code = this.reference.match(other);
        if (other === '' && this.remembered.size < 100_000) this.remembered.set(value, code);
      }
      if (code >= 0) return code;
    }
    let own = this.ofService.get(service);
    if (!own) {
      const hasRoom = () => this.size < dictionaryCaps.topic;
      own = { words: new Dictionary({ known: [], hasRoom, targets: this.targets }), codes: [] };
      this.ofService.set(service, own);
    }
    const index = own.words.codeOf(value, other);
    this.why = own.words.why;
    if (index < 0) return -1;
    let code = own.codes[index];
    if (code === undefined) {
      code = this.size++;
      own.codes[index] = code;
    }
    return code;
  }

  private finalCodeOf(value: string, other: string, service: number): number {
    if (this.within.size > 0) {
      for (const text of [value, other]) {
        const code = this.within.get(`${service} ${fold(text)}`);
        if (code !== undefined) return code;
      }
    }
    const code = this.reference.codeOf(value, other);
    this.why = this.reference.why;
    return code;
  }

  private learnWithin(services: readonly Word[]): void {
    const codes = new Map(services.map(({ id }, code) => [id, code]));
    this.known.forEach((topic, code) => {
      const service = codes.get(topic.service ?? '');
      if (service === undefined) return;
      for (const language of ['en', 'ar'] as const) {
        const end = inService('', services[service]![language]);
        if (topic[language].endsWith(end))
          this.within.set(`${service} ${fold(topic[language].slice(0, -end.length))}`, code);
      }
    });
  }

  get unknown(): Map<string, number> {
    const all = new Map<string, number>();
    for (const { words } of this.ofService.values()) {
      for (const [value, count] of words.unknown) all.set(value, (all.get(value) ?? 0) + count);
    }
    return all;
  }

  get refused(): Record<NoWord, number> {
    const all = { unknown: 0, personal: 0, full: 0 };
    for (const { words } of this.ofService.values()) {
      for (const why of Object.keys(all) as NoWord[]) all[why] += words.refused[why];
    }
    return all;
  }

  /**
   * The topics that the source brought, with the codes that mean them. A topic that came without a service too is
   * one with the same topic of a service, if only one service has it. Topics of one name in several services say
   * in their names and ids which service they belong to.
   * @param serviceOf the service of a code, null for −1
   */
  entries(serviceOf: (code: number) => Word | null, taken: Set<string>): { codes: number[]; topic: Topic }[] {
    interface Found {
      codes: number[];
      readonly name: Word;
      readonly service: Word | null;
    }
    const byName = new Map<string, Found[]>();
    for (const [service, { words, codes }] of this.ofService) {
      for (const { code, word } of words.entries(new Set())) {
        const mine = codes[code];
        if (mine === undefined) continue;
        const key = fold(word.en);
        const same = byName.get(key) ?? [];
        byName.set(key, same);
        same.push({ codes: [mine], name: word, service: serviceOf(service) });
      }
    }
    const all: { codes: number[]; topic: Topic }[] = [];
    for (const same of byName.values()) {
      const served = same.filter((found) => found.service !== null);
      const only = served[0];
      const found =
        served.length === 1 && only && same.length > 1
          ? [{ ...only, codes: same.flatMap((one) => one.codes) }]
          : same;
      for (const { codes, name, service } of found) {
        const shared = found.length > 1 && service !== null;
        all.push({
          codes,
          topic: {
            id: shared ? `${slug(service.en)}-${name.id}` : name.id,
            en: shared ? inService(name.en, service.en) : name.en,
            ar: shared ? inService(name.ar, service.ar) : name.ar,
            service: service?.id ?? null,
          },
        });
      }
    }
    all.sort((a, b) => natural.compare(a.topic.en, b.topic.en) || (a.topic.en < b.topic.en ? -1 : 1));
    return all.map(({ codes, topic }) => ({ codes, topic: { ...topic, id: freeId(topic.id, taken) } }));
  }
}

/** The name of a topic that has namesakes in other services. */
function inService(topic: string, service: string): string {
  return `${topic} (${service})`;
}

/** Of a mapping's translations, those to topics that the reference has. */
function knownTargets(known: readonly Topic[], targets: Targets): Record<string, WordTarget> {
  const ids = new Set(known.map((topic) => topic.id));
  return Object.fromEntries(
    Object.entries(targets ?? {}).filter(([, target]) => typeof target === 'string' && ids.has(target)),
  );
}
