import { createStore } from 'zustand/vanilla';
import type { Board } from '../board/board.ts';
import { browserThreads } from '../engine/thread/browserThreads.ts';
import { type LoadProgress, loadEngine } from '../feed/engineLoader.ts';
import { type SnapshotFiles, servedFiles } from '../feed/files.ts';
import type { Version } from '../feed/live/link.ts';
import { cubeBudgetFor, shareFor, thisMachine } from '../feed/machine.ts';
import { caughtUp, type Opening, openFeed, readLinks } from '../feed/snapshotFeed.ts';
import { readStartNews } from '../feed/startNews.ts';
import { usualChoice } from '../model/choice.ts';
import { choiceText, parseChoice } from '../model/choiceText.ts';
import { frameOfLink, linkChoice } from '../model/links.ts';
import { SnapshotError } from '../model/manifest.ts';
import { liveIsOff, startLive } from './live.ts';
import {
  besideAddress,
  type Following,
  followHistory,
  type HistoryPlace,
  inAddress,
  ownStep,
  unknownParts,
} from './navigation.ts';
import { keepOffline } from './offline/register.ts';
import { type OwnData, ownData } from './ownData.ts';

/** Whether the first figures are on the screen: what is heavy waits for it. */
export const paintedFirst = createStore<{ done: boolean }>(() => ({ done: false }));

/** Where the server publishes the snapshot of this audience, beside the page. */
const dataAddress = new URL('data/rows/', document.baseURI).href;

/** Where it says what it still does. */
const newsAddress = new URL('live/start', document.baseURI).href;

/** The data that are being brought or are there: one at a time. */
let bringing: { readonly abort: AbortController; following: Following | null } | null = null;
/** The choice of the served data when the reader went from them to data of their own. */
let leftAt = '';

/** Brings the served data to the board, and from then on whatever data the browser's history goes to. */
export async function boot(board: Board): Promise<void> {
  // Data of one's own do not outlive the page that a step of the history remembers.
  if (ownStep()) inAddress.write('', false);
  window.addEventListener('popstate', () => {
    const { held, shown } = ownData.getState();
    const wanted = held && ownStep()?.own === held.id ? held : null;
    if (wanted === shown) bringing?.following?.read();
    else void show(board, wanted);
  });
  await show(board, null);
}

/** Shows data of the reader's own, which stay in this tab. */
export async function showOwn(board: Board, own: OwnData): Promise<void> {
  const { shown } = ownData.getState();
  if (!shown) leftAt = inAddress.read();
  besideAddress(own.id).write('', !shown);
  await show(board, own);
}

/** Shows the served data again, as they were left. */
export async function showServed(board: Board): Promise<void> {
  inAddress.write(leftAt, true);
  await show(board, null);
}

/** Brings once more what should be on the screen. */
export function tryAgain(board: Board): void {
  const { shown } = ownData.getState();
  if (shown) void show(board, shown);
  else location.reload();
}

async function show(board: Board, own: OwnData | null): Promise<void> {
  ownData.setState(({ held }) => ({ held: own ?? held, shown: own }));
  await bring(
    board,
    own ? own.files : servedFiles(dataAddress),
    own ? besideAddress(own.id) : inAddress,
    (served) => {
      if (!own) ownData.setState({ served });
    },
  );
}

/**
 * Brings data to the board: first what the first view needs, then, once it is painted, the engine and the rows.
 * @param again whether files of an earlier manifest had gone, so that it is opened once more
 */
async function bring(
  board: Board,
  files: SnapshotFiles,
  place: HistoryPlace,
  onOpened: (opening: Opening) => void,
  again = false,
): Promise<void> {
  bringing?.abort.abort();
  bringing?.following?.stop();
  const current = { abort: new AbortController(), following: null as Following | null };
  bringing = current;
  const { signal } = current.abort;
  board.close();
  try {
    const opened = await openFeed(files, signal);
    const opening = await withLink(opened, place.read(), signal);
    if (signal.aborted) return;
    const usual = usualChoice(opening.city, opening.manifest);
    const { choice, unknown } = parseChoice(place.read(), opening.city, usual);
    onOpened(opening);
    board.setFeed({ kind: 'loading', progress: null });
    board.opened(opening, choice);
    unknownParts.setState({ parts: unknown, of: 'link' });
    // What it names in vain is said, and in no link that is copied from here on.
    if (unknown.length > 0) place.write(choiceText(choice, usual), false);
    current.following = followHistory(board, place);
    await painted();
    paintedFirst.setState({ done: true });
    if (signal.aborted) return;
    const gone = await startEngine(board, !again, signal);
    if (gone) await bring(board, files, place, onOpened, true);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof SnapshotError)) throw error;
    if (!again && (await dataCome(board, error, signal))) return bring(board, files, place, onOpened);
    if (!signal.aborted) board.setFeed({ kind: 'failed', fault: error.fault });
  }
}

/** What is opened, with the answers of a link that makes one choice: it then shows figures as soon as the page without one. */
async function withLink(opening: Opening, text: string, signal: AbortSignal): Promise<Opening> {
  const { city, manifest, overview } = opening;
  const usual = usualChoice(city, manifest);
  const { filter, comparison } = parseChoice(text, city, usual).choice;
  const one = comparison === 'before' ? linkChoice(filter, usual.filter) : null;
  if (!one || !overview) return opening;
  const grouped = await readLinks(opening, one.dimension, signal);
  return grouped === null
    ? opening
    : { ...opening, overview: frameOfLink(city, manifest, usual, one, overview, grouped) };
}

/** Milliseconds between two looks at what the server still does. */
const lookEvery = 1000;
/** Looks in a row that may come to nothing, as when the server is started again. */
const mostMisses = 30;

/**
 * Where the server has no data yet: says what it does about that, until it has some.
 * @returns whether it has; not where the server of the page makes none, or says nothing
 */
async function dataCome(board: Board, { fault }: SnapshotError, signal: AbortSignal): Promise<boolean> {
  if (fault.kind !== 'missing' || fault.file !== 'manifest.json') return false;
  let misses = 0;
  let heard = false;
  while (!signal.aborted) {
    const news = await readStartNews(newsAddress, signal);
    if (!news && (!heard || ++misses > mostMisses)) return false;
    if (news) {
      heard = true;
      misses = 0;
      board.setFeed({ kind: 'preparing', news });
    }
    await new Promise((done) => setTimeout(done, lookEvery));
    if (news?.serving) return !signal.aborted;
  }
  return false;
}

/**
 * Loads the engine and, where a server goes on publishing, follows it.
 * @param mayReopen whether files that have gone are a reason to open the manifest anew
 * @returns whether they are
 */
async function startEngine(board: Board, mayReopen: boolean, signal: AbortSignal): Promise<boolean> {
  const { opening } = board.store.getState();
  if (!opening) return false;
  const goesOn = opening.manifest.live === true;
  let mayRenew = goesOn && mayReopen;
  const machine = thisMachine();
  const share = shareFor(machine, opening.manifest);
  liveIsOff(goesOn && share !== 'all');
  if (share === 'overview') {
    board.setFeed({ kind: 'overviewOnly', reason: 'smallMachine', fault: null });
    return false;
  }
  const followServer = () => {
    keepOffline(signal);
    return startLive(board, () => renew(board, signal), signal);
  };
  try {
    const engine = await loadEngine(opening, share, {
      threads: browserThreads,
      cubeBudget: cubeBudgetFor(machine),
      onHeads: everyFrame(signal, (progress) => board.setFeed({ kind: 'loading', progress })),
      onDetails: everyFrame(signal, (progress) => board.setDetails({ kind: 'loading', progress })),
      onComplete() {
        if (signal.aborted) return;
        performance.mark('details-ready');
        board.setDetails({ kind: 'ready' });
        if (goesOn && share === 'all') void followServer();
      },
      onIncomplete(error) {
        if (signal.aborted) return;
        const fault = error instanceof SnapshotError ? error.fault : null;
        if (mayRenew && share === 'all' && fault?.kind === 'missing') {
          mayRenew = false;
          void renew(board, signal).then(followServer, (again) => this.onIncomplete(again));
          return;
        }
        const unable = typeof WebAssembly === 'undefined';
        board.setDetails({
          kind: 'failed',
          reason: unable ? 'noWebAssembly' : fault ? 'segments' : 'engineFailed',
          fault,
        });
        if (!fault && !unable) console.error(error);
      },
      signal,
    });
    if (signal.aborted) {
      await engine.dispose();
      return false;
    }
    if (share === 'heads') board.setDetails({ kind: 'later' });
    board.engineReady(engine);
    performance.mark('engine-ready');
  } catch (error) {
    if (signal.aborted) return false;
    const fault = error instanceof SnapshotError ? error.fault : null;
    if (goesOn && mayReopen && fault?.kind === 'missing') return true;
    board.setFeed({ kind: 'overviewOnly', reason: fault ? 'segments' : 'engineFailed', fault });
    if (!fault) console.error(error);
  }
  return false;
}

/**
 * Opens the manifest anew and puts its data in the place of those on the screen, which stay until then. A machine that
 * cannot hold both begins anew.
 * @throws SnapshotError
 */
async function renew(board: Board, signal: AbortSignal): Promise<Version> {
  const { opening: before } = board.store.getState();
  const opening = await openFeed(before?.files ?? servedFiles(dataAddress), signal);
  const machine = thisMachine();
  if (shareFor(machine, { rows: opening.manifest.rows * 2 }) !== 'all') {
    void show(board, null);
    return opening.manifest;
  }
  let onComplete = ignore;
  let onIncomplete: (error: unknown) => void = ignore;
  const complete = new Promise<void>((done, fail) => {
    onComplete = done;
    onIncomplete = fail;
  });
  complete.catch(ignore);
  const cubeBudget = cubeBudgetFor(machine);
  const loading = {
    threads: browserThreads,
    cubeBudget,
    onHeads: ignore,
    onDetails: ignore,
    onComplete,
    onIncomplete,
    signal,
  };
  const engine = await loadEngine(opening, 'all', loading);
  let newest: Opening;
  try {
    await complete;
    newest = await caughtUp(opening, engine, signal);
    signal.throwIfAborted();
  } catch (error) {
    await engine.dispose();
    throw error;
  }
  ownData.setState({ served: newest });
  await board.replaced(newest, engine);
  return board.store.getState().opening?.manifest ?? newest.manifest;
}

function ignore(): void {}

/** Tells of progress at most ten times a second, and of its end. */
function everyFrame(
  signal: AbortSignal,
  tell: (progress: LoadProgress) => void,
): (progress: LoadProgress) => void {
  let last = 0;
  return (progress) => {
    const now = performance.now();
    if (signal.aborted || (now - last < 100 && progress.rows < progress.totalRows)) return;
    last = now;
    tell(progress);
  };
}

/** Resolves once what was just set is on the screen, or after half a second (a page in the background never paints). */
function painted(): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, 500);
    requestAnimationFrame(() => requestAnimationFrame(() => done()));
  });
}
