import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../../board/board.ts';
import { usualChoice } from '../../model/choice.ts';
import { choiceText } from '../../model/choiceText.ts';
import { savedViews, type View } from './savedViews.ts';
import { keptText, sameForm } from './viewWords.ts';

/** The saved view that is what is chosen now; null where none is, and during a drag. */
export function useCurrentView(board: Board): View | null {
  const views = useStore(savedViews, (state) => state.views);
  const opening = useStore(board.store, (state) => state.opening);
  const choice = useStore(board.store, (state) => (state.dragging ? null : state.choice));
  const city = opening?.city ?? null;
  const usual = opening && usualChoice(opening.city, opening.manifest);
  const whole = usual && choiceText(usual);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for what is usual, which is made anew with each delta
  const byForm = useMemo(
    () =>
      new Map(city && usual && views?.map((view) => [sameForm(view.choice, { city, usual }), view] as const)),
    [views, city, whole],
  );
  return (choice && usual && byForm.get(keptText(choice, usual))) ?? null;
}
