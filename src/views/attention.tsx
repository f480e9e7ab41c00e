import { ChevronRight } from 'lucide-react';
import { memo, useCallback, useMemo } from 'react';
import { type Family, type Movement, type Mover, moversOf } from '../analysis/movers.ts';
import { useText } from '../i18n/Provider.tsx';
import type { Text } from '../i18n/text.ts';
import { type Answer, type Ask, cellsOf, type Frame, rowIndex } from '../model/ask.ts';
import { idOfKey } from '../model/city.ts';
import type { ChoiceDimension } from '../model/dimension.ts';
import { choose } from '../model/filter.ts';
import { type Cell, type MeasureId, measures } from '../model/measures.ts';
import { lengthOf } from '../model/period.ts';
import { askBefore, asks, type Screen } from '../model/screen.ts';
import { type Column, DataTable } from '../ui/DataTable.tsx';
import { EmptyState } from '../ui/State.tsx';
import { Arrow } from '../ui/Tone.tsx';
import './attention.css';
import { describeChange } from './change.ts';
import { nameOfKey } from './names.ts';
import { Panel } from './Panel.tsx';
import { useSettled } from './settled.ts';
import { Value } from './Value.tsx';
import { read, type View, type ViewProps } from './view.ts';

/** Where it looks: the measures of each dimension's groups. A measure that the source does not know is passed over. */
const places: readonly {
  readonly dimension: ChoiceDimension;
  readonly ask: (screen: Screen) => Ask;
  readonly measures: readonly MeasureId[];
}[] = [
  { dimension: 'topic', ask: asks.topics, measures: ['received', 'completionRate'] },
  { dimension: 'zone', ask: asks.zones, measures: ['received', 'onTimeRate'] },
  { dimension: 'category', ask: asks.categories, measures: ['received', 'completionRate'] },
  { dimension: 'channel', ask: asks.channels, measures: ['received', 'completionRate', 'firstContactRate'] },
];
const most = 5;

const go = <ChevronRight size={15} className="flip mover-go" aria-hidden />;

interface Found extends Movement {
  readonly dimension: ChoiceDimension;
  readonly id: string;
  readonly key: number;
  readonly measure: MeasureId;
  readonly nowCell: Cell;
  readonly beforeCell: Cell;
}

/** The families of movements that the answers hold; undefined while one of the answers is missing. */
function familiesOf(screen: Screen, frame: Frame): Family<Found>[] | undefined {
  const families: Family<Found>[] = [];
  for (const { dimension, ask: askOf, measures: ids } of places) {
    const ask = askOf(screen);
    const earlier = askBefore(screen, ask);
    const now = read(frame, ask);
    const before = read(frame, earlier);
    if (!now || !before || !earlier) return undefined;
    for (const measure of ids) {
      families.push({
        kind: measures[measure].unit === 'share' ? 'share' : 'count',
        movements: movementsOf(screen, dimension, measure, ask, now, earlier, before),
      });
    }
  }
  return families;
}

function movementsOf(
  screen: Screen,
  dimension: ChoiceDimension,
  measure: MeasureId,
  ask: Ask,
  now: Answer,
  earlier: Ask,
  before: Answer,
): Found[] {
  const rowNow = rowIndex(now);
  const rowBefore = rowIndex(before);
  const cellNow = cellsOf(screen, ask, now, measure);
  const cellBefore = cellsOf(screen, earlier, before, measure);
  const keys = new Set([...(now.keys[0] ?? []), ...(before.keys[0] ?? [])]);
  const found: Found[] = [];
  for (const key of keys) {
    const id = idOfKey(screen.city, dimension, key);
    if (id === null) continue;
    const nowCell = cellNow(rowNow(key));
    const beforeCell = cellBefore(rowBefore(key));
    if (nowCell.kind !== 'value' || beforeCell.kind !== 'value') continue;
    found.push({
      dimension,
      id: String(id),
      key,
      measure,
      now: nowCell,
      before: beforeCell,
      nowCell,
      beforeCell,
    });
  }
  return found;
}

function Attention({ screen, frame, passing, filter, onFilter }: ViewProps) {
  const text = useText();
  const { t, formats } = text;
  const movers = useMemo(() => {
    if (!screen.before) return [];
    const families = familiesOf(screen, frame);
    return families && moversOf(families, most);
  }, [screen, frame]);
  const onChoose = useCallback(
    ({ dimension, id }: Found) => {
      onFilter((now) => {
        const only = now[dimension]?.length === 1 && now[dimension]?.[0] === id;
        return choose(now, dimension, only ? [] : [id]);
      });
    },
    [onFilter],
  );
  const isChosen = ({ dimension, id }: Found) => filter[dimension]?.includes(id) ?? false;
  const noBefore = screen.before ? null : t('attention.noBefore', { days: lengthOf(screen.period) });
  const sentence = useSettled(
    passing,
    () => noBefore ?? t('attention.sentence', { count: movers?.length ?? 0 }),
  );
  const table = () => {
    const columns: Column<Found>[] = [
      {
        id: 'what',
        header: t('attention.column.what'),
        cell: (found) => (
          <>
            <bdi>{nameOfKey(text, screen.city, found.dimension, found.key)}</bdi> ·{' '}
            {t(`measure.${found.measure}`)}
          </>
        ),
      },
      {
        id: 'now',
        header: t('attention.column.now'),
        cell: ({ measure, nowCell }) => <Value measure={measure} cell={nowCell} />,
        numeric: true,
      },
      {
        id: 'before',
        header: t('attention.column.before'),
        cell: ({ measure, beforeCell }) => <Value measure={measure} cell={beforeCell} />,
        numeric: true,
      },
      {
        id: 'change',
        header: t('attention.column.change'),
        cell: ({ measure, nowCell, beforeCell }) =>
          describeChange(text, measure, nowCell, beforeCell, '')?.text,
        numeric: true,
      },
    ];
    return (
      <DataTable
        caption={t('attention.title')}
        columns={columns}
        rows={(movers ?? []).map(({ movement }) => movement)}
        rowKey={(found) => `${found.dimension} ${found.id} ${found.measure}`}
        onRow={onChoose}
        isSelected={isChosen}
        sortLabel={(column) => t('table.sort', { column })}
      />
    );
  };
  return (
    <Panel
      title={t('attention.title')}
      note={
        <span title={screen.before ? formats.range(screen.before.period) : undefined}>
          {t('attention.note')}
        </span>
      }
      className="attention-card"
      loading={movers === undefined}
      skeletonRows={5}
      sentence={sentence}
      table={movers && movers.length > 0 ? table : undefined}
    >
      {movers?.length ? (
        <ul className="movers" aria-label={t('attention.title')}>
          {movers.map((mover) => (
            <li
              key={`${mover.movement.dimension} ${mover.movement.id} ${mover.movement.measure}`}
              className="movers-item"
            >
              <Line
                text={text}
                screen={screen}
                mover={mover}
                chosen={isChosen(mover.movement)}
                onChoose={onChoose}
              />
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState title={noBefore ?? t('attention.quiet')} />
      )}
    </Panel>
  );
}

interface LineProps {
  readonly text: Text;
  readonly screen: Screen;
  readonly mover: Mover<Found>;
  readonly chosen: boolean;
  readonly onChoose: (found: Found) => void;
}

function Line({ text, screen, mover, chosen, onChoose }: LineProps) {
  const { t } = text;
  const found = mover.movement;
  const { measure, nowCell, beforeCell } = found;
  const change = describeChange(text, measure, nowCell, beforeCell, '');
  const before = <Value key="before" measure={measure} cell={beforeCell} />;
  const now = <Value key="now" measure={measure} cell={nowCell} />;
  return (
    <button
      type="button"
      className="mover"
      aria-pressed={chosen}
      data-id={found.id}
      onClick={() => onChoose(found)}
    >
      <span className="mover-edge" data-tone={change?.tone} />
      <span className="mover-what">
        <bdi className="mover-name">{nameOfKey(text, screen.city, found.dimension, found.key)}</bdi>
        <span className="mover-kind">{t(`dimension.${found.dimension}`)}</span>
      </span>
      <span className="mover-text">
        {measure === 'received'
          ? text.rich(mover.score > 0 ? 'attention.more' : 'attention.fewer', { now, before })
          : text.rich('attention.rate', { measure: t(`measure.${measure}`), now, before })}
      </span>
      <span className="mover-change num" data-tone={change?.tone}>
        {change && <Arrow heading={change.heading} />}
        {change?.text}
        <span className="sr">{change?.toneText}</span>
      </span>
      {go}
    </button>
  );
}

/** What changed most between the period and the one before it, at equal age. */
export const attentionView: View = {
  id: 'attention',
  asks: (screen) => {
    if (!screen.before) return [];
    const now = places.map(({ ask }) => ask(screen));
    return [...now, ...now.map((ask) => askBefore(screen, ask)).filter((ask) => ask !== null)];
  },
  Component: memo(Attention),
};
