import { type Answers, checksum } from '../answers.ts';
import { brushPath, choiceOf, windows } from '../brushPath.ts';
import { type Summary, summary } from '../statistics.ts';
import type { Task } from '../task.ts';
import type { BenchSystem, SetUp } from './benchSystem.ts';
import type { Limit } from './limit.ts';

/** Times in milliseconds. */
export interface Measured {
  readonly setUp: SetUp;
  /** Input to values of the first window, without and with a choice: what a system computes for a new brush is in it. */
  readonly firstBrush: { readonly plain: number; readonly chosen: number };
  /** Of an empty step. */
  readonly roundTrip: Summary;
  /** From input in the main thread to values in the main thread. */
  readonly endToEnd: Summary;
  readonly compute: Summary;
  /** Where the compute was timed: by batches in the worker, or as end to end without the empty round trip. */
  readonly computeBy: 'batches' | 'round trip';
  /** One for each step of the path. */
  readonly checksums: readonly number[];
  readonly limit: Limit | null;
}

/** A system that needs longer than this for the whole path, in milliseconds, is not asked a second time. */
const slow = 20_000;
/** How long the others go on before they are timed, in milliseconds. */
const warmUp = 3000;

/**
 * Drives a system along the path of a task. The first pass gives checksums and first brushes; more follow to warm up,
 * and steps are timed in the last. The first window of each leg is a first brush, no step.
 */
export async function measure<Values>(system: BenchSystem<Values>, task: Task): Promise<Measured> {
  const { spec, wrongStep } = task;
  const path = brushPath(spec, task.steps);
  const setUp = await system.build(spec);
  const isFirst = (i: number) => i === 0 || path[i]!.choice !== path[i - 1]!.choice;

  const pass = async (each: (answers: Answers, i: number) => void) => {
    const times: number[] = [];
    for (const [i, step] of path.entries()) {
      if (isFirst(i)) await system.choose?.(step.choice);
      await nextTask();
      const started = performance.now();
      const values = await system.step(step);
      times.push(performance.now() - started);
      each(system.answersOf(values), i);
    }
    return times;
  };

  const checksums: number[] = [];
  const first = await pass((answers, i) => {
    if (i === wrongStep) answers[0]!++;
    checksums.push(checksum(answers));
  });
  const firsts = first.filter((_, i) => isFirst(i));
  const took = first.reduce((a, b) => a + b, 0);
  let times = first;
  if (took < slow) {
    const started = performance.now();
    while (performance.now() - started < (task.thorough ? warmUp : 0)) await pass(() => {});
    times = await pass(() => {});
  }
  const endToEnd = times.filter((_, i) => !isFirst(i));

  const empties: number[] = [];
  for (let i = 0; i < 60; i++) {
    await nextTask();
    const started = performance.now();
    await system.empty();
    empties.push(performance.now() - started);
  }
  const roundTrip = summary(empties);
  const more = windows(spec.seed + 2, 1024);
  const choice = choiceOf(spec);
  const legs = [
    more.slice(0, 512).map((window) => ({ ...window, choice: null })),
    more.slice(512).map((window) => ({ ...window, choice })),
  ];
  const batches = await system.compute?.(legs, task.thorough ? 40 : 2);
  return {
    setUp,
    firstBrush: { plain: firsts[0] ?? Number.NaN, chosen: firsts[1] ?? Number.NaN },
    roundTrip,
    endToEnd: summary(endToEnd),
    compute: summary(batches ?? endToEnd.map((time) => Math.max(0, time - roundTrip.p50))),
    computeBy: batches ? 'batches' : 'round trip',
    checksums,
    limit: (await system.limit?.(task.thorough ? 40 : 2)) ?? null,
  };
}

/** A new task, as an input event is one. */
function nextTask(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}
