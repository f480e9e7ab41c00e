import type { Day } from '../model/day.ts';
import type { DayRange } from '../model/filter.ts';

/** Which request a reference is wanted of. */
export interface Wanted {
  readonly rid: number;
  /** The local day on which it was opened. */
  readonly day: Day;
}

/** Files of references, to be decoded by `decodeRefs`, and the references by rid that came after them. */
export interface ReferenceFiles {
  readonly files: readonly { readonly bytes: Uint8Array<ArrayBuffer>; readonly rows: number }[];
  readonly later: ReadonlyMap<number, string>;
}

/** Where the references of requests are kept: what people call them by. Each rejects where they cannot be had. */
export interface ReferenceBook {
  /** The references of some requests in their order; `#rid` where there is none. */
  of(wanted: readonly Wanted[], signal?: AbortSignal): Promise<string[]>;
  /** All references of some days, for who wants very many at once; the later ones go before the files'. */
  all(days: DayRange, signal?: AbortSignal): Promise<ReferenceFiles>;
  /** The rid of a reference; null where no request has it. */
  find(ref: string, signal?: AbortSignal): Promise<number | null>;
}

/** A book that is told of what comes after its files. */
export interface LearningBook extends ReferenceBook {
  /** Takes the references of requests that changed or came later. */
  learn(rids: Uint32Array, refs: readonly string[]): void;
}

/** That of an engine which was given none: every request is called by its rid. */
export const noReferences: ReferenceBook = {
  of: async (wanted) => wanted.map(({ rid }) => `#${rid}`),
  all: async () => ({ files: [], later: new Map() }),
  find: async (ref) => (/^#\d+$/.test(ref) ? Number(ref.slice(1)) : null),
};
