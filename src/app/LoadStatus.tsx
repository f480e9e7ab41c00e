import { useStore } from 'zustand';
import type { Board } from '../board/board.ts';
import type { LoadProgress } from '../feed/engineLoader.ts';
import { useText } from '../i18n/Provider.tsx';
import { LiveStatus } from './LiveStatus.tsx';
import { live } from './live.ts';

interface Props {
  readonly board: Board;
  readonly retry: () => void;
}

/** How fresh the data are, and while they come, how many rows and bytes have. */
export function LoadStatus({ board, retry }: Props) {
  const { t, formats } = useText();
  const feed = useStore(board.store, (state) => state.feed);
  const details = useStore(board.store, (state) => state.details);
  const manifest = useStore(board.store, (state) => state.opening?.manifest ?? null);
  const { state, off } = useStore(live);
  if (feed.kind === 'loading') {
    const { progress } = feed;
    const begun = progress !== null && progress.bytes > 0;
    return (
      <span className="load-status" data-feed="loading">
        <progress max={1} value={partOf(progress)} aria-label={t('loading.engine')} />
        {begun && (
          <span className="load-rows">
            {t('loading.data', {
              rows: progress.rows,
              total: progress.totalRows,
              bytes: formats.bytes(progress.bytes),
              totalBytes: formats.bytes(progress.totalBytes),
            })}
          </span>
        )}
        <span className="cut load-words">{t(begun ? 'loading.rows' : 'loading.engine')}</span>
      </span>
    );
  }
  if (!manifest) return null;
  if (state) return <LiveStatus board={board} state={state} />;
  return (
    <span className="load-status" data-feed={feed.kind} data-details={details.kind}>
      {feed.kind === 'ready' && details.kind === 'loading' && (
        <progress
          max={1}
          value={partOf(details.progress)}
          aria-label={t('loading.details')}
          title={t('loading.details')}
        />
      )}
      {t('fresh.asOf', { when: formats.instant(manifest.asOf, manifest.timeZone) })}
      {off && (
        <button type="button" className="control" onClick={retry}>
          {t('live.newest')}
        </button>
      )}
    </span>
  );
}

function partOf(progress: LoadProgress | null): number {
  return progress && progress.totalBytes > 0 ? progress.bytes / progress.totalBytes : 0;
}
