/**
 * A city in a thread of its own, so that taking in, flags and publishing hold up nobody who asks the server. It ends
 * with the server's process, however that ends, and the store's lock with it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { CityMessage, CityOrder } from './cityMessages.ts';
import { type CityQuestions, questionsOf } from './cityQuestions.ts';
import { describe } from './live/logger.ts';
import type { Watch } from './liveCity.ts';
import { type CityTask, type OpenedCity, openCity } from './openCity.ts';

const port = parentPort!;
const tell = (message: CityMessage, bytes: readonly Uint8Array[] = []) =>
  port.postMessage(message, transferable(bytes));

const watch: Watch = {
  doing: (...args) => tell({ kind: 'watch', name: 'doing', args }),
  said: (...args) => tell({ kind: 'watch', name: 'said', args }),
  opened: (...args) =>
    tell(
      { kind: 'watch', name: 'opened', args },
      args[0].ring.map(({ wire }) => wire),
    ),
  published: (...args) =>
    tell(
      { kind: 'watch', name: 'published', args },
      args[0].kind === 'published' ? [args[0].delta.wire] : [],
    ),
  taken: (...args) => tell({ kind: 'watch', name: 'taken', args }),
  source: (...args) => tell({ kind: 'watch', name: 'source', args }),
  matched: (...args) => tell({ kind: 'watch', name: 'matched', args }),
  ran: (...args) => tell({ kind: 'watch', name: 'ran', args }),
  problem: (...args) => tell({ kind: 'watch', name: 'problem', args }),
};

/** Buffers that nobody else has a part of are given away; small ones lie in one that many share, and are copied. */
function transferable(bytes: readonly Uint8Array[]): ArrayBuffer[] {
  return bytes.flatMap(({ buffer, byteLength }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  );
}

let city: OpenedCity | null = null;

async function stop(): Promise<void> {
  // While it is being opened there is nothing that a sudden end could harm: what is in the store is whole.
  await city?.live.stop();
  process.exit(0);
}

/** Of the city that is open; they remember what they counted. */
let questions: CityQuestions | null = null;

async function answer({ id, question, args }: Extract<CityOrder, { kind: 'ask' }>): Promise<void> {
  try {
    if (!city) throw new Error('the city is not open yet');
    questions ??= questionsOf(city);
    // Names and arguments belong together; the type checker cannot follow that.
    const asked = questions[question] as (...args: readonly unknown[]) => unknown;
    tell({ kind: 'answer', id, value: await asked(...args) });
  } catch (error) {
    tell({ kind: 'unanswered', id, error: describe(error) });
  }
}

port.on('message', (order: CityOrder) => {
  if (order.kind === 'ask') void answer(order);
  else void stop();
});

try {
  city = await openCity(workerData.task as CityTask, watch);
  tell({ kind: 'open' });
} catch (error) {
  tell({
    kind: 'failed',
    text: error instanceof Error ? error.message : String(error),
    error: describe(error),
  });
  port.close();
}
