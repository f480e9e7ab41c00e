import { createStore } from 'zustand/vanilla';
import type { Board } from '../board/board.ts';
import { type LoadProgress, loadEngine } from '../feed/engineLoader.ts';
import { type SnapshotFiles, servedFiles } from '../feed/files.ts';
import { cubeBudgetFor, shareFor, thisMachine } from '../feed/machine.ts';
import { type Opening, openFeed } from '../feed/snapshotFeed.ts';
import { SnapshotError } from '../model/manifest.ts';
import { defaultFilter, defaultMeasure } from '../model/screen.ts';
import { readAddress } from './address.ts';
import {
  besideAddress,
  type Following,
  followHistory,
  type HistoryPlace,
  inAddress,
  openList,
  ownStep,
  unknownParts,
} from './navigation.ts';
import { type OwnData, ownData } from './ownData.ts';

/** Whether the first figures are on the screen: what is heavy waits for it. */
export const paintedFirst = createStore<{ done: boolean }>(() => ({ done: false }));

/** Where the server publishes the snapshot of this audience, beside the page. */
const dataAddress = new URL('data/rows/', document.baseURI).href;

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
  if (!shown) leftAt = location.search;
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

/** Brings data to the board: first what the first view needs, then, once it is painted, the engine and the rows. */
async function bring(
  board: Board,
  files: SnapshotFiles,
  place: HistoryPlace,
  onOpened: (opening: Opening) => void,
): Promise<void> {
  bringing?.abort.abort();
  bringing?.following?.stop();
  const current = { abort: new AbortController(), following: null as Following | null };
  bringing = current;
  const { signal } = current.abort;
  openList.setState({ list: null });
  board.close();
  try {
    const opening = await openFeed(files, signal);
    if (signal.aborted) return;
    const { city, manifest } = opening;
    const usual = { filter: defaultFilter(city, manifest), measure: defaultMeasure(manifest) };
    const { filter, measure, list, unknown } = readAddress(place.read(), city, usual);
    onOpened(opening);
    board.setFeed({ kind: 'loading', progress: null });
    board.opened(opening, filter, measure);
    unknownParts.setState({ parts: unknown });
    current.following = followHistory(board, city, usual, list, place);
    await painted();
    paintedFirst.setState({ done: true });
    if (!signal.aborted) await startEngine(board, signal);
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof SnapshotError)) throw error;
    board.setFeed({ kind: 'failed', fault: error.fault });
  }
}

async function startEngine(board: Board, signal: AbortSignal): Promise<void> {
  const { opening } = board.store.getState();
  if (!opening) return;
  const machine = thisMachine();
  const share = shareFor(machine, opening.manifest);
  if (share === 'overview') {
    board.setFeed({ kind: 'overviewOnly', reason: 'smallMachine', fault: null });
    return;
  }
  try {
    const engine = await loadEngine(opening, share, {
      cubeBudget: cubeBudgetFor(machine),
      onHeads: everyFrame(signal, (progress) => board.setFeed({ kind: 'loading', progress })),
      onDetails: everyFrame(signal, (progress) => board.setDetails({ kind: 'loading', progress })),
      onComplete() {
        if (signal.aborted) return;
        performance.mark('details-ready');
        board.setDetails({ kind: 'ready' });
      },
      onIncomplete(error) {
        if (signal.aborted) return;
        const fault = error instanceof SnapshotError ? error.fault : null;
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
      return;
    }
    if (share === 'heads') board.setDetails({ kind: 'later' });
    board.engineReady(engine);
    performance.mark('engine-ready');
  } catch (error) {
    if (signal.aborted) return;
    const fault = error instanceof SnapshotError ? error.fault : null;
    board.setFeed({ kind: 'overviewOnly', reason: fault ? 'segments' : 'engineFailed', fault });
    if (!fault) console.error(error);
  }
}

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
