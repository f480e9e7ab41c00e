import { X } from 'lucide-react';
import { memo, useCallback, useMemo } from 'react';
import { useText } from '../i18n/Provider.tsx';
import type { Text } from '../i18n/text.ts';
import { type Answer, type Ask, cellOf } from '../model/ask.ts';
import { choose, toggle, without } from '../model/filter.ts';
import type { MeasureId } from '../model/measures.ts';
import { askBefore, asks, type Screen } from '../model/screen.ts';
import { BarList, type BarRow } from '../ui/BarList.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Sparkline } from '../ui/Sparkline.tsx';
import { Arrow } from '../ui/Tone.tsx';
import { type Area, type AreaFacts, areaOf, factsOf } from './area.ts';
import { describeChange } from './change.ts';
import { trendOf } from './figures.tsx';
import { groupsOf, received } from './groups.ts';
import { nameOfKey } from './names.ts';
import { Panel } from './Panel.tsx';
import { useSettled } from './settled.ts';
import { Value } from './Value.tsx';
import { read, type View, type ViewProps } from './view.ts';
import './zonePanel.css';

/** What an area is compared by. */
const compared: readonly MeasureId[] = [
  'received',
  'per1000',
  'completionRate',
  'onTimeRate',
  'open',
  'firstResponseP50',
  'resolutionP50',
];
const shortened = ['per1000', 'onTimeRate', 'firstResponseP50', 'resolutionP50'] as const;
const isShort = (measure: MeasureId): measure is (typeof shortened)[number] =>
  (shortened as readonly MeasureId[]).includes(measure);
const topTopics = 5;
const topChannels = 3;

interface Asked {
  readonly here: Ask;
  readonly before: Ask | null;
  readonly sector: Ask | null;
  readonly city: Ask;
}

function askedOf(screen: Screen, facts: AreaFacts): Asked {
  const ask = (filter: Ask['filter']): Ask => ({ by: [], measures: compared, filter });
  const all = without(screen.filter, 'zone');
  const here = ask(screen.filter);
  return {
    here,
    before: askBefore(screen, here),
    sector: facts.sector ? ask(choose(all, 'sector', [facts.sector.id])) : null,
    city: ask(all),
  };
}

function ZonePanel(props: ViewProps) {
  const area = areaOf(props.screen.filter);
  return area && <Drawn {...props} area={area} />;
}

function Drawn({ screen, frame, passing, filter, onFilter, area }: ViewProps & { readonly area: Area }) {
  const text = useText();
  const { t } = text;
  const facts = useMemo(() => factsOf(screen.city, area), [screen.city, area]);
  const asked = useMemo(() => askedOf(screen, facts), [screen, facts]);
  const trendAsk = useMemo(() => asks.trend(screen), [screen]);
  const trend = read(frame, trendAsk);
  const topics = useBars(
    screen,
    asks.topics(screen),
    read(frame, asks.topics(screen)),
    'topic',
    filter.topic,
    topTopics,
  );
  const channels = useBars(
    screen,
    asks.channels(screen),
    read(frame, asks.channels(screen)),
    'channel',
    filter.channel,
    topChannels,
  );
  const onTopic = useCallback((id: string) => onFilter((now) => toggle(now, 'topic', id)), [onFilter]);
  const onChannel = useCallback((id: string) => onFilter((now) => toggle(now, 'channel', id)), [onFilter]);
  const close = (
    <button
      type="button"
      className="icon-button zone-close"
      aria-label={t('zone.close')}
      title={t('zone.close')}
      onClick={() => onFilter((now) => without(now, 'zone'))}
    >
      <X size={16} aria-hidden />
    </button>
  );
  const here = read(frame, asked.here);
  const line = trend ? trendOf(screen, trendAsk, trend, 'received') : null;
  const ends = (row: number) =>
    nameOfKey(text, screen.city, trendAsk.by[0] ?? 'day', trend?.keys[0]?.[row] ?? -1);
  const trendLabel = useSettled(passing, () =>
    t('figures.trend', {
      measure: t('measure.received'),
      first: trend && trend.rows > 0 ? ends(0) : '',
      last: trend && line && trend.rows > 0 ? ends(line.length - 1) : '',
    }),
  );
  const other = facts.word ? facts.word[text.language === 'ar' ? 'en' : 'ar'] : '';
  return (
    <Panel
      title={facts.word ? text.name(facts.word) : area.id}
      tools={
        other ? (
          <bdi className="zone-other" lang={text.language === 'ar' ? 'en' : 'ar'}>
            {other}
          </bdi>
        ) : undefined
      }
      note={close}
      className="zone-card"
    >
      <div className="zone">
        <p className="zone-facts">{factLine(text, screen, area, facts)}</p>
        {here ? (
          <Comparison text={text} screen={screen} asked={asked} facts={facts} here={here} frame={frame} />
        ) : (
          <Skeleton rows={7} />
        )}
        <BarsHead title={t('zone.topics')} />
        {topics ? (
          <Bars label={t('zone.topics')} rows={topics} onRow={onTopic} />
        ) : (
          <Skeleton rows={topTopics} />
        )}
        <BarsHead title={t('zone.channels')} />
        {channels ? (
          <Bars label={t('zone.channels')} rows={channels} onRow={onChannel} />
        ) : (
          <Skeleton rows={topChannels} />
        )}
        <h3 className="zone-head">{t('zone.trend')}</h3>
        <div className="zone-trend">
          {line && trend ? (
            <>
              <Sparkline values={line} label={trendLabel} />
              <p className="zone-days" dir="ltr">
                <bdi dir={text.direction}>{ends(0)}</bdi>
                <bdi dir={text.direction}>{ends(line.length - 1)}</bdi>
              </p>
            </>
          ) : (
            <Skeleton rows={1} />
          )}
        </div>
      </div>
    </Panel>
  );
}

/** A heading that says what stands beside the bars under it. */
function BarsHead({ title }: { readonly title: string }) {
  const { t } = useText();
  return (
    <div className="zone-bars-head">
      <h3 className="zone-head">{title}</h3>
      <span className="zone-head-note">{t('bars.completion')}</span>
    </div>
  );
}

function Bars({
  label,
  rows,
  onRow,
}: {
  label: string;
  rows: readonly BarRow[];
  onRow: (id: string) => void;
}) {
  return (
    <div className="zone-bars">
      <BarList label={label} rows={rows} onRow={onRow} />
    </div>
  );
}

/** The largest groups of an answer as bars; undefined while there is no answer. */
function useBars(
  screen: Screen,
  ask: Ask,
  answer: Answer | undefined,
  dimension: 'topic' | 'channel',
  chosen: readonly string[] | undefined,
  most: number,
): readonly BarRow[] | undefined {
  const text = useText();
  // The ask is equal for an equal screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ask follows from the screen
  return useMemo(() => {
    if (!answer) return undefined;
    const groups = groupsOf(text, screen, ask, answer, dimension, chosen).filter(
      (group) => received(group) > 0,
    );
    return groups.slice(0, most).map((group) => ({
      id: group.id,
      label: group.name,
      value: received(group),
      shown: <Value measure="received" cell={group.cells.received ?? { kind: 'noData' }} />,
      rate: (
        <Value measure="completionRate" cell={group.cells.completionRate ?? { kind: 'noData' }} compact />
      ),
      rateTitle: text.t('measure.completionRate'),
      selected: chosen?.includes(group.id) ?? false,
    }));
  }, [text, screen, answer, dimension, chosen, most]);
}

interface ComparisonProps {
  readonly text: Text;
  readonly screen: Screen;
  readonly asked: Asked;
  readonly facts: AreaFacts;
  readonly here: Answer;
  readonly frame: ViewProps['frame'];
}

function Comparison({ text, screen, asked, facts, here, frame }: ComparisonProps) {
  const { t, formats } = text;
  const before = read(frame, asked.before);
  const sector = read(frame, asked.sector);
  const city = read(frame, asked.city);
  const period = screen.before ? formats.range(screen.before.period) : '';
  return (
    <table className="table zone-table">
      <caption className="sr">{t('zone.comparison')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('zone.measure')}</th>
          <th scope="col" data-numeric="true">
            {t('zone.here')}
          </th>
          <th scope="col" data-numeric="true" title={period && t('change.from', { period })}>
            {t('attention.column.change')}
          </th>
          {facts.sector && (
            <th scope="col" data-numeric="true">
              <bdi>{text.name(facts.sector)}</bdi>
            </th>
          )}
          <th scope="col" data-numeric="true">
            {t('zone.city')}
          </th>
        </tr>
      </thead>
      <tbody>
        {compared.map((measure) => {
          const now = cellOf(screen, asked.here, here, 0, measure);
          const change =
            asked.before && before
              ? describeChange(text, measure, now, cellOf(screen, asked.before, before, 0, measure), period)
              : null;
          return (
            <tr key={measure} data-row={measure}>
              <th scope="row" title={t(`measure.${measure}`)}>
                {isShort(measure) ? t(`short.${measure}`) : t(`measure.${measure}`)}
              </th>
              <td data-numeric="true" className="zone-here">
                <Value measure={measure} cell={now} compact />
              </td>
              <td data-numeric="true">
                {change && (
                  <span className="zone-change num" data-tone={change.tone} title={change.title}>
                    <Arrow heading={change.heading} />
                    {change.text}
                    <span className="sr">{change.toneText}</span>
                  </span>
                )}
              </td>
              {asked.sector && (
                <td data-numeric="true">
                  {sector && (
                    <Value
                      measure={measure}
                      cell={cellOf(screen, asked.sector, sector, 0, measure)}
                      compact
                    />
                  )}
                </td>
              )}
              <td data-numeric="true">
                {city && (
                  <Value measure={measure} cell={cellOf(screen, asked.city, city, 0, measure)} compact />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function factLine(text: Text, screen: Screen, area: Area, facts: AreaFacts): string {
  const { t, formats } = text;
  const year = screen.city.zones.residentsYear;
  const residents =
    facts.residents === null
      ? area.dimension === 'place'
        ? null
        : t('zone.residentsUnknown')
      : year === undefined
        ? t('zone.residentsNoYear', { count: facts.residents })
        : t('zone.residents', { count: facts.residents, year: formats.year(year) });
  return [
    t(`dimension.${area.dimension}`),
    facts.code && t('zone.code', { code: facts.code }),
    facts.inZone && t('zone.inZone', { zone: text.name(facts.inZone) }),
    facts.sector && text.name(facts.sector),
    residents,
    facts.areaKm2 !== null && t('zone.area', { area: formats.decimal(facts.areaKm2, 1) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** One zone, place or sector beside its sector and the whole city; draws nothing where not exactly one is chosen. */
export const zonePanelView: View = {
  id: 'zonePanel',
  asks: (screen) => {
    const area = areaOf(screen.filter);
    if (!area) return [];
    const { here, before, sector, city } = askedOf(screen, factsOf(screen.city, area));
    const own = [here, before, sector, city].filter((ask) => ask !== null);
    return [...own, asks.trend(screen), asks.topics(screen), asks.channels(screen)];
  },
  Component: memo(ZonePanel),
};
