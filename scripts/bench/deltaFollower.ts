import { gunzipSync } from 'node:zlib';
import { decodeDelta } from '../../src/model/delta.ts';
import type { DeltaFile } from '../../src/model/manifest.ts';

/** What a reader of the server's events has seen. */
export interface DeltaFollower {
  /** The sequence of the first delta with a request in this version or a later one; null if none came yet. */
  sequenceOf(request: { readonly ref: string; readonly version: number }): number | null;
  count(): number;
  stop(): void;
}

/** Follows the deltas that a server tells of. @param address of the page, with a slash at its end */
export function followDeltas(address: string): DeltaFollower {
  const abort = new AbortController();
  const seen = new Map<string, { version: number; sequence: number }[]>();
  let deltas = 0;
  const take = async (text: string) => {
    const { file, inline } = JSON.parse(text) as { file: DeltaFile; inline?: string };
    const bytes = inline
      ? gunzipSync(Buffer.from(inline, 'base64'))
      : new Uint8Array(await (await fetch(`${address}data/rows/${file.name}`)).arrayBuffer());
    const { values, refs } = decodeDelta(bytes, file);
    deltas++;
    for (const [i, ref] of refs.entries()) {
      const versions = seen.get(ref) ?? [];
      versions.push({ version: values.version[i]!, sequence: file.to });
      seen.set(ref, versions);
    }
  };
  const follow = async () => {
    const response = await fetch(`${address}live/rows`, { signal: abort.signal });
    const decoder = new TextDecoder();
    let rest = '';
    for await (const part of response.body!) {
      const events = (rest + decoder.decode(part as Uint8Array, { stream: true })).split('\n\n');
      rest = events.pop()!;
      for (const event of events)
        if (event.includes('event: delta')) await take(event.slice(event.indexOf('data: ') + 6));
    }
  };
  follow().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error;
  });
  return {
    sequenceOf: ({ ref, version }) => seen.get(ref)?.find((one) => one.version >= version)?.sequence ?? null,
    count: () => deltas,
    stop: () => abort.abort(),
  };
}
