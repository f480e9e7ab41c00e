/** What a page is told of a city that goes on. */
export interface Heard {
  /** The sequences of the deltas, in order. */
  readonly sequences: readonly number[];
  /** Whether it was told to open the manifest anew. */
  readonly isReload: boolean;
}

/**
 * The version that the server tells who comes now; comes again while it has none.
 * @param address of the server, with a slash at its end
 */
export async function toldVersion(address: string): Promise<number> {
  const text = await read(`${address}live/rows`, (text) => text.includes('\n\n'));
  return Number(/"sequence":(\d+)/.exec(text)![1]);
}

/** What a page hears which has a version, until it has heard of so many deltas, or is told to begin anew. */
export async function heardSince(address: string, since: number, count: number): Promise<Heard> {
  const sequencesOf = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));
  const isReload = (text: string) => text.includes('event: reload');
  const text = await read(
    `${address}live/rows?since=${since}`,
    (text) => isReload(text) || sequencesOf(text).length >= count,
  );
  return { sequences: sequencesOf(text), isReload: isReload(text) };
}

async function read(url: string, isEnough: (text: string) => boolean): Promise<string> {
  const abort = new AbortController();
  let response = await fetch(url, { signal: abort.signal });
  // It does not know yet what leads up to the version that is published.
  while (response.status === 503) {
    await response.body?.cancel();
    response = await fetch(url, { signal: abort.signal });
  }
  let text = '';
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (isEnough(text)) break;
  }
  abort.abort();
  return text;
}
