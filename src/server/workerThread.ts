import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Starts a thread of a TypeScript file. What lets Node read TypeScript is not handed down to threads by all versions
 * (tsx does not on Node 20), so the thread registers it itself.
 */
export function startThread(file: URL, options: WorkerOptions & { readonly workerData: object }): Worker {
  const begin = `
    const { workerData } = require('node:worker_threads');
    import(workerData.tsx).then((tsx) => {
      tsx.register();
      return import(workerData.file);
    });
  `;
  return new Worker(begin, {
    ...options,
    eval: true,
    workerData: { ...options.workerData, file: file.href, tsx: import.meta.resolve('tsx/esm/api') },
  });
}
