import { execFile } from 'node:child_process';
import { Console } from 'node:console';
import { fileURLToPath } from 'node:url';

/** What a command wrote, and how it ended. */
export interface Ended {
  readonly code: number;
  /** The standard output. */
  readonly out: Buffer;
  /** The standard error. */
  readonly err: string;
}

type Environment = Readonly<Record<string, string>>;

/**
 * Runs a command of `scripts` as a user does, in a process of its own.
 * @param script its name, as `ask.ts`
 */
export function runAlone(script: string, args: readonly string[], env: Environment = {}): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', pathOf(script), ...args],
      {
        ...{ cwd: pathOf('..'), env: { ...process.env, ...env } },
        ...{ encoding: 'buffer', maxBuffer: 2 ** 26 },
      },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err: String(err) }),
    );
  });
}

let runs = 0;

/**
 * The same in this process: the script runs from its first line to its last, over modules that are loaded once. One at a
 * time. That it is started, and ends, as a program is `runAlone`'s to say.
 */
export async function runHere(
  script: string,
  args: readonly string[],
  env: Environment = {},
): Promise<Ended> {
  const out = held('stdout');
  const err = held('stderr');
  const { argv, exitCode } = process;
  const { console } = globalThis;
  const before = Object.fromEntries(Object.keys(env).map((name) => [name, process.env[name]]));
  process.argv = [process.execPath, pathOf(script), ...args];
  process.exitCode = undefined;
  globalThis.console = new Console(process.stdout, process.stderr);
  Object.assign(process.env, env);
  try {
    runs++;
    // Each address is a module of its own, which runs.
    await import(/* @vite-ignore */ `${pathOf(script)}?run=${runs}`);
    return { code: Number(process.exitCode ?? 0), out: out.bytes(), err: String(err.bytes()) };
  } finally {
    out.release();
    err.release();
    globalThis.console = console;
    process.argv = argv;
    process.exitCode = exitCode;
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

function pathOf(script: string): string {
  return fileURLToPath(new URL(`../../scripts/${script}`, import.meta.url));
}

/** Keeps what is written to a stream of this process, which is no terminal until it is released. */
function held(name: 'stdout' | 'stderr') {
  const stream = process[name];
  const { write } = stream;
  const terminal = Object.getOwnPropertyDescriptor(stream, 'isTTY');
  const listeners = stream.listeners('error');
  const parts: Uint8Array[] = [];
  stream.write = (chunk: Uint8Array | string, ...rest: unknown[]) => {
    parts.push(Buffer.from(chunk as Uint8Array));
    const done = rest.at(-1);
    if (typeof done === 'function') queueMicrotask(() => done());
    return true;
  };
  Object.defineProperty(stream, 'isTTY', { value: false, configurable: true });
  return {
    bytes: () => Buffer.concat(parts),
    release() {
      stream.write = write;
      if (terminal) Object.defineProperty(stream, 'isTTY', terminal);
      else delete (stream as { isTTY?: boolean }).isTTY;
      // A program adds its own once.
      for (const one of stream.listeners('error'))
        if (!listeners.includes(one)) stream.off('error', one as (error: Error) => void);
    },
  };
}
