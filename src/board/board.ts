import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Engine } from '../engine/engine.ts';
import type { LoadProgress } from '../feed/engineLoader.ts';
import type { Opening, Step } from '../feed/snapshotFeed.ts';
import { type Answer, type Ask, type Frame, keyOf } from '../model/ask.ts';
import { type Asked, type Choice, plainChoice } from '../model/choice.ts';
import type { StartNews } from '../model/doing.ts';
import { during, type Filter, sameFilter, without } from '../model/filter.ts';
import { type Manifest, manifestAfter, type SnapshotFault, versionOf } from '../model/manifest.ts';
import { movingPresets, presetOf, presetRange } from '../model/presets.ts';
import { makeScreen, type Screen } from '../model/screen.ts';
import { newestWins } from './newestWins.ts';

/** What the data are doing. */
export type FeedState =
  | { readonly kind: 'connecting' }
  /** There are no data yet: the server still makes or reads them. */
  | { readonly kind: 'preparing'; readonly news: StartNews }
  | { readonly kind: 'loading'; readonly progress: LoadProgress | null }
  | { readonly kind: 'ready' }
  /** Nothing can be shown. */
  | { readonly kind: 'failed'; readonly fault: SnapshotFault }
  /** The first view can be shown, but nothing can be asked of it. */
  | {
      readonly kind: 'overviewOnly';
      readonly reason: 'engineFailed' | 'segments' | 'smallMachine';
      readonly fault: SnapshotFault | null;
    };

/** What is there of the requests' details: lists, exact percentiles and all measures need them. */
export type DetailsState =
  | { readonly kind: 'loading'; readonly progress: LoadProgress | null }
  /** They come when something needs them, because this machine is small. */
  | { readonly kind: 'later' }
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'failed';
      readonly reason: 'noWebAssembly' | 'engineFailed' | 'segments';
      readonly fault: SnapshotFault | null;
    };

/** A complete frame with the screen that it answers: always committed together. */
export interface Shown {
  readonly screen: Screen;
  readonly frame: Frame;
  /** Whether it is of a drag that went on: it may hold estimates, and another frame follows at once. */
  readonly passing: boolean;
}

/** What the page remembers. */
export interface BoardState {
  readonly feed: FeedState;
  readonly details: DetailsState;
  readonly opening: Opening | null;
  readonly engine: Engine | null;
  /** What is chosen now; `shown` may still be of an earlier choice. */
  readonly choice: Choice;
  /** The filter without the period: the same object while only the period changes. */
  readonly undated: Filter;
  /** Whether something is being dragged: until it is let go, answers may be estimates. */
  readonly dragging: boolean;
  readonly shown: Shown | null;
  /** Why the last frame could not be computed. */
  readonly failure: string | null;
}

export interface Board {
  readonly store: StoreApi<BoardState>;
  /** Forgets the data, before others are opened; their engine is disposed of, and no answer of theirs comes any more. */
  close(): void;
  opened(opening: Opening, choice: Choice): void;
  engineReady(engine: Engine): void;
  setFeed(feed: FeedState): void;
  /** Once the details are there, whatever was estimated is asked again. */
  setDetails(details: DetailsState): void;
  /**
   * Takes in what happened since, between two frames, and resolves when a frame of it is shown. A period that ends
   * with the last day moves on with it.
   * @param steps that go on from the data as they are, one after the other
   * @throws Error where they do not; what is shown stays
   */
  apply(steps: readonly Step[]): Promise<void>;
  /**
   * Puts other data of the same city in the place of those that are shown, which stay until a frame of the new ones is
   * there; the engine of those before is disposed of.
   */
  replaced(opening: Opening, engine: Engine): Promise<void>;
  /** Changes these parts of what is chosen, the others stay. */
  choose(parts: Partial<Choice>): void;
  /** Tells that a drag begins or ends. At its end whatever was estimated is asked again. */
  setDragging(dragging: boolean): void;
}

const empty: BoardState = {
  feed: { kind: 'connecting' },
  details: { kind: 'loading', progress: null },
  opening: null,
  engine: null,
  choice: plainChoice({}, 'completionRate'),
  undated: {},
  dragging: false,
  shown: null,
  failure: null,
};

/**
 * The one store of the page, and the loop that keeps its frame the newest.
 * @param asksOf what all views want to know of a screen
 */
export function makeBoard(asksOf: (screen: Screen) => readonly Ask[]): Board {
  const store = createStore<BoardState>(() => empty);

  /** The frame that is being answered, and the change that is being taken in: never both at a time. */
  let answering: Promise<void> = Promise.resolve();
  let applying: Promise<void> = Promise.resolve();

  async function answer(_: undefined, signal: AbortSignal): Promise<void> {
    await applying;
    answering = answerNow(signal);
    await answering;
  }

  async function answerNow(signal: AbortSignal): Promise<void> {
    const { opening, engine, shown, details, dragging, choice } = store.getState();
    if (!engine || !opening) return;
    const detailed = details.kind === 'ready';
    const screen = makeScreen(opening.city, opening.manifest, choice, detailed);
    const current = () => store.getState().engine === engine;
    try {
      const frame = await frameOf(engine, screen, asksOf(screen), shown?.frame ?? null, dragging, signal);
      if (!current()) return;
      performance.clearMarks('frame-ready');
      performance.mark('frame-ready');
      store.setState({ shown: { screen, frame, passing: dragging }, failure: null });
    } catch (error) {
      if (!signal.aborted && current())
        store.setState({ failure: error instanceof Error ? error.message : String(error) });
    }
  }

  let compute = newestWins<undefined>(answer);

  function refresh(): void {
    const { opening, engine, choice } = store.getState();
    if (!opening) return;
    if (engine) {
      compute(undefined);
      return;
    }
    const screen = makeScreen(opening.city, opening.manifest, choice);
    store.setState({
      shown: { screen, frame: opening.overview ?? { version: '', answers: new Map() }, passing: false },
    });
  }

  async function take(engine: Engine, steps: readonly Step[]): Promise<void> {
    // What reads deltas is no part of what the first view needs.
    const { joinedChange } = await import('../model/delta.ts');
    await answering;
    const { opening } = store.getState();
    if (!opening || store.getState().engine !== engine) return;
    const manifest = steps.reduce((before, { file }) => manifestAfter(before, file), opening.manifest);
    await engine.apply(joinedChange(steps.map(({ delta }) => delta)));
    if (store.getState().engine !== engine) return;
    for (const { delta } of steps) opening.references.learn(delta.values.rid, delta.refs);
    store.setState(({ choice }) => ({
      opening: { ...opening, manifest },
      choice: movedOn(choice, opening, manifest),
    }));
  }

  /** Resolves once a frame of the data as they are now is shown, cannot be had, or is not wanted any more. */
  function frameShown(engine: Engine, opening: Opening | null): Promise<void> {
    return new Promise((done) => {
      const stop = store.subscribe((now) => {
        const waiting =
          now.engine === engine &&
          now.opening === opening &&
          now.shown?.screen.manifest !== opening?.manifest &&
          now.failure === null;
        if (waiting) return;
        stop();
        done();
      });
    });
  }

  return {
    store,
    close() {
      const { engine } = store.getState();
      store.setState(empty);
      // A question that a disposed engine never answers would hold up those of the next one.
      compute = newestWins<undefined>(answer);
      answering = Promise.resolve();
      applying = Promise.resolve();
      engine?.dispose().catch(() => {});
    },
    opened(opening, choice) {
      store.setState({ opening, choice, undated: without(choice.filter, 'opened') });
      refresh();
    },
    engineReady(engine) {
      store.setState({ engine, feed: { kind: 'ready' } });
      refresh();
    },
    setFeed: (feed) => store.setState({ feed }),
    setDetails(details) {
      store.setState({ details });
      if (details.kind === 'ready') refresh();
    },
    async apply(steps) {
      const { engine } = store.getState();
      if (!engine) throw new Error('got a change before the engine was ready');
      const taking = applying.then(() => take(engine, steps));
      applying = taking.catch(() => {});
      await taking;
      const shown = frameShown(engine, store.getState().opening);
      refresh();
      await shown;
    },
    async replaced(opening, engine) {
      const before = store.getState();
      compute = newestWins<undefined>(answer);
      answering = Promise.resolve();
      applying = Promise.resolve();
      store.setState({
        opening,
        engine,
        choice: before.opening ? movedOn(before.choice, before.opening, opening.manifest) : before.choice,
        feed: { kind: 'ready' },
        details: { kind: 'ready' },
      });
      before.engine?.dispose().catch(() => {});
      const shown = frameShown(engine, opening);
      refresh();
      await shown;
    },
    choose(parts) {
      const before = store.getState();
      const choice = { ...before.choice, ...parts };
      const undated = without(choice.filter, 'opened');
      store.setState({ choice, undated: sameFilter(undated, before.undated) ? before.undated : undated });
      if (isAskedAnew(before.choice, choice)) refresh();
    },
    setDragging(dragging) {
      if (store.getState().dragging === dragging) return;
      store.setState({ dragging });
      if (!dragging && store.getState().engine) refresh();
    },
  };
}

/** Whether the answers of one choice may not be those of another: the same parts are the same objects. */
export function isAskedAnew(before: Asked, now: Asked): boolean {
  return (
    before.filter !== now.filter || before.measure !== now.measure || before.comparison !== now.comparison
  );
}

/** The choice after the data moved on: a period that ends with the last day, as "the last 7 days", goes with it. */
function movedOn(choice: Choice, { city, manifest: before }: Opening, manifest: Manifest): Choice {
  const { opened } = choice.filter;
  if (!opened || !before.days || !manifest.days) return choice;
  const today = ({ asOf }: Manifest) => city.timeZone.dayOf(asOf);
  const preset = presetOf(opened, before.days, today(before));
  if (preset === null || !movingPresets.includes(preset)) return choice;
  const range = presetRange(preset, manifest.days, today(manifest));
  const same = range?.from === opened.from && range.to === opened.to;
  return !range || same ? choice : { ...choice, filter: during(choice.filter, range) };
}

/**
 * Answers all asks of one version; those that the last frame of it answered already are taken from there, estimates
 * only while the drag goes on that they were made for.
 */
async function frameOf(
  engine: Engine,
  screen: Screen,
  asked: readonly Ask[],
  last: Frame | null,
  rough: boolean,
  signal: AbortSignal,
): Promise<Frame> {
  const version = versionOf(screen.manifest);
  const answers = new Map<string, Answer>();
  const missing = new Map<string, Ask>();
  for (const ask of asked) {
    const key = keyOf(ask);
    const known = last?.version === version ? last.answers.get(key) : undefined;
    if (known && (rough || !known.bounds)) answers.set(key, known);
    else missing.set(key, ask);
  }
  if (missing.size === 0) return { version, answers };
  const found = await engine.answer([...missing.values()], { signal, rough });
  if (found.version !== version)
    throw new Error(`got answers about the data of ${found.version}, expected ${version}`);
  [...missing.keys()].forEach((key, i) => {
    answers.set(key, found.answers[i]!);
  });
  return { version, answers };
}
