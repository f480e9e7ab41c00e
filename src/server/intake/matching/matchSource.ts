import { setImmediate as breathe, setTimeout as wait } from 'node:timers/promises';
import type { Match, PartDifference } from '../../../model/match.ts';
import {
  type Look,
  type LookRows,
  type Matchable,
  type Part,
  type PartSums,
  SourceError,
  type SourceRequest,
} from '../sources/source.ts';
import type { Store } from '../store/store.ts';

/** Requests that are taken at once. */
const takenAtOnce = 500;

export interface MatchOptions {
  readonly source: string;
  readonly matchable: Matchable;
  readonly store: Store;
  /** Epoch seconds of the city. */
  readonly now: () => number;
  /** Whether what the source has is taken; else differences are only told. */
  readonly mend: boolean;
  /** Parts that are read row by row whatever their sums say; null: those that differ. */
  readonly parts: readonly Part[] | null;
  /** By part, the sums of both sides of the last match, which need no reading again while they stay as they are. */
  readonly settled: ReadonlyMap<Part, string>;
  readonly signal: AbortSignal;
  /** How long all that the look shows may take to be told, milliseconds. */
  readonly patience?: number;
  readonly onProgress?: (text: string) => void;
}

/** What came of it, and what the next match may pass over. */
export interface Matched extends Pick<Match, 'requests' | 'parts' | 'read' | 'differences'> {
  readonly settled: ReadonlyMap<Part, string>;
}

/**
 * Holds a source against the store. Counts and check sums tell which parts may differ; those are read row by row in one
 * look, once all that it shows has been told, so that what merely is on its way is no difference.
 * @throws SourceError
 */
export async function matchSource(options: MatchOptions): Promise<Matched> {
  const { source, matchable, store, parts, settled, signal, onProgress = () => {} } = options;
  onProgress('counting');
  const theirs = await matchable.sums(signal);
  const ours = await store.sums(source, theirs);
  const names = [...new Set([...theirs.sums.keys(), ...ours.keys()])].sort();
  const sides = new Map(names.map((part) => [part, sidesOf(part, theirs.sums, ours)]));
  const differs = (part: Part) => {
    const [their, our] = sides.get(part)!;
    return their !== our && settled.get(part) !== `${their}|${our}`;
  };
  const wanted = parts === null ? names.filter(differs) : names.filter((part) => parts.includes(part));
  const requests = [...theirs.sums.values()]
    .flatMap((of) => [...of.values()])
    .reduce((sum, { count }) => sum + count, 0);
  const facts = { requests, parts: names.length, read: wanted.length };
  const kept = new Map([...settled].filter(([part, both]) => sides.get(part)?.join('|') === both));
  if (wanted.length === 0) return { ...facts, differences: [], settled: kept };

  onProgress(`reading ${wanted.length} of ${names.length} parts`);
  const differences = await readParts(options, wanted);
  if (!options.mend) return { ...facts, differences, settled };
  // What was read and found the same although its sums differ, and stood still meanwhile, has rows that cannot be read.
  const [after, again] = [await matchable.sums(signal), await store.sums(source, theirs)];
  const differed = new Set(differences.map(({ part }) => part));
  for (const part of wanted) {
    const both = sides.get(part)!.join('|');
    const [their, our] = sidesOf(part, after.sums, again);
    kept.delete(part);
    if (their !== our && !differed.has(part) && both === `${their}|${our}`) kept.set(part, both);
  }
  return { ...facts, differences, settled: kept };
}

async function readParts(options: MatchOptions, wanted: readonly Part[]): Promise<PartDifference[]> {
  const { source, matchable, store, signal, patience = 120_000, onProgress = () => {} } = options;
  // What comes after this the look may not show.
  const lastRid = store.lastRid();
  await using look = await matchable.look(signal);
  await untilTold(look, store, source, patience, signal);
  const differences: PartDifference[] = [];
  for (const part of wanted) {
    onProgress(`reading ${part}`);
    const found = await readPart(options, look, part, await store.refs(source, part, lastRid));
    if (found.missing + found.other + found.extra > 0) differences.push({ part, ...found });
  }
  return differences;
}

/** Takes a part as it is seen. @param stored the references that the store has of it, of requests that it had before the look */
async function readPart(
  { source, store, now, mend }: MatchOptions,
  look: Look,
  part: Part,
  stored: ReadonlySet<string>,
): Promise<Omit<PartDifference, 'part'>> {
  const found = { missing: 0, other: 0, extra: 0, unreadable: 0 };
  const unseen = new Set(stored);
  const match = (requests: readonly SourceRequest[]) => store.match(source, requests, look.asOf, now(), mend);
  const take = ({ refs, requests }: LookRows) => {
    for (const ref of refs) unseen.delete(ref);
    const readable = new Set(requests.map(({ ref }) => ref));
    found.unreadable += refs.filter((ref) => !readable.has(ref)).length;
    // What changed since is told by the source itself.
    const still = requests.filter(({ order }) => order <= look.asOf);
    const known = match(still.filter(({ ref }) => stored.has(ref)));
    const unknown = match(still.filter(({ ref }) => !stored.has(ref)));
    found.other += known.changed;
    found.missing += unknown.changed;
    found.extra += known.gone + unknown.gone;
  };
  for await (const rows of look.rows([part])) take(rows);
  // Not in this part any more: perhaps in another one.
  const elsewhere = [...unseen];
  for await (const rows of look.rowsOf(elsewhere)) take(rows);
  const lost = [...unseen].map((ref) => ({ ref, order: 0, row: null, personal: null }));
  for (let from = 0; from < lost.length; from += takenAtOnce) {
    found.extra += match(lost.slice(from, from + takenAtOnce)).gone;
    await breathe();
  }
  return found;
}

/** Waits until the store has all that a look shows. */
async function untilTold(
  look: Look,
  store: Store,
  source: string,
  patience: number,
  signal: AbortSignal,
): Promise<void> {
  for (let waited = 0; ; waited += 200) {
    const position = store.position(source);
    if (position !== null && look.isTold(position)) return;
    if (waited >= patience)
      throw new SourceError(
        'unreachable',
        `What the source told within the last ${Math.round(patience / 1000)} s has not been taken yet, so that nothing can be said for sure; it is tried again at the next time.`,
      );
    await wait(200, undefined, { signal });
  }
}

function sidesOf(part: Part, theirs: PartSums, ours: PartSums): [string, string] {
  const text = (sums: PartSums) =>
    [...(sums.get(part) ?? [])]
      .map(([stage, { count, sum }]) => `${stage}:${count}:${sum}`)
      .sort()
      .join();
  return [text(theirs), text(ours)];
}
