import { describe, expect, test } from 'vitest';
import {
  ageAt,
  begin,
  changesBehind,
  type LiveEvent,
  type LiveKind,
  type LiveState,
  limits,
  type Outcome,
  transition,
  wakeAt,
} from '../../src/feed/live/machine.ts';
import { type Incoming, keep, mostWaiting } from '../../src/feed/live/waiting.ts';

type EventKind = LiveEvent['kind'];

const held = { sequence: 10, asOf: 1_000 };
const at = (ms: number) => ({ at: ms, chance: 0.5 });

function delta(from: number, bytes = 100): Incoming {
  const file = {
    name: `d-${from}.arrow`,
    sha256: '',
    bytes,
    rows: 2,
    from,
    to: from + 1,
    asOf: 1_000 + from,
  };
  return { file: { ...file, total: 0, days: null }, inline: null };
}

/** Follows some events from the start, each at its time; the commands are those of the last. */
function following(...events: readonly (readonly [ms: number, event: LiveEvent])[]): Outcome {
  return events.reduce<Outcome>(
    ({ state }, [ms, event]) => transition(state, event, at(ms)),
    begin(held, at(0)),
  );
}

const beat = (sequence = 10, now = 1_005): LiveEvent => ({ kind: 'beat', now, sequence });
const comes = (from: number): LiveEvent => ({ kind: 'delta', delta: delta(from) });
const hold: LiveEvent = { kind: 'hold', by: 'period' };
const release: LiveEvent = { kind: 'release', by: 'period' };

/** One of each kind, at 1,000 ms, before anything of the next second. */
const states: Record<LiveKind, LiveState> = {
  connecting: begin(held, at(0)).state,
  live: following([500, beat()]).state,
  behind: following([500, beat(12)]).state,
  stale: following([500, beat()], [900, { kind: 'lost' }]).state,
  failed: following([500, { kind: 'tooNew' }]).state,
};

const events: Record<EventKind, LiveEvent> = {
  beat: beat(),
  delta: comes(10),
  reload: { kind: 'reload' },
  lost: { kind: 'lost' },
  tooNew: { kind: 'tooNew' },
  applied: { kind: 'applied', to: 12, asOf: 1_012 },
  unapplied: { kind: 'unapplied', because: 'useless' },
  loaded: { kind: 'loaded', sequence: 20, asOf: 1_020 },
  unloaded: { kind: 'unloaded' },
  offline: { kind: 'offline' },
  online: { kind: 'online' },
  slept: { kind: 'slept' },
  woken: { kind: 'woken' },
  hold,
  release,
  retry: { kind: 'retry' },
  tick: { kind: 'tick' },
};

const written = ({ state, commands }: Outcome) =>
  [
    state.kind,
    ...commands.map((command) => (command.kind === 'connect' ? `connect ${command.since}` : command.kind)),
  ].join(', ');

/** What each event makes of each state, and what is to be done: a cell that is missing is an error of types. */
const table: Record<LiveKind, Record<EventKind, string>> = {
  connecting: {
    beat: 'live',
    delta: 'live, apply',
    reload: 'connecting, close, reopen',
    lost: 'stale, close',
    tooNew: 'failed, close',
    applied: 'connecting',
    unapplied: 'connecting, close, reopen',
    loaded: 'connecting, connect 20',
    unloaded: 'connecting',
    offline: 'stale, close',
    online: 'connecting',
    slept: 'stale, close',
    woken: 'connecting',
    hold: 'connecting',
    release: 'connecting',
    retry: 'connecting',
    tick: 'connecting',
  },
  live: {
    beat: 'live',
    delta: 'live, apply',
    reload: 'connecting, close, reopen',
    lost: 'stale, close',
    tooNew: 'failed, close',
    applied: 'live',
    unapplied: 'connecting, close, reopen',
    loaded: 'connecting, connect 20',
    unloaded: 'live',
    offline: 'stale, close',
    online: 'live',
    slept: 'stale, close',
    woken: 'live',
    hold: 'live',
    release: 'live',
    retry: 'connecting, connect 10',
    tick: 'live',
  },
  behind: {
    beat: 'behind',
    delta: 'behind, apply',
    reload: 'connecting, close, reopen',
    lost: 'stale, close',
    tooNew: 'failed, close',
    applied: 'live',
    unapplied: 'connecting, close, reopen',
    loaded: 'connecting, connect 20',
    unloaded: 'behind',
    offline: 'stale, close',
    online: 'behind',
    slept: 'stale, close',
    woken: 'behind',
    hold: 'behind',
    release: 'behind',
    retry: 'connecting, connect 10',
    tick: 'behind',
  },
  stale: {
    beat: 'stale',
    delta: 'stale',
    reload: 'stale',
    lost: 'stale',
    tooNew: 'failed, close',
    applied: 'stale',
    unapplied: 'stale',
    loaded: 'connecting, connect 20',
    unloaded: 'stale',
    offline: 'stale',
    online: 'connecting, connect 10',
    slept: 'stale, close',
    woken: 'connecting, connect 10',
    hold: 'stale',
    release: 'stale',
    retry: 'connecting, connect 10',
    tick: 'stale',
  },
  failed: {
    beat: 'failed',
    delta: 'failed',
    reload: 'failed',
    lost: 'failed',
    tooNew: 'failed',
    applied: 'failed',
    unapplied: 'failed',
    loaded: 'connecting, connect 20',
    unloaded: 'failed',
    offline: 'failed',
    online: 'failed',
    slept: 'failed',
    woken: 'failed',
    hold: 'failed',
    release: 'failed',
    retry: 'failed',
    tick: 'failed',
  },
};

// Guards: no event in no state is forgotten, and none has another consequence than is written here.
test.each(
  Object.entries(table).flatMap(([kind, row]) =>
    Object.entries(row).map(([event, outcome]) => [kind as LiveKind, event as EventKind, outcome] as const),
  ),
)('%s, %s', (kind, event, outcome) => {
  expect(written(transition(states[kind], events[event], at(1_000)))).toBe(outcome);
});

const froms = ({ commands }: Outcome) =>
  commands.flatMap((command) =>
    command.kind === 'apply' ? command.deltas.map(({ file }) => file.from) : [],
  );

// Guards: what is held is only ever changed by what follows on it, and whatever is missing is asked for.
describe('deltas', () => {
  test('one that is held already, or comes twice, changes nothing', () => {
    expect(froms(following([1, beat()], [2, comes(9)]))).toEqual([]);
    const again = following([1, beat()], [2, comes(10)], [3, comes(10)]);
    expect(froms(again)).toEqual([]);
    expect(again.state).toMatchObject({ held: 10, applying: 11, waiting: [] });
  });

  test('those behind a gap wait, and are taken in with what closes it, in order', () => {
    const waiting = following([1, beat()], [2, comes(12)], [3, comes(11)]);
    expect(froms(waiting)).toEqual([]);
    expect(waiting.state.kind).toBe('behind');
    expect(froms(transition(waiting.state, comes(10), at(4)))).toEqual([10, 11, 12]);
  });

  test('a gap that stays is asked for again, ever more patiently, and in the end all is loaded anew', () => {
    let { state } = following([1, beat()], [2, comes(12)]);
    const asked: string[] = [];
    for (let ms = 0; ms < 60_000; ms += 100) {
      // The server lives, but never tells what is missing.
      if (ms % 5_000 === 0) ({ state } = transition(state, beat(13), at(ms)));
      const outcome = transition(state, events.tick, at(ms));
      if (outcome.commands.length > 0) asked.push(`${Math.round(ms / 1000)} s ${written(outcome)}`);
      state = outcome.state;
      if (state.kind === 'connecting') break;
    }
    expect(asked).toEqual([
      '3 s behind, connect 10',
      '9 s behind, connect 10',
      '21 s behind, connect 10',
      '45 s connecting, close, reopen',
    ]);
  });

  test('many are taken in together, and not more often than the pace allows', () => {
    const first = following([1_000, beat()], [1_001, comes(10)]);
    expect(froms(first)).toEqual([10]);
    let { state } = first;
    for (const [ms, event] of [
      [1_010, { kind: 'applied', to: 11, asOf: 1_010 }],
      [1_020, comes(11)],
      [1_030, comes(12)],
    ] as const) {
      const outcome = transition(state, event, at(ms));
      expect(froms(outcome)).toEqual([]);
      ({ state } = outcome);
    }
    expect(wakeAt(state)).toBe(1_001 + limits.pace);
    expect(froms(transition(state, events.tick, at(1_001 + limits.pace)))).toEqual([11, 12]);
  });

  test('bytes that do not come are asked for again; an engine that fails is loaded anew', () => {
    const applying = following([1, beat()], [2, comes(10)]).state;
    const missing = transition(applying, { kind: 'unapplied', because: 'notThere' }, at(3)).state;
    expect(missing).toMatchObject({ kind: 'behind', held: 10, applying: null });
    expect(written(transition(missing, events.tick, at(3 + limits.patience)))).toBe('behind, connect 10');
    expect(written(transition(applying, events.unapplied, at(3)))).toBe('connecting, close, reopen');
  });

  test('what may wait is bounded; what is needed last is left out', () => {
    let waiting: readonly Incoming[] = [];
    for (let from = mostWaiting.deltas + 50; from > 0; from--) waiting = keep(waiting, delta(from));
    expect(waiting).toHaveLength(mostWaiting.deltas);
    expect(waiting[0]!.file.from).toBe(1);
    const large = [1, 2, 3].reduce<readonly Incoming[]>((all, from) => keep(all, delta(from, 9e6)), []);
    expect(large.map(({ file }) => file.from)).toEqual([1, 2]);
  });
});

// Guards: a lost connection is noticed, said, and looked for again without a storm of pages that all come at once.
describe('the connection', () => {
  test('silence for longer than three heartbeats is a lost connection', () => {
    const { state } = following([1_000, beat()]);
    expect(wakeAt(state)).toBe(1_000 + limits.silence);
    expect(written(transition(state, events.tick, at(15_999)))).toBe('live');
    expect(written(transition(state, events.tick, at(16_000)))).toBe('stale, close');
  });

  test('attempts are spread, and become rarer up to half a minute', () => {
    for (const chance of [0, 1]) {
      let { state } = transition(states.live, events.lost, { at: 0, chance });
      let now = 0;
      const pauses: number[] = [];
      for (let attempt = 0; attempt < 8; attempt++) {
        const due = wakeAt(state)!;
        pauses.push(due - now);
        now = due;
        const tried = transition(state, events.tick, { at: now, chance });
        expect(written(tried)).toBe('stale, connect 10');
        ({ state } = transition(tried.state, events.lost, { at: now, chance }));
      }
      const longest = [1, 2, 4, 8, 16, 30, 30, 30].map((seconds) => seconds * 1_000);
      expect(pauses).toEqual(chance === 1 ? longest : longest.map((pause) => pause / 2));
    }
  });

  test('a stream that opens and says nothing is held back on the way: the manifest is looked at instead', () => {
    const { state } = begin(held, at(0));
    const { commands } = transition(state, events.tick, at(limits.opening));
    expect(commands).toEqual([{ kind: 'connect', way: 'poll', since: 10 }]);
  });

  test('who wakes after long asks at once for what was missed, who only looked away does not', () => {
    expect(written(transition(states.live, events.woken, at(2_000)))).toBe('live');
    expect(written(transition(states.live, events.woken, at(12_000)))).toBe('connecting, connect 10');
    const asleep = transition(states.live, events.slept, at(1_000)).state;
    expect(wakeAt(asleep)).toBeNull();
    expect(written(transition(asleep, events.woken, at(9e6)))).toBe('connecting, connect 10');
  });

  test('a manifest that cannot be opened is tried again', () => {
    const reopening = transition(states.live, events.reload, at(1_000)).state;
    const failed = transition(reopening, events.unloaded, at(1_000)).state;
    expect(failed.kind).toBe('stale');
    expect(written(transition(failed, events.tick, at(wakeAt(failed)!)))).toBe('stale, reopen');
  });
});

// Guards: what is on the screen does not change while the reader looks at the past or drags.
describe('a pause', () => {
  test('keeps what comes, and its end takes all of it in at once', () => {
    const paused = following([1, beat()], [2, hold], [3, comes(10)], [4, comes(11)]);
    expect(paused.state).toMatchObject({ kind: 'live', held: 10, applying: null });
    expect(changesBehind(paused.state)).toBe(4);
    expect(froms(transition(paused.state, release, at(5)))).toEqual([10, 11]);
  });

  test('one of two that ends changes nothing yet', () => {
    const paused = following([1, beat()], [2, hold], [2, { kind: 'hold', by: 'drag' }], [3, comes(10)]);
    const { state, commands } = transition(paused.state, { kind: 'release', by: 'drag' }, at(5));
    expect(commands).toEqual([]);
    expect(froms(transition(state, release, at(6)))).toEqual([10]);
  });

  test('a reload waits for its end', () => {
    const paused = following([1, beat()], [2, hold], [3, events.reload]);
    expect(written(paused)).toBe('connecting, close');
    expect(written(transition(paused.state, release, at(9)))).toBe('connecting, close, reopen');
  });
});

// Guards: freshness is of the publisher's clock, wherever that one and the browser's stand, and never negative.
describe('freshness', () => {
  test.each([-86_400, 0, 86_400])('a publisher whose clock is %i s off', (off) => {
    const known = { sequence: 10, asOf: 1_000 + off };
    const { state } = transition(begin(known, at(0)).state, beat(10, 1_005 + off), at(2_000));
    expect(ageAt(state, 2_000)).toBe(5);
    expect(ageAt(state, 5_000)).toBe(8);
  });

  test('data of later than the heartbeat are of now', () => {
    const { state } = following([1, beat(10, 990)]);
    expect(ageAt(state, 1)).toBe(0);
    expect(ageAt(begin(held, at(0)).state, 1)).toBeNull();
  });
});
