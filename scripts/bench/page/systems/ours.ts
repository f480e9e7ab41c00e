import type { Engine } from '../../../../src/engine/engine.ts';
import { browserThreads } from '../../../../src/engine/thread/browserThreads.ts';
import { loadEngine } from '../../../../src/feed/engineLoader.ts';
import type { Answer, Ask } from '../../../../src/model/ask.ts';
import { type Filter, without } from '../../../../src/model/filter.ts';
import { layoutOf } from '../../answers.ts';
import type { Step } from '../../brushPath.ts';
import { makeRows, type Sizes } from '../../rows.ts';
import type { BenchSystem } from '../benchSystem.ts';
import { kernelSystem } from '../kernelSystem.ts';
import { idOf, openingOf } from '../opening.ts';
import { cubeBytes } from './cube.ts';

/** Beyond it the product has no cube. */
const cubeBudget = 400e6;
const views = ['zone', 'channel', 'category'] as const;

/**
 * The product's engine as its page loads it, from heads to answers. What a step computes is timed on the cube alone, in
 * a worker of its own; without a cube it is the end-to-end time without the empty round trip.
 */
export function ourSystem(): BenchSystem<readonly Answer[]> {
  const cube = kernelSystem('cube');
  let engine: Engine;
  let sizes: Sizes;
  const hasCube = () => cubeBytes(sizes) <= cubeBudget;
  return {
    async build(spec) {
      const rows = makeRows(spec);
      sizes = rows.sizes;
      const opening = openingOf(rows);
      const started = performance.now();
      engine = await loadEngine(opening, 'heads', {
        threads: browserThreads,
        cubeBudget,
        onHeads: () => {},
        onDetails: () => {},
        onComplete: () => {},
        onIncomplete: () => {},
      });
      const load = performance.now() - started;
      return { load, build: hasCube() ? (await cube.build(spec)).build : 0 };
    },
    step: async (step) => (await engine.answer(asksOf(step), { rough: true })).answers,
    answersOf(shown) {
      const layout = layoutOf(sizes);
      const answers = new Uint32Array(layout.length);
      for (const [i, [at, size]] of [
        [layout.zone, sizes.zones],
        [layout.channel, sizes.channels],
        [layout.category, sizes.categories],
      ].entries()) {
        const { rows, keys, ints } = shown[i]!;
        for (let row = 0; row < rows; row++) {
          const code = keys[0]![row]!;
          const counts = [ints.received![row]!, ints.completed![row]!, ints.onTime![row]!];
          answers.set(counts, at! + 3 * (code < 0 ? size! - 1 : code));
        }
      }
      return answers;
    },
    empty: async () => void (await engine.answer([])),
    compute: async (legs, batches) => (hasCube() ? cube.compute!(legs, batches) : null),
    limit: async (rounds) => (hasCube() ? cube.limit!(rounds) : null),
  };
}

function asksOf({ from, to, choice }: Step): Ask[] {
  const filter: Filter = {
    opened: { from, to },
    ...(choice && {
      channel: choice.channels.map(idOf.channel),
      category: choice.categories.map(idOf.category),
    }),
  };
  return views.map((view) => ({
    by: [view],
    measures: ['received', 'completed', 'onTimeRate'],
    filter: without(filter, view),
  }));
}
