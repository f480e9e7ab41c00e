import type { Opening } from '../../feed/snapshotFeed.ts';
import { type Choice, usualChoice } from '../../model/choice.ts';
import type { View } from './savedViews.ts';
import { keptText, sameForm } from './viewWords.ts';

/** The saved view that is what is chosen now; null where none is. */
export function currentView(
  views: readonly View[] | null,
  { city, manifest }: Pick<Opening, 'city' | 'manifest'>,
  choice: Choice,
): View | null {
  if (!views || views.length === 0) return null;
  const usual = usualChoice(city, manifest);
  const now = keptText(choice, usual);
  return views.find((view) => sameForm(view.choice, { city, usual }) === now) ?? null;
}
