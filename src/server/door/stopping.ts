import type { Server } from 'node:http';

/** A server that can be told to end; Fastify's. */
interface Ending {
  readonly server: Pick<Server, 'closeAllConnections'>;
  close(): PromiseLike<unknown>;
}

export interface StopOptions {
  /** All that listen, as of now. */
  readonly servers: () => readonly Ending[];
  /** Publishes what was taken, and lets everything else end. */
  readonly publish: () => Promise<void>;
  /** How long readers have to end, ms. Publishing has as long again. */
  readonly graceMs: number;
  readonly say: (text: string) => void;
  readonly exit?: (code: number) => void;
}

/** Milliseconds between two looks for connections that came after the grace was over. */
const lookEvery = 100;

/** The orderly end of the process: at most once, within a time that no reader can lengthen. */
export class Stopping {
  begun = false;
  private readonly options: Required<StopOptions>;

  constructor(options: StopOptions) {
    this.options = { exit: (code) => process.exit(code), ...options };
  }

  /** Stops at SIGINT and SIGTERM; at a second one the process ends at once, which loses nothing that was taken. */
  onSignals(): this {
    const { say, exit, graceMs } = this.options;
    for (const [signal, number] of [
      ['SIGINT', 2],
      ['SIGTERM', 15],
    ] as const)
      process.on(signal, () => {
        if (this.begun) {
          const code = 128 + number;
          say(
            `A second signal (${signal}): ended at once, exit code ${code}. What was taken is in the store.`,
          );
          exit(code);
          return;
        }
        say(
          `Stopping (${signal}): readers have ${graceMs / 1000} s, publishing as long again. A second signal ends it at once.`,
        );
        void this.stop(0);
      });
    return this;
  }

  /** Publishes what was taken, lets readers end, and ends the process. */
  async stop(code: number): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    const { servers, publish, graceMs, say, exit } = this.options;
    let looking: ReturnType<typeof setInterval> | undefined;
    const grace = setTimeout(() => {
      const breakOff = () => {
        for (const { server } of servers()) server.closeAllConnections();
      };
      breakOff();
      looking = setInterval(breakOff, lookEvery);
    }, graceMs);
    const limit = setTimeout(() => {
      say(
        `Publishing did not end within ${(2 * graceMs) / 1000} s, and is not waited for: what was taken is in the store, and is published at the next start.`,
      );
      exit(1);
    }, 2 * graceMs);
    let result = code;
    try {
      await publish();
    } catch (error) {
      say(`What was taken could not be published: ${error instanceof Error ? error.message : String(error)}`);
      result = 1;
    }
    await Promise.allSettled(servers().map((server) => server.close()));
    clearTimeout(grace);
    clearTimeout(limit);
    clearInterval(looking);
    exit(result);
  }
}
