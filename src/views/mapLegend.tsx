import type { ReactNode } from 'react';
import type { Breaks } from '../analysis/classBreaks.ts';
import { useText } from '../i18n/Provider.tsx';
import type { Text } from '../i18n/text.ts';
import { type MeasureId, measures } from '../model/measures.ts';
import { heatColours, paler, type Theme } from '../ui/map/ramps.ts';
import { fewestRequests, type Scale, type ScaleCounts } from './mapScale.ts';
import { useSettled } from './settled.ts';

/** A value as a legend writes it: as short as its class breaks allow. */
export function legendNumber(text: Text, measure: MeasureId, value: number): string {
  const { unit } = measures[measure];
  if (unit === 'hours') return shortDuration(text, value);
  if (unit === 'share') {
    const digits = Math.abs(value * 100 - Math.round(value * 100)) < 1e-9 ? 0 : 1;
    return text.formats.number(value, {
      style: 'percent',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  }
  return text.formats.number(value, { maximumSignificantDigits: 4 });
}

function shortDuration(text: Text, hours: number): string {
  const unit = hours < 1 ? 'minute' : hours < 72 ? 'hour' : 'day';
  return text.formats.number(unit === 'minute' ? hours * 60 : unit === 'hour' ? hours : hours / 24, {
    style: 'unit',
    unit,
    unitDisplay: 'narrow',
    maximumFractionDigits: unit === 'minute' ? 0 : 1,
  });
}

/** What one class holds, in words: below 78 %, 78 % to 83 %, 98 % and more. */
export function className(text: Text, measure: MeasureId, breaks: Breaks, index: number): string {
  const from = breaks[index - 1];
  const to = breaks[index];
  const number = (value: number) => legendNumber(text, measure, value);
  if (from === undefined) return to === undefined ? '' : text.t('map.legend.below', { value: number(to) });
  if (to === undefined) return text.t('map.legend.from', { value: number(from) });
  return text.t('map.legend.between', { from: number(from), to: number(to) });
}

interface Props {
  readonly scale: Scale;
  readonly counts: ScaleCounts;
  /** As in `ViewProps`. */
  readonly passing: boolean;
  /** Requests in no zone; shown where there are any. */
  readonly unplaced: number;
  /** Whether the measure has a target to part the colours around, and whether it does. */
  readonly around: boolean | null;
  readonly onAround: (around: boolean) => void;
}

/** What the colours of the map mean, with how many zones there are of each. */
export function MapLegend({ scale, counts, passing, unplaced, around, onAround }: Props) {
  const text = useText();
  const { t } = text;
  const { measure, breaks, colours, goal } = scale;
  const zones = (count: number) => t('map.legend.zones', { count });
  const better = measures[measure].better;
  const words = useSettled(passing, () => ({
    classes: colours.map((_, index) => className(text, measure, breaks, index)),
    counts: colours.map((_, index) => zones(counts.classes[index] ?? 0)),
    target: goal !== null && t('map.legend.target', { value: legendNumber(text, measure, goal) }),
  }));
  return (
    <section className="map-legend" data-map-panel="" aria-label={t('map.legend.label')}>
      <p className="map-legend-title">{t(`measure.${measure}`)}</p>
      <div className="map-ramp" aria-hidden="true">
        {colours.map((colour, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a class is its place in the ramp
            key={index}
            className="map-class"
            style={{ background: colour }}
            title={[words.classes[index], words.counts[index]].join(' · ')}
          >
            {index < breaks.length && (
              <span className="map-break" data-target={breaks[index] === goal || undefined}>
                <bdi>{legendNumber(text, measure, breaks[index]!)}</bdi>
              </span>
            )}
          </span>
        ))}
      </div>
      {goal !== null && (
        <p className="map-sides" aria-hidden="true">
          <span>{t(better === 'up' ? 'map.legend.missed' : 'map.legend.met')}</span>
          <span>{t(better === 'up' ? 'map.legend.met' : 'map.legend.missed')}</span>
        </p>
      )}
      <ul className="sr">
        {words.target !== false && <li>{words.target}</li>}
        {words.classes.map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a class is its place in the ramp
          <li key={index}>
            {name}: {words.counts[index]}
          </li>
        ))}
      </ul>
      <div className="map-legend-foot">
        <ul className="map-blanks">
          {counts.zero > 0 && scale.zero && (
            <Swatch colour={scale.zero} title={zones(counts.zero)}>
              {t('map.legend.zero')}
            </Swatch>
          )}
          {counts.thin > 0 && (
            <Swatch thin={scale} title={zones(counts.thin)}>
              {t('map.legend.thin', { count: fewestRequests })}
            </Swatch>
          )}
          {(['noData', 'tooFew', 'suppressed'] as const).map(
            (kind) =>
              counts[kind] > 0 && (
                <Swatch key={kind} blank={kind} title={zones(counts[kind])}>
                  {t(`map.legend.${kind}`)}
                </Swatch>
              ),
          )}
        </ul>
        {around !== null && (
          <label className="map-around">
            <input type="checkbox" checked={around} onChange={(event) => onAround(event.target.checked)} />
            {t('map.legend.around')}
          </label>
        )}
      </div>
      {unplaced > 0 && <p className="map-unplaced">{t('map.legend.unplaced', { count: unplaced })}</p>}
    </section>
  );
}

interface SwatchProps {
  readonly colour?: string;
  readonly blank?: 'noData' | 'tooFew' | 'suppressed';
  /** The scale whose colours are shown pale. */
  readonly thin?: Scale;
  readonly title: string;
  readonly children: ReactNode;
}

function Swatch({ colour, blank, thin, title, children }: SwatchProps) {
  const ends =
    thin && [thin.colours[0]!, thin.colours[thin.colours.length - 1]!].map((end) => paler(thin.theme, end));
  const background = ends ? `linear-gradient(90deg, ${ends[0]} 50%, ${ends[1]} 50%)` : colour;
  return (
    <li title={title}>
      <span
        className="map-swatch"
        data-blank={blank}
        style={background ? { background } : undefined}
        aria-hidden="true"
      />
      {children}
      <span className="sr">: {title}</span>
    </li>
  );
}

/** The state of the points that a heat map is drawn from. */
export type HeatState =
  | { readonly kind: 'starting' | 'loading' | 'unavailable' }
  | { readonly kind: 'drawn'; readonly requests: number };

interface HeatProps {
  readonly theme: Theme;
  readonly state: HeatState;
  /** Size of the grid that points are rounded to, in metres. */
  readonly metres: number;
}

/** What a heat map shows: fewer to more, how many requests, how exact. */
export function HeatLegend({ theme, state, metres }: HeatProps) {
  const { t, direction } = useText();
  const stops = heatColours[theme].map(([r, g, b, a]) => `rgb(${r} ${g} ${b} / ${a / 255})`).join(', ');
  const drawn = state.kind === 'drawn' && state.requests > 0;
  return (
    <section className="map-legend" data-map-panel="" aria-label={t('map.legend.label')}>
      <p className="map-legend-title">{t('map.heat.title')}</p>
      {drawn && (
        <p className="map-heat-ramp">
          <span>{t('map.heat.fewer')}</span>
          <span
            className="map-gradient"
            aria-hidden="true"
            style={{ background: `linear-gradient(to ${direction === 'rtl' ? 'left' : 'right'}, ${stops})` }}
          />
          <span>{t('map.heat.more')}</span>
        </p>
      )}
      <p className="map-note" role="status">
        {state.kind === 'drawn'
          ? drawn
            ? t('map.heat.drawn', { count: state.requests, metres })
            : t('map.heat.none')
          : t(`map.heat.${state.kind}`)}
      </p>
    </section>
  );
}

/** The grid of rounded points in metres, north to south, in two significant digits. */
export function pointMetres(step: number): number {
  return Number((step * 111_195).toPrecision(2));
}
