import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const wanted = 65_536;
const raise = `ulimit -n ${wanted} 2>/dev/null || ulimit -n $(ulimit -Hn)`;

/** How many descriptors a process may have that is started here. */
export function descriptors(): number {
  return Number(
    execFileSync('sh', ['-c', `${raise}; ulimit -n`], { encoding: 'utf8' }).replace('unlimited', `${wanted}`),
  );
}

/** A script of this folder in a process of its own, with as many descriptors as it may have. */
export interface Child<Message> {
  /** The latest of its messages that passes; later ones are waited for. Rejects if it ends before, or after so long. */
  until(passes: (message: Message) => boolean, timeoutMs: number, what: string): Promise<Message>;
  send(text: string): void;
  /** Kills it, whatever it does, and waits until it is gone. */
  kill(): Promise<void>;
}

export function startChild<Message>(
  script: string,
  options: Readonly<Record<string, string | number>>,
): Child<Message> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child: ChildProcess = spawn(
    'sh',
    ['-c', `${raise}; exec "$0" "$@"`, process.execPath, '--import', 'tsx', path, ...args],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  );
  let latest: Message | undefined;
  let ended = false;
  const gone = new Promise<void>((done) => {
    child.once('exit', () => {
      ended = true;
      done();
    });
  });
  child.on('message', (message) => {
    latest = message as Message;
  });
  return {
    until: (passes, timeoutMs, what) =>
      new Promise((done, fail) => {
        const look = () => {
          if (latest !== undefined && passes(latest)) finish(() => done(latest!));
          else if (ended) finish(() => fail(new Error(`${script} ended before ${what}`)));
        };
        const timer = setTimeout(
          () =>
            finish(() =>
              fail(
                new Error(
                  `${script}: ${what} did not happen within ${timeoutMs} ms; last told: ${JSON.stringify(latest)}`,
                ),
              ),
            ),
          timeoutMs,
        );
        const finish = (end: () => void) => {
          clearTimeout(timer);
          child.off('message', look);
          child.off('exit', look);
          end();
        };
        child.on('message', look);
        child.on('exit', look);
        look();
      }),
    send: (text) => void child.send(text),
    async kill() {
      if (!ended) child.kill('SIGKILL');
      await gone;
    },
  };
}
