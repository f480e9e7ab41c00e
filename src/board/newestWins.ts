/**
 * Runs one job at a time on the newest input. A running job is left to finish, and of the inputs that come
 * meanwhile only the newest is kept; a job that has run longer than `patience` is aborted for a newer input.
 * @param patience milliseconds
 */
export function newestWins<T>(
  job: (input: T, signal: AbortSignal) => Promise<void>,
  patience = 250,
): (input: T) => void {
  let running: { started: number; abort: AbortController } | null = null;
  let waiting: { input: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function run(input: T): Promise<void> {
    const abort = new AbortController();
    running = { started: Date.now(), abort };
    try {
      await job(input, abort.signal);
    } finally {
      running = null;
      clearTimeout(timer);
      const next = waiting;
      waiting = null;
      if (next) void run(next.input);
    }
  }

  return (input) => {
    if (!running) {
      void run(input);
      return;
    }
    waiting = { input };
    const { abort, started } = running;
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), Math.max(0, started + patience - Date.now()));
  };
}
