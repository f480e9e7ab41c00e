import { createStore } from 'zustand/vanilla';
import type { Board } from '../board/board.ts';
import { type LoadProgress, loadEngine, openFeed } from '../feed/snapshotFeed.ts';
import { SnapshotError } from '../model/manifest.ts';
import { defaultFilter, defaultMeasure } from '../model/screen.ts';
import { readAddress } from './address.ts';
import { followAddress, unknownParts } from './navigation.ts';

/** Whether the first figures are on the screen: what is heavy waits for it. */
export const paintedFirst = createStore<{ done: boolean }>(() => ({ done: false }));

/** Where the server publishes the snapshot of this audience, beside the page. */
export const dataAddress = new URL('data/rows/', document.baseURI).href;

/** Brings the data to the board: first what the first view needs, then, once it is painted, the engine and the rows. */
export async function boot(board: Board): Promise<void> {
  board.setFeed({ kind: 'connecting' });
  try {
    const opening = await openFeed(dataAddress);
    const { city, manifest } = opening;
    const usual = { filter: defaultFilter(city, manifest), measure: defaultMeasure(manifest) };
    const { filter, measure, list, unknown } = readAddress(location.search, opening.city, usual);
    board.setFeed({ kind: 'loading', progress: null });
    board.opened(opening, filter, measure);
    unknownParts.setState({ parts: unknown });
    followAddress(board, opening.city, usual, list);
    await painted();
    paintedFirst.setState({ done: true });
    await startEngine(board);
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    board.setFeed({ kind: 'failed', fault: error.fault });
  }
}

async function startEngine(board: Board): Promise<void> {
  const { opening } = board.store.getState();
  if (!opening) return;
  if (typeof WebAssembly === 'undefined') {
    board.setFeed({ kind: 'overviewOnly', reason: 'noWebAssembly', fault: null });
    return;
  }
  try {
    const engine = await loadEngine(dataAddress, opening, everyFrame(board));
    board.engineReady(engine);
    performance.mark('engine-ready');
  } catch (error) {
    const fault = error instanceof SnapshotError ? error.fault : null;
    board.setFeed({ kind: 'overviewOnly', reason: fault ? 'segments' : 'engineFailed', fault });
    if (!fault) console.error(error);
  }
}

/** Tells the board of progress at most ten times a second. */
function everyFrame(board: Board): (progress: LoadProgress) => void {
  let last = 0;
  return (progress) => {
    const now = performance.now();
    if (now - last < 100) return;
    last = now;
    board.setFeed({ kind: 'loading', progress });
  };
}

/** Resolves once what was just set is on the screen, or after half a second (a page in the background never paints). */
function painted(): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, 500);
    requestAnimationFrame(() => requestAnimationFrame(() => done()));
  });
}
