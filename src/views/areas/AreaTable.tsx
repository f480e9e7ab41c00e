import { Columns3 } from 'lucide-react';
import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  useCallback,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useText } from '../../i18n/Provider.tsx';
import type { Text } from '../../i18n/text.ts';
import type { Area, AreaDimension } from '../../model/area.ts';
import { without } from '../../model/filter.ts';
import { measureIds } from '../../model/measures.ts';
import { verdictOf } from '../../model/rule.ts';
import type { Screen } from '../../model/screen.ts';
import { isOfCity } from '../../model/zones.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { SegmentedControl } from '../../ui/SegmentedControl.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { ErrorState } from '../../ui/State.tsx';
import { Mark } from '../../ui/Tone.tsx';
import { AreaFiles } from './AreaFiles.tsx';
import {
  type AreaLevel,
  type AreaLine,
  areaLevels,
  firstMeasure,
  inOrder,
  isThinLine,
  receivedIn,
} from './allAreas.ts';
import './AreaTable.css';
import { mostBeside, sameArea } from '../../model/beside.ts';
import { Changed } from '../card/Changed.tsx';
import { Value } from '../card/Value.tsx';
import { type AreaColumn, areaColumns, areaSheet } from './areaColumns.ts';

interface Props {
  readonly screen: Screen;
  readonly level: AreaLevel;
  readonly onLevel: (level: AreaLevel) => void;
  /** All areas of the level; null while they are being counted. */
  readonly lines: readonly AreaLine[] | null;
  /** Requests of the choice, in an area or in none; null while they are being counted. */
  readonly all: number | null;
  /** What went wrong, in a sentence; null where nothing did. */
  readonly error: string | null;
  readonly onChoose: (kind: AreaDimension, id: string) => void;
  readonly onBeside: (areas: readonly Area[]) => void;
  readonly onClose: () => void;
}

interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** Rows that are drawn above and below those in sight. */
const spare = 12;

/** All areas of a level in one table: what is furthest from its target first, thin rows last and pale. */
export function AreaTable(props: Props) {
  const { screen, level, onLevel, lines, all, error, onChoose, onBeside, onClose } = props;
  const { t, formats } = useText();
  const [picked, setPicked] = useState<readonly Area[]>([]);
  const [full, setFull] = useState(false);
  const onPick = useCallback(
    (area: Area) => {
      const there = picked.some((other) => sameArea(other, area));
      setFull(!there && picked.length >= mostBeside);
      if (there) setPicked(picked.filter((other) => !sameArea(other, area)));
      else if (picked.length < mostBeside) setPicked([...picked, area]);
    },
    [picked],
  );
  return (
    <Dialog
      title={titleOf(level, t)}
      note={formats.range(screen.period)}
      closeLabel={t('dialog.close')}
      onClose={onClose}
      className="areas-dialog"
    >
      <div className="areas">
        <div className="areas-head">
          <SegmentedControl<AreaLevel>
            label={t('areas.shown')}
            options={levelsOf(screen).map((id) => ({
              id,
              label: t(`areas.shown.${id}`, { count: countOf(screen, id) }),
            }))}
            value={level}
            onChange={onLevel}
          />
          <p className="areas-note">{lines && all !== null && noteOf(t, level, lines, all)}</p>
          <p className="areas-picked" role="status">
            {full ? t('beside.full') : t('areas.picked', { count: picked.length })}
          </p>
          <button
            type="button"
            className="control"
            disabled={picked.length === 0}
            onClick={() => onBeside(picked)}
          >
            <Columns3 size="0.9375rem" aria-hidden />
            {t('beside.open.count', { count: picked.length })}
          </button>
          {lines && <Files screen={screen} level={level} lines={lines} />}
        </div>
        {error !== null ? (
          <ErrorState title={t('areas.failed')} body={error} />
        ) : lines ? (
          <Grid
            key={level === 'district' || level === 'sector' ? level : 'all'}
            screen={screen}
            lines={lines}
            picked={picked}
            onPick={onPick}
            onChoose={onChoose}
          />
        ) : (
          <div aria-busy="true">
            <span className="sr">{t('card.loading')}</span>
            <Skeleton rows={14} />
          </div>
        )}
      </div>
    </Dialog>
  );
}

/** The levels that the city has areas of. */
function levelsOf(screen: Screen): AreaLevel[] {
  return areaLevels.filter((level) => countOf(screen, level) > 0);
}

function countOf({ city: { words } }: Screen, level: AreaLevel): number {
  const zones = words.zone.filter(isOfCity).length;
  if (level === 'zone') return zones;
  return level === 'all' ? zones + words.place.length : words[level].length;
}

function titleOf(level: AreaLevel, t: Text['t']): string {
  return level === 'district' || level === 'sector' ? t(`areas.title.${level}`) : t('areas.title');
}

/** Whether the rows add up, and to what. */
function noteOf(t: Text['t'], level: AreaLevel, lines: readonly AreaLine[], all: number): string {
  if (level === 'all' || level === 'place') return t('areas.note');
  const count = receivedIn(lines);
  return t('areas.note.sum', { count, all, rest: all - count });
}

/** The lines as a file, furthest from the target first. */
function Files({ screen, level, lines }: Pick<Props, 'screen' | 'level'> & { lines: readonly AreaLine[] }) {
  const text = useText();
  return (
    <AreaFiles
      screen={screen}
      total={lines.length}
      tableOf={() => {
        const first = areaColumns(text, screen).find(({ id }) => id === firstMeasure(screen));
        const sorted = first ? inOrder(lines, first.key, true, text.formats.locale) : lines;
        const { columns, rows } = areaSheet(text, screen, sorted);
        return {
          title: titleOf(level, text.t),
          columns,
          rows: () => rows,
          measures: measureIds.filter((id) => columns.some((column) => column.id === id)),
          filter: without(screen.filter, 'zone'),
          compared: true,
        };
      }}
    />
  );
}

interface GridProps {
  readonly screen: Screen;
  readonly lines: readonly AreaLine[];
  readonly picked: readonly Area[];
  readonly onPick: (area: Area) => void;
  readonly onChoose: Props['onChoose'];
}

function Grid({ screen, lines, picked, onPick, onChoose }: GridProps) {
  const text = useText();
  const { t, formats } = text;
  const columns = useMemo(() => areaColumns(text, screen), [text, screen]);
  const [sorting, setSorting] = useState<Sorting>({ column: firstMeasure(screen), descending: true });
  const by = columns.find(({ id }) => id === sorting.column) ?? columns[0]!;
  const judged = by.kind === 'measure' ? by.measure : firstMeasure(screen);
  const sorted = useMemo(
    () => inOrder(lines, by.key, sorting.descending, formats.locale),
    [lines, by, sorting.descending, formats.locale],
  );
  const { scroller, from, to, rowHeight, onScroll } = useWindow(sorted.length);
  const chosen = (line: AreaLine) => {
    const area = areaIn(line);
    return area !== null && (screen.filter[area.dimension]?.includes(area.id) ?? false);
  };
  const isPicked = (line: AreaLine) => {
    const area = areaIn(line);
    return area !== null && picked.some((other) => sameArea(other, area));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = (event.target as HTMLElement).closest<HTMLElement>('tr[data-line]');
    if (step === undefined || !row || !scroller.current) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(sorted.length - 1, Number(row.dataset.line) + step));
    focusLine(scroller.current, next, rowHeight);
  };
  return (
    <section
      className="areas-scroll"
      ref={scroller}
      onScroll={onScroll}
      onKeyDown={onKeyDown}
      // The table scrolls by the keyboard too.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached
      tabIndex={0}
      aria-label={t('areas.title')}
    >
      <table className="table areas-table" aria-rowcount={sorted.length + 1} aria-colcount={columns.length}>
        <caption className="sr">{t('areas.caption')}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const own = sorting.column === column.id;
              return (
                <th
                  key={column.id}
                  scope="col"
                  data-numeric={column.kind !== 'text' || undefined}
                  aria-sort={own ? (sorting.descending ? 'descending' : 'ascending') : undefined}
                >
                  {column.group && <span className="areas-group">{column.group}</span>}
                  <button
                    type="button"
                    className="table-sort"
                    aria-description={t('table.sort', { column: column.title })}
                    onClick={() =>
                      setSorting({
                        column: column.id,
                        descending: own ? !sorting.descending : column.kind !== 'text',
                      })
                    }
                  >
                    {column.title}
                    <span aria-hidden="true" className="table-order">
                      {own ? (sorting.descending ? '↓' : '↑') : ''}
                    </span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          <Spacer height={from * rowHeight} columns={columns.length} />
          {sorted.slice(from, to).map((line, i) => (
            <Line
              key={`${line.kind} ${line.id}`}
              index={from + i}
              line={line}
              columns={columns}
              quiet={isThinLine(line, judged)}
              selected={chosen(line)}
              picked={isPicked(line)}
              onPick={onPick}
              onChoose={onChoose}
            />
          ))}
          <Spacer height={(sorted.length - to) * rowHeight} columns={columns.length} />
        </tbody>
      </table>
    </section>
  );
}

interface LineProps {
  readonly index: number;
  readonly line: AreaLine;
  readonly columns: readonly AreaColumn[];
  readonly quiet: boolean;
  readonly selected: boolean;
  readonly picked: boolean;
  readonly onPick: (area: Area) => void;
  readonly onChoose: Props['onChoose'];
}

/** The area of a line; null where it is of what is left, which nothing can choose. */
function areaIn({ kind, id }: AreaLine): Area | null {
  return kind === 'rest' || kind === 'city' ? null : { dimension: kind, id };
}

const Line = memo(function Line(props: LineProps) {
  const { index, line, columns, quiet, selected, picked, onPick, onChoose } = props;
  const { t } = useText();
  const area = areaIn(line);
  return (
    <tr
      data-line={index}
      data-area={line.id}
      data-kind={line.kind}
      data-quiet={quiet || undefined}
      data-selected={selected || undefined}
      aria-rowindex={index + 2}
    >
      {columns.map((column, i) =>
        i === 0 ? (
          <th key={column.id} scope="row">
            {area ? (
              <span className="areas-first">
                <label className="areas-pick">
                  <input
                    type="checkbox"
                    checked={picked}
                    aria-label={t('areas.pick', { area: line.name })}
                    onChange={() => onPick(area)}
                  />
                </label>
                <button
                  type="button"
                  className="table-row"
                  aria-pressed={selected}
                  onClick={() => onChoose(area.dimension, area.id)}
                >
                  <bdi>{line.name}</bdi>
                </button>
              </span>
            ) : (
              <bdi className="areas-rest">{line.name}</bdi>
            )}
          </th>
        ) : (
          <td key={column.id} data-numeric={column.kind !== 'text' || undefined}>
            <Content column={column} line={line} />
          </td>
        ),
      )}
    </tr>
  );
});

function Content({ column, line }: { readonly column: AreaColumn; readonly line: AreaLine }): ReactNode {
  const { t, formats } = useText();
  switch (column.kind) {
    case 'text':
      return <bdi>{column.text(line)}</bdi>;
    case 'integer': {
      const count = column.count(line);
      return count === null ? (
        ''
      ) : (
        <bdi className="num" data-zero={count === 0 || undefined}>
          {formats.count(count)}
        </bdi>
      );
    }
    case 'change': {
      const news = line.changes[column.measure];
      if (!news) return '';
      return <Changed className="areas-change" measure={column.measure} news={news} />;
    }
    case 'measure': {
      const cell = line.cells[column.measure];
      const missed = verdictOf(column.measure, cell, column.goal) === false;
      const ofRate = cell.kind === 'value' && column.goal !== null;
      return (
        <span className="areas-value" data-tone={missed ? 'bad' : undefined}>
          {missed && <Mark met={false} />}
          <Value measure={column.measure} cell={cell} compact />
          {ofRate && <small className="areas-of num">{t('behind.of', { count: cell.n })}</small>}
          {missed && <span className="sr">{t('goal.missed')}</span>}
        </span>
      );
    }
  }
}

/** The room of the rows that are not drawn. */
function Spacer({ height, columns }: { readonly height: number; readonly columns: number }) {
  return height > 0 ? (
    <tr className="areas-spacer">
      <td colSpan={columns} style={{ blockSize: height }} />
    </tr>
  ) : null;
}

/** Which rows are in sight of a scroller, with some to spare; all rows are as high as the first. */
function useWindow(count: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const [rowHeight, setRowHeight] = useState(34);
  const [span, setSpan] = useState({ from: 0, to: 60 });
  const look = () => {
    const element = scroller.current;
    if (!element) return;
    const height = element.querySelector<HTMLElement>('tr[data-line]')?.offsetHeight || rowHeight;
    if (Math.abs(height - rowHeight) > 0.5) setRowHeight(height);
    const first = Math.floor(element.scrollTop / height);
    const from = Math.max(0, first - spare);
    const to = Math.min(count, first + Math.ceil(element.clientHeight / height) + spare);
    setSpan((now) => (now.from === from && now.to === to ? now : { from, to }));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it looks at what is drawn, and follows its size
  useLayoutEffect(() => {
    look();
    const watch = new ResizeObserver(look);
    if (scroller.current) watch.observe(scroller.current);
    return () => watch.disconnect();
  }, [count, rowHeight]);
  return {
    scroller,
    rowHeight,
    onScroll: look,
    from: Math.min(span.from, count),
    to: Math.min(span.to, count),
  };
}

/** Puts the focus on a line, which may first have to be scrolled to. */
function focusLine(scroller: HTMLElement, index: number, rowHeight: number): void {
  const head = scroller.querySelector('thead')?.clientHeight ?? 0;
  const top = index * rowHeight;
  if (top < scroller.scrollTop) scroller.scrollTop = top;
  const bottom = top + rowHeight + head;
  if (bottom > scroller.scrollTop + scroller.clientHeight)
    scroller.scrollTop = bottom - scroller.clientHeight;
  requestAnimationFrame(() => {
    scroller
      .querySelector<HTMLElement>(`tr[data-line="${index}"] .table-row`)
      ?.focus({ preventScroll: true });
  });
}
