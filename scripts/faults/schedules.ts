import {
  ageAt,
  begin,
  type LiveCommand,
  type LiveEvent,
  type LiveState,
  transition,
  wakeAt,
} from '../../src/feed/live/machine.ts';
import type { Incoming } from '../../src/feed/live/waiting.ts';
import { seeded } from '../../tests/support/seeded.ts';
import type { Fault, FaultResult } from './fault.ts';

/** What goes wrong in a schedule, each as a probability for whatever it can happen to. */
interface Odds {
  readonly twice?: number;
  readonly late?: number;
  readonly lost?: number;
  /** A connection that is held back without an error: nothing comes through any more. */
  readonly silent?: number;
  /** Of each second: the server starts anew. */
  readonly restart?: number;
  /** Of a restart: the server knows only its last few deltas. */
  readonly shortRing?: number;
  /** Of each second: the deltas are folded into segments, and their files go. */
  readonly fold?: number;
  /** Of a batch: bytes that do not come or are spoiled; an engine that fails in the middle. */
  readonly notThere?: number;
  readonly engine?: number;
  /** Of a reopening of the manifest. */
  readonly unloaded?: number;
  /** Of each second. */
  readonly hold?: number;
  readonly sleep?: number;
  readonly offline?: number;
  /** Seconds that the browser's clock is off, in either direction. */
  readonly skew?: number;
}

const kinds: readonly (readonly [what: string, odds: Odds])[] = [
  ['deltas twice, late, out of order, lost', { twice: 0.2, late: 0.3, lost: 0.15, silent: 0.03 }],
  [
    'server restarts, its memory too short, deltas folded away',
    { restart: 0.08, shortRing: 0.5, fold: 0.05 },
  ],
  [
    'files that are gone or spoiled, an engine that fails',
    { notThere: 0.2, engine: 0.05, unloaded: 0.4, fold: 0.02 },
  ],
  ['a drag, a past period, sleep, a lost network', { hold: 0.1, sleep: 0.04, offline: 0.04, late: 0.1 }],
  ['a clock off by a day in either direction', { skew: 86_400, sleep: 0.05, lost: 0.05 }],
  [
    'all of it together',
    {
      twice: 0.1,
      late: 0.15,
      lost: 0.08,
      silent: 0.02,
      restart: 0.03,
      shortRing: 0.4,
      fold: 0.03,
      notThere: 0.05,
      engine: 0.02,
      unloaded: 0.2,
      hold: 0.05,
      sleep: 0.02,
      offline: 0.02,
      skew: 86_400,
    },
  ],
];

/** Random schedules of what can go wrong between a server and the feed of a page; each ends with a quiet time. */
export const fault: Fault = {
  name: 'schedules',
  async run({ short, log }) {
    const each = short ? 50 : 1_700;
    return kinds.map(([what, odds], k): FaultResult => {
      const wrong: string[] = [];
      let survived = 0;
      for (let seed = k * each; seed < (k + 1) * each; seed++) {
        const found = new Schedule(seed, odds).run();
        if (found.length === 0) survived++;
        else wrong.push(`${what}, seed ${seed}: ${found.slice(0, 3).join('; ')}`);
      }
      log(`${what}: ${each} schedules, ${survived} ended as the oracle`);
      return { what, tried: each, survived, wrong };
    });
  },
};

/** Milliseconds: how long things go wrong, and how long all is well afterwards. */
const trouble = { from: 20_000, to: 90_000 };
const quiet = 150_000;
const epoch = 1_800_000_000;

/** What became of the requests: rid → version. */
type Rows = Map<number, number>;

interface Published {
  readonly file: Incoming['file'];
  readonly values: readonly (readonly [rid: number, version: number])[];
  readonly gone: readonly number[];
}

/** One page and one server, in a time of their own. */
class Schedule {
  private readonly random: () => number;
  private readonly odds: Odds;
  private readonly wrong: string[] = [];
  /** Milliseconds since the start, of the world; the browser's monotonic clock may stand still in its sleep. */
  private now = 0;
  private stoodStill = 0;
  private readonly troubleEnds: number;
  private readonly events: { at: number; order: number; what: () => void }[] = [];
  private order = 0;

  // The server, and the oracle: what the requests are at each sequence.
  private readonly rows: Rows = new Map();
  private readonly published: Published[] = [];
  private readonly oracle: Rows[] = [];
  private readonly asOfs: number[] = [];
  private readonly offset: number;
  private folded = 0;
  private ringFrom = 0;
  private nextRid = 0;
  private nextVersion = 0;
  private up = true;

  // The page.
  private state!: LiveState;
  private readonly held: { rows: Rows; sequence: number; spoiled: boolean } = {
    rows: new Map(),
    sequence: 0,
    spoiled: false,
  };
  private connection = 0;
  private listening: ((event: LiveEvent, sure?: boolean) => void) | null = null;
  private online = true;
  private asleep = false;
  /** What came to the page in its sleep: it hears of it when it wakes. */
  private slept: LiveEvent[] = [];
  private timer = 0;
  private readonly work: (() => void)[] = [];

  constructor(seed: number, odds: Odds) {
    this.random = seeded(seed);
    this.odds = odds;
    this.offset = odds.skew ? (this.random() * 2 - 1) * odds.skew : 0;
    this.troubleEnds = trouble.from + this.random() * (trouble.to - trouble.from);
    this.publishFirst();
  }

  run(): readonly string[] {
    this.load();
    this.take(begin({ sequence: this.held.sequence, asOf: this.asOfs[this.held.sequence]! }, this.moment()));
    this.schedulePublishing();
    this.scheduleBeats();
    this.scheduleTrouble();
    this.at(this.troubleEnds - this.now, () => this.makePeace());
    const end = this.troubleEnds + quiet;
    for (;;) {
      const next = this.pop();
      if (!next || next.at > end) break;
      this.now = next.at;
      next.what();
      if (this.wrong.length > 5) return this.wrong;
    }
    this.now = end;
    this.checkEnd();
    return this.wrong;
  }

  private get troubled(): boolean {
    return this.now < this.troubleEnds;
  }

  /** Whether something goes wrong that has this probability; nothing does in the quiet time. */
  private fails(probability: number | undefined): boolean {
    return this.troubled && probability !== undefined && this.random() < probability;
  }

  private between(from: number, to: number): number {
    return from + this.random() * (to - from);
  }

  private at(delay: number, what: () => void): void {
    const event = { at: this.now + Math.max(0, delay), order: this.order++, what };
    // A binary heap by time, then by order.
    const heap = this.events;
    let i = heap.push(event) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if (!before(event, heap[up]!)) break;
      heap[i] = heap[up]!;
      i = up;
    }
    heap[i] = event;
  }

  private pop(): { at: number; what: () => void } | undefined {
    const heap = this.events;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    let i = 0;
    for (;;) {
      let down = 2 * i + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && before(heap[down + 1]!, heap[down]!)) down++;
      if (!before(heap[down]!, last)) break;
      heap[i] = heap[down]!;
      i = down;
    }
    heap[i] = last;
    return first;
  }

  // ── The server ──

  /** The publisher's clock, in epoch seconds. */
  private publisherNow(): number {
    return epoch + this.offset + this.now / 1000;
  }

  private publishFirst(): void {
    for (; this.nextRid < 20; this.nextRid++) this.rows.set(this.nextRid, ++this.nextVersion);
    this.asOfs[0] = Math.floor(this.publisherNow());
    this.oracle[0] = new Map(this.rows);
  }

  private publish(): void {
    if (!this.up) return;
    const from = this.published.length;
    const values: [number, number][] = [];
    const gone: number[] = [];
    for (let i = Math.floor(this.random() * 4); i > 0; i--) {
      const rid = this.random() < 0.4 ? this.nextRid++ : Math.floor(this.random() * this.nextRid);
      if (this.rows.has(rid) && this.rows.size > 5 && this.random() < 0.15) {
        this.rows.delete(rid);
        gone.push(rid);
      } else if (!gone.includes(rid)) {
        const version = ++this.nextVersion;
        this.rows.set(rid, version);
        values.push([rid, version]);
      }
    }
    const asOf = Math.max(this.asOfs[from]!, Math.floor(this.publisherNow()));
    const bytes = 500 + values.length * 100;
    const file = {
      name: `delta-${from}.arrow`,
      sha256: '',
      bytes,
      rows: values.length,
      from,
      to: from + 1,
      asOf,
    };
    this.published.push({ file: { ...file, total: this.rows.size, days: null }, values, gone });
    this.asOfs.push(asOf);
    this.oracle.push(new Map(this.rows));
    this.listening?.({ kind: 'delta', delta: this.announced(from) });
  }

  private announced(from: number): Incoming {
    return { file: this.published[from]!.file, inline: null };
  }

  private schedulePublishing(): void {
    const next = () => {
      this.publish();
      // It goes on into the quiet time, and ends well before its end.
      if (this.now < this.troubleEnds + quiet / 3)
        this.at(this.random() < 0.2 ? this.between(0, 20) : this.between(50, 4000), next);
    };
    this.at(this.between(0, 1000), next);
  }

  private scheduleBeats(): void {
    const beat = () => {
      if (this.up) this.listening?.(this.beat());
      this.at(5000, beat);
    };
    this.at(5000, beat);
  }

  private beat(): LiveEvent {
    return { kind: 'beat', now: this.publisherNow(), sequence: this.published.length };
  }

  private restart(): void {
    this.up = false;
    this.hangup(true);
    this.at(this.between(100, 8000), () => {
      this.up = true;
      if (this.fails(this.odds.shortRing))
        this.ringFrom = Math.max(this.ringFrom, this.published.length - Math.floor(this.between(0, 5)));
    });
  }

  // ── The way between them ──

  private connect(way: 'stream' | 'poll', since: number): void {
    this.hangup(false);
    const id = ++this.connection;
    const silent = this.fails(this.odds.silent);
    const hears = () => id === this.connection && !this.asleep;
    const deliver = (event: LiveEvent, sure = false) => {
      if (silent && !sure) return;
      const times = sure ? 1 : this.fails(this.odds.lost) ? 0 : this.fails(this.odds.twice) ? 2 : 1;
      for (let i = 0; i < times; i++)
        this.at(this.fails(this.odds.late) ? this.between(0, 6000) : this.between(5, 60), () => {
          if (hears()) this.send(event);
        });
    };
    if (!this.online || !this.up) {
      this.at(this.between(5, 3000), () => {
        if (hears()) this.send({ kind: 'lost' });
      });
      return;
    }
    if (way === 'poll') this.poll(id, since, deliver);
    else {
      this.listening = deliver;
      deliver(this.beat());
      if (since > this.published.length || since < this.ringFrom) deliver({ kind: 'reload' });
      else
        for (let from = since; from < this.published.length; from++)
          deliver({ kind: 'delta', delta: this.announced(from) });
    }
  }

  private poll(id: number, since: number, deliver: (event: LiveEvent, sure?: boolean) => void): void {
    if (id !== this.connection) return;
    if (!this.online || !this.up) deliver({ kind: 'lost' }, true);
    else if (since < this.folded) deliver({ kind: 'reload' }, true);
    else {
      deliver(this.beat());
      for (let from = since; from < this.published.length; from++)
        deliver({ kind: 'delta', delta: this.announced(from) });
      const next = this.published.length;
      this.at(5000, () => this.poll(id, next, deliver));
    }
  }

  /** @param told whether the page sees that the connection ended */
  private hangup(told: boolean): void {
    const listening = this.listening;
    this.listening = null;
    if (told) listening?.({ kind: 'lost' }, true);
    else this.connection++;
  }

  private scheduleTrouble(): void {
    const { odds } = this;
    const second = () => {
      if (this.fails(odds.restart)) this.restart();
      if (this.fails(odds.fold)) {
        this.folded = Math.max(this.folded, this.published.length - Math.floor(this.between(0, 6)));
        this.ringFrom = Math.max(this.ringFrom, this.folded);
      }
      if (this.fails(odds.hold)) this.hold();
      if (this.fails(odds.sleep)) this.sleep();
      if (this.fails(odds.offline)) this.goOffline();
      if (this.troubled) this.at(1000, second);
    };
    this.at(1000, second);
  }

  private hold(): void {
    const by = this.random() < 0.5 ? 'drag' : 'period';
    this.send({ kind: 'hold', by });
    this.at(by === 'drag' ? this.between(100, 3000) : this.between(1000, 30_000), () =>
      this.send({ kind: 'release', by }),
    );
  }

  /** The machine sleeps: with a word or without, its monotonic clock going on or not. */
  private sleep(): void {
    if (this.asleep) return;
    if (this.random() < 0.5) this.send({ kind: 'slept' });
    this.asleep = true;
    const since = this.now;
    const stands = this.random() < 0.5;
    this.at(this.between(500, 60_000), () => {
      if (stands) this.stoodStill += this.now - since;
      this.asleep = false;
      for (const event of this.slept.splice(0)) this.send(event);
      this.send({ kind: 'woken' });
    });
  }

  private goOffline(): void {
    if (!this.online) return;
    this.online = false;
    this.hangup(this.random() < 0.5);
    if (this.random() < 0.7) this.send({ kind: 'offline' });
    this.at(this.between(500, 30_000), () => {
      this.online = true;
      this.send({ kind: 'online' });
    });
  }

  private makePeace(): void {
    this.up = true;
    this.send({ kind: 'release', by: 'drag' });
    this.send({ kind: 'release', by: 'period' });
  }

  // ── The page ──

  /** The browser's clock, which knows nothing of the time of day. */
  private browserNow(): number {
    return this.now - this.stoodStill;
  }

  private moment() {
    return { at: this.browserNow(), chance: this.random() };
  }

  private send(event: LiveEvent): void {
    if (this.asleep) this.slept.push(event);
    else this.take(transition(this.state, event, this.moment()));
  }

  private take({ state, commands }: { state: LiveState; commands: readonly LiveCommand[] }): void {
    this.state = state;
    for (const command of commands) this.obey(command);
    const age = ageAt(state, this.browserNow());
    if (age !== null && age < 0) this.wrong.push(`at ${this.now} ms its age is ${age} s`);
    const timer = ++this.timer;
    const due = wakeAt(this.state);
    if (due !== null)
      this.at(Math.max(1, due - this.browserNow()), () => {
        if (timer === this.timer) this.send({ kind: 'tick' });
      });
  }

  private obey(command: LiveCommand): void {
    switch (command.kind) {
      case 'connect':
        this.connect(command.way, command.since);
        return;
      case 'close':
        this.hangup(false);
        return;
      case 'apply':
        this.enqueue(() => this.apply(command.deltas));
        return;
      case 'reopen':
        this.enqueue(() => this.reopen());
    }
  }

  /** What changes the engine's data happens one after the other. */
  private enqueue(job: () => LiveEvent): void {
    this.work.push(() => {
      this.at(this.between(1, 300), () => {
        const event = job();
        this.work.shift();
        this.work[0]?.();
        this.send(event);
      });
    });
    if (this.work.length === 1) this.work[0]!();
  }

  private apply(deltas: readonly Incoming[]): LiveEvent {
    const { held } = this;
    if (deltas.some(({ file }) => file.from < this.folded && this.troubled && this.random() < 0.5))
      return { kind: 'unapplied', because: 'useless' };
    if (this.fails(this.odds.notThere)) return { kind: 'unapplied', because: 'notThere' };
    for (const { file } of deltas) {
      if (held.spoiled)
        this.wrong.push(`at ${this.now} ms a delta was taken into what was of no use any more`);
      if (file.from !== held.sequence)
        this.wrong.push(
          `at ${this.now} ms ${held.sequence} was held and ${file.from} to ${file.to} taken in`,
        );
      const { values, gone } = this.published[file.from]!;
      for (const [rid, version] of values)
        if (version > (held.rows.get(rid) ?? 0)) held.rows.set(rid, version);
      for (const rid of gone) held.rows.delete(rid);
      held.sequence = file.to;
      if (this.fails(this.odds.engine)) {
        held.spoiled = true;
        return { kind: 'unapplied', because: 'useless' };
      }
    }
    this.checkHeld();
    const { to, asOf } = deltas.at(-1)!.file;
    return { kind: 'applied', to, asOf };
  }

  private reopen(): LiveEvent {
    if (!this.online || !this.up || this.fails(this.odds.unloaded)) return { kind: 'unloaded' };
    this.load();
    return { kind: 'loaded', sequence: this.held.sequence, asOf: this.asOfs[this.held.sequence]! };
  }

  /** The segments and the deltas since, as the manifest names them. */
  private load(): void {
    const { held } = this;
    const sequence = this.published.length;
    held.rows = new Map(this.rows);
    held.sequence = sequence;
    held.spoiled = false;
  }

  private checkHeld(): void {
    const { rows, sequence } = this.held;
    if (!same(rows, this.oracle[sequence]!))
      this.wrong.push(`at ${this.now} ms what is held differs from the oracle at sequence ${sequence}`);
  }

  private checkEnd(): void {
    const { state, held } = this;
    const latest = this.published.length;
    if (state.kind !== 'live') this.wrong.push(`it ends ${state.kind}`);
    if (held.sequence !== latest || state.held !== latest)
      this.wrong.push(`it ends with ${held.sequence}, and says ${state.held}; the server has ${latest}`);
    this.checkHeld();
    const age = ageAt(state, this.browserNow());
    const truth = this.publisherNow() - this.asOfs[latest]!;
    // What the last heartbeat took on its way, and what the publisher's whole seconds leave out.
    if (age === null || Math.abs(age - truth) > 1)
      this.wrong.push(`it says that its data are ${age} s old; they are ${truth} s`);
  }
}

function before(a: { at: number; order: number }, b: { at: number; order: number }): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function same(a: Rows, b: Rows): boolean {
  if (a.size !== b.size) return false;
  for (const [rid, version] of a) if (b.get(rid) !== version) return false;
  return true;
}
