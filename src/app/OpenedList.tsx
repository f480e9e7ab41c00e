import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';
import type { Engine, KeptList, ListRow } from '../engine/engine.ts';
import { listTitle } from '../export/sheets/listTitle.ts';
import type { Opening } from '../feed/snapshotFeed.ts';
import { useText } from '../i18n/Provider.tsx';
import type { Text } from '../i18n/text.ts';
import type { OpenList } from '../model/choice.ts';
import type { City } from '../model/city.ts';
import { type WordDimension, wordDimensions } from '../model/dimension.ts';
import type { ListAsk } from '../query/listQuery.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useSlow } from '../ui/useSlow.ts';
import { FileWays } from '../views/files/fileWays.tsx';
import { RequestDetail } from '../views/requests/requestDetail.tsx';
import type { ListOrder, RequestItem } from '../views/requests/requestItem.ts';
import { ListPager, RequestList, ShowNews } from '../views/requests/requestList.tsx';
import { copyText } from './copyText.ts';
import { live } from './live.ts';
import { useKeptList } from './useKeptList.ts';
import { useListFile } from './useListFile.ts';
import { useRequestLink } from './useRequestLink.ts';

const pageSize = 50;
/** Data that go on are looked at this often, in ms. */
const lookEvery = 5_000;
const newestFirst: ListOrder = { by: 'opened', descending: true };

interface Props {
  readonly board: Board;
  readonly list: OpenList;
  readonly engine: Engine | null;
  readonly opening: Opening;
}

/** The list of the requests behind a measure, and one of them where it is opened. */
export function OpenedList({ board, list: { measure, filter }, engine, opening }: Props) {
  const { city, manifest } = opening;
  const text = useText();
  const { t, formats } = text;
  const [order, setOrder] = useState<ListOrder>(newestFirst);
  const [page, setPage] = useState(0);
  const ask = useMemo(
    (): ListAsk => ({
      measure,
      filter,
      order: order.by,
      descending: order.descending,
      ...rankedBy(text, city, order.by),
    }),
    [measure, filter, order, text, city],
  );
  const sequence = useSlow(manifest.sequence, lookEvery);
  const kept = useKeptList(board, engine, ask, sequence, opening);
  const { list } = kept;
  const { asOf } = kept.opening.manifest;
  const read = useRows(list, page);
  const rids = useStore(live, ({ start }) => start?.unreadable?.rids.join());
  const old = useMemo(() => new Set(rids?.split(',').map(Number)), [rids]);
  const [openedAt, setOpenedAt] = useState<number | null>(null);
  const request = useStore(board.store, ({ choice }) => choice.request);

  const total = list?.total ?? null;
  const title = listTitle(text, city, manifest, measure, filter);
  const rest = [...title.choice, title.period].filter((part) => part !== '').join(' · ');
  const name = t('list.titleOf', { what: title.measure, rest });
  const file = useListFile({ list, opening: kept.opening, ask });

  // A request that the address names is opened where the list has it.
  const row = useMemo(() => {
    if (request === null) return null;
    const at = read.rows.findIndex(({ ref }) => ref === request);
    return at < 0 ? null : { item: read.rows[at]!, at: page * pageSize + at };
  }, [request, read.rows, page]);
  const link = useRequestLink(row?.item.ref ?? null);
  const unknown = useLookUp({
    request,
    found: row !== null,
    list,
    onPlace: (at) => setPage(Math.floor(at / pageSize)),
    onUnknown: () => board.choose({ request: null }),
  });

  const go = (at: number) => {
    setOpenedAt(at);
    setPage(Math.floor(at / pageSize));
  };
  useEffect(() => {
    if (openedAt === null || read.page !== Math.floor(openedAt / pageSize)) return;
    const item = read.rows[openedAt % pageSize];
    if (item) board.choose({ request: item.ref });
    setOpenedAt(null);
  }, [openedAt, read, board]);

  const onOrder = useCallback((next: ListOrder) => {
    setOrder(next);
    setPage(0);
  }, []);
  const back = () => board.choose({ request: null });
  const close = () => board.choose({ list: null, request: null });
  return (
    <Dialog
      drawer
      title={name}
      note={
        total !== null && (
          <>
            <bdi data-list-total={total} className="num">
              {t('list.total', { count: total })}
            </bdi>
            {' · '}
            <bdi>{t('list.asOf', { time: formats.instant(asOf, city.timeZone.name) })}</bdi>{' '}
            <ShowNews
              news={kept.news}
              onShow={() => {
                setPage(0);
                kept.renew();
              }}
            />
          </>
        )
      }
      closeLabel={t('list.close')}
      onClose={close}
      footer={
        row === null && (
          <>
            <ListPager
              page={page}
              pageSize={pageSize}
              shown={read.rows.length}
              total={total}
              onPage={setPage}
            />
            <FileWays total={total} making={file.making} onMake={file.make} onCancel={file.cancel} />
          </>
        )
      }
    >
      {unknown && (
        <p role="alert" className="list-unknown">
          {t('request.unknown', { ref: unknown })} {t('request.unknownTry')}
        </p>
      )}
      {row ? (
        <RequestDetail
          city={kept.opening.city}
          asOf={asOf}
          request={row.item}
          old={old.has(row.item.rid)}
          place={total === null ? null : { at: row.at, total }}
          onGo={go}
          onBack={back}
          copy={copyText}
          link={link}
        />
      ) : (
        <RequestList
          city={kept.opening.city}
          asOf={asOf}
          caption={name}
          rows={read.rows}
          order={order}
          onOrder={onOrder}
          onOpen={(at) => board.choose({ request: read.rows[at]?.ref ?? null })}
          loading={read.loading && kept.error === null}
          error={kept.error ?? read.error}
          old={old}
        />
      )}
    </Dialog>
  );
}

interface ReadRows {
  readonly rows: readonly RequestItem[];
  readonly page: number;
  readonly loading: boolean;
  readonly error: string | null;
}

/** A page of a list; the last one stays until the next is there. */
function useRows(list: KeptList | null, page: number): ReadRows {
  const [read, setRead] = useState<ReadRows>({ rows: [], page: 0, loading: true, error: null });
  useEffect(() => {
    if (!list) return;
    const abort = new AbortController();
    setRead((before) => ({ ...before, loading: true, error: null }));
    list
      .rows(page * pageSize, pageSize, abort.signal)
      .then((rows) => {
        if (!abort.signal.aborted) setRead({ rows: rows.map(itemOf), page, loading: false, error: null });
      })
      .catch((failure: unknown) => {
        if (abort.signal.aborted) return;
        const error = failure instanceof Error ? failure.message : String(failure);
        setRead({ rows: [], page, loading: false, error });
      });
    return () => abort.abort();
  }, [list, page]);
  return read;
}

function itemOf(row: ListRow): RequestItem {
  return { ...row, rid: row.rid ?? -1, opened: row.opened ?? 0 };
}

interface LookUp {
  readonly request: string | null;
  /** Whether it is on the page that is shown. */
  readonly found: boolean;
  readonly list: KeptList | null;
  readonly onPlace: (at: number) => void;
  readonly onUnknown: () => void;
}

/**
 * Goes to the page of a list on which a request is that the address names.
 * @returns the reference that the list does not have
 */
function useLookUp({ request, found, list, onPlace, onUnknown }: LookUp): string | null {
  const [unknown, setUnknown] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a request is looked for once in a list
  useEffect(() => {
    if (request === null || found || !list) return;
    const abort = new AbortController();
    void list
      .placeOf(request, abort.signal)
      .then((at) => {
        if (abort.signal.aborted) return;
        if (at !== null) onPlace(at);
        else {
          setUnknown(request);
          onUnknown();
        }
      })
      .catch(() => {});
    return () => abort.abort();
  }, [request, list]);
  return unknown;
}

function rankedBy(text: Text, city: City, by: ListOrder['by']): Pick<ListAsk, 'ranks'> {
  const dimension = wordDimensions.find((word) => word === by);
  return dimension ? { ranks: ranksOf(text, city, dimension) } : {};
}

/** Of each code the place of its name in the reader's alphabet; of a stage how far it is. */
function ranksOf(text: Text, city: City, dimension: WordDimension): number[] {
  const words = city.words[dimension];
  if (dimension === 'stage') return city.stages.map(({ progress }, code) => progress * 100 + code);
  const compare = new Intl.Collator(text.formats.locale, { numeric: true }).compare;
  const order = words
    .map((_, code) => code)
    .sort((a, b) => compare(text.name(words[a]!), text.name(words[b]!)));
  const ranks: number[] = [];
  order.forEach((code, rank) => {
    ranks[code] = rank;
  });
  return ranks;
}
