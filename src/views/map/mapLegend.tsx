import type { ReactNode } from 'react';
import { type Breaks, roundest } from '../../analysis/classBreaks.ts';
import { unbroken } from '../../i18n/format.ts';
import { useText } from '../../i18n/Provider.tsx';
import type { Text } from '../../i18n/text.ts';
import type { DayRange } from '../../model/filter.ts';
import { type MeasureId, measures } from '../../model/measures.ts';
import { fewestBehind } from '../../model/rule.ts';
import { heatColours, paler, type Theme } from '../../ui/map/ramps.ts';
import { Tip } from '../../ui/Tip.tsx';
import { useSettled } from '../settled.ts';
import { radiusOf, type Scale, type ScaleCounts } from './mapScale.ts';

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
  /** Requests in no zone, and outside of the city; shown where there are any. */
  readonly offMap: { readonly unplaced: number; readonly outside: number };
  /** The days that the data reach over. */
  readonly reach: DayRange | null;
  /** Whether the measure has a target to part the colours around, and whether it does. */
  readonly around: boolean | null;
  readonly onAround: (around: boolean) => void;
  /** Whether the steps are made for what is shown, instead of staying as they are. */
  readonly fitted: boolean;
  readonly onFitted: (fitted: boolean) => void;
  /** Whether rings show where something has just happened. */
  readonly pulsing: boolean;
}

/** What the colours and circles of the map mean, with how many zones there are of each. */
export function MapLegend(props: Props) {
  const { scale, counts, passing, offMap, reach, around, onAround, fitted, onFitted, pulsing } = props;
  const text = useText();
  const { t, formats } = text;
  const { measure } = scale;
  const zones = (count: number) => t('map.legend.zones', { count });
  const unit = measures[measure].unit === 'count' ? t('map.legend.requests') : '';
  return (
    <section className="map-legend" data-map-panel="" aria-label={t('map.legend.label')}>
      <p className="map-legend-title">
        {t(`measure.${measure}`)} <Counted text={text} scale={scale} counts={counts} />
        {unit && <span className="map-legend-unit"> · {unit}</span>}
      </p>
      {counts.outside ? (
        <p className="map-note">
          {reach ? t('figures.outside', { period: unbroken(formats.range(reach)) }) : t('cell.outside')}
        </p>
      ) : scale.large === null ? (
        <Ramp text={text} scale={scale} counts={counts} passing={passing} />
      ) : (
        <Circles text={text} measure={measure} large={scale.large} />
      )}
      <div className="map-legend-foot">
        <ul className="map-blanks">
          {counts.zero > 0 && scale.zero && (
            <Swatch colour={scale.zero} count={zones(counts.zero)}>
              {t('map.legend.zero')}
            </Swatch>
          )}
          {counts.thin > 0 && (
            <Swatch thin={scale} count={zones(counts.thin)}>
              {t('map.legend.thin', { count: fewestBehind(measure) })}
            </Swatch>
          )}
          {(['noData', 'tooFew', 'suppressed'] as const).map(
            (kind) =>
              counts[kind] > 0 && (
                <Swatch key={kind} blank={kind} count={zones(counts[kind])}>
                  {t(`map.legend.${kind}`)}
                </Swatch>
              ),
          )}
          {pulsing && (
            <li>
              <span className="map-ring" aria-hidden="true" />
              {t('map.legend.pulse')}
            </li>
          )}
        </ul>
        {!counts.outside && (
          <div className="map-legend-choices">
            {around !== null && (
              <label className="map-around">
                <input
                  type="checkbox"
                  checked={around}
                  onChange={(event) => onAround(event.target.checked)}
                />
                {t('map.legend.around')}
              </label>
            )}
            <label className="map-around">
              <input type="checkbox" checked={fitted} onChange={(event) => onFitted(event.target.checked)} />
              {t('map.legend.fit')}
            </label>
          </div>
        )}
      </div>
      {(offMap.unplaced > 0 || offMap.outside > 0) && (
        <p className="map-unplaced">
          {[
            offMap.unplaced > 0 && t('map.legend.unplaced', { count: offMap.unplaced }),
            offMap.outside > 0 && t('map.legend.outside', { count: offMap.outside }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </section>
  );
}

interface RampProps {
  readonly text: Text;
  readonly scale: Scale;
  readonly counts: ScaleCounts;
  readonly passing: boolean;
}

/** The classes of a rate, with their breaks and the side that misses the target. */
function Ramp({ text, scale, counts, passing }: RampProps) {
  const { t } = text;
  const { measure, breaks, colours, goal } = scale;
  const { better } = measures[measure];
  const words = useSettled(passing, () => ({
    classes: colours.map((_, index) => className(text, measure, breaks, index)),
    counts: colours.map((_, index) => t('map.legend.zones', { count: counts.classes[index] ?? 0 })),
    target: goal !== null && t('map.legend.target', { value: legendNumber(text, measure, goal) }),
  }));
  return (
    <>
      <div className="map-ramp" aria-hidden="true">
        {colours.map((colour, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a class is its place in the ramp
            key={index}
            className="map-class"
            style={{ background: colour }}
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
    </>
  );
}

/** How many zones are of each colour and sign, said when it is asked. */
function Counted({ text, scale, counts }: Omit<RampProps, 'passing'>) {
  const { t } = text;
  const { measure, breaks, colours } = scale;
  const zones = (count: number) => t('map.legend.zones', { count });
  const classes =
    scale.large === null
      ? colours.map(
          (_, index) => `${className(text, measure, breaks, index)}: ${zones(counts.classes[index] ?? 0)}`,
        )
      : [zones(counts.classes[0] ?? 0)];
  const blanks = (['zero', 'thin', 'noData', 'tooFew', 'suppressed'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${t(`map.legend.${kind}`, { count: fewestBehind(measure) })}: ${zones(counts[kind])}`);
  return counts.outside ? null : (
    <Tip label={t('map.legend.label')} text={[...classes, ...blanks, t('map.legend.fit.why')].join(' · ')} />
  );
}

interface CirclesProps {
  readonly text: Text;
  readonly measure: MeasureId;
  readonly large: number;
}

/** Three circles of a count, as large as they are on the map, with what they stand for. */
function Circles({ text, measure, large }: CirclesProps) {
  const shown = [...new Set([large, roundest(large / 6, large / 3), roundest(large / 30, large / 15)])];
  return (
    <ul className="map-circles">
      {shown
        .map((value) => Math.max(1, Math.round(value)))
        .filter((value, index, all) => all.indexOf(value) === index)
        .map((value) => (
          <li key={value}>
            <span
              className="map-circle"
              aria-hidden="true"
              style={{
                inlineSize: 2 * radiusOf(large, value),
                blockSize: 2 * radiusOf(large, value),
              }}
            />
            <bdi className="num">{legendNumber(text, measure, value)}</bdi>
          </li>
        ))}
    </ul>
  );
}

interface SwatchProps {
  readonly colour?: string;
  readonly blank?: 'noData' | 'tooFew' | 'suppressed';
  /** The scale whose colours are shown pale. */
  readonly thin?: Scale;
  /** How many zones are of it, in words. */
  readonly count: string;
  readonly children: ReactNode;
}

function Swatch({ colour, blank, thin, count, children }: SwatchProps) {
  const ends =
    thin && [thin.colours[0]!, thin.colours[thin.colours.length - 1]!].map((end) => paler(thin.theme, end));
  const background = ends ? `linear-gradient(90deg, ${ends[0]} 50%, ${ends[1]} 50%)` : colour;
  return (
    <li>
      <span
        className="map-swatch"
        data-blank={blank}
        style={background ? { background } : undefined}
        aria-hidden="true"
      />
      {children}
      <span className="sr">: {count}</span>
    </li>
  );
}

/** The state of the points that a heat map is drawn from. */
export type HeatState =
  | { readonly kind: 'starting' | 'loading' | 'unavailable' }
  | {
      readonly kind: 'drawn';
      readonly requests: number;
      /** Requests at the point that has most. */
      readonly most: number;
    };

interface HeatProps {
  readonly theme: Theme;
  readonly state: HeatState;
  /** Requests of the choice, with a point or without; null while that is not known. */
  readonly total: number | null;
  /** Size of the grid that points are rounded to, in metres. */
  readonly metres: number;
}

/** What a heat map shows: fewer to more, how many requests, how exact. */
export function HeatLegend({ theme, state, total, metres }: HeatProps) {
  const { t, direction, formats } = useText();
  const stops = heatColours[theme].map(([r, g, b, a]) => `rgb(${r} ${g} ${b} / ${a / 255})`).join(', ');
  const drawn = state.kind === 'drawn' && state.requests > 0;
  return (
    <section className="map-legend" data-map-panel="" aria-label={t('map.legend.label')}>
      <p className="map-legend-title">{t('map.heat.title')}</p>
      {drawn && (
        <p className="map-heat-ramp">
          <bdi className="num">{formats.count(1)}</bdi>
          <span
            className="map-gradient"
            aria-hidden="true"
            style={{ background: `linear-gradient(to ${direction === 'rtl' ? 'left' : 'right'}, ${stops})` }}
          />
          <span>{t('map.heat.most', { count: state.most })}</span>
        </p>
      )}
      <p className="map-note" role="status">
        {state.kind === 'drawn'
          ? drawn
            ? [
                t('map.heat.drawn', { count: state.requests, metres }),
                total !== null &&
                  total > state.requests &&
                  t('map.heat.without', { count: total - state.requests }),
              ]
                .filter(Boolean)
                .join(direction === 'rtl' ? '؛ ' : '; ')
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
