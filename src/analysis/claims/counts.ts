import { type Answer, type Ask, cellOf } from '../../model/ask.ts';
import type { HappyClaim, NothingClaim, OverdueClaim, PointsClaim } from '../../model/claim.ts';
import type { Cell } from '../../model/measures.ts';
import type { Screen } from '../../model/screen.ts';
import { choiceOf } from './proof.ts';

/** How many of the open are overdue, by an answer by nothing; null where that is not known or none is open. */
export function overdueClaim(screen: Screen, ask: Ask, answer: Answer): OverdueClaim | null {
  const overdue = cellOf(screen, ask, answer, 0, 'overdue');
  const share = cellOf(screen, ask, answer, 0, 'overdueRate');
  if (overdue.kind !== 'value' || share.kind !== 'value') return null;
  const list = { measure: 'overdue', filter: ask.filter } as const;
  return {
    ...{ kind: 'overdue', overdue, share },
    ...{ proof: { ...choiceOf(screen, ask.filter), list }, figure: { measure: 'overdue', cell: overdue } },
  };
}

/** How many requests are drawn as points. */
export function pointsClaim(screen: Screen, requests: number): PointsClaim {
  const proof = { ...choiceOf(screen, screen.filter), map: 'heat' } as const;
  return { kind: 'points', requests, proof, figure: null };
}

/** The Happiness Meter of a period; ratings are no requests, and no figure of these shows them. */
export function happyClaim(screen: Screen, share: Cell): HappyClaim | NothingClaim {
  const here = { proof: choiceOf(screen, screen.filter), figure: null };
  return share.kind === 'value'
    ? { kind: 'happy', share: share.value, ratings: share.n, ...here }
    : { kind: 'nothing', of: 'ratings', ...here };
}
