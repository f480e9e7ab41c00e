import { SnapshotError } from '../../model/manifest.ts';
import type { SnapshotFiles } from '../files.ts';
import type { Step } from '../snapshotFeed.ts';
import { bring } from './arrival.ts';
import {
  begin,
  type LiveCommand,
  type LiveEvent,
  type LiveState,
  type Outcome,
  transition,
  wakeAt,
} from './machine.ts';
import type { Hangup, Hear } from './stream.ts';
import type { Incoming } from './waiting.ts';

/** A version of the data. */
export interface Version {
  readonly sequence: number;
  /** Epoch seconds. */
  readonly asOf: number;
}

export interface LinkOptions {
  readonly files: SnapshotFiles;
  /** What tells of deltas. */
  readonly hear: Hear;
  /** What the engine holds. */
  readonly held: Version;
  /**
   * Takes deltas, each from where the one before leads to, into what is shown, all at once.
   * Whatever it throws means that the engine's data are of no use any more.
   */
  readonly apply: (deltas: readonly Step[]) => Promise<void>;
  /** Opens the manifest anew and brings what it names to the screen. @throws SnapshotError */
  readonly reopen: () => Promise<Version>;
  /** Told of each state, and of what led to it. */
  readonly onState: (state: LiveState, event: LiveEvent | null) => void;
  readonly signal: AbortSignal;
}

/** The feed of a page: the machine, and what it commands. */
export interface Link {
  readonly state: LiveState;
  send(event: LiveEvent): void;
}

/** Keeps what the engine holds up to date with a server, until the signal aborts. */
export function follow(options: LinkOptions): Link {
  const { files, hear, onState, signal } = options;
  const moment = () => ({ at: performance.now(), chance: Math.random() });
  let hangup: Hangup = () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What changes the engine's data, one after the other. */
  let work: Promise<void> = Promise.resolve();
  let state: LiveState;

  function take({ state: next, commands }: Outcome, event: LiveEvent | null): void {
    const before = state;
    state = next;
    for (const command of commands) run(command);
    clearTimeout(timer);
    const due = wakeAt(state);
    if (due !== null) timer = setTimeout(() => send({ kind: 'tick' }), Math.max(10, due - performance.now()));
    if (state !== before) onState(state, event);
  }

  function send(event: LiveEvent): void {
    if (!signal.aborted) take(transition(state, event, moment()), event);
  }

  function run(command: LiveCommand): void {
    switch (command.kind) {
      case 'connect':
        hangup();
        hangup = hear(command.way, command.since, send);
        return;
      case 'close':
        hangup();
        return;
      case 'apply':
        enqueue(() => apply(command.deltas));
        return;
      case 'reopen':
        enqueue(reopen);
    }
  }

  function enqueue(job: () => Promise<LiveEvent>): void {
    work = work.then(async () => {
      if (!signal.aborted) send(await job());
    });
  }

  async function apply(deltas: readonly Incoming[]): Promise<LiveEvent> {
    let steps: readonly Step[];
    try {
      steps = await Promise.all(deltas.map((delta) => bring(files, delta, signal)));
    } catch (error) {
      const gone = error instanceof SnapshotError && error.fault.kind === 'missing';
      return { kind: 'unapplied', because: gone ? 'useless' : 'notThere' };
    }
    try {
      await options.apply(steps);
    } catch (error) {
      if (!signal.aborted) console.error(error);
      return { kind: 'unapplied', because: 'useless' };
    }
    const { to, asOf } = deltas.at(-1)!.file;
    return { kind: 'applied', to, asOf };
  }

  async function reopen(): Promise<LiveEvent> {
    try {
      const { sequence, asOf } = await options.reopen();
      return { kind: 'loaded', sequence, asOf };
    } catch (error) {
      const tooNew = error instanceof SnapshotError && error.fault.kind === 'tooNew';
      return { kind: tooNew ? 'tooNew' : 'unloaded' };
    }
  }

  signal.addEventListener('abort', () => {
    hangup();
    clearTimeout(timer);
  });
  const first = begin(options.held, moment());
  state = first.state;
  take(first, null);
  onState(state, null);
  return {
    get state() {
      return state;
    },
    send,
  };
}
