import { lazy, Suspense, useCallback, useContext, useEffect, useId, useMemo, useState } from 'react';
import { pointsClaim } from '../../analysis/claims/counts.ts';
import { extremesClaim } from '../../analysis/claims/extremes.ts';
import { useText } from '../../i18n/Provider.tsx';
import type { MapMode } from '../../model/choice.ts';
import type { Cell } from '../../model/measures.ts';
import { askBefore, asks } from '../../model/screen.ts';
import type { Place } from '../../model/zones.ts';
import { Boundary } from '../../ui/Card.tsx';
import { CardMenu } from '../../ui/CardMenu.tsx';
import { goToColumnA } from '../../ui/Layout.tsx';
import { afterFirstPaint } from '../../ui/map/afterFirstPaint.ts';
import type { MapTarget, ZoneFill } from '../../ui/map/island.ts';
import { useMapPalette } from '../../ui/map/palette.ts';
import { Sentence } from '../../ui/Sentence.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { zonesOf } from '../areas/area.ts';
import { useCardLabels } from '../card/Panel.tsx';
import { useSaid } from '../card/useSaid.ts';
import { cardActions } from '../files/cardFiles.ts';
import { type PartOf, pictureActions } from '../files/pictures.ts';
import { useBasemap } from './mapBasemap.ts';
import { MapCard } from './mapCard.tsx';
import { chooseArea } from './mapChoice.ts';
import { noFills, placeFillsOf, totalOf } from './mapFills.ts';
import { useMapFocus } from './mapFocus.tsx';
import { GeometryContext } from './mapGeometry.ts';
import { useHeat } from './mapHeat.ts';
import { otherNames, placeMarks, zoneLabels } from './mapLabels.ts';
import { HeatLegend, MapLegend, pointMetres } from './mapLegend.tsx';
import { zoneGoal } from './mapMeasures.ts';
import { PulsesContext } from './mapPulse.ts';
import { countScale, fillOf, makeScale } from './mapScale.ts';
import { boundsOf, homeOf, peopled, placed, shapesOf } from './mapShapes.ts';
import { useMapState } from './mapState.ts';
import { MapTable } from './mapTable.tsx';
import { MapTiles } from './mapTiles.tsx';
import { AddToggle, AreasButton, MeasurePicker, ModePicker, TableToggle } from './mapTools.tsx';
import { offMap, placeRows, zoneRows } from './mapZones.ts';
import './map.css';
import { read, type View, type ViewProps } from '../view.ts';
import { zoneTable } from './zoneTable.ts';

const MapCanvas = lazy(() =>
  import('../../ui/map/MapCanvas.tsx').then(({ MapCanvas }) => ({ default: MapCanvas })),
);

/** The map with its legend, or the table in its place. */
const partOfMap: PartOf = (from) =>
  from.closest('.map-view')?.querySelector<HTMLElement>('.map, .map-list') ?? null;

function Component(props: ViewProps) {
  const { screen, frame, passing, filter, map: mode } = props;
  const { onFilter, onMeasure, onMap, onList, onAreas } = props;
  const text = useText();
  const { t, name } = text;
  const { measure, city, manifest } = screen;
  const palette = useMapPalette();
  const geometry = useContext(GeometryContext);
  const focus = useMapFocus();
  const { adding, setAdding } = focus;
  const pulses = useContext(PulsesContext);
  const cardLabels = useCardLabels();
  const describedBy = useId();
  const { state, on } = useMapState();
  const { around, fitted, hover } = state;
  const [asTable, unavailable] = [state.form === 'table', state.form === 'unavailable'];
  const painted = useAfterFirstPaint();

  const shapes = useMemo(() => shapesOf(geometry), [geometry]);
  const drawn = typeof shapes === 'object' && 'zones' in shapes && !unavailable ? shapes : null;

  const zones = useMemo(() => {
    const ask = asks.zones(screen);
    const asked = askBefore(screen, ask);
    const answer = read(frame, ask);
    const earlier = read(frame, asked);
    if (!answer) return null;
    const now = { ask, answer };
    const before = asked && earlier ? { ask: asked, answer: earlier } : null;
    return {
      now,
      rows: zoneRows(screen, now, null, [screen.measure]),
      offMap: offMap(screen, now),
      /** All measures with their changes, for a table or a card. */
      whole: () => zoneRows(screen, now, before),
    };
  }, [screen, frame]);

  const goal = zoneGoal(measure, manifest.goals, screen.goalChoice);
  const { scale, counts, fills } = useMemo(() => {
    const cells = (zones?.rows ?? []).map((row): Cell => row.cells[measure] ?? { kind: 'noData' });
    const scale = makeScale(measure, cells, {
      theme: palette.theme,
      goal: around ? goal : null,
      fixed: fitted ? null : screen,
    });
    const fills = new Map<string, ZoneFill>();
    for (const row of zones?.rows ?? []) {
      const fill = fillOf(scale, row.cells[measure] ?? { kind: 'noData' });
      if (fill) fills.set(row.area.id, fill);
    }
    return { scale, counts: countScale(scale, cells), fills };
  }, [screen, zones, measure, goal, around, fitted, palette.theme]);
  const placeFills = useMemo(() => placeFillsOf(screen, frame, scale), [screen, frame, scale]);

  const basemap = useBasemap(drawn !== null && painted, text.language);
  const streets = state.streets === 'failed' ? null : basemap;

  const labels = useMemo(() => zoneLabels(placed(city.zones.zones, drawn), name), [city, drawn, name]);
  const names = useMemo(() => otherNames(city.zones, name), [city, name]);
  const marks = useMemo(() => placeMarks(city.zones.places, name), [city, name]);
  const home = useMemo(() => (drawn ? homeOf(city.zones.zones, drawn) : null), [city, drawn]);
  const chosen = useMemo(() => zonesOf(city, filter), [city, filter]);
  const chosenPlaces = useMemo(() => new Set(filter.place), [filter.place]);
  const shown = useMemo(
    () => (drawn ? boundsOf(peopled(city.zones.zones, chosen), drawn) : null),
    [city, chosen, drawn],
  );

  const texts = useMemo(
    () => ({
      map: t('map.label'),
      zoomIn: t('map.zoomIn'),
      zoomOut: t('map.zoomOut'),
      home: t('map.home'),
      streets: t('map.streets'),
      twoFingers: t('map.twoFingers'),
    }),
    [t],
  );
  const choose = useCallback(
    ({ kind, id }: MapTarget, add: boolean) =>
      onFilter((now) => chooseArea(city, now, kind, id, add || adding)),
    [city, onFilter, adding],
  );
  const chooseZone = useCallback((id: string, add: boolean) => choose({ kind: 'zone', id }, add), [choose]);
  const onMode = useCallback(
    (next: MapMode) => {
      onMap(next);
      if (next === 'heat') on.table(false);
    },
    [onMap, on],
  );

  const hasPoints = manifest.fields.includes('pointLon') && manifest.fields.includes('pointLat');
  const heat = useHeat(mode === 'heat' && drawn !== null, screen.filter, frame.version, hasPoints);
  const { sentence, onSentence } = useSaid(props, () => {
    if (mode === 'heat' && heat.state.kind === 'drawn') return pointsClaim(screen, heat.state.requests);
    return zones && extremesClaim(screen, zones.now.ask, zones.now.answer);
  });

  const inList = asTable || unavailable;
  const listedRows = useMemo(() => (inList ? zones?.whole() : undefined), [inList, zones]);
  const legend = zones && (
    <MapLegend
      scale={scale}
      counts={counts}
      passing={passing}
      offMap={zones.offMap}
      around={goal === null ? null : around}
      onAround={on.around}
      reach={screen.reach}
      fitted={fitted}
      onFitted={on.fitted}
      pulsing={pulses !== null && manifest.live === true}
    />
  );
  const pictured = {
    title:
      mode === 'heat' && !inList ? t('map.heat.title') : t('map.zones', { measure: t(`measure.${measure}`) }),
    filter: screen.filter,
  };
  const listed = !drawn && shapes !== 'loading';
  const row = useMemo(() => {
    if (!hover) return undefined;
    const ask = asks.places(screen);
    const answer = hover.kind === 'place' ? read(frame, ask) : undefined;
    const rows = answer ? placeRows(screen, { ask, answer }) : hover.kind === 'zone' ? zones?.whole() : [];
    return rows?.find(({ area }) => area.id === hover.id);
  }, [hover, screen, frame, zones]);
  const inZone =
    hover?.kind === 'place' ? city.words.zone[city.codeOf('zone', (row?.area as Place)?.zone ?? '')] : null;
  return (
    <section
      className="map-view"
      data-view="map"
      data-map-area=""
      aria-label={t('map.zones', { measure: t(`measure.${measure}`) })}
    >
      <Sentence id={describedBy} onProof={onSentence}>
        {sentence}
      </Sentence>
      <div className="map-tools" data-map-panel="">
        {drawn && <ModePicker mode={mode} onMode={onMode} />}
        {(mode === 'zones' || asTable) && (
          <MeasurePicker fields={screen.fields} measure={measure} onMeasure={onMeasure} />
        )}
        {zones && <AddToggle adding={adding} onAdding={setAdding} />}
        {zones && !unavailable && <TableToggle asTable={asTable} onTable={on.table} />}
        <AreasButton onAreas={onAreas} />
        {zones && (
          <CardMenu
            label={`${t('map.title')}: ${t('card.more')}`}
            actions={[
              ...cardActions(text, screen, zoneTable(text, screen, zones.whole), onList, false),
              ...(drawn || inList
                ? pictureActions(text, screen, pictured, partOfMap, inList ? undefined : ['png'])
                : []),
            ]}
          />
        )}
      </div>
      {unavailable && (
        <div className="map-why" role="alert">
          <p className="map-why-title">{t('map.unavailable.title')}</p>
          <p>{t('map.unavailable.body')}</p>
        </div>
      )}
      {typeof shapes === 'object' && 'fault' in shapes && (
        <p className="map-why" role="alert">
          {t('map.broken', { detail: shapes.fault })}
        </p>
      )}
      {shapes === 'none' && !asTable && <p className="map-why">{t('map.noShapes')}</p>}
      {zones && inList && (
        <section className="map-list" aria-label={t('map.title')}>
          <MapTable
            caption={sentence}
            rows={listedRows ?? []}
            measure={measure}
            goal={goal}
            chosen={chosen}
            onChoose={chooseZone}
          />
        </section>
      )}
      {zones && listed && !asTable && !unavailable && (
        <div className="map-list">
          {legend}
          <MapTiles
            rows={zones.rows}
            measure={measure}
            scale={scale}
            goal={goal}
            chosen={chosen}
            onChoose={chooseZone}
          />
        </div>
      )}
      {!asTable && !listed && (
        <div className="map-room" aria-busy={!zones}>
          {drawn && painted ? (
            <Boundary labels={cardLabels}>
              <Suspense fallback={<Waiting label={t('map.loading')} />}>
                <MapCanvas
                  shapes={drawn}
                  fills={mode === 'zones' ? fills : noFills}
                  placeFills={mode === 'zones' ? placeFills : noFills}
                  labels={labels}
                  names={names}
                  places={marks}
                  chosen={chosen}
                  chosenPlaces={chosenPlaces}
                  marked={focus.zone}
                  shown={shown}
                  home={home}
                  heat={heat.points}
                  streets={streets}
                  streetsShown={state.streets === 'shown'}
                  onStreets={on.streets}
                  pulses={pulses}
                  texts={texts}
                  describedBy={describedBy}
                  attribution={[
                    drawn.source?.[text.language] ?? (manifest.approximateZones ? t('map.schematic') : ''),
                    streets && state.streets === 'shown' ? streets.attribution : '',
                    state.streets === 'failed' ? t('map.streets.unavailable') : '',
                  ].filter((part) => part !== '')}
                  onHover={on.hover}
                  onChoose={choose}
                  onUnavailable={on.mapFailed}
                  onHeatUnavailable={on.heatFailed}
                  onStreetsUnavailable={on.streetsFailed}
                >
                  {mode === 'heat' ? (
                    <HeatLegend
                      theme={palette.theme}
                      state={state.heatFailed ? { kind: 'unavailable' } : heat.state}
                      total={totalOf(screen, frame)}
                      metres={pointMetres(manifest.pointStep)}
                    />
                  ) : (
                    legend
                  )}
                  {hover && row && (
                    <MapCard
                      key={`${hover.kind}-${hover.id}`}
                      row={row}
                      inZone={inZone ? name(inZone) : null}
                      shown={measure}
                      against={screen.before?.kind ?? null}
                      x={hover.x}
                      y={hover.y}
                      by={hover.by}
                      onClose={on.cardClosed}
                      onMore={
                        (hover.kind === 'zone' ? chosen : chosenPlaces).has(hover.id) ? goToColumnA : null
                      }
                    />
                  )}
                </MapCanvas>
              </Suspense>
            </Boundary>
          ) : (
            <Waiting label={t('map.loading')} />
          )}
        </div>
      )}
    </section>
  );
}

function Waiting({ label }: { readonly label: string }) {
  return (
    <div className="map-waiting">
      <span className="sr">{label}</span>
      <Skeleton rows={1} />
    </div>
  );
}

function useAfterFirstPaint(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => afterFirstPaint(() => setPainted(true)), []);
  return painted;
}

/** The map of zones and places, with a heat map of points beside it, and the same zones as a table. */
export const mapView: View = {
  id: 'map',
  asks: (screen) => {
    const zones = asks.zones(screen);
    const before = askBefore(screen, zones);
    return [zones, ...(before ? [before] : []), asks.places(screen)];
  },
  Component,
};
