import type { Thread, Threads } from '../../engine/thread/thread.ts';
import { startThread } from '../workerThread.ts';
import { openThreadDatabase } from './threadDatabase.ts';

/** Threads of this process: to answer is work that would hold up whoever asks next. */
export const nodeThreads: Threads = {
  rows: () => threadOf(new URL('./rowsThread.ts', import.meta.url)),
  database: () => openThreadDatabase(threadOf(new URL('./databaseThread.ts', import.meta.url))),
};

/** A thread that ends by itself ends this process, which comes again. */
function threadOf(file: URL): Thread {
  const worker = startThread(file, { workerData: {} });
  let isWanted = true;
  return {
    post: (message, transfer) => worker.postMessage(message, transfer as never),
    listen(take, failed) {
      worker.on('message', take);
      worker.on('messageerror', (error) => failed(String(error)));
      worker.on('exit', (code) => {
        if (isWanted) throw new Error(`${file.pathname.split('/').at(-1)} ended with ${code}`);
      });
    },
    end() {
      isWanted = false;
      void worker.terminate();
    },
  };
}
