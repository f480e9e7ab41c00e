import { useContext, useEffect, useMemo, useState } from 'react';
import { whereaboutsClaim } from '../../analysis/claims/changes.ts';
import { type Found, nameOfMovement } from '../../analysis/movements.ts';
import { type Answer, type Ask, cellsOf, rowIndex } from '../../model/ask.ts';
import type { WhereaboutsClaim } from '../../model/claim.ts';
import type { ChoiceDimension } from '../../model/dimension.ts';
import { choose, without } from '../../model/filter.ts';
import { measures } from '../../model/measures.ts';
import { askBefore, type Screen, stepOf } from '../../model/screen.ts';
import { useSlow } from '../../ui/useSlow.ts';
import { AnswersContext } from '../answers.ts';
import type { Trend } from '../figures/figures.tsx';
import { groupTrend, stepsIn } from '../figures/groupTrend.ts';

/** Where a change happened, and how its measure went over the period. */
export interface Look {
  /** By zone, or by what happened in a zone; null where nothing can be said. */
  readonly where: WhereaboutsClaim | null;
  readonly trend: Trend;
}

/** What a change is told apart by: by zone, unless it is of one. */
export function splitOf(screen: Screen, dimension: ChoiceDimension): ChoiceDimension {
  const { zone, place } = screen.filter;
  if (dimension !== 'zone' && zone?.length !== 1 && !place?.length) return 'zone';
  return dimension === 'topic' ? 'channel' : 'topic';
}

interface Part {
  readonly dimension: ChoiceDimension;
  readonly by: ChoiceDimension;
  readonly found: readonly Found[];
  readonly now: Ask;
  readonly before: Ask | null;
  readonly trend: Ask;
}

/** The questions of some changes: those of one dimension together, now and before by their parts, and over the period. */
export function lookQuestion(screen: Screen, movements: readonly Found[]) {
  const parts = [...new Set(movements.map(({ dimension }) => dimension))].map((dimension): Part => {
    const found = movements.filter((one) => one.dimension === dimension);
    const ids = [...new Set(found.map(({ id }) => id))];
    const filter = choose(without(screen.filter, dimension), dimension, ids);
    const by = splitOf(screen, dimension);
    const now: Ask = {
      by: [dimension, by],
      measures: [...new Set(found.map(({ measure }) => measure))],
      filter,
    };
    const trend: Ask = { ...now, by: [dimension, stepOf(screen.period)] };
    return { dimension, by, found, now, before: askBefore(screen, now), trend };
  });
  const asks = parts.flatMap(({ now, before, trend }) => [now, ...(before ? [before] : []), trend]);
  return {
    asks,
    /** @param answers those of `asks` @returns by the names of the movements */
    read(answers: readonly Answer[]): Map<string, Look> {
      const rest = [...answers];
      const looks = new Map<string, Look>();
      for (const { by, found, now, before, trend } of parts) {
        const [nowAnswer, beforeAnswer, line] = [rest.shift()!, before ? rest.shift()! : null, rest.shift()!];
        const steps = stepsIn(line);
        for (const one of found)
          looks.set(nameOfMovement(one), {
            where:
              before && beforeAnswer
                ? whereOf(
                    screen,
                    one,
                    by,
                    { ask: now, answer: nowAnswer },
                    { ask: before, answer: beforeAnswer },
                  )
                : null,
            trend: groupTrend(screen, trend, line, { key: one.key, steps }, one.measure),
          });
      }
      return looks;
    },
  };
}

interface Asked {
  readonly ask: Ask;
  readonly answer: Answer;
}

function whereOf(
  screen: Screen,
  found: Found,
  by: ChoiceDimension,
  now: Asked,
  before: Asked,
): WhereaboutsClaim | null {
  const { key, measure } = found;
  const cellIn = ({ ask, answer }: Asked) => {
    const cells = cellsOf(screen, ask, answer, measure);
    const rowOf = rowIndex(answer);
    return (part: number) => {
      const cell = cells(rowOf(key, part));
      return cell.kind === 'value' ? cell : { value: 0, n: 0 };
    };
  };
  const [nowOf, beforeOf] = [cellIn(now), cellIn(before)];
  const keys = new Set([now, before].flatMap(({ answer }) => partsIn(answer, key)));
  const groups = [...keys].map((part) => ({ key: part, now: nowOf(part), before: beforeOf(part) }));
  const kind = measures[measure].unit === 'share' ? 'share' : 'count';
  return whereaboutsClaim(screen, found, by, kind, groups);
}

function partsIn({ keys: [first = [], second = []] }: Answer, key: number): number[] {
  return second.filter((_, row) => first[row] === key);
}

/** A frame that stands this long, in ms, has settled; data that go on are looked at anew this often. */
const settled = 400;
const readEvery = 15_000;

/**
 * Looks of the changes that are shown, once the frame has settled; empty until then, null where they cannot be counted.
 * @param passing whether the frame is of a drag that goes on
 */
export function useLooks(
  screen: Screen,
  version: string,
  movements: readonly Found[],
  passing: boolean,
): ReadonlyMap<string, Look> | null {
  const askBeside = useContext(AnswersContext);
  const [found, setFound] = useState<{
    readonly question: object;
    readonly looks: Map<string, Look> | null;
  } | null>(null);
  const slow = useSlow(version, readEvery);
  const of = movements.map(nameOfMovement).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same changes of the same choice ask the same
  const question = useMemo(
    () => (movements.length > 0 ? lookQuestion(screen, movements) : null),
    [of, screen.filter, screen.city, screen.comparison],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the engine's data
  useEffect(() => {
    if (!askBeside || !question || passing) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      askBeside(question.asks, abort.signal)
        .then((answers) => {
          if (!abort.signal.aborted) setFound({ question, looks: question.read(answers) });
        })
        .catch(() => {
          if (!abort.signal.aborted) setFound({ question, looks: null });
        });
    }, settled);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [askBeside, question, passing, slow]);
  return found === null || found.question !== question ? empty : found.looks;
}

const empty: ReadonlyMap<string, Look> = new Map();
