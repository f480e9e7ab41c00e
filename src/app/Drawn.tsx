import { memo, useRef } from 'react';
import { useStore } from 'zustand';
import type { Board, BoardState, Shown } from '../board/board.ts';
import { type Filter, sameFilter, without } from '../model/filter.ts';
import type { Screen } from '../model/screen.ts';
import { read, type View, type ViewActions } from '../views/view.ts';

interface Props {
  readonly board: Board;
  readonly view: View;
  readonly actions: ViewActions;
}

/** One view of the board. It is drawn again only when one of its answers or its own choice has changed. */
export const Drawn = memo(function Drawn({ board, view, actions }: Props) {
  const shown = useStore(board.store, (state) => state.shown);
  const filter = useStore(board.store, view.ofPeriod ? filterOf : undatedOf);
  const map = useStore(board.store, ({ choice }) => choice.map);
  const last = useRef<Shown | null>(null);
  if (shown && !(last.current && alike(view, last.current, shown))) last.current = shown;
  return last.current && <view.Component {...last.current} {...actions} filter={filter} map={map} />;
});

function filterOf({ choice }: BoardState): Filter {
  return choice.filter;
}

function undatedOf({ undated }: BoardState): Filter {
  return undated;
}

/** Whether two frames are the same to a view: its answers, and what was chosen, but for a period that is its own. */
function alike(view: View, before: Shown, now: Shown): boolean {
  const [from, to] = [before.screen, now.screen];
  const choiceOf = ({ filter }: Screen) => (view.ofPeriod ? without(filter, 'opened') : filter);
  if (before.passing !== now.passing || from.city !== to.city || from.manifest !== to.manifest) return false;
  if (
    from.comparison !== to.comparison ||
    from.measure !== to.measure ||
    before.frame.version !== now.frame.version
  )
    return false;
  if (!sameFilter(choiceOf(from), choiceOf(to))) return false;
  const [asked, asks] = [view.asks(from), view.asks(to)];
  return (
    asked.length === asks.length &&
    asks.every((ask, i) => read(now.frame, ask) === read(before.frame, asked[i]!))
  );
}
