import * as v from 'valibot';
import { type StartNews, startNewsSchema } from '../../model/doing.ts';
import { deltaFileSchema, factsOf, type Manifest, SnapshotError } from '../../model/manifest.ts';
import type { SnapshotFiles } from '../files.ts';
import { readStartNews } from '../startNews.ts';
import type { LiveEvent, Way } from './machine.ts';

/** What a connection tells of. */
export type Heard = Extract<LiveEvent, { kind: 'beat' | 'delta' | 'reload' | 'lost' | 'tooNew' }>;

/** Ends a connection: nothing is heard of it any more. */
export type Hangup = () => void;

/** Tells of what is published from a sequence on, until it is ended. It does not reconnect by itself. */
export type Hear = (way: Way, since: number, on: (heard: Heard) => void) => Hangup;

/** What a server tells at an address. */
export function hearServer(files: SnapshotFiles, address: string): Hear {
  const start = new URL('start', address).href;
  const news = (signal: AbortSignal) => readStartNews(start, signal);
  return (way, since, on) =>
    way === 'stream' ? openStream(address, since, on) : openPoll({ files, news }, since, on).end;
}

const beatSchema = v.object({
  now: v.number(),
  sequence: v.number(),
  // News of a kind that this page does not know are none.
  news: v.fallback(v.nullish(startNewsSchema, null), null),
});
const deltaSchema = v.object({ file: deltaFileSchema, inline: v.optional(v.string()) });

/**
 * Listens to the server's events from a sequence on. It does not reconnect by itself.
 * @param address of the events, without a query
 */
export function openStream(address: string, since: number, on: (heard: Heard) => void): Hangup {
  const source = new EventSource(`${address}?since=${since}`);
  source.addEventListener('beat', ({ data }: MessageEvent<string>) => {
    const beat = read(beatSchema, data);
    if (beat) on({ kind: 'beat', ...beat });
  });
  source.addEventListener('delta', ({ data }: MessageEvent<string>) => {
    const delta = read(deltaSchema, data);
    // One that cannot be read is missing, and will be asked for again.
    if (delta) on({ kind: 'delta', delta: { file: delta.file, inline: delta.inline ?? null } });
  });
  source.addEventListener('reload', () => {
    source.close();
    on({ kind: 'reload' });
  });
  source.addEventListener('error', () => {
    source.close();
    on({ kind: 'lost' });
  });
  return () => source.close();
}

export interface Polled {
  readonly files: SnapshotFiles;
  /** What the server still does, which sources are away, and what came of matching them; null: nothing. */
  readonly news: (signal: AbortSignal) => Promise<StartNews | null>;
  /** Milliseconds between two looks. */
  readonly every?: number;
}

export interface Poll {
  readonly end: Hangup;
  /** Has it look now. */
  look(): void;
}

/** Looks at the manifest again and again, where something on the way holds the server's events back. */
export function openPoll(
  { files, news, every = 5000 }: Polled,
  since: number,
  on: (heard: Heard) => void,
): Poll {
  const abort = new AbortController();
  const { signal } = abort;
  let held = since;
  let facts: string | null = null;
  let timer: ReturnType<typeof setTimeout>;
  let isLooking = false;
  let again = false;
  const look = async () => {
    clearTimeout(timer);
    again = isLooking;
    if (isLooking || signal.aborted) return;
    isLooking = true;
    try {
      const [manifest, told] = await Promise.all([files.manifest(signal), news(signal)]);
      if (signal.aborted) return;
      const { deltas } = manifest.files;
      const isCut = newest(manifest).sequence > held && !deltas.some(({ from }) => from === held);
      facts ??= factsOf(manifest);
      if (isCut || facts !== factsOf(manifest)) {
        // Its last word, whoever has it look again.
        abort.abort();
        on({ kind: 'reload' });
        return;
      }
      on({ kind: 'beat', ...newest(manifest), news: told });
      for (const file of deltas) if (file.from >= held) on({ kind: 'delta', delta: { file, inline: null } });
      held = Math.max(held, newest(manifest).sequence);
      timer = setTimeout(look, again ? 0 : every);
    } catch (error) {
      if (signal.aborted) return;
      const tooNew = error instanceof SnapshotError && error.fault.kind === 'tooNew';
      abort.abort();
      on({ kind: tooNew ? 'tooNew' : 'lost' });
    } finally {
      isLooking = false;
    }
  };
  void look();
  return {
    look: () => void look(),
    end() {
      abort.abort();
      clearTimeout(timer);
    },
  };
}

/** The version that a manifest's deltas lead to; its instant stands for the publisher's clock. */
function newest({ sequence, asOf, files }: Manifest): { sequence: number; now: number } {
  const last = files.deltas.at(-1);
  return { sequence: last?.to ?? sequence, now: last?.asOf ?? asOf };
}

function read<T extends v.GenericSchema>(schema: T, text: string): v.InferOutput<T> | null {
  try {
    const result = v.safeParse(schema, JSON.parse(text));
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
