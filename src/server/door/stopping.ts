import type { Server } from 'node:http';

/** A server that can be told to end; Fastify's. */
interface Ending {
  readonly server: Pick<Server, 'closeAllConnections'>;
  close(): PromiseLike<unknown>;
}

export interface StopOptions {
  /** All that listen, as of now. */
  readonly servers: () => readonly Ending[];
  /** Lets everything else end; readers may go on meanwhile. */
  readonly others: () => Promise<void>;
  /** How long readers have to end, ms. */
  readonly graceMs: number;
  readonly exit?: (code: number) => void;
}

/** Milliseconds between two looks for connections that came after the grace was over. */
const lookEvery = 100;

/** The orderly end of the door: at most once, within a time that no reader can lengthen. */
export class Stopping {
  begun = false;
  private readonly options: Required<StopOptions>;

  constructor(options: StopOptions) {
    this.options = { exit: (code) => process.exit(code), ...options };
  }

  /** Lets readers end, and ends the process. */
  async stop(code: number): Promise<void> {
    if (this.begun) return;
    this.begun = true;
    const { servers, others, graceMs, exit } = this.options;
    let looking: ReturnType<typeof setInterval> | undefined;
    const grace = setTimeout(() => {
      const breakOff = () => {
        for (const { server } of servers()) server.closeAllConnections();
      };
      breakOff();
      looking = setInterval(breakOff, lookEvery);
    }, graceMs);
    await others();
    await Promise.allSettled(servers().map((server) => server.close()));
    clearTimeout(grace);
    clearInterval(looking);
    exit(code);
  }
}
