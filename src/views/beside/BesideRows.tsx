import type { ReactNode } from 'react';
import { nameOfKey } from '../../i18n/names.ts';
import { useText } from '../../i18n/Provider.tsx';
import { type MeasureId, measures } from '../../model/measures.ts';
import { verdictOf } from '../../model/rule.ts';
import type { Screen } from '../../model/screen.ts';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { Arrow, Mark } from '../../ui/Tone.tsx';
import { type AreaMeasure, type AreaSplit, areaGoal, areaMeasures, goalWords } from '../areas/allAreas.ts';
import { Value } from '../card/Value.tsx';
import {
  type BesideColumn,
  fromCity,
  partOfCity,
  standoutsOf,
  type TrendMeasure,
  topOfTrends,
  trendMeasures,
} from './besideAnswers.ts';

export interface RowsProps {
  readonly screen: Screen;
  readonly areas: readonly BesideColumn[];
  /** What the areas are held against. */
  readonly city: BesideColumn;
  /** Whether the city stands beside them. */
  readonly withCity: boolean;
}

function isKnown(screen: Screen, id: MeasureId): boolean {
  return measures[id].requires.every((column) => screen.fields.includes(column));
}

function Row({ name, note, children }: { name: string; note?: string; children: ReactNode }) {
  return (
    <tr>
      <th scope="row">
        {name}
        {note && <span className="beside-rownote">{note}</span>}
      </th>
      {children}
    </tr>
  );
}

/** A line between two groups of rows. */
export function BesideGroup({ title, columns }: { readonly title: string; readonly columns: number }) {
  return (
    <tr className="beside-group">
      <th scope="rowgroup" colSpan={columns + 1}>
        <span>{title}</span>
      </th>
    </tr>
  );
}

/** The lines over the period; those of the areas have one scale, so that they can be held against each other. */
export function TrendRows({ screen, areas, city, withCity }: RowsProps) {
  const { t, formats } = useText();
  const line = (column: BesideColumn, measure: TrendMeasure, high: number) => (
    <div className="beside-trend">
      <Sparkline
        values={column.trends[measure].values}
        ripe={column.trends[measure].ripe}
        scale={{ low: 0, high }}
        label={t('movers.trend', { measure: t(`measure.${measure}`), what: column.line.name })}
      />
    </div>
  );
  return trendMeasures
    .filter((measure) => isKnown(screen, measure))
    .map((measure) => {
      const isShare = measures[measure].unit === 'share';
      const top = isShare ? 1 : topOfTrends(areas, measure);
      const cityTop = isShare ? 1 : topOfTrends([city], measure);
      return (
        <Row
          key={measure}
          name={t(`measure.${measure}`)}
          note={t('beside.upTo', { value: formats.goal(measure, top) })}
        >
          {areas.map((column) => (
            <td key={keyOf(column)} data-trend={measure}>
              {line(column, measure, top)}
            </td>
          ))}
          {withCity && (
            <td className="beside-of-city">
              {line(city, measure, cityTop)}
              {!isShare && (
                <span className="beside-rownote">
                  {t('beside.ownScale', { value: formats.goal(measure, cityTop) })}
                </span>
              )}
            </td>
          )}
        </Row>
      );
    });
}

function keyOf({ line }: BesideColumn): string {
  return `${line.kind} ${line.id}`;
}

/** The measures: each value with what is behind it, its change, how it differs from the city, and who stands out. */
export function MeasureRows({ screen, areas, city, withCity }: RowsProps) {
  const text = useText();
  const { t } = text;
  return areaMeasures
    .filter((measure) => isKnown(screen, measure))
    .map((measure) => {
      const goal = areaGoal(screen, measure);
      const { best, worst } = standoutsOf(areas, measure);
      return (
        <Row
          key={measure}
          name={t(`measure.${measure}`)}
          {...(goal === null ? {} : { note: goalWords(text, measure, goal) })}
        >
          {areas.map((column, at) => (
            <td
              key={keyOf(column)}
              data-measure-row={measure}
              data-stands={at === best ? 'best' : at === worst ? 'worst' : undefined}
            >
              <Measured column={column} measure={measure} goal={goal} />
              {(at === best || at === worst) && (
                <span className="beside-stands" data-tone={at === best ? 'good' : 'bad'}>
                  {t(at === best ? 'beside.best' : 'beside.worst')}
                </span>
              )}
              <AgainstCity column={column} city={city} measure={measure} />
            </td>
          ))}
          {withCity && (
            <td className="beside-of-city" data-measure-row={measure}>
              <Measured column={city} measure={measure} goal={goal} />
            </td>
          )}
        </Row>
      );
    });
}

interface MeasuredProps {
  readonly column: BesideColumn;
  readonly measure: AreaMeasure;
  readonly goal: number | null;
}

function Measured({ column: { line }, measure, goal }: MeasuredProps) {
  const { t, formats, direction } = useText();
  const cell = line.cells[measure];
  const missed = verdictOf(measure, cell, goal) === false;
  const news = line.changes[measure];
  const { unit } = measures[measure];
  const ofN = cell.kind === 'value' && unit !== 'count' && unit !== 'per1000';
  return (
    <>
      <span className="beside-value" data-tone={missed ? 'bad' : undefined}>
        {missed && <Mark met={false} />}
        <Value measure={measure} cell={cell} compact />
        {missed && <span className="sr">{t('goal.missed')}</span>}
        {ofN && <small className="num">{t('behind.of', { count: cell.n })}</small>}
      </span>
      {news && (
        <span className="beside-change" data-tone={news.tone} data-certain={news.certain || undefined}>
          <Arrow heading={news.heading} />
          <bdi className="num" dir={direction}>
            {formats.change(measure, news.change).replaceAll('\u00a0', ' ')}
          </bdi>
          {!news.certain && <span className="sr">{t('rule.chance')}</span>}
        </span>
      )}
    </>
  );
}

function AgainstCity({
  column,
  city,
  measure,
}: Omit<MeasuredProps, 'goal'> & { readonly city: BesideColumn }) {
  const { t, formats } = useText();
  const part = partOfCity(column, city, measure);
  if (part !== null)
    return <span className="beside-against">{t('beside.ofCity', { share: formats.share(part) })}</span>;
  const news = fromCity(column, city, measure);
  if (!news) return null;
  return (
    <span className="beside-against" data-tone={news.tone} data-certain={news.certain || undefined}>
      {t('beside.fromCity', { change: formats.change(measure, news.change) })}
      {!news.certain && <span className="sr">{t('rule.chance')}</span>}
    </span>
  );
}

/** What was received by category or by channel: its share of the area's, drawn on one scale over all columns. */
export function SplitRows({
  screen,
  areas,
  city,
  withCity,
  split,
}: RowsProps & { readonly split: AreaSplit }) {
  const text = useText();
  const { formats } = text;
  const words = screen.city.words[split];
  const all = withCity ? [...areas, city] : areas;
  const shareOf = ({ line }: BesideColumn, code: number) => {
    const { received } = line.cells;
    const total = received.kind === 'value' ? received.value : 0;
    return total > 0 ? (line.split[split][code] ?? 0) / total : 0;
  };
  const top = Math.max(...all.flatMap((column) => words.map((_, code) => shareOf(column, code))), 1e-9);
  const order = words
    .map((_, code) => code)
    .filter((code) => all.some(({ line }) => (line.split[split][code] ?? 0) > 0))
    .sort((a, b) => (city.line.split[split][b] ?? 0) - (city.line.split[split][a] ?? 0));
  return order.map((code) => (
    <Row key={code} name={nameOfKey(text, screen.city, split, code)}>
      {all.map((column) => (
        <td key={keyOf(column)} className={column === city ? 'beside-of-city' : undefined}>
          <span className="beside-bar">
            <span
              className="beside-bar-fill"
              style={{ inlineSize: `${(shareOf(column, code) / top) * 100}%` }}
            />
          </span>
          <span className="beside-split">
            <bdi className="num" data-split={split} data-value={column.line.split[split][code] ?? 0}>
              {formats.share(shareOf(column, code))}
            </bdi>
            <small className="num">{formats.count(column.line.split[split][code] ?? 0)}</small>
          </span>
        </td>
      ))}
    </Row>
  ));
}

/** The most frequent topics of each, and which are more frequent than in the city. */
export function TopicRow({ areas, city, withCity }: RowsProps) {
  const { t, formats } = useText();
  const all = withCity ? [...areas, city] : areas;
  return (
    <Row name={t('beside.topics')}>
      {all.map((column) => (
        <td key={keyOf(column)} className={column === city ? 'beside-of-city' : undefined}>
          {column.topics.length === 0 ? (
            t('beside.noTopics')
          ) : (
            <ol className="beside-topics">
              {column.topics.map((topic) => (
                <li key={topic.id}>
                  <bdi>{topic.name}</bdi>{' '}
                  <small className="num">
                    {formats.count(topic.received)}
                    {topic.times !== null && (
                      <>
                        {' · '}
                        <bdi data-times={topic.times > 1 ? 'more' : 'fewer'}>
                          {t('areas.timesCity', { times: formats.decimal(topic.times, 1) })}
                        </bdi>
                      </>
                    )}
                  </small>
                </li>
              ))}
            </ol>
          )}
        </td>
      ))}
    </Row>
  );
}
