/** Something that takes long, and how far it is. */
export interface Doing {
  /**
   * page: the page is built; sample, grow: a sample city is made, at first a small one; fill: the store, with what is
   * published; read: all that the sources have; first: the first snapshot of it; again: all segments anew; start: the
   * store is opened.
   */
  readonly what: DoingKind;
  /** From 0 to 1; null where nobody can tell. */
  readonly part: number | null;
  /** How many requests have come so far, where that is all that can be told. */
  readonly requests?: number;
}

export type DoingKind = 'page' | 'sample' | 'grow' | 'start' | 'fill' | 'read' | 'first' | 'again';

const words: Readonly<Record<DoingKind, string>> = {
  page: 'building the page',
  sample: 'making the first requests of the sample city',
  grow: 'making the whole sample city',
  start: 'opening the store',
  fill: 'filling the store with the requests that are published',
  read: 'reading all requests from the sources',
  first: 'publishing the first snapshot',
  again: 'publishing all segments anew',
};

/** What is being done, in words for whoever runs the server. */
export function doingText({ what, part, requests }: Doing): string {
  const how =
    part !== null
      ? `: ${Math.floor(part * 100)} %`
      : requests
        ? `: ${requests.toLocaleString('en')} so far`
        : '';
  return words[what] + how;
}
