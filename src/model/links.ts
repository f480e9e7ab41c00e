import { type Answer, type Ask, type Frame, keyOf } from './ask.ts';
import { type Choice, plainChoice } from './choice.ts';
import type { City } from './city.ts';
import type { WordDimension } from './dimension.ts';
import { choiceDimensions } from './dimension.ts';
import { choose, type Filter, sameFilter, without } from './filter.ts';
import type { Manifest } from './manifest.ts';
import { askBefore, asks, makeScreen, type Screen } from './screen.ts';

/**
 * What a link with one choice shows before the engine is up: beside the overview a file for each of these dimensions,
 * with the first view's asks grouped by it, of which the page takes one value's rows.
 */
export const linkDimensions = [
  'zone',
  'district',
  'category',
  'channel',
] as const satisfies readonly WordDimension[];
export type LinkDimension = (typeof linkDimensions)[number];

/** By a dimension of many values, lines are left out: a row for each value and day would be most of the file. */
const many: ReadonlySet<LinkDimension> = new Set(['zone']);
const heavy: readonly (keyof typeof asks)[] = ['timeline', 'trend'];

/** The asks of the first view under one choice, each as it is asked and as it is grouped. */
function pairsOf(screen: Screen, dimension: LinkDimension, id: string) {
  const chosen = makeScreen(
    screen.city,
    screen.manifest,
    plainChoice(choose(screen.filter, dimension, [id]), screen.measure),
  );
  const names = (Object.keys(asks) as (keyof typeof asks)[]).filter(
    (name) => !(many.has(dimension) && heavy.includes(name)),
  );
  const asked = names.flatMap((name) => {
    const ask = asks[name](chosen);
    const before = heavy.includes(name) || name === 'responseTimes' ? null : askBefore(chosen, ask);
    return before ? [ask, before] : [ask];
  });
  // An ask that leaves the choice out is the overview's own.
  return asked
    .filter((ask) => ask.filter[dimension] !== undefined)
    .map((ask) => ({
      ask,
      grouped: {
        ...ask,
        by: [dimension, ...ask.by],
        filter: choose(ask.filter, dimension, []),
      } satisfies Ask,
    }));
}

/** What the file of a dimension answers: the first view's asks, grouped by it. */
export function linkAsks(screen: Screen, dimension: LinkDimension): Ask[] {
  return pairsOf(screen, dimension, '').map(({ grouped }) => grouped);
}

/** The one choice that a file answers: a single value of a single dimension over the usual period; null for all else. */
export function linkChoice(
  filter: Filter,
  usual: Filter,
): { readonly dimension: LinkDimension; readonly id: string } | null {
  const chosen = choiceDimensions.filter((dimension) => filter[dimension]?.length);
  const dimension = linkDimensions.find((one) => one === chosen[0]);
  const ids = dimension && filter[dimension];
  if (!dimension || chosen.length !== 1 || ids?.length !== 1) return null;
  return sameFilter(without(filter, dimension), usual) ? { dimension, id: ids[0]! } : null;
}

/**
 * The overview with the answers under one choice, as the engine would give them.
 * @param grouped the answers of the dimension's file
 */
export function frameOfLink(
  city: City,
  manifest: Manifest,
  usual: Choice,
  { dimension, id }: { readonly dimension: LinkDimension; readonly id: string },
  overview: Frame,
  grouped: Frame,
): Frame {
  const code = city.codeOf(dimension, id);
  const answers = new Map(overview.answers);
  const screen = makeScreen(city, manifest, usual);
  for (const { ask, grouped: asked } of pairsOf(screen, dimension, id)) {
    const all = grouped.answers.get(keyOf(asked));
    if (all) answers.set(keyOf(ask), rowsOf(all, code, ask.by.length === 0));
  }
  return { version: overview.version, answers };
}

/** The rows of one value of an answer's first key, without that key; of an ask by nothing there is always one. */
function rowsOf(answer: Answer, code: number, single: boolean): Answer {
  const [first = [], ...keys] = answer.keys;
  const rows = first.flatMap((key, row) => (key === code ? [row] : []));
  const take = <T>(column: readonly T[]) => rows.map((row) => column[row]!);
  const empty = single && rows.length === 0;
  const ints = Object.fromEntries(
    Object.entries(answer.ints).map(([name, column]) => [
      name,
      empty ? [name.includes('P50') || name.includes('P90') ? null : 0] : take(column),
    ]),
  );
  return { rows: empty ? 1 : rows.length, keys: keys.map(take), ints };
}
