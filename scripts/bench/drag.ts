import { SourceMap, type SourceMapPayload } from 'node:module';
import type { CDPSession, Page } from 'playwright-core';

/** What one step of a drag cost the page's main thread: milliseconds of its processor time, but for `wall`. */
export interface DragStep {
  /** Script: event handlers, React, charts, the map's own drawing calls, garbage collection inside them. */
  readonly script: number;
  /** Style, layout and paint. */
  readonly rendering: number;
  /** Of `rendering`, what script forced by reading a layout that it had changed. */
  readonly forced: number;
  /** Wall time from the pointer's event to the commit of the frame; the engine's part is in it. */
  readonly wall: number;
}

/** A drag of the time brush's window by many small moves, of which each waits until all views have followed. */
export interface PacedDrag {
  readonly steps: readonly DragStep[];
}

/** A drag that does not wait, as a hand's. */
export interface FreeDrag {
  /** Pointer moves that the page was given, and how long they took in milliseconds. */
  readonly moves: number;
  readonly duration: number;
  /** Frames that all views showed meanwhile, the last included. */
  readonly frames: number;
  /** Script between one frame's commit and the next, in milliseconds. */
  readonly script: readonly number[];
  /** The longest task of the main thread, in milliseconds of its processor time. */
  readonly longest: number;
}

/** Where the main thread's time went in a drag, by function and by source file, in milliseconds a step. */
export interface DragProfile {
  readonly functions: readonly ProfileLine[];
  readonly files: readonly ProfileLine[];
}

export interface ProfileLine {
  readonly name: string;
  /** In it alone, and with what it called. */
  readonly self: number;
  readonly total: number;
}

interface DragOptions {
  /** Pointer moves; by default 60. */
  readonly moves?: number;
  /** Whether the window moves earlier; by default it does, as it stands at the end of the data. */
  readonly earlier?: boolean;
}

/** Milliseconds after a commit in which charts and map are drawn before the next move is made. */
const settling = 200;

/**
 * Drags the window of the time brush and measures by Chromium's own trace of the main thread: script is the time in
 * event handlers, callbacks and microtasks without the style and layout inside them, in the thread's own processor
 * time, so that neither other processes nor a map drawn in software are in it. A step is from one `pointermove` to the
 * next, so that all script of the drag is in some step. The page must be ready, and its brush in sight.
 */
export async function dragPaced(page: Page, options: DragOptions = {}): Promise<PacedDrag> {
  await using hand = await takeBrush(page, options);
  const trace = await traced(page, async () => {
    await hand.down();
    for (let move = 0; move < hand.moves; move++) {
      await hand.move(move);
      await hand.followed();
      await page.waitForTimeout(settling);
    }
    await hand.up();
  });
  const starts = trace.inputs.slice(-hand.moves);
  const steps = starts.map((start, index): DragStep => {
    const next = starts[index + 1] ?? trace.released;
    const commit = trace.commits.find(({ clock }) => clock > start.clock && clock < next.clock);
    return { ...costOf(trace, start, next), wall: (commit?.clock ?? Number.NaN) - start.clock };
  });
  return { steps };
}

/** The same drag without waiting: a move every 16 ms, and what the page made of them. */
export async function dragFree(page: Page, options: DragOptions = {}): Promise<FreeDrag> {
  await using hand = await takeBrush(page, options);
  const started = Date.now();
  let duration = 0;
  const trace = await traced(page, async () => {
    await hand.down();
    for (let move = 0; move < hand.moves; move++) {
      const next = started + move * 16;
      void hand.move(move);
      await page.waitForTimeout(Math.max(0, next + 16 - Date.now()));
    }
    duration = Date.now() - started;
    await hand.followed();
    await page.waitForTimeout(settling);
    await hand.up();
  });
  const first = trace.inputs[0] ?? start;
  const frames = trace.frames.filter(({ clock }) => clock > first.clock);
  return {
    moves: hand.moves,
    duration,
    frames: frames.length,
    script: frames.map((at, i) => costOf(trace, frames[i - 1] ?? first, at).script),
    longest: trace.tasks.reduce((most, { from, to }) => Math.max(most, to - from), 0),
  };
}

/**
 * The same drag under the sampling profiler. Names are those of the build: keep them with `minify: false`, and
 * tell source files apart with `sourcemap: true`; without, a file is a chunk.
 */
export async function profileDrag(page: Page, options: DragOptions = {}): Promise<DragProfile> {
  await using hand = await takeBrush(page, options);
  await using session = await cdp(page);
  await session.cdp.send('Profiler.enable');
  await session.cdp.send('Profiler.setSamplingInterval', { interval: 100 });
  await hand.down();
  await session.cdp.send('Profiler.start');
  for (let move = 0; move < hand.moves; move++) {
    await hand.move(move);
    await hand.followed();
    await page.waitForTimeout(settling);
  }
  const { profile } = await session.cdp.send('Profiler.stop');
  await hand.up();
  const files = new Map<string, Sources>();
  for (const { callFrame } of profile.nodes) {
    const { url } = callFrame;
    if (url.startsWith('http') && !files.has(url)) files.set(url, await sourcesOf(page, url));
  }
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])),
  );
  const places = new Map(
    profile.nodes.map(({ id, callFrame: { functionName, url, lineNumber, columnNumber } }) => {
      const file = files.get(url)?.(lineNumber, columnNumber) ?? url.replace(/^.*\//, '');
      return [
        id,
        { functionName, file: file || '(native)', name: `${functionName || '(anonymous)'} ${file}` },
      ];
    }),
  );
  const functions = new Map<string, ProfileLine>();
  const byFile = new Map<string, ProfileLine>();
  for (const [i, id] of (profile.samples ?? []).entries()) {
    const place = places.get(id);
    if (!place || ['(idle)', '(program)', '(root)'].includes(place.functionName)) continue;
    const time = (profile.timeDeltas?.[i] ?? 0) / 1000 / hand.moves;
    const seen = { functions: new Set<string>(), files: new Set<string>() };
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const { name, file } = places.get(at)!;
      const self = at === id ? time : 0;
      add(functions, name, self, seen.functions.has(name) ? 0 : time);
      add(byFile, file, self, seen.files.has(file) ? 0 : time);
      seen.functions.add(name);
      seen.files.add(file);
    }
  }
  return { functions: [...functions.values()], files: [...byFile.values()] };
}

interface Hand extends AsyncDisposable {
  readonly moves: number;
  down(): Promise<void>;
  /** Goes to the place of a move, 0 the first. */
  move(index: number): Promise<void>;
  /** Resolves once the page shows the frame of what is chosen. @throws Error after ten seconds */
  followed(): Promise<void>;
  up(): Promise<void>;
}

const committed = 'drag-committed';

/** The pointer over the middle of the brush's window. The page says on its own when a frame was committed. */
async function takeBrush(page: Page, { moves = 60, earlier = true }: DragOptions): Promise<Hand> {
  const window = page.locator('.brush-window');
  const box = await window.boundingBox();
  const ground = await page.locator('.brush').boundingBox();
  const from = page.locator('.brush-from');
  const [min, max] = await Promise.all([
    from.getAttribute('aria-valuemin'),
    page.locator('.brush-to').getAttribute('aria-valuemax'),
  ]);
  if (!box || !ground || min === null || max === null) throw new Error('drag: the page shows no time brush');
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  // At least two days a move, so that each of them is another period.
  const each = Math.max(1, (2 * ground.width) / (Number(max) - Number(min))) * (earlier ? -1 : 1);
  const end = x + each * (moves + 1);
  if (end < ground.x || end > ground.x + ground.width)
    throw new Error(`drag: ${moves} moves of ${each.toFixed(1)} pixels leave the brush; expected fewer`);
  let follow = () => {};
  let following = Promise.resolve();
  const tell = () => follow();
  const listen = (message: { text(): string }) => {
    if (message.text() === committed) tell();
  };
  page.on('console', listen);
  const observer = await page.evaluateHandle((said) => {
    const host = document.querySelector('.page')!;
    const made = new MutationObserver(() => {
      if (host.getAttribute('aria-busy') !== 'false') return;
      performance.mark(said);
      console.debug(said);
    });
    made.observe(host, { attributes: true, attributeFilter: ['aria-busy'] });
    return made;
  }, committed);
  await page.mouse.move(x, y);
  return {
    moves,
    down: () => page.mouse.down(),
    move(index) {
      following = new Promise<void>((done) => {
        follow = done;
      });
      return page.mouse.move(x + each * (index + 1), y);
    },
    followed: () =>
      Promise.race([
        following,
        page.waitForTimeout(10_000).then(() => {
          throw new Error('drag: a move was not followed by a frame within ten seconds');
        }),
      ]),
    up: () => page.mouse.up(),
    async [Symbol.asyncDispose]() {
      page.off('console', listen);
      await observer.evaluate((made) => made.disconnect());
      await observer.dispose();
    },
  };
}

interface Interval {
  readonly from: number;
  readonly to: number;
}

/** A moment in milliseconds: on the clock, and in the main thread's own processor time. */
interface Moment {
  readonly clock: number;
  readonly thread: number;
}

const start: Moment = { clock: 0, thread: 0 };
const end: Moment = { clock: Number.POSITIVE_INFINITY, thread: Number.POSITIVE_INFINITY };

/** The main thread of a page while it was traced, in milliseconds of its processor time. */
interface MainThread {
  readonly script: readonly Interval[];
  readonly rendering: readonly Interval[];
  readonly tasks: readonly Interval[];
  /** When a pointer move was handled. */
  readonly inputs: readonly Moment[];
  /** When the answers of a frame had come. */
  readonly frames: readonly Moment[];
  /** When the frame of what is chosen was on the page. */
  readonly commits: readonly Moment[];
  readonly released: Moment;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  /** Microseconds on the clock, and in the thread. */
  readonly ts: number;
  readonly tts?: number;
  readonly tdur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly args?: { readonly data?: { readonly type?: string } };
}

const scriptNames = new Set([
  'EventDispatch',
  'FunctionCall',
  'FireAnimationFrame',
  'FireIdleCallback',
  'TimerFire',
  'RunMicrotasks',
  'EvaluateScript',
  'HandlePostMessage',
  'v8.callFunction',
  'MajorGC',
  'MinorGC',
]);
const renderingNames = new Set([
  'UpdateLayoutTree',
  'Layout',
  'PrePaint',
  'Paint',
  'Layerize',
  'Commit',
  'UpdateLayer',
  'HitTest',
]);

async function traced(page: Page, job: () => Promise<void>): Promise<MainThread> {
  const browser = page.context().browser();
  if (!browser) throw new Error('drag: the page has no browser to be traced in');
  await browser.startTracing(page, {
    categories: ['-*', 'toplevel', 'devtools.timeline', 'blink.user_timing', 'v8'],
  });
  await job();
  const text = (await browser.stopTracing()).toString();
  const { traceEvents } = JSON.parse(text) as { traceEvents: TraceEvent[] };
  const own = traceEvents.find(({ name }) => name === committed);
  if (!own) throw new Error('drag: the trace holds no commit; expected one for each move');
  const events = traceEvents.filter(({ pid, tid }) => pid === own.pid && tid === own.tid);
  const intervals = (of: (event: TraceEvent) => boolean): Interval[] =>
    events
      .filter((event) => event.ph === 'X' && of(event))
      .map(({ tts = 0, tdur = 0 }) => ({ from: tts / 1000, to: (tts + tdur) / 1000 }));
  const moments = (of: (event: TraceEvent) => boolean): Moment[] =>
    events
      .filter(of)
      .map(({ ts, tts = 0 }) => ({ clock: ts / 1000, thread: tts / 1000 }))
      .sort((a, b) => a.clock - b.clock);
  const dispatched = (type: string) =>
    moments(({ name, args }) => name === 'EventDispatch' && args?.data?.type === type);
  const released = dispatched('pointerup').at(-1) ?? end;
  return {
    script: intervals(({ name }) => scriptNames.has(name)),
    rendering: intervals(({ name }) => renderingNames.has(name)),
    tasks: intervals(({ name }) => name === 'ThreadControllerImpl::RunTask'),
    inputs: dispatched('pointermove').filter(({ clock }) => clock < released.clock),
    frames: moments(({ name }) => name === 'frame-ready'),
    commits: moments(({ name }) => name === committed),
    released,
  };
}

/** Script and rendering between two moments. */
function costOf(
  { script, rendering }: MainThread,
  { thread: from }: Moment,
  { thread: to }: Moment,
): Omit<DragStep, 'wall'> {
  const within = (all: readonly Interval[]) =>
    merged(
      all
        .filter((one) => one.from < to && one.to > from)
        .map((one) => ({ from: Math.max(one.from, from), to: Math.min(one.to, to) })),
    );
  const scripts = within(script);
  const renders = within(rendering);
  const forced = renders.reduce(
    (sum, one) => sum + scripts.reduce((inner, other) => inner + overlap(one, other), 0),
    0,
  );
  const length = (all: readonly Interval[]) => all.reduce((sum, one) => sum + one.to - one.from, 0);
  return { script: length(scripts) - forced, rendering: length(renders), forced };
}

/** Intervals without those inside others. */
function merged(all: readonly Interval[]): Interval[] {
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of all.toSorted((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else out.push({ from, to });
  }
  return out;
}

function overlap(a: Interval, b: Interval): number {
  return Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));
}

async function cdp(page: Page): Promise<{ readonly cdp: CDPSession } & AsyncDisposable> {
  const session = await page.context().newCDPSession(page);
  return { cdp: session, [Symbol.asyncDispose]: () => session.detach() };
}

/** The source file of a place in a chunk. */
type Sources = (line: number, column: number) => string | undefined;

/** The source map of a chunk; one without tells nothing. */
async function sourcesOf(page: Page, address: string): Promise<Sources> {
  const response = await page.request.get(`${address}.map`);
  if (!response.ok()) return () => undefined;
  const map = new SourceMap((await response.json()) as SourceMapPayload);
  return (line, column) => {
    const entry = map.findEntry(line, column);
    return 'originalSource' in entry
      ? entry.originalSource.replace(/^(\.\.\/)+(node_modules\/)?/, '')
      : undefined;
  };
}

function add(sums: Map<string, ProfileLine>, name: string, self: number, total: number): void {
  const before = sums.get(name);
  sums.set(name, {
    name,
    self: (before?.self ?? 0) + self,
    total: (before?.total ?? 0) + total,
  });
}
