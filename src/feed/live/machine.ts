import type { StartNews } from '../../model/doing.ts';
import { type Incoming, joined, keep, lastOf, type Waiting } from './waiting.ts';

/** How the page hears of deltas: told at once, or by looking at the manifest again and again. */
export type Way = 'stream' | 'poll';

/** What keeps deltas from being taken in for a while: a fixed past period that is looked at, a drag. */
export type Pause = 'period' | 'drag';

/** Why deltas that were to be taken in were not. */
export type Unapplied =
  /** Their bytes did not come, or are not those that were published. */
  | 'notThere'
  /** They are there no more, or the engine failed in the middle: what is held is to be loaded anew. */
  | 'useless';

/** What all states know. Times are milliseconds of the browser's monotonic clock, unless it says otherwise. */
export interface Common {
  /** The sequence that the engine holds, and the epoch seconds that its data are of. */
  readonly held: number;
  readonly asOf: number;
  /** The newest sequence that the server has told of. */
  readonly known: number;
  readonly waiting: Waiting;
  /** Where the deltas lead that are being taken in now; null while none are. */
  readonly applying: number | null;
  /** When the last of them began. */
  readonly appliedAt: number;
  readonly paused: ReadonlySet<Pause>;
  /** The publisher's clock in epoch seconds, as it was heard last, and when that was. */
  readonly clock: { readonly now: number; readonly at: number } | null;
  readonly way: Way;
  /** How often in a row the same gap was asked for again. */
  readonly misses: number;
}

/** No news yet since the stream, or the manifest, was asked for. */
export interface Connecting extends Common {
  readonly kind: 'connecting';
  /** `pause`: the manifest, as soon as nothing pauses. */
  readonly for: 'stream' | 'manifest' | 'pause';
  /** Until when a sign of life is waited for. */
  readonly until: number;
}
/** Whatever the server has told is held, or about to be. */
export interface Live extends Common {
  readonly kind: 'live';
  readonly heard: number;
}
/** The server has more than it has told. */
export interface Behind extends Common {
  readonly kind: 'behind';
  readonly heard: number;
  readonly since: number;
  /** When what is missing is asked for again. */
  readonly patience: number;
}
/** The connection is lost; what is on the screen is as of some time ago. */
export interface Stale extends Common {
  readonly kind: 'stale';
  readonly since: number;
  /** Attempts in a row that came to nothing. */
  readonly tries: number;
  /** What the next attempt, or the present one, asks for. */
  readonly next: 'stream' | 'manifest';
  /** Whether an attempt is under way. */
  readonly trying: boolean;
  /** When the next attempt begins, or the present one is given up. */
  readonly at: number;
}
/** Only a newer page can go on. */
export interface Failed extends Common {
  readonly kind: 'failed';
}

export type LiveState = Connecting | Live | Behind | Stale | Failed;
export type LiveKind = LiveState['kind'];

/** What happens to a feed. */
export type LiveEvent =
  /**
   * The server's heartbeat; `now` is the publisher's clock in epoch seconds, `news` what is still done there and which
   * sources are away, if something is.
   */
  | {
      readonly kind: 'beat';
      readonly now: number;
      readonly sequence: number;
      readonly news?: StartNews | null;
    }
  | { readonly kind: 'delta'; readonly delta: Incoming }
  /** The server cannot go on from what the page holds. */
  | { readonly kind: 'reload' }
  /** The stream broke, or the manifest could not be looked at. */
  | { readonly kind: 'lost' }
  /** The server's files are of a protocol that this page does not know. */
  | { readonly kind: 'tooNew' }
  | { readonly kind: 'applied'; readonly to: number; readonly asOf: number }
  | { readonly kind: 'unapplied'; readonly because: Unapplied }
  /** The manifest was opened anew, and what it names is in the engine. */
  | { readonly kind: 'loaded'; readonly sequence: number; readonly asOf: number }
  | { readonly kind: 'unloaded' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'online' }
  /** The page is put away; its connection goes. */
  | { readonly kind: 'slept' }
  | { readonly kind: 'woken' }
  | { readonly kind: 'hold'; readonly by: Pause }
  | { readonly kind: 'release'; readonly by: Pause }
  /** The reader wants another attempt now. */
  | { readonly kind: 'retry' }
  | { readonly kind: 'tick' };

/** What is to be done. A `connect` ends whatever connection there was. */
export type LiveCommand =
  | { readonly kind: 'connect'; readonly way: Way; readonly since: number }
  | { readonly kind: 'close' }
  | { readonly kind: 'apply'; readonly deltas: readonly Incoming[] }
  /** Open the manifest anew, and keep what is on the screen until what it names is there. */
  | { readonly kind: 'reopen' };

/** What an event leads to. */
export interface Outcome {
  readonly state: LiveState;
  readonly commands: readonly LiveCommand[];
}

/** When something happens, and a number from 0 to 1 that spreads the reconnects of many pages. */
export interface Moment {
  readonly at: number;
  readonly chance: number;
}

/** Milliseconds. */
export const limits = {
  /** Between two heartbeats, at most. */
  silence: 15_000,
  /** From asking for a stream to its first sign of life. */
  opening: 10_000,
  /** From seeing a gap to asking again. */
  patience: 3_000,
  /** Between two batches. */
  pace: 500,
  /** Of the first and of the longest pause before another attempt. */
  backOff: { first: 1_000, longest: 30_000 },
  /** Attempts to close one gap before the manifest is opened anew. */
  misses: 3,
} as const;

/** The feed of a page that holds a version, which asks for what comes after it. */
export function begin(held: { readonly sequence: number; readonly asOf: number }, { at }: Moment): Outcome {
  return ask({
    held: held.sequence,
    asOf: held.asOf,
    known: held.sequence,
    waiting: [],
    applying: null,
    appliedAt: Number.NEGATIVE_INFINITY,
    paused: new Set(),
    clock: null,
    way: 'stream',
    misses: 0,
    at,
  });
}

/** What an event makes of a state, and what is to be done then. */
export function transition(state: LiveState, event: LiveEvent, moment: Moment): Outcome {
  // The table is complete; the type checker cannot follow that a row's cells take its own kind.
  const cell = table[state.kind][event.kind] as (
    state: LiveState,
    event: LiveEvent,
    moment: Moment,
  ) => Outcome;
  return cell(state, event, moment);
}

/** When `tick` is to come next; null while there is nothing to wait for. */
export function wakeAt(state: LiveState): number | null {
  const times: number[] = [];
  if (canApply(state)) times.push(state.appliedAt + limits.pace);
  if (state.kind === 'connecting') times.push(state.until);
  if (state.kind === 'stale') times.push(state.at);
  if (state.kind === 'live' || state.kind === 'behind') times.push(state.heard + limits.silence);
  if (state.kind === 'behind' && isGap(state)) times.push(state.patience);
  const first = Math.min(...times);
  return Number.isFinite(first) ? first : null;
}

/**
 * How old what is held is, in seconds by the publisher's clock: the one on the wall here may be wrong. Null before
 * anything was heard.
 */
export function ageAt(state: LiveState, at: number): number | null {
  return state.clock && publisherNow(state, at) - state.asOf;
}

/** The publisher's clock in epoch seconds; before it was heard, and where it is behind, the instant of the data. */
export function publisherNow({ clock, asOf }: LiveState, at: number): number {
  return clock ? Math.max(asOf, clock.now + (at - clock.at) / 1000) : asOf;
}

/** How many changes are known of that are not held: those of the deltas that wait, and one for each that is missing. */
export function changesBehind({ held, known, waiting }: LiveState): number {
  const missing = Math.max(0, known - held - waiting.length);
  return waiting.reduce((sum, { file }) => sum + file.rows, missing);
}

type Cell<S extends LiveKind, E extends LiveEvent['kind']> = (
  state: Extract<LiveState, { kind: S }>,
  event: Extract<LiveEvent, { kind: E }>,
  moment: Moment,
) => Outcome;

const table: { readonly [S in LiveKind]: { readonly [E in LiveEvent['kind']]: Cell<S, E> } } = {
  connecting: {
    beat: (state, event, moment) => (state.for === 'stream' ? heard(state, event, moment) : stay(state)),
    delta: (state, { delta }, moment) =>
      state.for === 'stream' ? settle(alive(hearOf(state, delta), moment), moment) : stay(state),
    reload: (state) => reopen(state),
    lost: (state, _, moment) => (state.for === 'stream' ? lose(state, 0, moment) : stay(state)),
    tooNew: fail,
    applied: (state, event) => stay({ ...state, ...taken(state, event) }),
    unapplied: (state, { because }) =>
      because === 'useless' && state.for === 'stream' ? reopen(untaken(state)) : stay(untaken(state)),
    loaded,
    unloaded: (state, _, moment) => (state.for === 'manifest' ? loseManifest(state, 0, moment) : stay(state)),
    offline: (state, _, moment) => (state.for === 'stream' ? lose(state, 0, moment) : stay(state)),
    online: (state) => stay(state),
    slept: (state, _, { at }) => (state.for === 'stream' ? sleep(state, at) : stay(state)),
    woken: (state) => stay(state),
    hold: (state, { by }) => stay(hold(state, by)),
    release: (state, { by }) => {
      const released = release(state, by);
      return state.for === 'pause' ? reopen(released) : stay(released);
    },
    retry: (state) => stay(state),
    tick: (state, _, moment) => {
      if (state.for !== 'stream' || moment.at < state.until) return settle(state, moment);
      // Connected, it seems, and silent: something between holds the stream back.
      return state.way === 'stream' ? ask({ ...state, way: 'poll', at: moment.at }) : lose(state, 0, moment);
    },
  },
  live: {
    beat: heard,
    delta: (state, { delta }, moment) => settle(alive(hearOf(state, delta), moment), moment),
    reload: (state) => reopen(state),
    lost: (state, _, moment) => lose(state, 0, moment),
    tooNew: fail,
    applied: (state, event, moment) => settle({ ...state, ...taken(state, event) }, moment),
    unapplied,
    loaded,
    unloaded: (state) => stay(state),
    offline: (state, _, moment) => lose(state, 0, moment),
    online: wake,
    slept: (state, _, { at }) => sleep(state, at),
    woken: wake,
    hold: (state, { by }) => stay(hold(state, by)),
    release: (state, { by }, moment) => settle(release(state, by), moment),
    retry: (state, _, moment) => ask({ ...state, way: 'stream', at: moment.at }),
    tick: listen,
  },
  behind: {
    beat: heard,
    delta: (state, { delta }, moment) => {
      const more = hearOf(state, delta);
      // As long as what is missing comes, it is waited for.
      const patience = reachOf(more) > reachOf(state) ? moment.at + limits.patience : state.patience;
      return settle(alive({ ...more, patience }, moment), moment);
    },
    reload: (state) => reopen(state),
    lost: (state, _, moment) => lose(state, 0, moment),
    tooNew: fail,
    applied: (state, event, moment) => settle({ ...state, ...taken(state, event) }, moment),
    unapplied,
    loaded,
    unloaded: (state) => stay(state),
    offline: (state, _, moment) => lose(state, 0, moment),
    online: wake,
    slept: (state, _, { at }) => sleep(state, at),
    woken: wake,
    hold: (state, { by }) => stay(hold(state, by)),
    release: (state, { by }, moment) => settle(release(state, by), moment),
    retry: (state, _, moment) => ask({ ...state, way: 'stream', at: moment.at }),
    tick: (state, _, moment) => {
      const step = listen(state, _, moment);
      const { state: now } = step;
      if (now.kind !== 'behind' || moment.at < now.patience || !isGap(now)) return step;
      // What is kept while the reader looks at the past is bounded: what does not fit is asked for afterwards.
      if (now.paused.size > 0) return { ...step, state: { ...now, patience: moment.at + limits.patience } };
      return askAgain(now, step.commands, moment);
    },
  },
  stale: {
    beat: (state, event, moment) => (state.trying ? heard(state, event, moment) : stay(state)),
    delta: (state, { delta }, moment) =>
      state.trying && state.next === 'stream'
        ? settle(alive(hearOf(state, delta), moment), moment)
        : stay(state),
    reload: (state) => (state.trying ? reopen(state) : stay(state)),
    lost: (state, _, moment) =>
      state.trying && state.next === 'stream'
        ? lose({ ...state, way: 'stream' }, state.tries + 1, moment)
        : stay(state),
    tooNew: fail,
    applied: (state, event, moment) => settle({ ...state, ...taken(state, event) }, moment),
    unapplied: (state, { because }, moment) => {
      if (because !== 'useless') return settle(untaken(state), moment);
      const known = { ...untaken(state), waiting: [] };
      return stay(state.next === 'manifest' ? known : { ...known, next: 'manifest', trying: false });
    },
    loaded,
    unloaded: (state, _, moment) =>
      state.trying && state.next === 'manifest' ? loseManifest(state, state.tries + 1, moment) : stay(state),
    offline: (state) => stay(state),
    online: (state, _, moment) => tryNow(state, moment),
    slept: (state) => (state.trying && state.next === 'manifest' ? stay(state) : sleep(state, state.since)),
    woken: (state, _, moment) => tryNow(state, moment),
    hold: (state, { by }) => stay(hold(state, by)),
    release: (state, { by }, moment) => settle(release(state, by), moment),
    retry: (state, _, moment) => tryNow(state, moment),
    tick: (state, _, moment) => {
      if (moment.at < state.at) return settle(state, moment);
      if (!state.trying) return attempt(state, moment);
      if (state.next === 'manifest') return stay(state);
      const way = state.way === 'stream' ? 'poll' : 'stream';
      return lose({ ...state, way }, state.tries + 1, moment);
    },
  },
  failed: {
    beat: (state) => stay(state),
    delta: (state) => stay(state),
    reload: (state) => stay(state),
    lost: (state) => stay(state),
    tooNew: (state) => stay(state),
    applied: (state, event) => stay({ ...state, ...taken(state, event) }),
    unapplied: (state) => stay(untaken(state)),
    loaded,
    unloaded: (state) => stay(state),
    offline: (state) => stay(state),
    online: (state) => stay(state),
    slept: (state) => stay(state),
    woken: (state) => stay(state),
    hold: (state, { by }) => stay(hold(state, by)),
    release: (state, { by }) => stay(release(state, by)),
    retry: (state) => stay(state),
    tick: (state) => stay(state),
  },
};

function stay(state: LiveState): Outcome {
  return { state, commands: [] };
}

function common(state: Common): Common {
  const { held, asOf, known, waiting, applying, appliedAt, paused, clock, way, misses } = state;
  return { held, asOf, known, waiting, applying, appliedAt, paused, clock, way, misses };
}

/** Asks for what comes after the version that is held. */
function ask(state: Common & { readonly at: number }): Outcome {
  const { at, way, held } = state;
  return {
    state: { ...common(state), kind: 'connecting', for: 'stream', until: at + limits.opening },
    commands: [{ kind: 'connect', way, since: held }],
  };
}

/** Asks once more for what should have come; in the end for everything. */
function askAgain(state: Behind, commands: readonly LiveCommand[], { at }: Moment): Outcome {
  const misses = state.misses + 1;
  if (misses > limits.misses) return reopen({ ...state, misses });
  return {
    state: { ...state, misses, heard: at, patience: at + limits.patience * 2 ** misses },
    commands: [...commands, { kind: 'connect', way: state.way, since: state.held }],
  };
}

/** Opens the manifest anew; while something pauses, as soon as nothing does. */
function reopen(state: LiveState): Outcome {
  const waits = state.paused.size > 0;
  return {
    state: {
      ...common(state),
      waiting: [],
      misses: 0,
      kind: 'connecting',
      for: waits ? 'pause' : 'manifest',
      until: Number.POSITIVE_INFINITY,
    },
    commands: [{ kind: 'close' }, ...(waits ? [] : [{ kind: 'reopen' } as const])],
  };
}

function loaded(
  state: LiveState,
  { sequence, asOf }: Extract<LiveEvent, { kind: 'loaded' }>,
  { at }: Moment,
): Outcome {
  const fresh = { ...common(state), held: sequence, asOf, known: sequence, waiting: [], misses: 0 };
  return ask({ ...fresh, applying: null, way: 'stream', at });
}

function fail(state: LiveState): Outcome {
  return { state: { ...common(state), kind: 'failed' }, commands: [{ kind: 'close' }] };
}

function pauseBefore(tries: number, chance: number): number {
  const { first, longest } = limits.backOff;
  const most = Math.min(longest, first * 2 ** tries);
  return most * (0.5 + chance / 2);
}

function lose(state: LiveState, tries: number, { at, chance }: Moment): Outcome {
  return {
    state: {
      ...common(state),
      kind: 'stale',
      since: state.kind === 'stale' ? state.since : at,
      tries,
      next: 'stream',
      trying: false,
      at: at + pauseBefore(tries, chance),
    },
    commands: [{ kind: 'close' }],
  };
}

function loseManifest(state: LiveState, tries: number, moment: Moment): Outcome {
  const { state: lost } = lose(state, tries, moment);
  return stay({ ...lost, next: 'manifest' } as Stale);
}

/** The page sleeps: nothing is tried until it wakes. */
function sleep(state: LiveState, since: number): Outcome {
  const next = state.kind === 'stale' ? state.next : 'stream';
  return {
    state: {
      ...common(state),
      kind: 'stale',
      since,
      tries: 0,
      next,
      trying: false,
      at: Number.POSITIVE_INFINITY,
    },
    commands: [{ kind: 'close' }],
  };
}

/** Who was away for longer than a heartbeat does not wait for the connection to be found dead. */
function wake(state: Live | Behind, _: LiveEvent, { at }: Moment): Outcome {
  return at - state.heard > limits.silence / 2 ? ask({ ...state, way: 'stream', at }) : stay(state);
}

function tryNow(state: Stale, { at }: Moment): Outcome {
  if (state.trying && state.next === 'manifest') return stay(state);
  return state.next === 'manifest' ? reopen(state) : ask({ ...state, way: 'stream', at });
}

function attempt(state: Stale, { at }: Moment): Outcome {
  if (state.next === 'manifest') {
    if (state.paused.size > 0) return stay({ ...state, at: at + limits.patience });
    return {
      state: { ...state, waiting: [], trying: true, at: Number.POSITIVE_INFINITY },
      commands: [{ kind: 'reopen' }],
    };
  }
  return {
    state: { ...state, trying: true, at: at + limits.opening },
    commands: [{ kind: 'connect', way: state.way, since: state.held }],
  };
}

function hearOf<S extends Common>(state: S, delta: Incoming): S {
  const { to } = delta.file;
  const known = Math.max(state.known, to);
  const reached = state.applying ?? state.held;
  return { ...state, known, waiting: to <= reached ? state.waiting : keep(state.waiting, delta) };
}

/** The connection brought something: the feed is live, or behind. */
function alive(state: LiveState, { at }: Moment): LiveState {
  if (state.kind === 'live' || state.kind === 'behind') return { ...state, heard: at };
  return { ...common(state), kind: 'live', heard: at };
}

function heard(
  state: LiveState,
  { now, sequence }: Extract<LiveEvent, { kind: 'beat' }>,
  moment: Moment,
): Outcome {
  if (state.kind === 'stale' && state.next === 'manifest') return stay(state);
  const known = Math.max(state.known, sequence);
  return settle({ ...alive(state, moment), known, clock: { now, at: moment.at } }, moment);
}

/** Notices silence; else goes on with what waits. */
function listen(state: Live | Behind, _: LiveEvent, moment: Moment): Outcome {
  return moment.at - state.heard >= limits.silence ? lose(state, 0, moment) : settle(state, moment);
}

function hold<S extends Common>(state: S, by: Pause): S {
  return { ...state, paused: new Set([...state.paused, by]) };
}

function release<S extends Common>(state: S, by: Pause): S {
  return { ...state, paused: new Set([...state.paused].filter((pause) => pause !== by)) };
}

function taken(state: Common, { to, asOf }: { readonly to: number; readonly asOf: number }) {
  const known = Math.max(state.known, to);
  return { held: to, asOf, known, applying: null, misses: 0 };
}

function untaken<S extends Common>(state: S): S {
  return { ...state, applying: null };
}

function unapplied(
  state: Live | Behind,
  { because }: Extract<LiveEvent, { kind: 'unapplied' }>,
  moment: Moment,
): Outcome {
  return because === 'useless' ? reopen(untaken(state)) : settle(untaken(state), moment);
}

function canApply({ applying, paused, waiting, held, kind }: LiveState): boolean {
  return kind !== 'failed' && applying === null && paused.size === 0 && waiting[0]?.file.from === held;
}

/** Whether something is missing between what is held and what is known of. */
function isGap(state: Common): boolean {
  return reachOf(state) < state.known;
}

/** How far one can go with what is held, what is being taken in and what waits. */
function reachOf({ held, applying, waiting }: Common): number {
  const reached = applying ?? held;
  return lastOf(joined(waiting, reached), reached);
}

/** Takes in what follows on what is held, and says whether something is missing. */
function settle(state: LiveState, { at }: Moment): Outcome {
  const reached = state.applying ?? state.held;
  const late = state.waiting.findIndex(({ file }) => file.from >= reached);
  let now: LiveState =
    late === 0 || state.waiting.length === 0
      ? state
      : { ...state, waiting: late < 0 ? [] : state.waiting.slice(late) };
  const commands: LiveCommand[] = [];
  if (canApply(now) && at >= now.appliedAt + limits.pace) {
    const deltas = joined(now.waiting, now.held);
    const applying = lastOf(deltas, now.held);
    now = { ...now, applying, appliedAt: at, waiting: now.waiting.slice(deltas.length) };
    commands.push({ kind: 'apply', deltas });
  }
  const gap = isGap(now);
  if (now.kind === 'live' && gap)
    now = { ...common(now), kind: 'behind', heard: now.heard, since: at, patience: at + limits.patience };
  else if (now.kind === 'behind' && !gap && (now.applying === null || now.paused.size > 0))
    now = { ...common(now), kind: 'live', heard: now.heard };
  return { state: now, commands };
}
