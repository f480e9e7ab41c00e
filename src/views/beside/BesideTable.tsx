import { Printer } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { nameOfId } from '../../i18n/names.ts';
import { useText } from '../../i18n/Provider.tsx';
import type { Area } from '../../model/area.ts';
import { without } from '../../model/filter.ts';
import { measureIds } from '../../model/measures.ts';
import type { Screen } from '../../model/screen.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { EmptyState, ErrorState } from '../../ui/State.tsx';
import { AreaFiles } from '../areas/AreaFiles.tsx';
import { areaMeasures } from '../areas/allAreas.ts';
import { areasOf } from '../areas/area.ts';
import { areaSheet } from '../areas/areaColumns.ts';
import { AddArea } from './AddArea.tsx';
import './Beside.css';
import { added, type Beside, cutFrom, moved, removed } from '../../model/beside.ts';
import { BesideHead } from './BesideHead.tsx';
import { BesideGroup, MeasureRows, SplitRows, TopicRow, TrendRows } from './BesideRows.tsx';
import type { BesideColumn } from './besideAnswers.ts';

interface Props {
  readonly screen: Screen;
  readonly beside: Beside;
  /** What is known of the areas; null while it is counted. */
  readonly known: { readonly areas: readonly BesideColumn[]; readonly city: BesideColumn } | null;
  /** Whether an area that was added, or another choice, is still being counted. */
  readonly busy: boolean;
  /** What went wrong, in a sentence; null where nothing did. */
  readonly error: string | null;
  readonly onRetry: () => void;
  readonly onBeside: (beside: Beside) => void;
  readonly onClose: () => void;
}

/** Up to four areas in columns, all by the same measures on the same scales; the city beside them where it is wanted. */
export function BesideTable(props: Props) {
  const { screen, beside, known, busy, error, onRetry, onBeside, onClose } = props;
  const text = useText();
  const { t, formats } = text;
  const input = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const focus = useRef<{ readonly area: Area; readonly by: number } | null>(null);
  const nameOf = ({ dimension, id }: Area) => nameOfId(text, screen.city, dimension, id);
  const [said, setSaid] = useState(() => {
    const count = cutFrom(areasOf(screen.filter), beside);
    return count > 0 ? t('beside.first', { count }) : '';
  });
  const onAdd = (area: Area) => {
    const outcome = added(beside, area);
    if (outcome.kind === 'added') onBeside(outcome.beside);
    setSaid(outcome.kind === 'full' ? t('beside.full') : t(`beside.${outcome.kind}`, { area: nameOf(area) }));
  };
  const onRemove = (area: Area) => {
    onBeside(removed(beside, area));
    setSaid(t('beside.removed', { area: nameOf(area) }));
    input.current?.focus();
  };
  const onMove = (area: Area, by: number) => {
    focus.current = { area, by };
    onBeside(moved(beside, area, by));
  };
  // A column that moves takes the focus with it.
  useLayoutEffect(() => {
    const to = focus.current;
    focus.current = null;
    if (!to) return;
    const head = [...(table.current?.querySelectorAll<HTMLElement>('th[data-area]') ?? [])].find(
      ({ dataset }) => dataset.area === to.area.id && dataset.kind === to.area.dimension,
    );
    head?.querySelector<HTMLElement>(`[data-move="${to.by}"]`)?.focus();
  });
  const columns = (known?.areas.length ?? 0) + (beside.city ? 1 : 0);
  return (
    <Dialog
      title={t('beside.title')}
      note={formats.range(screen.period)}
      closeLabel={t('dialog.close')}
      onClose={onClose}
      className="beside-dialog"
    >
      <div className="beside">
        <div className="beside-bar-top">
          <AddArea city={screen.city} input={input} onAdd={onAdd} />
          <label className="beside-city">
            <input
              type="checkbox"
              checked={beside.city}
              onChange={({ target }) => onBeside({ ...beside, city: target.checked })}
            />
            {t('beside.city')}
          </label>
          <p className="beside-said" role="status">
            {said}
          </p>
          {known && known.areas.length > 0 && (
            <Files screen={screen} columns={beside.city ? [...known.areas, known.city] : known.areas} />
          )}
          <button type="button" className="control" onClick={() => window.print()}>
            <Printer size="0.9375rem" aria-hidden />
            {t('print.open')}
          </button>
        </div>
        {beside.areas.length === 0 ? (
          <EmptyState title={t('beside.empty.title')} body={t('beside.empty.body')} />
        ) : error !== null ? (
          <ErrorState
            title={t('beside.failed')}
            body={error}
            action={
              <button type="button" className="control" onClick={onRetry}>
                {t('card.retry')}
              </button>
            }
          />
        ) : !known || known.areas.length === 0 ? (
          <div aria-busy="true">
            <span className="sr">{t('card.loading')}</span>
            <Skeleton rows={14} />
          </div>
        ) : (
          <section
            className="beside-scroll"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached
            tabIndex={0}
            aria-label={t('beside.title')}
            aria-busy={busy}
          >
            <table className="beside-table" ref={table} data-columns={columns}>
              <caption className="sr">
                {t('beside.title')}: {formats.list(beside.areas.map(nameOf))}
              </caption>
              <thead>
                <tr>
                  <th scope="col">
                    <span className="sr">{t('beside.what')}</span>
                  </th>
                  {known.areas.map(({ line }, at) => {
                    const area = { dimension: line.kind as Area['dimension'], id: line.id };
                    return (
                      <BesideHead
                        key={`${line.kind} ${line.id}`}
                        line={line}
                        year={screen.city.zones.residentsYear}
                        place={{ at, of: known.areas.length }}
                        onMove={(by) => onMove(area, by)}
                        onRemove={() => onRemove(area)}
                      />
                    );
                  })}
                  {beside.city && (
                    <BesideHead
                      line={known.city.line}
                      year={screen.city.zones.residentsYear}
                      place={null}
                      onMove={() => {}}
                      onRemove={() => {}}
                    />
                  )}
                </tr>
              </thead>
              <Groups screen={screen} areas={known.areas} city={known.city} withCity={beside.city} />
            </table>
            <div className="beside-notes">
              <p>{t('beside.note')}</p>
              {screen.before && <p>{t('beside.change', { period: formats.range(screen.before.period) })}</p>}
              <p>{t('areas.timesNote')}</p>
            </div>
          </section>
        )}
      </div>
    </Dialog>
  );
}

function Groups(props: Parameters<typeof TrendRows>[0]) {
  const { t } = useText();
  const columns = props.areas.length + (props.withCity ? 1 : 0);
  return (
    <>
      <tbody>
        <BesideGroup title={t('beside.measures')} columns={columns} />
        <MeasureRows {...props} />
      </tbody>
      <tbody>
        <BesideGroup title={t('beside.trend')} columns={columns} />
        <TrendRows {...props} />
      </tbody>
      <tbody>
        <BesideGroup title={t('beside.category')} columns={columns} />
        <SplitRows {...props} split="category" />
      </tbody>
      <tbody>
        <BesideGroup title={t('beside.channel')} columns={columns} />
        <SplitRows {...props} split="channel" />
      </tbody>
      <tbody>
        <TopicRow {...props} />
      </tbody>
    </>
  );
}

/** The columns as rows of a file, as the table of all areas has them. */
function Files({ screen, columns }: { readonly screen: Screen; readonly columns: readonly BesideColumn[] }) {
  const text = useText();
  return (
    <AreaFiles
      screen={screen}
      total={columns.length}
      tableOf={() => {
        const sheet = areaSheet(
          text,
          screen,
          columns.map(({ line }) => line),
          areaMeasures,
        );
        return {
          title: text.t('beside.title'),
          columns: sheet.columns,
          rows: () => sheet.rows,
          measures: measureIds.filter((id) => sheet.columns.some((column) => column.id === id)),
          filter: without(screen.filter, 'zone'),
          compared: true,
        };
      }}
    />
  );
}
