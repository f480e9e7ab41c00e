import { useCallback, useMemo } from 'react';
import { leadClaim } from '../../analysis/claims/groups.ts';
import { behindColumn, measureColumn } from '../../export/sheets/measureColumns.ts';
import type { SheetTable } from '../../export/sheets/table.ts';
import type { MessageId } from '../../i18n/catalogue.ts';
import { useText } from '../../i18n/Provider.tsx';
import type { Text } from '../../i18n/text.ts';
import { toggleAccount, toggleChannel } from '../../model/accounts.ts';
import { type Ask, countOf, numberOf } from '../../model/ask.ts';
import type { ChoiceDimension } from '../../model/dimension.ts';
import { choose, toggle, without } from '../../model/filter.ts';
import { goalValue } from '../../model/goal.ts';
import { type Cell, type MeasureId, measures } from '../../model/measures.ts';
import { fewestBehind, isThin, verdictOf } from '../../model/rule.ts';
import type { Screen } from '../../model/screen.ts';
import { BarList, type BarRow } from '../../ui/BarList.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tip } from '../../ui/Tip.tsx';
import { NoRequests } from '../card/NoRequests.tsx';
import { Panel } from '../card/Panel.tsx';
import { useSaid } from '../card/useSaid.ts';
import { Behind, Value } from '../card/Value.tsx';
import { cardActions } from '../files/cardFiles.ts';
import { read, type ViewProps } from '../view.ts';
import { type Line, linesOf } from './accountRows.ts';
import { type Group, groupsOf, received } from './groups.ts';

export interface BarsOf {
  readonly id: string;
  readonly dimension: ChoiceDimension;
  readonly title: MessageId;
  readonly ask: (screen: Screen) => Ask;
  /** The rates that may stand beside a bar: the first that the source knows is drawn; the table has all. */
  readonly rates: readonly { readonly measure: MeasureId; readonly note: MessageId }[];
  /** Of channels: the question about the accounts of those that are open; null where none is. */
  readonly accounts?: (screen: Screen) => Ask | null;
}

const noCell: Cell = { kind: 'noData' };

/** One dimension as bars of requests received with a rate beside each. */
export function Bars(props: ViewProps & { readonly of: BarsOf }) {
  const { of, screen, frame, filter, onFilter, onList } = props;
  const text = useText();
  const { t } = text;
  const chosen = filter[of.dimension];
  const chosenAccounts = filter.account;
  const ask = useMemo(() => of.ask(screen), [of, screen]);
  const answer = read(frame, ask);
  const groups = useMemo(
    () => (answer ? groupsOf(text, screen, ask, answer, of.dimension, chosen) : []),
    [text, screen, ask, answer, of, chosen],
  );
  const accountsAsk = useMemo(() => of.accounts?.(screen) ?? null, [of, screen]);
  const accounts = read(frame, accountsAsk);
  const lines = useMemo(() => {
    const told = accountsAsk && accounts ? groupsOf(text, screen, accountsAsk, accounts, 'account') : [];
    return linesOf(screen, groups, told, t('bars.untold'));
  }, [text, t, screen, groups, accountsAsk, accounts]);
  const onChoose = useCallback(
    (id: string) => {
      const line = lines.find((one) => one.id === id);
      if (!line || line.untold) return;
      onFilter((now) =>
        line.within
          ? toggleAccount(screen.city, now, line.group.id)
          : of.accounts
            ? toggleChannel(screen.city, now, id)
            : toggle(now, of.dimension, id),
      );
    },
    [of, screen.city, lines, onFilter],
  );
  const rate = useMemo(
    () =>
      of.rates.find(({ measure }) =>
        measures[measure].requires.every((column) => screen.fields.includes(column)),
      ),
    [of, screen],
  );
  const rows = useMemo(
    () =>
      lines.map((line) =>
        rowOf(text, screen, of, line, rate?.measure, { channels: chosen, accounts: chosenAccounts }),
      ),
    [lines, text, screen, of, rate, chosen, chosenAccounts],
  );
  const said = useSaid(props, () => (answer ? leadClaim(screen, ask, answer, of.dimension) : null));
  const table = () => {
    const shown: readonly MeasureId[] = ['received', ...of.rates.map(({ measure }) => measure)];
    const columns: Column<Group>[] = [
      {
        id: 'name',
        header: t(`dimension.${of.dimension}`),
        cell: (group) => <bdi>{group.name}</bdi>,
        sort: (group) => group.name,
      },
      ...shown.map(
        (measure): Column<Group> => ({
          id: measure,
          header: t(`measure.${measure}`),
          cell: (group) => (
            <>
              <Value measure={measure} cell={group.cells[measure] ?? noCell} />
              {measure !== 'received' && (
                <small className="table-behind">
                  <Behind measure={measure} cell={group.cells[measure] ?? noCell} />
                </small>
              )}
            </>
          ),
          sort: (group) => numberOf(group.cells[measure]),
          numeric: true,
        }),
      ),
      ...(rate && groups.some((group) => goalOf(screen, of.dimension, group, rate.measure) !== null)
        ? [goalColumn(text, screen, of.dimension, rate.measure)]
        : []),
    ];
    return (
      <DataTable
        caption={t(of.title)}
        columns={columns}
        rows={groups}
        rowKey={(group) => group.id}
        onRow={(group) => onChoose(group.id)}
        isSelected={(group) => chosen?.includes(group.id) ?? false}
        sortLabel={(column) => t('table.sort', { column })}
      />
    );
  };
  const onRowList = useCallback(
    (id: string) => {
      const line = lines.find((one) => one.id === id);
      const rest = without(screen.filter, of.dimension);
      if (line) onList('received', choose(rest, line.within ? 'account' : of.dimension, [line.group.id]));
    },
    [of, screen, lines, onList],
  );
  const listLabel = useCallback((what: string) => t('list.behind', { what }), [t]);
  const file: SheetTable = {
    title: t(of.title),
    columns: [
      { kind: 'text', id: 'code', title: t('list.code', { what: t(`dimension.${of.dimension}`) }) },
      { kind: 'text', id: 'name', title: t(`dimension.${of.dimension}`) },
      measureColumn(text, 'received'),
      ...of.rates.flatMap(({ measure }) => [measureColumn(text, measure), behindColumn(text, measure)]),
    ],
    rows: () =>
      groups.map(({ id, name, cells }) => [
        id,
        name,
        numberOf(cells.received),
        ...of.rates.flatMap(({ measure }) => [numberOf(cells[measure]), countOf(cells[measure])]),
      ]),
    measures: ['received', ...of.rates.map(({ measure }) => measure)],
    filter: ask.filter,
  };
  return (
    <Panel
      title={t(of.title)}
      menu={cardActions(text, screen, file, onList)}
      note={
        rate ? (
          <Tip text={t('bars.judged', { count: fewestBehind(rate.measure) })}>
            <span className="cut">{t(rate.note)}</span>
          </Tip>
        ) : (
          t('bars.received')
        )
      }
      className={`bars-card card-${of.id}`}
      loading={!answer}
      skeletonRows={6}
      {...said}
      table={answer && table}
    >
      {rows.length === 0 ? (
        <NoRequests screen={screen} />
      ) : (
        <BarList label={t(of.title)} rows={rows} onRow={onChoose} onList={onRowList} listLabel={listLabel} />
      )}
    </Panel>
  );
}

/** What a group's rate is held against; null where it has no goal. */
function goalOf(screen: Screen, dimension: ChoiceDimension, group: Group, rate: MeasureId): number | null {
  return goalValue(screen.manifest.goals, rate, choose(screen.goalChoice, dimension, [group.id]));
}

function goalColumn(
  { t, formats }: Text,
  screen: Screen,
  dimension: ChoiceDimension,
  rate: MeasureId,
): Column<Group> {
  const goal = (group: Group) => goalOf(screen, dimension, group, rate);
  return {
    id: 'goal',
    header: t('bars.goal', { measure: t(`measure.${rate}`) }),
    cell: (group) => {
      const value = goal(group);
      return value !== null && <bdi className="num">{formats.goal(rate, value)}</bdi>;
    },
    sort: goal,
    numeric: true,
  };
}

interface Chosen {
  readonly channels: readonly string[] | undefined;
  readonly accounts: readonly string[] | undefined;
}

function rowOf(
  text: Text,
  screen: Screen,
  { dimension }: BarsOf,
  { id, group, within, untold }: Line,
  rate: MeasureId | undefined,
  chosen: Chosen,
): BarRow {
  const { t, formats } = text;
  const wholly = chosen.channels?.includes((within ?? group).id) ?? false;
  const row: BarRow = {
    id,
    label: group.name,
    value: received(group),
    shown: <Value measure="received" cell={group.cells.received ?? noCell} />,
    selected: within ? !untold && (chosen.accounts?.includes(group.id) ?? false) : wholly,
    ...(within && { within: within.name, lit: wholly, still: untold }),
  };
  if (!rate || untold) return row;
  const cell = group.cells[rate] ?? noCell;
  const goal = goalOf(screen, dimension, within ?? group, rate);
  const thin = isThin(rate, cell);
  const n = cell.kind === 'value' ? t('behind.of', { count: cell.n }) : '';
  const target = goal === null ? '' : t('goal.target', { value: formats.goal(rate, goal) });
  const why = thin ? t('rule.thin', { count: fewestBehind(rate) }) : '';
  return {
    ...row,
    rate: <RateOf measure={rate} cell={cell} />,
    aside: cell.kind === 'value' ? undefined : <Value measure={rate} cell={cell} compact />,
    rateTitle: [t(`measure.${rate}`), n, target, why].filter(Boolean).join(' · '),
    met: verdictOf(rate, cell, goal),
    metText: t('goal.missed'),
    thin,
  };
}

/** A rate in a row's button: where there is none, a control beside the button says why, and the row only its words. */
export function RateOf({ measure, cell }: { readonly measure: MeasureId; readonly cell: Cell }) {
  const { t } = useText();
  return cell.kind === 'value' ? (
    <Value measure={measure} cell={cell} compact />
  ) : (
    <span className="bar-none">
      <span className="sr">{t(`cell.${cell.kind}`)}</span>
    </span>
  );
}
