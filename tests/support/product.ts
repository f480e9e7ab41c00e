import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Role } from '../../src/server/processes/messages.ts';
import { type ProcessFacts, runs, startedBy } from './processes.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The server as an administrator starts it, in processes of its own. */
export interface Product {
  /** With a slash at its end. */
  readonly address: string;
  /** Of the process that starts the others. */
  readonly pid: number;
  /** One of the others; null while it is not there. */
  process(role: Role): ProcessFacts | null;
  /** All that it wrote to the standard output and the standard error. */
  said(): string;
  hasEnded(): boolean;
  /** Sends a signal, and waits for nothing. */
  signal(name: NodeJS.Signals): void;
  /** Asks it to end, unless it was sent a signal before. Returns its exit code and how long that took, ms. */
  stop(): Promise<{ readonly code: number | null; readonly tookMs: number }>;
  /** Ends the process that starts the others, whatever it does; resolves when all have ended. */
  kill(): Promise<void>;
}

/**
 * Starts `npm start` on a free port.
 * @param config the configuration; null: the sample city, or the snapshot in DATA_DIR
 * @param tree the checkout whose server it is; left out: this one's
 * @throws Error with what it said if it ends before it listens
 */
export async function startProduct(
  config: string | null,
  env: Readonly<Record<string, string>>,
  tree: string = root,
  args: readonly string[] = [],
): Promise<Product> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts', ...args], {
    cwd: tree,
    env: { ...process.env, ...(config === null ? {} : { CONFIG: config }), PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  let isTold = false;
  let code: number | null | undefined;
  const ended = new Promise<void>((done) =>
    child.once('exit', (exit) => {
      code = exit;
      done();
    }),
  );
  const address = await new Promise<string>((done, fail) => {
    const hear = (part: Buffer) => {
      text += part;
      const found = text.match(/is at (http:\S+)/)?.[1];
      if (found) done(found);
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    void ended.then(() => fail(new Error(`the server ended: ${text.slice(-2000)}`)));
  });
  return {
    address,
    pid: child.pid!,
    process: (role) =>
      startedBy(child.pid!).find(({ command }) => command.includes(`/${role}Process.ts`)) ?? null,
    said: () => text,
    hasEnded: () => code !== undefined,
    signal(name) {
      isTold = true;
      child.kill(name);
    },
    async stop() {
      const started = performance.now();
      if (code === undefined && !isTold) child.kill('SIGTERM');
      await ended;
      return { code: code ?? null, tookMs: performance.now() - started };
    },
    async kill() {
      const others = startedBy(child.pid!);
      if (code === undefined) child.kill('SIGKILL');
      await ended;
      while (others.some(({ pid }) => runs(pid))) await wait(5);
    },
  };
}
