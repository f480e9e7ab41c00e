import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Board, Shown } from '../board/board.ts';
import { useText } from '../i18n/Provider.tsx';
import type { Text } from '../i18n/text.ts';
import type { AreaDimension } from '../model/area.ts';
import { type Answer, type Ask, cellOf } from '../model/ask.ts';
import { besideOf } from '../model/beside.ts';
import { choose, without } from '../model/filter.ts';
import type { Screen } from '../model/screen.ts';
import { type AreaLevel, areaAsks, areaLines, levelBlocks } from '../views/areas/allAreas.ts';
import { answeredScreen, useAnswers } from './useAnswers.ts';

const AreaTable = lazy(async () => ({ default: (await import('../views/areas/AreaTable.tsx')).AreaTable }));

/** The table of all zones and public locations, if it is open. */
export function AreaPanel({ board }: { readonly board: Board }) {
  const open = useStore(board.store, ({ choice }) => choice.view === 'areas');
  const shown = useStore(board.store, (state) => state.shown);
  if (!open || !shown) return null;
  return (
    <Suspense fallback={null}>
      <Open board={board} shown={shown} />
    </Suspense>
  );
}

/** What the table of a level asks, and how it is read: its lines, and how many requests there are in all. */
function questionOf(text: Text, screen: Screen, level: AreaLevel) {
  const blocks = levelBlocks(text, screen, level);
  const asked = areaAsks(screen, blocks);
  const all: Ask = { by: [], measures: ['received'], filter: without(screen.filter, 'zone') };
  return {
    screen,
    asks: [...asked.filter((ask) => ask !== null), all],
    read(answers: readonly Answer[]) {
      const rest = [...answers];
      const lines = areaLines(
        screen,
        blocks,
        asked.map((ask) => (ask ? (rest.shift() ?? null) : null)),
      );
      const received = rest[0] && cellOf(screen, all, rest[0], 0, 'received');
      return { lines, all: received?.kind === 'value' ? received.value : null };
    },
  };
}

/** Zones and places are asked for together: to go from the one to the other asks nothing. */
function askedAs(level: AreaLevel): AreaLevel {
  return level === 'zone' || level === 'place' ? 'all' : level;
}

interface OpenProps {
  readonly board: Board;
  readonly shown: Shown;
}

function Open({ board, shown: { screen } }: OpenProps) {
  const text = useText();
  const [level, setLevel] = useState<AreaLevel>('all');
  const asked = askedAs(level);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another frame of the same choice asks the same
  const question = useMemo(
    () => questionOf(text, screen, asked),
    [text, asked, screen.filter, screen.city, screen.comparison],
  );
  const { answered, error } = useAnswers(board, question);
  const answeredUnder = useMemo(() => answered && answeredScreen(answered), [answered]);
  const counted = useMemo(() => answered?.question.read(answered.answers), [answered]);
  const isNow = answered !== null && answered.question === question;
  const lines = useMemo(
    () =>
      level === asked ? counted?.lines : counted?.lines.filter(({ kind }) => (kind as AreaLevel) === level),
    [counted, level, asked],
  );
  const onClose = useCallback(() => board.choose({ view: null }), [board]);
  const onChoose = useCallback(
    (kind: AreaDimension, id: string) => {
      const { filter } = board.store.getState().choice;
      board.choose({ filter: choose(without(filter, 'zone'), kind, [id]) });
      onClose();
    },
    [board, onClose],
  );
  return (
    <AreaTable
      screen={answeredUnder ?? screen}
      level={level}
      onLevel={setLevel}
      lines={(isNow && lines) || null}
      all={isNow ? (counted?.all ?? null) : null}
      error={error}
      onChoose={onChoose}
      onBeside={(areas) => board.choose({ view: null, beside: besideOf(areas) })}
      onClose={onClose}
    />
  );
}
