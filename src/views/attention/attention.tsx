import { ChevronRight, List } from 'lucide-react';
import { lazy, memo, Suspense, useCallback, useMemo, useState } from 'react';
import { changesClaim, moverClaim } from '../../analysis/claims/changes.ts';
import { type Mover, moversOf } from '../../analysis/movers.ts';
import { drawClaim, sayClaim } from '../../i18n/claims.ts';
import { useText } from '../../i18n/Provider.tsx';
import type { Text } from '../../i18n/text.ts';
import { numberOf } from '../../model/ask.ts';
import { choose } from '../../model/filter.ts';
import type { MeasureId } from '../../model/measures.ts';
import { askBefore, type Screen } from '../../model/screen.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Sparkline } from '../../ui/Sparkline.tsx';
import { EmptyState } from '../../ui/State.tsx';
import { Tip } from '../../ui/Tip.tsx';
import { Arrow } from '../../ui/Tone.tsx';
import './attention.css';
import { type Found, familiesOf, nameOfMovement, places } from '../../analysis/movements.ts';
import type { SheetTable } from '../../export/sheets/table.ts';
import { nameOfKey } from '../../i18n/names.ts';
import { describeChange } from '../card/change.ts';
import { Panel } from '../card/Panel.tsx';
import { useSaid } from '../card/useSaid.ts';
import { Value } from '../card/Value.tsx';
import { cardActions } from '../files/cardFiles.ts';
import type { View, ViewProps } from '../view.ts';
import { type Look, useLooks } from './whereabouts.ts';
import { toneWords } from './words.ts';

const MoverLook = lazy(async () => ({ default: (await import('./MoverLook.tsx')).MoverLook }));

/** Lines that are shown at first. */
const most = 5;

const listIcon = <List size="0.875rem" aria-hidden />;
const go = <ChevronRight size="0.9375rem" className="flip mover-go" aria-hidden />;

/** The days of the period by those of the comparison. */
function spanOf({ before }: Screen): { readonly span: number } {
  return { span: before?.span ?? 1 };
}

function Attention(props: ViewProps) {
  const { screen, frame, passing, filter, onFilter, onList, onMeasure, onProof } = props;
  const text = useText();
  const { t, formats } = text;
  const movers = useMemo(() => {
    if (!screen.before) return [];
    const families = familiesOf(screen, frame);
    return families && moversOf(families);
  }, [screen, frame]);
  const [all, setAll] = useState(false);
  const shown = useMemo(() => (all ? movers : movers?.slice(0, most)), [all, movers]);
  const looked = useMemo(() => shown?.map(({ movement }) => movement) ?? [], [shown]);
  const looks = useLooks(screen, frame.version, looked, passing);
  const [opened, setOpened] = useState<string | null>(null);
  const open = shown?.find(({ movement }) => nameOfMovement(movement) === opened);
  const onOpen = useCallback((found: Found) => setOpened(nameOfMovement(found)), []);
  const isChosen = ({ dimension, id }: Found) => filter[dimension]?.includes(id) ?? false;
  const onChoose = (mover: Mover<Found>) => {
    const { dimension, id } = mover.movement;
    if (filter[dimension]?.length === 1 && isChosen(mover.movement))
      onFilter((now) => choose(now, dimension, now[dimension]?.filter((other) => other !== id) ?? []));
    else onProof(moverClaim(screen, mover).proof);
  };
  const onMap = (mover: Mover<Found>, measure: MeasureId) => {
    if (isChosen(mover.movement)) onMeasure(measure);
    else onProof({ ...moverClaim(screen, mover).proof, measure });
  };
  const changes = changesClaim(screen, movers?.length ?? 0);
  const said = useSaid(props, () => changes);
  const file: SheetTable = {
    title: t('attention.title'),
    columns: [
      { kind: 'text', id: 'kind', title: t('attention.column.kind') },
      { kind: 'text', id: 'what', title: t('attention.column.what') },
      { kind: 'text', id: 'measure', title: t('map.measure') },
      { kind: 'number', id: 'now', title: t('attention.column.now') },
      { kind: 'number', id: 'before', title: t('attention.column.before') },
    ],
    rows: () =>
      (movers ?? []).map(({ movement: { dimension, key, measure, nowCell, beforeCell } }) => [
        t(`dimension.${dimension}`),
        nameOfKey(text, screen.city, dimension, key),
        t(`measure.${measure}`),
        numberOf(nowCell),
        numberOf(beforeCell),
      ]),
    measures: ['received', 'completionRate', 'onTimeRate', 'firstContactRate'],
    filter: screen.filter,
    compared: true,
  };
  const onMoverList = (mover: Mover<Found>) => {
    const { measure, proof } = moverClaim(screen, mover);
    onList(measure, proof.filter);
  };
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
          describeChange(text, measure, nowCell, beforeCell, '', spanOf(screen))?.text,
        numeric: true,
      },
    ];
    return (
      <DataTable
        caption={t('attention.title')}
        columns={columns}
        rows={(movers ?? []).map(({ movement }) => movement)}
        rowKey={nameOfMovement}
        onRow={onOpen}
        isSelected={isChosen}
        sortLabel={(column) => t('table.sort', { column })}
      />
    );
  };
  return (
    <Panel
      title={t('attention.title')}
      menu={movers?.length ? cardActions(text, screen, file, onList) : undefined}
      note={
        screen.before && (
          <Tip text={formats.range(screen.before.period)}>
            <span className="cut">{t(`change.${screen.before.kind}`)}</span>
          </Tip>
        )
      }
      tools={
        movers && movers.length > most ? (
          <button
            type="button"
            className="movers-all"
            aria-expanded={all}
            aria-description={all ? t('attention.few') : t('attention.all', { count: movers.length })}
            onClick={() => setAll(!all)}
          >
            <bdi>{t('attention.count', { shown: shown?.length ?? 0, count: movers.length })}</bdi>
          </button>
        ) : undefined
      }
      className="attention-card"
      loading={movers === undefined}
      skeletonRows={5}
      {...said}
      table={movers && movers.length > 0 ? table : undefined}
    >
      {shown?.length ? (
        <ul className="movers" aria-label={t('attention.title')}>
          {shown.map((mover) => (
            <li key={nameOfMovement(mover.movement)} className="movers-item">
              <Line
                text={text}
                screen={screen}
                mover={mover}
                look={looks?.get(nameOfMovement(mover.movement)) ?? null}
                chosen={isChosen(mover.movement)}
                onOpen={onOpen}
              />
              <button
                type="button"
                className="mover-list"
                aria-label={t('list.behind', {
                  what: nameOfKey(text, screen.city, mover.movement.dimension, mover.movement.key),
                })}
                title={t('list.behind', {
                  what: nameOfKey(text, screen.city, mover.movement.dimension, mover.movement.key),
                })}
                onClick={() => onMoverList(mover)}
              >
                {listIcon}
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <EmptyState
          title={changes.kind === 'changes' ? t('attention.quiet') : sayClaim(text, screen.city, changes)}
        />
      )}
      {open && (
        <Suspense fallback={null}>
          <MoverLook
            screen={screen}
            claim={moverClaim(screen, open)}
            look={looks === null ? null : (looks.get(nameOfMovement(open.movement)) ?? 'coming')}
            chosen={isChosen(open.movement)}
            onList={() => onMoverList(open)}
            onChoose={() => onChoose(open)}
            onMap={(measure) => onMap(open, measure)}
            onClose={() => setOpened(null)}
          />
        </Suspense>
      )}
    </Panel>
  );
}

interface LineProps {
  readonly text: Text;
  readonly screen: Screen;
  readonly mover: Mover<Found>;
  /** Null until it is known. */
  readonly look: Look | null;
  readonly chosen: boolean;
  readonly onOpen: (found: Found) => void;
}

function Line({ text, screen, mover, look, chosen, onOpen }: LineProps) {
  const { t } = text;
  const found = mover.movement;
  const claim = moverClaim(screen, mover);
  const { measure, nowCell, beforeCell } = found;
  const change = describeChange(text, measure, nowCell, beforeCell, '', spanOf(screen));
  const where = look?.where && sayClaim(text, screen.city, look.where);
  return (
    <button
      type="button"
      className="mover"
      aria-haspopup="dialog"
      data-chosen={chosen || undefined}
      data-id={found.id}
      onClick={() => onOpen(found)}
    >
      <span className="mover-edge" data-tone={change?.tone} />
      <span className="mover-what">
        <bdi className="cut mover-name">{nameOfKey(text, screen.city, found.dimension, found.key)}</bdi>
        <span className="mover-kind">{t(`dimension.${found.dimension}`)}</span>
      </span>
      <span className="cut mover-text">
        {drawClaim(text, screen.city, claim, (figure, key) => (
          <Value key={key} {...figure} inside />
        ))}
        {where && <span className="mover-where"> · {where}</span>}
      </span>
      <span className="mover-line" aria-hidden="true">
        {look && <Sparkline values={look.trend.values} ripe={look.trend.ripe} label="" />}
      </span>
      <span className="mover-change num" data-tone={change?.tone}>
        {change && <Arrow heading={change.heading} />}
        {change?.text}
        {change && change.tone !== 'neutral' && (
          <span className="mover-tone">{toneWords(text, change.tone)}</span>
        )}
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
