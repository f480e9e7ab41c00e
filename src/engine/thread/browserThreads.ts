import type { Thread, Threads } from './thread.ts';

/** The workers of a page. */
export const browserThreads: Threads = {
  rows: () => threadOf(new Worker(new URL('../fast/worker.ts', import.meta.url), { type: 'module' })),
  database: async () => (await import('../browserDatabase.ts')).openBrowserDatabase(),
};

function threadOf(worker: Worker): Thread {
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen(take, failed) {
      worker.addEventListener('message', ({ data }) => take(data));
      worker.addEventListener('error', ({ message }) => failed(message));
      worker.addEventListener('messageerror', () => failed('could not read a message'));
    },
    end: () => worker.terminate(),
  };
}
