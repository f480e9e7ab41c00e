import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Board, BoardState } from '../board/board.ts';
import { readJson } from '../feed/files.ts';
import { referenceBook } from '../feed/snapshotFeed.ts';
import { Provider, useText } from '../i18n/Provider.tsx';
import { emptyFilter, type Filter } from '../model/filter.ts';
import type { MeasureId } from '../model/measures.ts';
import { geometrySchema } from '../model/zones.ts';
import { Layout } from '../ui/Layout.tsx';
import { MapFocusProvider } from '../views/mapFocus.tsx';
import { type Geometry, GeometryContext } from '../views/mapGeometry.ts';
import { type LoadPoints, PointsContext } from '../views/mapPoints.ts';
import type { View, ViewProps } from '../views/view.ts';
import { paintedFirst } from './boot.ts';
import { HeaderBar } from './HeaderBar.tsx';
import { ImportPlace } from './import/ImportPlace.tsx';
import { ListPanel, type References } from './ListPanel.tsx';
import { Notice } from './Notice.tsx';
import { openList } from './navigation.ts';
import { Opening } from './Opening.tsx';
import { OwnBanner } from './OwnBanner.tsx';
import { ownData } from './ownData.ts';
import { preferences } from './preferences.ts';
import { columnA, parts } from './views.ts';

/** The page: the one place where the board meets the views. */
export function App({ board, retry }: { readonly board: Board; readonly retry: () => void }) {
  const { language, digits } = useStore(preferences);
  return (
    <Provider language={language} digits={digits}>
      <Page board={board} retry={retry} />
      <ImportPlace board={board} />
    </Provider>
  );
}

function Page({ board, retry }: { readonly board: Board; readonly retry: () => void }) {
  const { t } = useText();
  const shown = useStore(board.store, (state) => state.shown);
  const own = useStore(ownData, (state) => state.shown);
  const filter = useStore(board.store, (state) => state.filter);
  const busy = useStore(board.store, isBusy);
  const geometry = useGeometry(board);
  const loadPoints = useLoadPoints(board);
  const references = useReferences(board);
  const onFilter = useCallback((next: Filter) => board.setFilter(next), [board]);
  const onMeasure = useCallback((next: MeasureId) => board.setMeasure(next), [board]);
  const onList = useCallback(
    (measure: MeasureId, of: Filter) => openList.setState({ list: { measure, filter: of } }),
    [],
  );
  const props = useMemo<ViewProps | null>(
    () => shown && { ...shown, filter, onFilter, onMeasure, onList },
    [shown, filter, onFilter, onMeasure, onList],
  );
  useFocusOnNewData(props !== null, own?.id ?? null);
  if (!props) return <Opening board={board} retry={retry} />;
  const draw = (views: readonly View[]) =>
    views.map(({ id, Component }) => <Component key={id} {...props} />);
  return (
    // Views of other data start anew: what they remember is of a city that is not there any more.
    <MapFocusProvider key={own?.id ?? 'served'}>
      <GeometryContext.Provider value={geometry}>
        <PointsContext.Provider value={loadPoints}>
          <Layout
            skipLabel={t('app.skip')}
            header={<HeaderBar board={board} props={props} />}
            notice={
              <>
                <OwnBanner board={board} />
                <Notice board={board} retry={retry} />
              </>
            }
            figures={draw(parts.figures)}
            map={draw(parts.map)}
            a={draw(columnA(props.screen))}
            b={draw(parts.b)}
            time={draw(parts.time)}
            busy={busy}
          />
          <ListPanel board={board} screen={props.screen} references={references} />
        </PointsContext.Provider>
      </GeometryContext.Provider>
    </MapFocusProvider>
  );
}

function isBusy({ shown, filter, measure, engine, failure }: BoardState): boolean {
  if (!engine || !shown || failure) return false;
  return shown.screen.filter !== filter || shown.screen.measure !== measure;
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
  const opening = useStore(board.store, (state) => state.opening);
  const ready = useStore(paintedFirst, (state) => state.done);
  const [geometry, setGeometry] = useState<Geometry>('loading');
  const file = opening?.manifest.files.geometry;
  useEffect(() => {
    if (!opening || !ready) return;
    if (!file) {
      setGeometry(null);
      return;
    }
    const abort = new AbortController();
    readJson(opening.files, file, geometrySchema, abort.signal)
      .then((topology) => setGeometry({ topology }))
      .catch(() => {
        // The map then says that its shapes cannot be read, and lists the zones.
        if (!abort.signal.aborted) setGeometry({ topology: null });
      });
    return () => abort.abort();
  }, [opening, file, ready]);
  return geometry;
}

function useLoadPoints(board: Board): LoadPoints | null {
  const engine = useStore(board.store, (state) => state.engine);
  return useMemo<LoadPoints | null>(
    () => engine && ((of: Filter, signal: AbortSignal) => engine.points(of ?? emptyFilter, signal)),
    [engine],
  );
}

function useReferences(board: Board): References {
  const opening = useStore(board.store, (state) => state.opening);
  return useMemo<References>(() => (opening ? referenceBook(opening) : async () => []), [opening]);
}
