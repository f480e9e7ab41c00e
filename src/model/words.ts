import * as v from 'valibot';

/** When an entry holds: local days as YYYY-MM-DD, both ends included. */
export interface Term {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  /** Id of the entry that takes its place after `until`. */
  readonly successor?: string | undefined;
}

/** One entry of a dictionary: a stable id and its two names. A row holds its index, the code. */
export interface Word extends Term {
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

export interface Channel extends Word {
  /** In it a customer writes to a screen, without a person on the other side; left out: not, or nobody says. */
  readonly digital?: boolean | undefined;
}

/** One of a channel's own accounts or lines: Instagram of social media, a number of the call centre. */
export interface Account extends Word {
  /** Id of the channel. */
  readonly channel: string;
}

/** The dictionaries of a snapshot that are not about the map. */
export interface Words {
  readonly category: readonly Word[];
  readonly channel: readonly Channel[];
  readonly account: readonly Account[];
  readonly service: readonly Word[];
  readonly topic: readonly Topic[];
  readonly entity: readonly Word[];
  readonly stage: readonly Stage[];
  readonly priority: readonly Word[];
  readonly language: readonly Word[];
  readonly customerKind: readonly Word[];
}

const word = {
  id: v.string(),
  en: v.string(),
  ar: v.string(),
  from: v.optional(v.string()),
  until: v.optional(v.string()),
  successor: v.optional(v.string()),
};
const wordList = v.array(v.object(word));

export const wordsSchema = v.object({
  category: wordList,
  channel: v.array(v.object({ ...word, digital: v.optional(v.boolean()) })),
  /** Snapshots of manifest schema 4 have none. */
  account: v.optional(v.array(v.object({ ...word, channel: v.string() })), []),
  service: wordList,
  topic: v.array(v.object({ ...word, service: v.nullable(v.string()) })),
  entity: wordList,
  stage: v.array(v.object({ ...word, progress: v.number(), done: v.boolean() })),
  priority: wordList,
  language: wordList,
  customerKind: wordList,
});

/** Dictionaries as a text that is equal for equal ones, in whatever order their parts were put together. */
export function wordsText(words: Words): string {
  return JSON.stringify(v.parse(wordsSchema, words));
}

/** How many entries each dictionary may hold; beyond it a new word becomes missing, and the report says so. */
export const dictionaryCaps: Record<keyof Words, number> = {
  category: 32,
  channel: 32,
  account: 250,
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
