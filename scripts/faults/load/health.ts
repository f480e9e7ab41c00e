import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { residentPart, startedBy } from '../../../tests/support/processes.ts';

/** How long `/healthz` took to answer, in milliseconds. */
export interface Health {
  readonly asked: number;
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  /** Why questions had no answer, or another than 200. */
  readonly failed: readonly string[];
}

/** Asks a server every 20 ms how it is, from a process of its own. */
export class HealthProbe {
  private readonly child: ChildProcess;

  constructor(address: string) {
    this.child = fork(join(import.meta.dirname, 'probe.ts'), [new URL('healthz', address).href], {
      execArgv: ['--import', 'tsx'],
    });
  }

  /** What it was since it was asked last, or since it began. */
  async told(): Promise<Health> {
    const answer = once(this.child, 'message');
    this.child.send('told');
    const [{ times, failed }] = (await answer) as [{ times: number[]; failed: string[] }];
    const sorted = Float64Array.from(times).sort();
    const at = (part: number) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN;
    return { asked: sorted.length + failed.length, p50: at(0.5), p99: at(0.99), most: at(1), failed };
  }

  async end(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.send('end');
    await ended;
  }
}

/** Milliseconds between two looks at the memory. */
const lookEvery = 250;

/** How much memory a server has, with all its processes that stay. */
export class ResidentProbe {
  private readonly timer: ReturnType<typeof setInterval>;
  private largest = 0;

  constructor(pid: number) {
    this.timer = setInterval(() => {
      const others = startedBy(pid).filter(({ command }) => /(door|intake)Process\.ts/.test(command));
      const all = [pid, ...others.map((one) => one.pid)];
      this.largest = Math.max(
        this.largest,
        all.reduce((sum, one) => sum + residentPart(one), 0),
      );
    }, lookEvery);
  }

  /** MB that they had resident together, at most; what they share counts once. 0 where the system does not tell. */
  get most(): number {
    return this.largest;
  }

  end(): void {
    clearInterval(this.timer);
  }
}
