import type { Answers } from '../answers.ts';
import type { BenchSystem } from './benchSystem.ts';
import type { KernelAsk, KernelName, KernelReplies, KernelReply } from './protocol.ts';

/** A kernel in a worker of its own: asks go as messages, answers come back as a transferred typed array. */
export function kernelSystem(kernel: KernelName): BenchSystem<Answers> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const ask = <K extends KernelAsk['kind']>(message: Extract<KernelAsk, { kind: K }>) =>
    new Promise<KernelReplies[K]>((done, fail) => {
      worker.onmessage = ({ data }: MessageEvent<KernelReply>) =>
        'error' in data ? fail(new Error(data.error)) : done(data.value as KernelReplies[K]);
      worker.onerror = (event) => fail(new Error(event.message));
      worker.postMessage(message);
    });
  return {
    build: (spec) => ask({ kind: 'build', kernel, spec }),
    step: (step) => ask({ kind: 'step', step }),
    answersOf: (answers) => answers,
    empty: async () => void (await ask({ kind: 'empty' })),
    compute: (legs, batches) => ask({ kind: 'compute', legs, batches }),
    limit: (rounds) => ask({ kind: 'limit', rounds }),
  };
}
