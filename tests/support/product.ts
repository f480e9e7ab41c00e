import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The server as an administrator starts it, in a process of its own. */
export interface Product {
  /** With a slash at its end. */
  readonly address: string;
  readonly pid: number;
  /** All that it wrote to the standard output and the standard error. */
  said(): string;
  hasEnded(): boolean;
  /** Sends a signal, and waits for nothing. */
  signal(name: NodeJS.Signals): void;
  /** Asks it to end. Returns its exit code and how long that took, ms. */
  stop(): Promise<{ readonly code: number | null; readonly tookMs: number }>;
  /** Ends it, whatever it does. */
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
): Promise<Product> {
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', 'src/server/main.ts'], {
    cwd: tree,
    env: { ...process.env, ...(config === null ? {} : { CONFIG: config }), PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
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
    said: () => text,
    hasEnded: () => code !== undefined,
    signal: (name) => void child.kill(name),
    async stop() {
      const started = performance.now();
      if (code === undefined) child.kill('SIGTERM');
      await ended;
      return { code: code ?? null, tookMs: performance.now() - started };
    },
    async kill() {
      if (code === undefined) child.kill('SIGKILL');
      await ended;
    },
  };
}
