import { type ComponentProps, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type Board, type BoardState, isAskedAnew } from '../board/board.ts';
import { readJson } from '../feed/files.ts';
import { Provider, useText } from '../i18n/Provider.tsx';
import { besideOf } from '../model/beside.ts';
import { emptyFilter, type Filter } from '../model/filter.ts';
import { geometrySchema } from '../model/zones.ts';
import { Layout } from '../ui/Layout.tsx';
import { useLate } from '../ui/useLate.ts';
import { AnswersContext, type AskBeside } from '../views/answers.ts';
import { MapFocusProvider } from '../views/map/mapFocus.tsx';
import { type Geometry, GeometryContext } from '../views/map/mapGeometry.ts';
import { type LoadPoints, PointsContext } from '../views/map/mapPoints.ts';
import { PulsesContext } from '../views/map/mapPulse.ts';
import { RatingsContext } from '../views/ratings/ratings.ts';
import { KeptPeriodsContext } from '../views/time/keptPeriods.ts';
import type { ViewActions } from '../views/view.ts';
import { AreaPanel } from './AreaPanel.tsx';
import { BesidePanel } from './BesidePanel.tsx';
import { paintedFirst } from './boot.ts';
import { CommitMark } from './CommitMark.tsx';
import { FileNewsLine } from './FileNewsLine.tsx';
import { HeaderBar } from './HeaderBar.tsx';
import { ImportPlace } from './import/ImportPlace.tsx';
import { KeysHelp } from './KeysHelp.tsx';
import { ListPanel } from './ListPanel.tsx';
import { LiveNews } from './LiveNews.tsx';
import { pulses } from './live.ts';
import { Notice } from './Notice.tsx';
import { Opening } from './Opening.tsx';
import { OwnBanner } from './OwnBanner.tsx';
import { ownData } from './ownData.ts';
import { leadership } from './perspectives.ts';
import { dropPeriod, keepPeriod, preferences } from './preferences.ts';
import { PaperHead } from './print/PaperHead.tsx';
import { SavedViewsPlace } from './savedViews/SavedViewsPlace.tsx';
import { Ticker } from './Ticker.tsx';
import { useDrawnViews } from './useDrawnViews.tsx';
import { useRatings } from './useRatings.ts';

/** The page: the one place where the board meets the views. */
export function App({ board, retry }: { readonly board: Board; readonly retry: () => void }) {
  const { language, digits, periods } = useStore(preferences);
  const kept = useMemo(() => ({ periods, keep: keepPeriod, drop: dropPeriod }), [periods]);
  return (
    <Provider language={language} digits={digits}>
      <KeptPeriodsContext.Provider value={kept}>
        <Page board={board} retry={retry} />
        <ImportPlace board={board} />
      </KeptPeriodsContext.Provider>
    </Provider>
  );
}

function Page({ board, retry }: { readonly board: Board; readonly retry: () => void }) {
  const { t } = useText();
  const ready = useStore(board.store, (state) => state.shown !== null);
  const own = useStore(ownData, (state) => state.shown);
  const geometry = useGeometry(board);
  const loadPoints = useLoadPoints(board);
  const askBeside = useAskBeside(board);
  const ratings = useRatings();
  const actions = useMemo(() => actionsOf(board), [board]);
  const views = useDrawnViews(board, leadership, actions);
  useFocusOnNewData(ready, own?.id ?? null);
  if (!ready) return <Opening board={board} retry={retry} />;
  return (
    // Views of other data start anew: what they remember is of a city that is not there any more.
    <MapFocusProvider key={own?.id ?? 'served'}>
      <GeometryContext.Provider value={geometry}>
        <PointsContext.Provider value={loadPoints}>
          <AnswersContext.Provider value={askBeside}>
            <PulsesContext.Provider value={pulses}>
              <RatingsContext.Provider value={ratings}>
                <CommitMark board={board} />
                <BusyLayout
                  board={board}
                  skipLabel={t('app.skip')}
                  paperHead={<PaperHead board={board} />}
                  header={<HeaderBar board={board} actions={actions} retry={retry} />}
                  notice={
                    <>
                      <OwnBanner board={board} />
                      <Notice board={board} retry={retry} />
                    </>
                  }
                  {...views}
                  map={
                    <>
                      {views.map}
                      <Ticker board={board} onFilter={actions.onFilter} />
                    </>
                  }
                />
                <LiveNews />
                <FileNewsLine />
                <ListPanel board={board} />
                <KeysHelp />
                <SavedViewsPlace board={board} />
                <AreaPanel board={board} />
                <BesidePanel board={board} />
              </RatingsContext.Provider>
            </PulsesContext.Provider>
          </AnswersContext.Provider>
        </PointsContext.Provider>
      </GeometryContext.Provider>
    </MapFocusProvider>
  );
}

/** The layout, which alone is drawn again whenever the page becomes busy or has followed. */
function BusyLayout({
  board,
  ...rest
}: { readonly board: Board } & Omit<ComponentProps<typeof Layout>, 'busy' | 'updating'>) {
  const { t } = useText();
  const older = useLate(useStore(board.store, isOlder), noticed);
  return (
    <Layout {...rest} busy={useStore(board.store, isBusy)} updating={older ? t('app.updating') : null} />
  );
}

/** Figures of an older choice that stand for longer than this, in ms, are taken for those of the newer one. */
const noticed = 150;

/** Whether the figures on the screen are of an older choice, other than while a drag makes one after the other. */
function isOlder({ shown, choice, dragging, failure }: BoardState): boolean {
  return shown !== null && !dragging && !failure && shown.screen.filter !== choice.filter;
}

function actionsOf(board: Board): ViewActions {
  return {
    onFilter: (change) => board.choose({ filter: change(board.store.getState().choice.filter) }),
    onDragging: (dragging) => board.setDragging(dragging),
    onMeasure: (measure) => board.choose({ measure }),
    onMap: (map) => board.choose({ map }),
    onList: (measure, filter) => board.choose({ list: { measure, filter }, request: null }),
    onAreas: () => board.choose({ view: 'areas' }),
    onBeside: (areas) => board.choose({ view: null, beside: besideOf(areas) }),
    onComparison: (comparison) => board.choose({ comparison }),
    onProof: ({ filter, comparison, measure, list }) =>
      board.choose({ filter, comparison, measure, list, request: null }),
  };
}

function isBusy({ shown, choice, dragging, engine, failure }: BoardState): boolean {
  if (!engine || !shown || failure) return false;
  // After a drag the exact answers are still to come.
  if (shown.passing && !dragging) return true;
  return isAskedAnew(shown.screen, choice);
}

/** Who went to other data was on a control that is gone: reading goes on at what says whose they are, or at the figures. */
function useFocusOnNewData(ready: boolean, data: number | null): void {
  const last = useRef(data);
  useEffect(() => {
    if (!ready || last.current === data) return;
    last.current = data;
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>('[data-own-banner], #main')?.focus();
  }, [ready, data]);
}

/** The city's shapes; asked for once the first figures stand. */
function useGeometry(board: Board): Geometry {
  const files = useStore(board.store, (state) => state.opening?.files);
  const name = useStore(board.store, (state) => state.opening?.manifest.files.geometry?.name);
  const ready = useStore(paintedFirst, (state) => state.done);
  const [geometry, setGeometry] = useState<Geometry>('loading');
  useEffect(() => {
    const file = board.store.getState().opening?.manifest.files.geometry;
    if (!files || !ready) return;
    if (!file || file.name !== name) {
      setGeometry(null);
      return;
    }
    const abort = new AbortController();
    readJson(files, file, geometrySchema, abort.signal)
      .then((topology) => setGeometry({ topology }))
      .catch(() => {
        // The map then says that its shapes cannot be read, and lists the zones.
        if (!abort.signal.aborted) setGeometry({ topology: null });
      });
    return () => abort.abort();
  }, [board, files, name, ready]);
  return geometry;
}

function useLoadPoints(board: Board): LoadPoints | null {
  const engine = useStore(board.store, (state) => state.engine);
  return useMemo<LoadPoints | null>(
    () => engine && ((of: Filter, signal: AbortSignal) => engine.points(of ?? emptyFilter, signal)),
    [engine],
  );
}

function useAskBeside(board: Board): AskBeside | null {
  const engine = useStore(board.store, (state) => state.engine);
  return useMemo<AskBeside | null>(
    () => engine && (async (asks, signal) => (await engine.answer(asks, { signal })).answers),
    [engine],
  );
}
