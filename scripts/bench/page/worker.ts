import { type Answers, layoutOf } from '../answers.ts';
import { makeRows } from '../rows.ts';
import { timeBatches } from './batches.ts';
import type { Kernel, MakeKernel } from './kernel.ts';
import { timeLimit } from './limit.ts';
import type { KernelAsk, KernelName, KernelReplies, KernelReply } from './protocol.ts';
import { arqueroKernel } from './systems/arquero.ts';
import { crossfilterKernel } from './systems/crossfilter2.ts';
import { cubeKernel } from './systems/cube.ts';

const makers: Record<KernelName, MakeKernel> = {
  cube: (rows) => cubeKernel(rows, true),
  oursWithoutSimd: (rows) => cubeKernel(rows, false),
  crossfilter2: crossfilterKernel,
  arquero: arqueroKernel,
};

let kernel: Kernel | undefined;
let length = 0;

async function reply(ask: KernelAsk): Promise<KernelReplies[keyof KernelReplies]> {
  if (ask.kind === 'build') {
    const rows = makeRows(ask.spec);
    length = layoutOf(rows.sizes).length;
    const started = performance.now();
    kernel = await makers[ask.kernel](rows);
    return { load: 0, build: performance.now() - started };
  }
  if (!kernel) throw new Error('build comes first');
  switch (ask.kind) {
    case 'step':
      return kernel.step(ask.step);
    case 'empty':
      return new Uint32Array(length);
    case 'compute':
      return timeBatches(ask.legs, ask.batches, kernel.step);
    case 'limit':
      return timeLimit(kernel, ask.rounds);
  }
}

self.onmessage = async ({ data }: MessageEvent<KernelAsk>) => {
  const post = (message: KernelReply, transfer: Transferable[] = []) =>
    (self as unknown as Worker).postMessage(message, transfer);
  try {
    const value = await reply(data);
    post({ value }, value instanceof Uint32Array ? [(value as Answers).buffer] : []);
  } catch (error) {
    post({ error: error instanceof Error ? error.message : String(error) });
  }
};
