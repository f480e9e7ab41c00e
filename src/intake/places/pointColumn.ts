import { readPoint } from '../text/pointText.ts';
import { coordinatesOf, type FoundPoints } from './foundPoints.ts';
import { inDegrees } from './inDegrees.ts';
import type { Judged } from './judge.ts';
import { areMostly, type Look, type Looked, rate } from './lookedColumn.ts';
import { placeScore, pointNames } from './placeNames.ts';
import { judgePoints, notesOn, usualOrder } from './placesOf.ts';
import { pointsOfText, type SamplePoint } from './pointSample.ts';

/** Whether a text says by itself that it is a point. */
const speaks = /^(?:SRID=|(?:MULTI)?POINT|\{.*"?(?:coordinates|latitude|lat|x)"?)|[°º]/i;

/** The best column that holds both coordinates; null: there is none. */
export async function bestText({
  layout,
  columns,
  finder,
  named,
  zoneOf,
}: Look): Promise<FoundPoints | null> {
  let best: { score: number; judged: Judged; points: SamplePoint[]; column: Looked } | null = null;
  for (const column of columns) {
    if (!areMostly(column, (value) => readPoint(value) !== null)) continue;
    const points = pointsOfText(layout.sample, column.index, zoneOf);
    const judged = await judgePoints(points, finder, named);
    const share = judged.looked === 0 ? 0 : judged.inside / judged.looked;
    const score =
      placeScore(pointNames, column.key) + (rate(column, (value) => speaks.test(value)) > 0.5 ? 2 : 0);
    if (score === 0 && share < 0.9) continue;
    const total = share * 10 + score + (judged.by === 'unknown' ? -20 : 0);
    if (!best || total > best.score) best = { score: total, judged, points, column };
  }
  if (!best) return null;
  const { judged, points, column } = best;
  const usual = usualOrder(points, judged.system);
  const notes = notesOn(judged, points, { columns: [column.name], turned: judged.order !== usual });
  if (judged.by === 'unknown') return { columns: {}, coordinates: undefined, notes, points: [], filled: 0 };
  return {
    columns: { point: column.index },
    coordinates: coordinatesOf(judged, judged.order, usual),
    notes,
    points: inDegrees(points, judged),
    filled: column.filled,
  };
}
