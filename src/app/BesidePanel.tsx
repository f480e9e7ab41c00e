import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Board, Shown } from '../board/board.ts';
import { useText } from '../i18n/Provider.tsx';
import type { Beside } from '../model/beside.ts';
import type { Screen } from '../model/screen.ts';
import { answeredScreen, useAnswers } from './useAnswers.ts';

/** What is loaded once areas stand side by side. */
async function loadParts() {
  const [{ BesideTable }, { besideQuestion }] = await Promise.all([
    import('../views/beside/BesideTable.tsx'),
    import('../views/beside/besideAnswers.ts'),
  ]);
  return { BesideTable, besideQuestion };
}
type Parts = Awaited<ReturnType<typeof loadParts>>;

/** Areas side by side, if that is open. */
export function BesidePanel({ board }: { readonly board: Board }) {
  const beside = useStore(board.store, ({ choice }) => choice.beside);
  const shown = useStore(board.store, (state) => state.shown);
  const [parts, setParts] = useState<Parts | null>(null);
  const wanted = beside !== null;
  useEffect(() => {
    if (wanted) void loadParts().then(setParts);
  }, [wanted]);
  if (!beside || !shown || !parts) return null;
  return <Open board={board} parts={parts} beside={beside} shown={shown} />;
}

interface OpenProps {
  readonly board: Board;
  readonly parts: Parts;
  readonly beside: Beside;
  readonly shown: Shown;
}

function Open({ board, parts, beside, shown: { screen } }: OpenProps) {
  const { areas, city } = beside;
  const question = useQuestion(parts, screen, areas);
  const { answered, error, retry } = useAnswers(board, question);
  const answeredUnder = useMemo(() => answered && answeredScreen(answered), [answered]);
  const known = useMemo(() => answered?.question.columns(answered.answers) ?? null, [answered]);
  const inOrder = useMemo(
    () =>
      known && {
        city: known.city,
        areas: areas.flatMap(({ dimension, id }) =>
          known.areas.filter(({ line }) => line.kind === dimension && line.id === id),
        ),
      },
    [known, areas],
  );
  return (
    <parts.BesideTable
      screen={answeredUnder ?? screen}
      beside={{ areas, city }}
      known={inOrder}
      busy={answered?.question !== question}
      error={error}
      onRetry={retry}
      onBeside={(beside) => board.choose({ beside })}
      onClose={() => board.choose({ beside: null })}
    />
  );
}

/** The question of some areas in whichever order they stand: to move one asks nothing anew. */
function useQuestion({ besideQuestion }: Parts, screen: Screen, areas: Beside['areas']) {
  const text = useText();
  const key = areas
    .map(({ dimension, id }) => `${dimension} ${id}`)
    .sort()
    .join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another frame of the same choice, or another order, asks the same
  return useMemo(
    () => (areas.length > 0 ? besideQuestion(text, screen, areas) : null),
    [besideQuestion, text, key, screen.filter, screen.city, screen.comparison],
  );
}
