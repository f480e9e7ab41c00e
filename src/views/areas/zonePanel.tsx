import { Columns3 } from 'lucide-react';
import { memo, useMemo } from 'react';
import { nameOfKey } from '../../i18n/names.ts';
import { useText } from '../../i18n/Provider.tsx';
import type { Text } from '../../i18n/text.ts';
import type { Area } from '../../model/area.ts';
import { type Answer, type Ask, cellOf } from '../../model/ask.ts';
import { choose, without } from '../../model/filter.ts';
import type { MeasureId } from '../../model/measures.ts';
import { askBefore, asks, type Screen } from '../../model/screen.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { Tip } from '../../ui/Tip.tsx';
import { describeChange } from '../card/change.ts';
import { Panel } from '../card/Panel.tsx';
import { ToldChange } from '../card/ToldChange.tsx';
import { Value } from '../card/Value.tsx';
import { trendOf } from '../figures/figures.tsx';
import { listActions } from '../files/cardFiles.ts';
import { pictureActions } from '../files/pictures.ts';
import { useSettled } from '../settled.ts';
import { read, type View, type ViewProps } from '../view.ts';
import { type AreaFacts, areaOf, areasOf, factsOf, residentsWords } from './area.ts';
import { SelectionPanel, selectionAsks } from './selectionPanel.tsx';
import { ZoneClose } from './zoneClose.tsx';
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
  const [area, ...more] = areasOf(props.screen.filter);
  if (!area) return null;
  return more.length > 0 ? <SelectionPanel {...props} /> : <Drawn {...props} area={area} />;
}

function Drawn(props: ViewProps & { readonly area: Area }) {
  const { screen, frame, passing, onFilter, onList, onBeside, area } = props;
  const text = useText();
  const { t } = text;
  const facts = useMemo(() => factsOf(screen.city, area), [screen.city, area]);
  const asked = useMemo(() => askedOf(screen, facts), [screen, facts]);
  const trendAsk = useMemo(() => asks.trend(screen), [screen]);
  const trend = read(frame, trendAsk);
  const close = (
    <>
      <button
        type="button"
        className="icon-button zone-close"
        aria-haspopup="dialog"
        aria-label={t('beside.open')}
        title={t('beside.open')}
        onClick={() => onBeside([area])}
      >
        <Columns3 size="1rem" aria-hidden />
      </button>
      <ZoneClose onFilter={onFilter} />
    </>
  );
  const here = read(frame, asked.here);
  const line = trend ? trendOf(screen, trendAsk, trend, 'received').values : null;
  const ends = (row: number) =>
    nameOfKey(text, screen.city, trendAsk.by[0] ?? 'day', trend?.keys[0]?.[row] ?? -1);
  const trendLabel = useSettled(passing, () =>
    t('figures.trend', {
      measure: t('measure.received'),
      first: trend && trend.rows > 0 ? ends(0) : '',
      last: trend && line && trend.rows > 0 ? ends(line.length - 1) : '',
    }),
  );
  const name = facts.word ? text.name(facts.word) : area.id;
  const other = facts.word ? facts.word[text.language === 'ar' ? 'en' : 'ar'] : '';
  return (
    <Panel
      title={name}
      tools={
        other ? (
          <bdi className="cut zone-other" lang={text.language === 'ar' ? 'en' : 'ar'}>
            {other}
          </bdi>
        ) : undefined
      }
      note={close}
      menu={[
        ...listActions(text, screen, onList),
        ...pictureActions(text, screen, {
          title: facts.word ? text.name(facts.word) : area.id,
          filter: screen.filter,
          compared: true,
        }),
      ]}
      className="zone-card"
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of the keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: it is no set of fields, and the card itself is the region */}
      <div className="zone" role="group" tabIndex={0} aria-label={name}>
        <p className="zone-facts">{factLine(text, screen, area, facts)}</p>
        {here ? (
          <Comparison text={text} screen={screen} asked={asked} facts={facts} here={here} frame={frame} />
        ) : (
          <Skeleton rows={7} />
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
          <th scope="col" data-numeric="true">
            {period ? (
              <Tip text={t('change.from', { period })}>{t('attention.column.change')}</Tip>
            ) : (
              t('attention.column.change')
            )}
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
              ? describeChange(text, measure, now, cellOf(screen, asked.before, before, 0, measure), '', {
                  span: screen.before?.span ?? 1,
                })
              : null;
          return (
            <tr key={measure} data-row={measure}>
              <th scope="row">
                {isShort(measure) ? (
                  <Tip text={t(`measure.${measure}`)}>{t(`short.${measure}`)}</Tip>
                ) : (
                  t(`measure.${measure}`)
                )}
              </th>
              <td data-numeric="true" className="zone-here">
                <Value measure={measure} cell={now} compact />
              </td>
              <td data-numeric="true">
                {change && <ToldChange change={change} className="zone-change num" />}
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
  const residents =
    facts.residents === null
      ? area.dimension === 'place'
        ? null
        : t('zone.residentsUnknown')
      : residentsWords(text, facts.residents, screen.city.zones.residentsYear);
  return [
    t(`dimension.${area.dimension}`),
    facts.code && t('zone.code', { code: facts.code }),
    facts.inZone && t('zone.inZone', { zone: text.name(facts.inZone) }),
    facts.district && text.name(facts.district),
    facts.sector && text.name(facts.sector),
    residents,
    facts.areaKm2 !== null && t('zone.area', { area: formats.decimal(facts.areaKm2, 1) }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** One area beside its sector and the whole city, or several and their sum; draws nothing where none is chosen. */
export const zonePanelView: View = {
  id: 'zonePanel',
  asks: (screen) => {
    const area = areaOf(screen.filter);
    if (!area) {
      if (areasOf(screen.filter).length === 0) return [];
      const { together, each, city } = selectionAsks(screen);
      return [together, ...each.map(({ ask }) => ask), city];
    }
    const { here, before, sector, city } = askedOf(screen, factsOf(screen.city, area));
    const own = [here, before, sector, city].filter((ask) => ask !== null);
    return [...own, asks.trend(screen)];
  },
  Component: memo(ZonePanel),
};
