import fc from 'fast-check';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { type Board, makeBoard } from '../../src/board/board.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { Opening } from '../../src/feed/snapshotFeed.ts';
import { type Answer, type Ask, keyOf } from '../../src/model/ask.ts';
import { plainChoice } from '../../src/model/choice.ts';
import type { DayRange, Filter } from '../../src/model/filter.ts';
import { versionOf } from '../../src/model/manifest.ts';
import { askBefore, asks, type Screen } from '../../src/model/screen.ts';
import { openingOf } from '../support/opening.ts';
import { randomCity } from '../support/randomCity.ts';

const source = randomCity(4, 20);
let opening: Opening;

beforeAll(async () => {
  opening = await openingOf(source);
});

/** What three views ask: two with percentiles, and one that leaves the period out. */
function asksOf(screen: Screen): Ask[] {
  const figures = asks.figures(screen);
  const before = askBefore(screen, figures);
  return [figures, ...(before ? [before] : []), asks.channels(screen), asks.timeline(screen)];
}

/** An answer that says which question it is of; a rough one of percentiles has bounds. */
function answerOf(ask: Ask, rough: boolean): Answer {
  const exact: Answer = { rows: 1, keys: [], ints: { received: [tellingOf(ask)] } };
  return rough && ask.measures.includes('firstResponseP50')
    ? { ...exact, bounds: { responseP50: [60] } }
    : exact;
}

function tellingOf(ask: Ask): number {
  let hash = 0;
  for (const letter of keyOf(ask)) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0;
  return hash;
}

interface Question {
  readonly asked: readonly Ask[];
  readonly rough: boolean;
}

/** A board over an engine that answers after some turns of the clock, and what the engine was asked. */
function startBoard(delay: () => number) {
  const questions: Question[] = [];
  const engine = {
    async answer(asked: readonly Ask[], { rough = false } = {}) {
      questions.push({ asked, rough });
      await new Promise((done) => setTimeout(done, delay()));
      return { version: versionOf(opening.manifest), answers: asked.map((ask) => answerOf(ask, rough)) };
    },
    async dispose() {},
  } as unknown as Engine;
  const board = makeBoard(asksOf);
  board.opened(opening, plainChoice({}, 'received'));
  const frames: { filter: Filter; wrong: number; passing: boolean }[] = [];
  board.store.subscribe(({ shown }, before) => {
    if (!shown || shown === before.shown) return;
    // Figures of two filters at once would be answers whose question is not the screen's.
    const wrong = asksOf(shown.screen).filter(
      (ask) => shown.frame.answers.get(keyOf(ask))?.ints.received?.[0] !== tellingOf(ask),
    ).length;
    frames.push({ filter: shown.screen.filter, wrong, passing: shown.passing });
  });
  return { board, engine, questions, frames };
}

const first = () => opening.manifest.days!.from;
const period = (from: number, length: number): DayRange => ({
  from: first() + from,
  to: first() + from + length,
});

async function settle() {
  await vi.advanceTimersByTimeAsync(5000);
}

function hasBounds(board: Board): boolean {
  return [...board.store.getState().shown!.frame.answers.values()].some(({ bounds }) => bounds);
}

describe('a drag', () => {
  // Guards: whatever is dragged, moved and let go, in whatever order and however slow the engine is, the page ends on
  // exact answers of what is chosen, and no frame on the way mixes two filters.
  test('ends on exact answers of what is chosen, and every frame is of one filter', async () => {
    const moves = fc.oneof(
      { weight: 5, arbitrary: fc.record({ move: fc.nat(9), length: fc.nat(3) }) },
      { weight: 1, arbitrary: fc.constant('down' as const) },
      { weight: 1, arbitrary: fc.constant('up' as const) },
      { weight: 1, arbitrary: fc.constant('click' as const) },
      { weight: 3, arbitrary: fc.record({ wait: fc.nat(60) }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(moves, { maxLength: 40 }),
        fc.infiniteStream(fc.nat(40)),
        async (all, delays) => {
          vi.useFakeTimers();
          try {
            const { board, engine, frames } = startBoard(() => delays.next().value ?? 1);
            board.engineReady(engine);
            for (const one of all) {
              const { filter } = board.store.getState().choice;
              if (one === 'down' || one === 'up') board.setDragging(one === 'down');
              else if (one === 'click')
                board.choose({ filter: { ...filter, channel: filter.channel ? [] : ['none'] } });
              else if ('wait' in one) await vi.advanceTimersByTimeAsync(one.wait);
              else board.choose({ filter: { ...filter, opened: period(one.move, one.length) } });
            }
            board.setDragging(false);
            await settle();
            const { shown, choice } = board.store.getState();
            expect(shown?.screen.filter).toBe(choice.filter);
            expect(shown?.passing).toBe(false);
            expect(hasBounds(board)).toBe(false);
            expect(frames.filter(({ wrong }) => wrong > 0)).toEqual([]);
          } finally {
            vi.useRealTimers();
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  // Guards: estimates are asked for while dragging only, and the end asks for nothing that is exact already.
  test('asks roughly while it goes on, and at its end again exactly for what was estimated', async () => {
    vi.useFakeTimers();
    try {
      const { board, engine, questions } = startBoard(() => 5);
      board.engineReady(engine);
      await settle();
      board.setDragging(true);
      board.choose({ filter: { opened: period(2, 3) } });
      await settle();
      expect(questions.at(-1)?.rough).toBe(true);
      expect(hasBounds(board)).toBe(true);
      expect(board.store.getState().shown?.passing).toBe(true);

      // An estimate serves the drag that it was made for.
      const asked = questions.length;
      board.choose({ filter: { opened: period(2, 3) } });
      await settle();
      expect(questions).toHaveLength(asked);

      const bounded = asksOf(board.store.getState().shown!.screen).filter(({ measures }) =>
        measures.includes('firstResponseP50'),
      );
      board.setDragging(false);
      await settle();
      expect(questions).toHaveLength(asked + 1);
      expect(questions.at(-1)).toMatchObject({ rough: false });
      expect(questions.at(-1)!.asked.map(keyOf)).toEqual(bounded.map(keyOf));
      expect(hasBounds(board)).toBe(false);

      // The same period in the next drag is known exactly.
      board.setDragging(true);
      board.choose({ filter: { opened: period(2, 3) } });
      board.setDragging(false);
      await settle();
      expect(questions).toHaveLength(asked + 1);
    } finally {
      vi.useRealTimers();
    }
  });

  // Guards: views are told of a new choice only when there is one (they compare it by reference).
  test('keeps the choice beside the period the same object while only the period moves', () => {
    const { board } = startBoard(() => 1);
    board.choose({ filter: { channel: ['none'] } });
    const { undated } = board.store.getState();
    board.choose({ filter: { channel: ['none'], opened: period(1, 2) } });
    expect(board.store.getState().undated).toBe(undated);
    board.choose({ filter: { channel: [], opened: period(1, 2) } });
    expect(board.store.getState().undated).not.toBe(undated);
    expect(board.store.getState().undated).toEqual({ channel: [] });
  });
});
