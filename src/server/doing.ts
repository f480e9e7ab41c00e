import type { Doing, DoingKind } from '../model/doing.ts';

const words: Readonly<Record<DoingKind, string>> = {
  page: 'building the page',
  sample: 'making the first requests of the sample city',
  grow: 'making the whole sample city',
  start: 'opening the store',
  fill: 'filling the store with the requests that are published',
  index: 'making the indexes of the store',
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
