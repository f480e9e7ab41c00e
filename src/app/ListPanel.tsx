import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';
import type { Engine, ListPage, ListRow } from '../engine/engine.ts';
import type { References } from '../feed/references.ts';
import type { Opening } from '../feed/snapshotFeed.ts';
import { useText } from '../i18n/Provider.tsx';
import type { City } from '../model/city.ts';
import type { Filter } from '../model/filter.ts';
import type { MeasureId } from '../model/measures.ts';
import type { ListColumn } from '../query/listQuery.ts';
import { useSlow } from '../ui/useSlow.ts';
import type { ListOrder, RequestItem } from '../views/requestList.tsx';
import { openList } from './navigation.ts';

const RequestList = lazy(async () => ({ default: (await import('../views/requestList.tsx')).RequestList }));

const pageSize = 50;
/** Data that go on are listed anew this often, in ms. */
const readEvery = 5_000;
const columns: Record<ListOrder['by'], ListColumn> = {
  opened: 'opened',
  due: 'dueResolution',
  resolved: 'resolved',
};

interface Props {
  readonly board: Board;
}

/** The list of requests that is open, if one is. */
export function ListPanel({ board }: Props) {
  const list = useStore(openList, (state) => state.list);
  const engine = useStore(board.store, (state) => state.engine);
  const opening = useStore(board.store, (state) => state.opening);
  if (!list || !opening) return null;
  return (
    <Suspense fallback={null}>
      <Open key={list.measure} {...list} engine={engine} opening={opening} />
    </Suspense>
  );
}

interface OpenProps {
  readonly measure: MeasureId;
  readonly filter: Filter;
  readonly engine: Engine | null;
  readonly opening: Opening;
}

function Open({ measure, filter, engine, opening }: OpenProps) {
  const { city, references } = opening;
  const sequence = useSlow(opening.manifest.sequence, readEvery);
  const { t } = useText();
  const [page, setPage] = useState(0);
  const [order, setOrder] = useState<ListOrder>({ by: 'opened', descending: true });
  const [found, setFound] = useState<{ total: number; rows: RequestItem[] } | null>(null);
  const [loading, setLoading] = useState(true);
  const [error, setError] = useState<string | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the sequence stands for the engine's data
  useEffect(() => {
    if (!engine) return;
    const abort = new AbortController();
    setLoading(true);
    setError(null);
    readPage(engine, city, references, { measure, filter, order, page }, abort.signal)
      .then((result) => {
        if (abort.signal.aborted) return;
        setFound(result);
        setLoading(false);
      })
      .catch((failure: unknown) => {
        if (abort.signal.aborted) return;
        setError(failure instanceof Error ? failure.message : String(failure));
        setLoading(false);
      });
    return () => abort.abort();
  }, [engine, city, references, sequence, measure, filter, order, page]);

  const onOrder = useCallback((next: ListOrder) => {
    setOrder(next);
    setPage(0);
  }, []);
  const onClose = useCallback(() => openList.setState({ list: null }), []);
  return (
    <RequestList
      city={city}
      asOf={opening.manifest.asOf}
      title={t(`measure.${measure}`)}
      total={found?.total ?? null}
      rows={found?.rows ?? []}
      page={page}
      pageSize={pageSize}
      order={order}
      onPage={setPage}
      onOrder={onOrder}
      loading={loading}
      error={error}
      onClose={onClose}
    />
  );
}

interface PageAsk {
  readonly measure: MeasureId;
  readonly filter: Filter;
  readonly order: ListOrder;
  readonly page: number;
}

async function readPage(
  engine: Engine,
  { timeZone }: City,
  references: References,
  ask: PageAsk,
  signal: AbortSignal,
) {
  const { total, rows }: ListPage = await engine.list(
    {
      measure: ask.measure,
      filter: ask.filter,
      order: columns[ask.order.by],
      descending: ask.order.descending,
      offset: ask.page * pageSize,
      limit: pageSize,
    },
    signal,
  );
  const refs = await references.of(
    rows.map(({ rid, opened }) => ({ rid: rid ?? -1, day: timeZone.dayOf(opened ?? 0) })),
    signal,
  );
  return { total, rows: rows.map((row, i) => itemOf(row, refs[i] ?? '')) };
}

function itemOf(row: ListRow, ref: string): RequestItem {
  return {
    rid: row.rid ?? -1,
    ref,
    stage: row.stage ?? -1,
    opened: row.opened ?? 0,
    due: row.dueResolution,
    resolved: row.resolved,
    zone: row.zone ?? -1,
    topic: row.topic ?? -1,
    entity: row.entity ?? -1,
    attachments: row.attachments,
  };
}
