import * as v from 'valibot';

/** One entry of a dictionary: a stable id and its two names. A row holds its index, the code. */
export interface Word {
  readonly id: string;
  readonly en: string;
  readonly ar: string;
}

export interface Stage extends Word {
  /** How far a request in this stage is done, percent. */
  readonly progress: number;
  /** Whether a request in this stage counts as completed. */
  readonly done: boolean;
}

export interface Topic extends Word {
  /** Id of the main service that the topic belongs to; null where a source names no services. */
  readonly service: string | null;
}

/** The dictionaries of a snapshot that are not about the map. */
export interface Words {
  readonly category: readonly Word[];
  readonly channel: readonly Word[];
  readonly service: readonly Word[];
  readonly topic: readonly Topic[];
  readonly entity: readonly Word[];
  readonly stage: readonly Stage[];
  readonly priority: readonly Word[];
  readonly language: readonly Word[];
  readonly customerKind: readonly Word[];
}

const word = { id: v.string(), en: v.string(), ar: v.string() };
const wordList = v.array(v.object(word));

export const wordsSchema = v.object({
  category: wordList,
  channel: wordList,
  service: wordList,
  topic: v.array(v.object({ ...word, service: v.nullable(v.string()) })),
  entity: wordList,
  stage: v.array(v.object({ ...word, progress: v.number(), done: v.boolean() })),
  priority: wordList,
  language: wordList,
  customerKind: wordList,
});

/** How many entries each dictionary may hold; beyond it a new word becomes missing, and the report says so. */
export const dictionaryCaps: Record<keyof Words, number> = {
  category: 32,
  channel: 32,
  service: 250,
  topic: 2000,
  entity: 250,
  stage: 32,
  priority: 32,
  language: 200,
  customerKind: 32,
};

/** The stages whose meaning the measures know by id. */
export const rejectedStage = 'rejected';
